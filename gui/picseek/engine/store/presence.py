"""Which folders are present, and which are absent because their volumes are not connected.

A folder row is a folder on one volume. Of several rows of one path, at most one is present. The
files of the others stay recorded until their volume is connected, or the user removes them.
"""

from __future__ import annotations

import os
import sqlite3
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from picseek.engine.store.deletion import remove_folders
from picseek.engine.store.files import known_files
from picseek.engine.store.lookups import ids_within, roots
from picseek.engine.store.records import Removed
from picseek.engine.store.values import as_json, decoded, encoded, folder_range
from picseek.engine.types.library import AbsentFolder

if TYPE_CHECKING:
    from picseek.engine.store.database import Database

FilesSeen = Mapping[str, tuple[int, ...]]
"""Files on the disk by name: size in bytes, mtime in nanoseconds, and more."""

_NO_MODEL = 0


class PresenceRepository:
    """Reads and records which folders are present. Safe to use from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def mark_present(self, folder: Path, volume: str, files: FilesSeen) -> None:
        """Record that a folder is present on a volume, with these files.

        A folder recorded on another or an unknown volume is assumed to be this one if it has these
        files; otherwise it is absent.
        """
        with self._database.reading() as connection:
            known = _rows_at(connection, folder)
        is_known = any(row.volume == volume for row in known)
        if not known or (is_known and all((row.volume == volume) != row.absent for row in known)):
            return
        with self._database.writing() as connection:
            _mark_present(connection, folder, volume, files)

    def mark_absent(self, rows: Collection[int]) -> None:
        """Record that the volumes of these folders (row numbers) are not connected."""
        with self._database.writing() as connection:
            _mark_absent(connection, rows)

    def absent_folders(self) -> list[AbsentFolder]:
        """The outermost folders in which nothing is present, in the order of their paths."""
        with self._database.reading() as connection:
            return _absent_folders(connection)

    def remove_absent(self, folder: Path, volume: str | None = None) -> Removed:
        """Remove absent folders at a path and in its subfolders: of one volume, or of all."""
        with self._database.writing() as connection:
            rows = [
                row
                for row, row_volume in connection.execute(
                    "SELECT d.id, d.volume FROM json_each(?) CROSS JOIN folders d ON d.id = value "
                    "WHERE d.absent_since IS NOT NULL",
                    (as_json(ids_within(connection, folder)),),
                )
                if volume in (None, row_volume)
            ]
            return remove_folders(connection, rows)


class _Row(NamedTuple):
    id: int
    volume: str
    absent: bool


def _rows_at(connection: sqlite3.Connection, folder: Path) -> list[_Row]:
    found = connection.execute(
        "SELECT id, volume, absent_since IS NOT NULL FROM folders WHERE path = ?",
        (encoded(folder),),
    )
    return [_Row(row, volume, bool(absent)) for row, volume, absent in found]


def _mark_present(
    connection: sqlite3.Connection, folder: Path, volume: str, files: FilesSeen
) -> None:
    known = _rows_at(connection, folder)
    present = next((row.id for row in known if row.volume == volume), None)
    if present is None:
        present = next((row.id for row in known if _is_same(connection, folder, row, files)), None)
    connection.execute(
        "UPDATE folders SET volume = ?, absent_since = NULL WHERE id = ?", (volume, present)
    )
    _mark_absent(connection, [row.id for row in known if row.id != present])


def _is_same(connection: sqlite3.Connection, folder: Path, row: _Row, files: FilesSeen) -> bool:
    """Whether a folder recorded on another or an unknown volume is the one with these files.

    All of its files must be unchanged, so that a wrong decision loses none of them. If the volume
    was never recorded, one unchanged file suffices.
    """
    path = encoded(folder)
    known = known_files(connection, row.id, path, _NO_MODEL)
    same = sum(files.get(name, ())[:2] == each[:2] for name, each in known.items())
    return same == len(known) or (row.volume == "" and same > 0)


def _mark_absent(connection: sqlite3.Connection, rows: Iterable[int]) -> None:
    connection.execute(
        """
        UPDATE folders SET absent_since = ?
        WHERE id IN (SELECT value FROM json_each(?)) AND absent_since IS NULL""",
        (int(time.time()), as_json(rows)),
    )


# Absent folders


class _Absent(NamedTuple):
    id: int
    path: bytes
    volume: str
    since: int


def _absent_folders(connection: sqlite3.Connection) -> list[AbsentFolder]:
    absent = [
        _Absent(*row)
        for row in connection.execute(
            "SELECT id, path, volume, absent_since FROM folders WHERE absent_since IS NOT NULL"
        )
    ]
    if not absent:
        return []
    paths = _Paths(connection)
    groups: defaultdict[tuple[bytes, str], list[_Absent]] = defaultdict(list)
    for each in absent:
        groups[paths.outermost_without(each.path), each.volume].append(each)
    listed = [_absent_folder(connection, *key, rows) for key, rows in sorted(groups.items())]
    return [each for each in listed if each.pictures]


def _absent_folder(
    connection: sqlite3.Connection, path: bytes, volume: str, rows: list[_Absent]
) -> AbsentFolder:
    (pictures,) = connection.execute(
        """
        SELECT count(DISTINCT f.content) FROM json_each(?)
            CROSS JOIN files f ON f.folder = value""",
        (as_json(row.id for row in rows),),
    ).fetchone()
    since = float(min(row.since for row in rows))
    return AbsentFolder(decoded(path), volume, pictures, since)


class _Paths:
    """The paths of present folders, and of roots."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute(
            """
            SELECT DISTINCT path FROM folders d WHERE absent_since IS NULL
                AND EXISTS (SELECT 1 FROM files WHERE folder = d.id)
            ORDER BY path"""
        )
        self._present = [path for (path,) in rows]
        self._roots = {encoded(root) for root in roots(connection)}

    def outermost_without(self, path: bytes) -> bytes:
        """The outermost folder, from this one up to its root, in which nothing is present."""
        while path not in self._roots:
            parent = os.path.dirname(path)  # noqa: PTH120 - of bytes
            if parent == path or self._has_present(parent):
                break
            path = parent
        return path

    def _has_present(self, folder: bytes) -> bool:
        """Whether a folder or any of its subfolders is present."""
        path, low, high = folder_range(folder)
        if bisect_left(self._present, low) < bisect_left(self._present, high):
            return True
        at = bisect_left(self._present, path)
        return self._present[at : at + 1] == [path]
