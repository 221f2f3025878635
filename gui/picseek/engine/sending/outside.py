"""Pictures outside the chosen folders, reached through links in them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class OutsideLinks:
    """Finds files outside the chosen folders. Use from one thread.

    A chosen folder that is a link counts as its target.
    """

    def __init__(self, chosen: Iterable[Path]) -> None:
        """Args: chosen: Absolute paths of the folders."""
        self._chosen = [os.path.realpath(folder) for folder in chosen]
        self._folder = ""
        self._folder_is_outside = False

    def leads_outside(self, folder: Path, name: str) -> bool:
        """Whether a file's real path is outside the chosen folders.

        Args:
            folder: Its folder as scanned.
            name: Its name.
        """
        path = os.path.join(folder, name)  # noqa: PTH118 - no Path object per file
        if os.path.islink(path):  # noqa: PTH114
            return self._is_outside(os.path.realpath(path))
        if self._folder != str(folder):
            self._folder = str(folder)
            self._folder_is_outside = self._is_outside(os.path.realpath(folder))
        return self._folder_is_outside

    def _is_outside(self, path: str) -> bool:
        return not any(
            path == folder or path.startswith(os.path.join(folder, ""))  # noqa: PTH118
            for folder in self._chosen
        )
