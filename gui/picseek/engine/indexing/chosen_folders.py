"""The chosen folders, and the spelling under which folders are recorded."""

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
        """Add folders that are not inside a chosen one.

        Returns:
            All of them, as recorded.

        Raises:
            UsageError: One is not a readable folder; those before it are added.
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
        """Add a folder, even inside a chosen one.

        Raises:
            UsageError: It is not a readable folder.
        """
        known = self._store.folders.roots()
        self._store.folders.add_root(spelled_as_chosen(readable_folder(folder), known))

    def remove(self, folder: Path) -> Removed:
        """Remove a folder and its files, except those in another chosen folder."""
        folder, known = plain_path(folder), self._store.folders.roots()
        return self._store.folders.remove_root(folder if folder in known else self.spelled(folder))

    def spelled(self, folder: Path) -> Path:
        """A folder as it is or would be recorded."""
        return spelled_as_chosen(plain_path(folder), self._store.folders.roots())

    def among(self, folders: Iterable[Path]) -> list[Path]:
        """These folders, or all chosen ones if empty, without those inside others."""
        return without_nested(list(map(self.spelled, folders)) or self._store.folders.roots())
