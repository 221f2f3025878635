"""What lies below one folder: the folders in it, and its pictures."""

from __future__ import annotations

import os
import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from picseek.engine.store.folders import decoded, encoded, folder_range
from picseek.engine.store.vectors import as_array
from picseek.engine.types import ProblemCode
from picseek.engine.types.library import FolderNode

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.store.database import Database

_SEPARATOR = os.fsencode(os.sep)
_DIGITS = re.compile(r"(\d+)")

_NAME = "substr(path, :skip, coalesce(nullif(instr(substr(path, :skip), :sep), 0) - 1, 1000000000))"

_CHILDREN = f"""
    WITH undecodable AS (
        SELECT f.folder, count(*) AS files
        FROM contents c CROSS JOIN files f ON f.content = c.id
        WHERE c.shown_at IS NULL AND c.format = '' GROUP BY f.folder),
    below AS (
        SELECT {_NAME} AS name, instr(substr(path, :skip), :sep) > 0 AS deep,
            (SELECT count(*) FROM files WHERE folder = d.id)
                - coalesce((SELECT files FROM undecodable WHERE folder = d.id), 0) AS files,
            (SELECT count(*) FROM failures WHERE folder = d.id AND code <> :left_out) AS failed
        FROM folders d WHERE path >= :low AND path < :high)
    SELECT name, sum(files), sum(failed), max(deep AND files + failed > 0)
    FROM below GROUP BY name HAVING sum(files) + sum(failed) > 0"""  # noqa: S608 - a constant

# How many files hold the same picture as another one in the same folder. Of few files, they are
# told apart; of many, all pictures in several places are looked at first, which are rarely many.
_AGAIN_OF_FEW = f"""
    SELECT {_NAME} AS name, count(*) - count(DISTINCT content)
    FROM folders d CROSS JOIN files f ON f.folder = d.id
        CROSS JOIN contents c ON c.id = f.content AND c.format <> ''
    WHERE d.path >= :low AND d.path < :high
    GROUP BY name"""  # noqa: S608 - a constant
_AGAIN_OF_MANY = f"""
    SELECT name, sum(files - 1) FROM (
        SELECT {_NAME} AS name, count(*) AS files
        FROM (SELECT content FROM files GROUP BY content HAVING count(*) > 1) c
            CROSS JOIN contents k ON k.id = c.content AND k.format <> ''
            CROSS JOIN files f ON f.content = c.content
            CROSS JOIN folders d ON d.id = f.folder
        WHERE d.path >= :low AND d.path < :high
        GROUP BY name, f.content HAVING files > 1)
    GROUP BY name"""  # noqa: S608 - a constant
_FEW = 20_000

# One long text in place of a million rows: several times quicker to get at from Python.
_PICTURES = """
    SELECT group_concat(f.content)
    FROM (
        SELECT id FROM folders WHERE path = :path
        UNION ALL SELECT id FROM folders WHERE path >= :low AND path < :high) d
    CROSS JOIN files f ON f.folder = d.id"""

_OUTSIDE = """
    SELECT EXISTS (
        SELECT 1 FROM folders d
        WHERE NOT (path = :path OR (path >= :low AND path < :high))
            AND EXISTS (SELECT 1 FROM files WHERE folder = d.id))"""


class _Looked(NamedTuple):
    """What `Below.pictures` found in a folder while the database had this version."""

    folder: Path
    version: int
    ids: NDArray[np.int64] | None


class Below:
    """Reads what lies below folders. Safe to use from any thread.

    Every method may raise a LibraryError, as those of `Store`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._last: _Looked | None = None

    def children(self, folder: Path) -> list[FolderNode]:
        """The folders directly in a folder that hold files or problems, in natural order."""
        with self._database.reading() as connection:
            return children(connection, folder)

    def pictures(self, folder: Path | None) -> NDArray[np.int64] | None:
        """Pictures with a file in a folder or below it.

        Those of the last folder asked for are kept until anything is written: one question after
        the other is put to the same folder.

        Returns:
            Ids, ascending, int64 (n,), not to be changed; None: all there are, so there is
            nothing to filter.
        """
        if folder is None:
            return None
        version = self._database.version()  # first: what is written meanwhile is not missed
        last = self._last
        if last is not None and (last.folder, last.version) == (folder, version):
            return last.ids
        with self._database.reading() as connection:
            ids = pictures(connection, folder)
        self._last = _Looked(folder, version, ids)
        return ids


def children(connection: sqlite3.Connection, folder: Path) -> list[FolderNode]:
    """See `Below.children`."""
    around = folder_range(encoded(folder))
    skip = len(around.low) + 1
    asked = {"skip": skip, "low": around.low, "high": around.high, "sep": _SEPARATOR}
    rows = connection.execute(
        _CHILDREN, {**asked, "left_out": ProblemCode.LEFT_OUT.value}
    ).fetchall()
    few = sum(files for _, files, *_ in rows) <= _FEW
    again = dict(connection.execute(_AGAIN_OF_FEW if few else _AGAIN_OF_MANY, asked))
    nodes = [
        FolderNode(decoded(around.path, name), files - again.get(name, 0), failed, bool(deeper))
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
    ids = np.sort(as_array(listed))  # np.unique takes far longer
    return ids[np.diff(ids, prepend=-1) > 0]
