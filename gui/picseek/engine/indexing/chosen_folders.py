"""The folders that the user chose, and folders in them as they are recorded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.filesystem.paths import (
    plain_path,
    readable_folder,
    spelled_as_chosen,
    without_nested,
)

if TYPE_CHECKING:
    from picseek.engine.store import Removed, Store


class ChosenFolders:
    """Adds, removes and finds folders, each under one spelling of its path."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, folders: Iterable[Path]) -> list[Path]:
        """Remember those that lie in no remembered one.

        Returns:
            All of them, as they are recorded.

        Raises:
            UsageError: One is not a folder that can be read; those before it are remembered.
        """
        added = []
        for folder in map(readable_folder, folders):
            known = self._store.folders.roots()
            spelled = spelled_as_chosen(folder, known)
            if not any(map(spelled.is_relative_to, known)):
                self._store.folders.add_root(spelled)
            added.append(spelled)
        return added

    def choose(self, folder: Path) -> None:
        """Remember a folder, also one inside another that is remembered.

        Raises:
            UsageError: It is not a folder that can be read.
        """
        known = self._store.folders.roots()
        self._store.folders.add_root(spelled_as_chosen(readable_folder(folder), known))

    def remove(self, folder: Path) -> Removed:
        """Forget a folder and the files in it, but for those that another chosen one holds."""
        folder, known = plain_path(folder), self._store.folders.roots()
        return self._store.folders.remove_root(folder if folder in known else self.spelled(folder))

    def spelled(self, folder: Path) -> Path:
        """A folder as it is, or would be, recorded."""
        return spelled_as_chosen(plain_path(folder), self._store.folders.roots())

    def among(self, folders: Iterable[Path]) -> list[Path]:
        """These folders, or all that were chosen; without those inside others."""
        return without_nested(list(map(self.spelled, folders)) or self._store.folders.roots())
