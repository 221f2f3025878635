"""What lies below one folder: the folders in it, and its pictures."""

from __future__ import annotations

import json
import os
import re
import sqlite3
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.side_types import FolderNode
from picseek.engine.store import finding
from picseek.engine.store.folders import decoded, encoded, folder_range
from picseek.engine.store.vectors import as_list
from picseek.engine.types import ProblemCode

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.store.connection import Database

# Up to so many pictures are put in order by looking each of them up; more are picked out of all
# pictures in order, which is one pass over an index.
_FEW = 20_000

_SEPARATOR = os.fsencode(os.sep)
_DIGITS = re.compile(r"(\d+)")

_CHILDREN = """
    WITH below AS (
        SELECT substr(path, :skip) AS rest,
            (SELECT count(*) FROM files WHERE folder = d.id) AS files,
            (SELECT count(*) FROM failures WHERE folder = d.id AND code <> :left_out) AS failed
        FROM folders d WHERE path >= :low AND path < :high)
    SELECT
        CASE instr(rest, :sep) WHEN 0 THEN rest ELSE substr(rest, 1, instr(rest, :sep) - 1) END
            AS name,
        sum(files), sum(failed), max(instr(rest, :sep) > 0 AND files + failed > 0)
    FROM below GROUP BY name HAVING sum(files) + sum(failed) > 0"""

# One long text in place of a million rows: several times quicker to get at from Python.
_PICTURES = """
    SELECT '[' || coalesce(group_concat(f.content), '') || ']'
    FROM (
        SELECT id FROM folders WHERE path = :path
        UNION ALL SELECT id FROM folders WHERE path >= :low AND path < :high) d
    CROSS JOIN files f ON f.folder = d.id"""

_OUTSIDE = """
    SELECT EXISTS (
        SELECT 1 FROM folders d
        WHERE NOT (path = :path OR (path >= :low AND path < :high))
            AND EXISTS (SELECT 1 FROM files WHERE folder = d.id))"""


class Below:
    """Reads what lies below folders. Safe to use from any thread.

    Every method may raise a LibraryError, as those of `Store`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def children(self, folder: Path) -> list[FolderNode]:
        """The folders directly in a folder that hold files or problems, in natural order."""
        with self._database.reading() as connection:
            return children(connection, folder)

    def pictures(self, folder: Path | None) -> NDArray[np.int64] | None:
        """Pictures with a file in a folder or below it.

        Returns:
            Ids, ascending, int64 (n,); None: all there are, so there is nothing to filter.
        """
        if folder is None:
            return None
        with self._database.reading() as connection:
            return pictures(connection, folder)

    def browse(self, folder: Path) -> array[int]:
        """Ids of these pictures as `Store.browse` gives them: the newest first, typecode ``q``."""
        with self._database.reading() as connection:
            return browse(connection, folder)


def children(connection: sqlite3.Connection, folder: Path) -> list[FolderNode]:
    """See `Below.children`. One pass over the folders below and the index of their files."""
    around = folder_range(encoded(folder))
    skip = len(around.low) + 1
    asked = {"skip": skip, "low": around.low, "high": around.high, "sep": _SEPARATOR}
    rows = connection.execute(_CHILDREN, {**asked, "left_out": ProblemCode.LEFT_OUT.value})
    nodes = [
        FolderNode(decoded(around.path, name), files, failed, bool(deeper))
        for name, files, failed, deeper in rows
    ]
    return sorted(nodes, key=_natural)


def _natural(node: FolderNode) -> tuple[list[tuple[bool, int, str]], str]:
    """Sorts ``2`` before ``10``, and capitals beside small letters."""
    pieces = _DIGITS.split(node.path.name.casefold())
    order = [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in pieces]
    return order, node.path.name


def pictures(connection: sqlite3.Connection, folder: Path) -> NDArray[np.int64] | None:
    """See `Below.pictures`."""
    around = folder_range(encoded(folder))._asdict()
    if not connection.execute(_OUTSIDE, around).fetchone()[0]:
        return None
    (listed,) = connection.execute(_PICTURES, around).fetchone()
    return np.unique(np.array(json.loads(listed), np.int64))


def browse(connection: sqlite3.Connection, folder: Path) -> array[int]:
    """See `Below.browse`."""
    wanted = pictures(connection, folder)
    if wanted is None:
        return finding.browse(connection)
    if len(wanted) <= _FEW:
        rows = connection.execute(
            """
            SELECT c.id FROM json_each(?) CROSS JOIN contents c ON c.id = value
            ORDER BY c.shown_at DESC, c.id DESC""",
            (as_list(wanted.tolist()),),
        )
        return array("q", (number for (number,) in rows))
    every = np.frombuffer(finding.browse(connection), np.int64)
    return array("q", every[np.isin(every, wanted)].tobytes())
