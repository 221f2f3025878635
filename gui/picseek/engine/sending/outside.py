"""Pictures outside the chosen folders that links in these lead to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path


class OutsideLinks:
    """Tells of files whether they lie outside some folders. Used from one thread.

    The folders count as where they really are: whoever chose a link chose what it leads to.
    """

    def __init__(self, chosen: Iterable[Path]) -> None:
        """Args: chosen: The folders, absolute."""
        self._chosen = [os.path.realpath(folder) for folder in chosen]
        self._folder = ""
        self._folder_is_outside = False

    def leads_outside(self, folder: Path, name: str) -> bool:
        """Whether a file that was met below a chosen folder lies elsewhere.

        Args:
            folder: As the scan met it.
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
