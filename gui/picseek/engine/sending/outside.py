"""Pictures outside the chosen folders, reached through links in them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class OutsideLinks:
    """Finds files that lie outside some folders. For one thread.

    Links among the folders are resolved: a user who chose a link chose its target.
    """

    def __init__(self, chosen: Iterable[Path]) -> None:
        """Args: chosen: The folders, absolute."""
        self._chosen = [os.path.realpath(folder) for folder in chosen]
        self._folder = ""
        self._folder_is_outside = False

    def leads_outside(self, folder: Path, name: str) -> bool:
        """Whether a file that was found in a chosen folder lies elsewhere.

        Args:
            folder: As found by the scan.
            name: Of the file in it.
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
