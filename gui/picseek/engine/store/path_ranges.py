"""Paths as the database stores them, and folders with their subfolders as ranges of paths.

Paths are stored as the bytes the system uses (`os.fsencode`), so any name can be stored. A folder
with its subfolders is a range of bytes, never a pattern: ``%`` means itself, and ``/a/bc`` is not
in ``/a/b``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

SEPARATOR = os.fsencode(os.sep)


class FolderRange(NamedTuple):
    """A folder, and the range of all paths in it: ``low <= path < high``."""

    path: bytes
    low: bytes
    high: bytes

    def holds(self, path: bytes) -> bool:
        """Whether a path is this folder's, or lies in it or its subfolders."""
        return path == self.path or self.low <= path < self.high


def encoded(path: Path) -> bytes:
    """An absolute path as it is stored. Links are not followed."""
    return os.fsencode(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links


def decoded(*parts: bytes) -> Path:
    """The path that these stored parts, joined, stand for."""
    return Path(os.fsdecode(os.path.join(*parts)))  # noqa: PTH118 - of bytes


def folder_range(path: bytes) -> FolderRange:
    """The range of a folder, given its path as it is stored."""
    low = path if path.endswith(SEPARATOR) else path + SEPARATOR
    return FolderRange(path, low, low[:-1] + bytes([low[-1] + 1]))
