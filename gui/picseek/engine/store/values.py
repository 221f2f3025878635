"""Converts values for SQLite: paths, ranges of paths, and lists of numbers.

Paths are stored as the system's bytes (`os.fsencode`), so any name can be stored. A folder with its
subfolders is a range of bytes, never a pattern: ``%`` has no special meaning, and ``/a/bc`` is not
in ``/a/b``.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEPARATOR = os.fsencode(os.sep)


class FolderRange(NamedTuple):
    """A folder, and the range of all paths in it: ``low <= path < high``."""

    path: bytes
    low: bytes
    high: bytes

    def holds(self, path: bytes) -> bool:
        """Whether a path is this folder, or is inside it."""
        return path == self.path or self.low <= path < self.high


def encoded(path: Path) -> bytes:
    """An absolute path as it is stored. Links are not followed."""
    return os.fsencode(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links


def decoded(*parts: bytes) -> Path:
    """The path that is stored as these parts, which are joined."""
    return Path(os.fsdecode(os.path.join(*parts)))  # noqa: PTH118 - of bytes


def printable(path: Path) -> str:
    """A path as text that can always be encoded and printed."""
    return os.fsencode(path).decode("utf-8", "replace")


def folder_range(path: bytes) -> FolderRange:
    """The range of a folder, given its path as it is stored."""
    low = path if path.endswith(SEPARATOR) else path + SEPARATOR
    return FolderRange(path, low, low[:-1] + bytes([low[-1] + 1]))


def as_json(ids: Iterable[int]) -> str:
    """Ids as one parameter for ``json_each``: one prepared statement for any number of ids."""
    return json.dumps([int(number) for number in ids])


def as_array(packed: str | None) -> NDArray[np.int64]:
    """Numbers from a text of SQLite's `group_concat`, int64 (n,); None: there were no rows.

    Many times faster than fetching row by row, and the GIL is hardly held.
    """
    if not packed:
        return np.empty(0, np.int64)
    return np.fromstring(packed, np.int64, sep=",")
