"""Checks that the files of an open library are still those at its path.

On Linux and macOS an open file can be deleted, renamed or replaced; then what is written to it is
lost without an error.
"""

from __future__ import annotations

from pathlib import Path

from picseek.engine.errors import LibraryMoved
from picseek.engine.messages import message


class FilesInPlace:
    """The identities of files that were opened."""

    def __init__(self, *files: Path) -> None:
        """Read their identities.

        Raises:
            OSError: One does not exist.
        """
        self._identities = {file: _identity(file) for file in files}

    def check(self) -> None:
        """Compare each file with the one at its path now.

        Raises:
            LibraryMoved: Another file is there, or none.
        """
        for file, before in self._identities.items():
            try:
                now = _identity(file)
            except OSError:
                now = None
            if now != before:
                raise LibraryMoved(
                    message(
                        "The library in {folder} was moved, deleted, or replaced while "
                        "Picseek was using it, so nothing more can be saved there. "
                        "Put it back, or start Picseek with its new location.",
                        folder=file.parent,
                    )
                )


def _identity(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_dev, status.st_ino
