"""Whether the files of an open library are still those at its path.

On Linux and macOS an open file can be deleted, renamed or replaced. What is written to it later is
lost with it, or lies elsewhere, and nothing reports that.
"""

from __future__ import annotations

from pathlib import Path

from picseek.engine.errors import LibraryMoved
from picseek.engine.messages import message


class FilesInPlace:
    """Files that were opened, with what tells them from others of the same name."""

    def __init__(self, *files: Path) -> None:
        """Take their identities now.

        Raises:
            OSError: One is not there.
        """
        self._identities = {file: _identity(file) for file in files}

    def check(self) -> None:
        """Look at each path again.

        Raises:
            LibraryMoved: Another file lies there, or none.
        """
        for file, before in self._identities.items():
            try:
                now = _identity(file)
            except OSError:
                now = None
            if now != before:
                raise LibraryMoved(
                    message(
                        "The library in {folder} was moved, deleted or replaced while Picseek was "
                        "using it, so nothing more can be saved there. Put it back, or start "
                        "again with where it is now.",
                        folder=file.parent,
                    )
                )


def _identity(file: Path) -> tuple[int, int]:
    status = file.stat()
    return status.st_dev, status.st_ino
