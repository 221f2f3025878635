"""What the user chose, and what is known of the files below it.

Paths are kept as the bytes the system uses (`os.fsencode`), so any name can be kept. "Below" is a
range of bytes, never a pattern: ``%`` means itself, and ``/a/bc`` is not below ``/a/b``.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from picseek.engine.messages import from_stored
from picseek.engine.metadata.captions import READER_VERSION
from picseek.engine.store.records import KnownFile, KnownFolder, ListedFile
from picseek.engine.store.vectors import as_list
from picseek.engine.types import FolderRow, Problem, ProblemCode, Stage

_SEPARATOR = os.fsencode(os.sep)

# Two searches of one index, where OR would read all of it.
_AT_OR_BELOW = """
    SELECT id, path FROM folders WHERE path = :path
    UNION ALL SELECT id, path FROM folders WHERE path >= :low AND path < :high"""

# Files of a folder that hold the same picture as others in it. Most pictures are in one place
# only: several times quicker than to tell a million pictures apart.
_AGAIN = """
    SELECT coalesce(sum(files - 1), 0) FROM (
        SELECT count(*) AS files
        FROM (SELECT content FROM files GROUP BY content HAVING count(*) > 1) c
            CROSS JOIN contents k ON k.id = c.content AND k.format <> ''
            CROSS JOIN files f ON f.content = c.content
            CROSS JOIN folders d ON d.id = f.folder
        WHERE d.path = :path OR (d.path >= :low AND d.path < :high)
        GROUP BY f.content)"""


class FolderRange(NamedTuple):
    """A folder, and the range of all paths below it: ``low <= path < high``."""

    path: bytes
    low: bytes
    high: bytes

    def holds(self, path: bytes) -> bool:
        """Whether a path is this folder's, or lies below it."""
        return path == self.path or self.low <= path < self.high


def encoded(path: Path) -> bytes:
    """An absolute path as it is kept. Links are not followed."""
    return os.fsencode(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links


def decoded(*parts: bytes) -> Path:
    """The path that these bytes, joined, stand for."""
    return Path(os.fsdecode(os.path.join(*parts)))  # noqa: PTH118 - of bytes


def folder_range(path: bytes) -> FolderRange:
    """The range that stands for a folder, whose path is given as it is kept."""
    low = path if path.endswith(_SEPARATOR) else path + _SEPARATOR
    return FolderRange(path, low, low[:-1] + bytes([low[-1] + 1]))


# Roots


def add_root(connection: sqlite3.Connection, path: Path) -> None:
    """Remember a folder that the user chose."""
    connection.execute("INSERT OR IGNORE INTO roots VALUES (?)", (encoded(path),))


def remove_root(connection: sqlite3.Connection, path: Path) -> set[int]:
    """Forget that a folder was chosen; return the ids of the folders no root holds any more."""
    gone = folder_range(encoded(path))
    connection.execute("DELETE FROM roots WHERE path = ?", (gone.path,))
    left = [folder_range(root) for root in _root_paths(connection)]
    below = connection.execute(_AT_OR_BELOW, gone._asdict())
    return {row for row, folder in below if not any(root.holds(folder) for root in left)}


def roots(connection: sqlite3.Connection) -> list[Path]:
    """The folders the user chose, in the order of their paths."""
    return [decoded(path) for path in _root_paths(connection)]


def root_of(connection: sqlite3.Connection, folder: bytes) -> Path:
    """The outermost root that holds a folder, or the folder itself where none does."""
    holding = (path for path in _root_paths(connection) if folder_range(path).holds(folder))
    return decoded(min(holding, key=len, default=folder))


def _root_paths(connection: sqlite3.Connection) -> list[bytes]:
    return [path for (path,) in connection.execute("SELECT path FROM roots ORDER BY path")]


def folder_rows(connection: sqlite3.Connection) -> list[FolderRow]:
    """The roots with what they hold. The disk is not asked: that may take long."""
    rows = []
    for path in roots(connection):
        around = folder_range(encoded(path))._asdict()
        (again,) = connection.execute(_AGAIN, around).fetchone()
        files, problems, absent = connection.execute(
            """
            WITH below AS (
                SELECT id FROM folders WHERE path = :path
                UNION ALL SELECT id FROM folders WHERE path >= :low AND path < :high)
            SELECT
                (SELECT count(*) FROM below CROSS JOIN files ON folder = below.id)
                    - (SELECT count(*) FROM contents c CROSS JOIN files f ON f.content = c.id
                        WHERE c.shown_at IS NULL AND c.format = ''
                            AND f.folder IN (SELECT id FROM below)),
                (SELECT count(*) FROM below CROSS JOIN failures ON folder = below.id
                    WHERE code <> :left_out),
                (SELECT count(*) FROM below CROSS JOIN folders d ON d.id = below.id
                    CROSS JOIN files f ON f.folder = d.id WHERE d.absent_since IS NOT NULL)""",
            {**around, "left_out": ProblemCode.LEFT_OUT.value},
        ).fetchone()
        rows.append(FolderRow(path, files - again, problems, not files or absent < files, absent))
    return rows


# What is known of the disk


def known_files(
    connection: sqlite3.Connection, folder: Path, model: int, volume: str = ""
) -> dict[str, KnownFile]:
    """All that is known of the files directly in a folder (on a volume), by name.

    A file that only another model failed at is known, so that it can be forgotten, but no problem.
    """
    path = encoded(folder)
    row = row_at(connection, path, volume)
    return {} if row is None else files_of_row(connection, row, path, model)


def files_of_row(
    connection: sqlite3.Connection, row: int, path: bytes, model: int
) -> dict[str, KnownFile]:
    """The same of the folder with this row number and path."""
    known = {
        os.fsdecode(name): KnownFile(
            size, mtime_ns, content, bool(embedded), None, read == READER_VERSION, *noted
        )
        for name, size, mtime_ns, content, embedded, read, *noted in connection.execute(
            """
            SELECT f.name, f.size, f.mtime_ns, f.content,
                EXISTS (SELECT 1 FROM vectors v WHERE v.model = ? AND v.content = f.content),
                f.captioned, f.ctime_ns, f.sidecars
            FROM files f WHERE f.folder = ?""",
            (model, row),
        )
    }
    failed = connection.execute(
        """
        SELECT f.name, f.size, f.mtime_ns, f.model IS NULL OR f.model = ?,
            f.stage, f.code, f.message
        FROM failures f WHERE f.folder = ?""",
        (model, row),
    )
    for name, size, mtime_ns, of_model, *told in failed:
        problem = _problem(decoded(path, name), *told) if of_model else None
        before = known.get(os.fsdecode(name), KnownFile(size, mtime_ns, None, False, None))
        known[os.fsdecode(name)] = before._replace(problem=problem)
    return known


def known_folders(connection: sqlite3.Connection, root: Path) -> list[KnownFolder]:
    """Folders at or below a path of which files or failures are recorded."""
    rows = connection.execute(
        """
        SELECT d.id, d.path, d.volume, d.absent_since IS NOT NULL
        FROM json_each(?) CROSS JOIN folders d ON d.id = value
        WHERE EXISTS (SELECT 1 FROM files WHERE folder = d.id)
            OR EXISTS (SELECT 1 FROM failures WHERE folder = d.id)""",
        (as_list(ids_at_or_below(connection, root)),),
    )
    return [KnownFolder(row, decoded(path), volume, bool(gone)) for row, path, volume, gone in rows]


def problems(connection: sqlite3.Connection) -> list[Problem]:
    """Files that could not be indexed, in the order of their paths."""
    rows = connection.execute(
        """
        SELECT d.path, f.name, f.stage, f.code, f.message
        FROM failures f JOIN folders d ON d.id = f.folder
        WHERE f.code <> ? ORDER BY d.path, f.name""",
        (ProblemCode.LEFT_OUT.value,),
    )
    return [_problem(decoded(folder, name), *told) for folder, name, *told in rows]


def listed_files(connection: sqlite3.Connection) -> Iterator[ListedFile]:
    """Yield all indexed files, those of a folder one after the other."""
    rows = connection.execute(
        """
        SELECT d.path, f.name, f.size, c.width, c.height
        FROM folders d CROSS JOIN files f ON f.folder = d.id JOIN contents c ON c.id = f.content"""
    )
    before, folder = b"", ""
    for path, name, *numbers in rows:
        if path != before:
            before, folder = path, os.fsdecode(path)
        yield ListedFile(folder, os.fsdecode(name), *numbers)


def _problem(path: Path, stage: str, code: str, message: str) -> Problem:
    return Problem(path, Stage(stage), ProblemCode(code), from_stored(message))


# Folder rows, for writing and forgetting


def row_at(connection: sqlite3.Connection, folder: bytes, volume: str = "") -> int | None:
    """A folder's row number, if it is known; where no volume is given, of the one that is here.

    As long as no volume is recorded of a folder, any may be the one it lies on.
    """
    row = connection.execute(
        """
        SELECT id FROM folders WHERE path = :path
            AND (:volume IN ('', volume) OR (volume = '' AND absent_since IS NULL))
        ORDER BY absent_since IS NOT NULL, volume = :volume DESC, id LIMIT 1""",
        {"path": folder, "volume": volume},
    ).fetchone()
    return None if row is None else int(row[0])


def folder_id(connection: sqlite3.Connection, folder: bytes, volume: str = "") -> int:
    """A folder's row number; created if new."""
    row = row_at(connection, folder, volume)
    if row is not None:
        return row
    cursor = connection.execute(
        "INSERT INTO folders (path, volume) VALUES (?, ?)", (folder, volume)
    )
    return cursor.lastrowid or 0


def ids_at_or_below(connection: sqlite3.Connection, path: Path) -> list[int]:
    """Row numbers of a folder and of all below it."""
    rows = connection.execute(_AT_OR_BELOW, folder_range(encoded(path))._asdict())
    return [row for row, _ in rows]
