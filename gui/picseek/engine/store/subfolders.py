"""The subfolders and the pictures of one folder."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.store.values import SEPARATOR, as_array, decoded, encoded, folder_range
from picseek.engine.types import ProblemCode
from picseek.engine.types.library import FolderNode

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DIGITS = re.compile(r"(\d+)")

_NAME = "substr(path, :skip, coalesce(nullif(instr(substr(path, :skip), :sep), 0) - 1, 1000000000))"

_CHILDREN = f"""
    WITH undecodable AS (
        SELECT f.folder, count(*) AS files
        FROM contents c CROSS JOIN files f ON f.content = c.id
        WHERE c.shown_at IS NULL AND c.format = '' GROUP BY f.folder),
    within AS (
        SELECT {_NAME} AS name, instr(substr(path, :skip), :sep) > 0 AS deep,
            (SELECT count(*) FROM files WHERE folder = d.id)
                - coalesce((SELECT files FROM undecodable WHERE folder = d.id), 0) AS files,
            (SELECT count(*) FROM failures WHERE folder = d.id AND code <> :left_out) AS failed
        FROM folders d WHERE path >= :low AND path < :high)
    SELECT name, sum(files), sum(failed), max(deep AND files + failed > 0)
    FROM within GROUP BY name HAVING sum(files) + sum(failed) > 0"""  # noqa: S608 - a constant

# How many files hold the same picture as another file in the same folder. For few files, distinct
# pictures are counted; for many, the pictures with several files, which are few, are listed first.
_DUPLICATES_OF_FEW = f"""
    SELECT {_NAME} AS name, count(*) - count(DISTINCT content)
    FROM folders d CROSS JOIN files f ON f.folder = d.id
        CROSS JOIN contents c ON c.id = f.content AND c.format <> ''
    WHERE d.path >= :low AND d.path < :high
    GROUP BY name"""  # noqa: S608 - a constant
_DUPLICATES_OF_MANY = f"""
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

# One long text instead of a million rows: several times faster to fetch from Python.
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


def children(connection: sqlite3.Connection, folder: Path) -> list[FolderNode]:
    """As `FolderRepository.children`."""
    path, low, high = folder_range(encoded(folder))
    values = {"skip": len(low) + 1, "low": low, "high": high, "sep": SEPARATOR}
    rows = connection.execute(
        _CHILDREN, {**values, "left_out": ProblemCode.LEFT_OUT.value}
    ).fetchall()
    few = sum(files for _, files, *_ in rows) <= _FEW
    duplicates = dict(
        connection.execute(_DUPLICATES_OF_FEW if few else _DUPLICATES_OF_MANY, values)
    )
    nodes = [
        FolderNode(decoded(path, name), files - duplicates.get(name, 0), failed, bool(deeper))
        for name, files, failed, deeper in rows
    ]
    return sorted(nodes, key=_natural)


def _natural(node: FolderNode) -> tuple[list[tuple[bool, int, str]], str]:
    """Sort key for natural order: ``2`` is before ``10``, and case is ignored."""
    pieces = _DIGITS.split(node.path.name.casefold())
    order = [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in pieces]
    return order, node.path.name


def pictures(connection: sqlite3.Connection, folder: Path) -> NDArray[np.int64] | None:
    """As `PictureRepository.in_folder`."""
    within = folder_range(encoded(folder))._asdict()
    if not connection.execute(_OUTSIDE, within).fetchone()[0]:
        return None
    (listed,) = connection.execute(_PICTURES, within).fetchone()
    ids = np.sort(as_array(listed))  # np.unique takes far longer
    return ids[np.diff(ids, prepend=-1) > 0]
