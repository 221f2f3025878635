"""The folders that the user chose (roots), and all folders with recorded files."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.store import deletion, subfolders
from picseek.engine.store.lookups import ids_within, roots
from picseek.engine.store.records import KnownFolder, Removed
from picseek.engine.store.values import as_json, decoded, encoded, folder_range
from picseek.engine.types import FolderRow, ProblemCode

if TYPE_CHECKING:
    from picseek.engine.store.database import Database
    from picseek.engine.types.library import FolderNode

# How many files of a folder hold the same picture as another file in it. Most pictures have only
# one file, so this is several times faster than counting the distinct pictures of a million files.
_DUPLICATES = """
    SELECT coalesce(sum(files - 1), 0) FROM (
        SELECT count(*) AS files
        FROM (SELECT content FROM files GROUP BY content HAVING count(*) > 1) c
            CROSS JOIN contents k ON k.id = c.content AND k.format <> ''
            CROSS JOIN files f ON f.content = c.content
            CROSS JOIN folders d ON d.id = f.folder
        WHERE d.path = :path OR (d.path >= :low AND d.path < :high)
        GROUP BY f.content)"""

_COUNTS = """
    WITH within AS (
        SELECT id FROM folders WHERE path = :path
        UNION ALL SELECT id FROM folders WHERE path >= :low AND path < :high)
    SELECT
        (SELECT count(*) FROM within CROSS JOIN files ON folder = within.id)
            - (SELECT count(*) FROM contents c CROSS JOIN files f ON f.content = c.id
                WHERE c.shown_at IS NULL AND c.format = ''
                    AND f.folder IN (SELECT id FROM within)),
        (SELECT count(*) FROM within CROSS JOIN failures ON folder = within.id
            WHERE code <> :left_out),
        (SELECT count(*) FROM within CROSS JOIN folders d ON d.id = within.id
            CROSS JOIN files f ON f.folder = d.id WHERE d.absent_since IS NOT NULL)"""


class FolderRepository:
    """Reads and changes which folders are recorded. Safe to use from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_root(self, path: Path) -> None:
        """Add a folder that the user chose; it may lie inside another."""
        with self._database.writing() as connection:
            connection.execute("INSERT OR IGNORE INTO roots VALUES (?)", (encoded(path),))

    def remove_root(self, path: Path) -> Removed:
        """Remove a chosen folder and its files, except those inside another chosen folder."""
        with self._database.writing() as connection:
            return deletion.remove_root(connection, path)

    def roots(self) -> list[Path]:
        """The folders the user chose, in the order of their paths."""
        with self._database.reading() as connection:
            return roots(connection)

    def root_rows(self) -> list[FolderRow]:
        """The roots with their counts, in the order of their paths. Accesses them on the disk."""
        with self._database.reading() as connection:
            rows = [_root_row(connection, path) for path in roots(connection)]
        # Outside the transaction: an unresponsive drive may take long.
        return [
            replace(row, available=os.path.isdir(row.path) and row.available)  # noqa: PTH112
            for row in rows
        ]

    def known(self, root: Path) -> list[KnownFolder]:
        """A folder and its subfolders, as far as files or failures in them are recorded."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                SELECT d.id, d.path, d.volume, d.absent_since IS NOT NULL
                FROM json_each(?) CROSS JOIN folders d ON d.id = value
                WHERE EXISTS (SELECT 1 FROM files WHERE folder = d.id)
                    OR EXISTS (SELECT 1 FROM failures WHERE folder = d.id)""",
                (as_json(ids_within(connection, root)),),
            )
            return [
                KnownFolder(row, decoded(path), volume, bool(absent))
                for row, path, volume, absent in rows
            ]

    def children(self, folder: Path) -> list[FolderNode]:
        """The folders directly in a folder that hold files or problems, in natural order."""
        with self._database.reading() as connection:
            return subfolders.children(connection, folder)

    def remove(self, rows: Collection[int]) -> Removed:
        """Remove these folders, by row number, with all files and failures directly in them."""
        with self._database.writing() as connection:
            return deletion.remove_folders(connection, rows)


def _root_row(connection: sqlite3.Connection, path: Path) -> FolderRow:
    """A root with its counts; it is available unless all its files are absent."""
    within = folder_range(encoded(path))._asdict()
    (duplicates,) = connection.execute(_DUPLICATES, within).fetchone()
    files, problems, absent = connection.execute(
        _COUNTS, {**within, "left_out": ProblemCode.LEFT_OUT.value}
    ).fetchone()
    return FolderRow(path, files - duplicates, problems, not files or absent < files, absent)
