"""Pictures: their rows, their order, and their number."""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from picseek.engine.cancel import CancelToken
from picseek.engine.store import subfolders, timelines
from picseek.engine.store.conditions_sql import as_sql
from picseek.engine.store.files import files_of_pictures
from picseek.engine.store.lookups import hashes_of
from picseek.engine.store.records import Counts, PictureFile
from picseek.engine.store.values import as_array, as_json, decoded, encoded, folder_range
from picseek.engine.text.conditions import SortOrder
from picseek.engine.types import (
    ANY_FILE,
    DateSource,
    PictureFacts,
    PictureRow,
    ProblemCode,
    ShownFiles,
    Timeline,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.store.database import Database
    from picseek.engine.text.conditions import Condition


class _Members(NamedTuple):
    """The pictures in a folder, in one version of the database; None: all pictures."""

    folder: Path
    version: int
    ids: NDArray[np.int64] | None


class LibraryFacts(NamedTuple):
    """Names that occur in a library.

    Attributes:
        version: Of the database.
        cameras: As the pictures' metadata have them.
        folders: Of the folders that hold files, without the folders around them.
    """

    version: int
    cameras: tuple[str, ...]
    folders: tuple[str, ...]


_FOUND = """
    FROM contents c WHERE (c.shown_at IS NOT NULL
        OR (c.format = '' AND EXISTS (SELECT 1 FROM files WHERE content = c.id))) AND {}"""
_MATCHING = f"SELECT group_concat(c.id) {_FOUND}"
_ANY_MATCHING = f"SELECT EXISTS (SELECT 1 {_FOUND})"
_ORDERED = """
    SELECT c.id FROM json_each(?) wanted CROSS JOIN contents c ON c.id = wanted.value
    ORDER BY {}, c.hash LIMIT ?"""
_NEWEST = _ORDERED.format("c.shown_at IS NULL, c.shown_at DESC")
_IN_ORDER = {
    SortOrder.MATCH: _NEWEST,
    SortOrder.NEWEST: _NEWEST,
    SortOrder.OLDEST: _ORDERED.format("c.shown_at IS NULL, c.shown_at"),
    SortOrder.NAME: _ORDERED.format(
        "(SELECT min(lower(CAST(name AS TEXT))) FROM files WHERE content = c.id)"
    ),
    SortOrder.SIZE: _ORDERED.format("(SELECT max(size) FROM files WHERE content = c.id) DESC"),
}


class PictureRepository:
    """Reads pictures. Safe to use from any thread."""

    def __init__(self, database: Database, thumbnail_of: Callable[[bytes], Path]) -> None:
        self._database = database
        self._thumbnail_of = thumbnail_of
        self._members: _Members | None = None
        self._facts: LibraryFacts | None = None

    def rows(self, ids: Iterable[int], shown: ShownFiles = ANY_FILE) -> list[PictureRow]:
        """Rows of these pictures, in the order given, without those that no file holds.

        The path is that of the file to be shown, otherwise of the present file recorded first.
        """
        with self._database.reading() as connection:
            rows = _rows(connection, ids, self._thumbnail_of)
            return _with_shown_files(connection, rows, shown)

    def at(self, path: Path) -> int | None:
        """The picture that a file holds; None: the file is not indexed."""
        folder, name = os.path.split(encoded(path))
        with self._database.reading() as connection:
            row = connection.execute(
                """
                SELECT f.content FROM folders d JOIN files f ON f.folder = d.id
                WHERE d.path = ? AND f.name = ? ORDER BY d.absent_since IS NOT NULL LIMIT 1""",
                (folder, name),
            ).fetchone()
        return None if row is None else int(row[0])

    def hash_of(self, picture_id: int) -> bytes | None:
        """The content hash of a picture, orphaned or not."""
        return self.hashes([picture_id]).get(picture_id)

    def hashes(self, ids: Iterable[int]) -> dict[int, bytes]:
        """The content hash of each of these pictures, orphaned or not."""
        with self._database.reading() as connection:
            return hashes_of(connection, ids)

    def newest_first(self, folder: Path | None = None) -> array[int]:
        """Ids of all pictures (in a folder and its subfolders), by date, typecode ``q``."""
        if folder is not None:
            *_, whole = self.timelines(folder, CancelToken())
            return whole.ids
        with self._database.reading() as connection:
            return timelines.newest_first(connection)

    def timelines(self, folder: Path | None, token: CancelToken) -> Iterator[Timeline]:
        """Yield the newest pictures (in a folder and its subfolders) if many more follow; then all.

        Both are from one state of the database.

        Raises:
            Cancelled: Through the token.
        """
        wanted = self.in_folder(folder)
        with self._database.reading() as connection:
            yield from timelines.timelines(connection, wanted, token)

    def in_folder(self, folder: Path | None) -> NDArray[np.int64] | None:
        """Pictures with a file in a folder or its subfolders.

        The result for the last folder is cached until anything is written: successive queries
        usually ask for the same one.

        Returns:
            Ids, ascending, int64 (n,), not to be modified; None: all pictures, so there is nothing
            to filter.
        """
        if folder is None:
            return None
        version = self._database.version()  # read first, so that later changes are noticed
        cached = self._members
        if cached is not None and (cached.folder, cached.version) == (folder, version):
            return cached.ids
        with self._database.reading() as connection:
            ids = subfolders.pictures(connection, folder)
        self._members = _Members(folder, version, ids)
        return ids

    def matching(self, condition: Condition) -> NDArray[np.int64]:
        """Ids of the pictures that fulfil a condition, ascending, int64 (n,)."""
        text, values = as_sql(condition)
        with self._database.reading() as connection:
            (listed,) = connection.execute(_MATCHING.format(text), values).fetchone()
        return np.sort(as_array(listed))

    def any_matching(self, condition: Condition) -> bool:
        """Whether some picture fulfils a condition."""
        text, values = as_sql(condition)
        with self._database.reading() as connection:
            (found,) = connection.execute(_ANY_MATCHING.format(text), values).fetchone()
        return bool(found)

    def in_order(self, ids: Iterable[int], order: SortOrder, limit: int) -> list[int]:
        """The first of these pictures in an order; by match: the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_IN_ORDER[order], (as_json(ids), limit))
            return [row for (row,) in rows]

    def facts(self) -> LibraryFacts:
        """What can be asked for by name; cached until anything is written."""
        version = self._database.version()
        if self._facts is None or self._facts.version != version:
            with self._database.reading() as connection:
                self._facts = _library_facts(connection, version)
        return self._facts

    def count_absent(self) -> int:
        """How many pictures have all their files on volumes that are not connected."""
        with self._database.reading() as connection:
            return _count_absent(connection)

    def counts(self) -> Counts:
        """Distinct pictures, files and problems."""
        with self._database.reading() as connection:
            row = connection.execute(
                """
                SELECT (SELECT count(*) FROM contents WHERE shown_at IS NOT NULL),
                    (SELECT count(*) FROM files)
                        - (SELECT count(*) FROM contents c CROSS JOIN files f ON f.content = c.id
                            WHERE c.shown_at IS NULL AND c.format = ''),
                    (SELECT count(*) FROM failures WHERE code <> ?)""",
                (ProblemCode.LEFT_OUT.value,),
            ).fetchone()
            return Counts(*row)._replace(absent=_count_absent(connection))


def _library_facts(connection: sqlite3.Connection, version: int) -> LibraryFacts:
    cameras = connection.execute("SELECT DISTINCT camera FROM contents WHERE camera <> ''")
    folders = connection.execute("SELECT path FROM folders")
    names = {decoded(path).name for (path,) in folders}
    return LibraryFacts(version, tuple(sorted(each for (each,) in cameras)), tuple(sorted(names)))


def _rows(
    connection: sqlite3.Connection, ids: Iterable[int], thumbnail_of: Callable[[bytes], Path]
) -> list[PictureRow]:
    found = connection.execute(
        """
        SELECT c.id, d.path, f.name, c.hash, f.size, f.mtime_ns,
            (SELECT count(*) FROM files WHERE content = c.id),
            d.absent_since,
            c.width, c.height, c.format, c.taken_at, c.camera, c.taken_from, c.partial
        FROM json_each(?) wanted
            CROSS JOIN contents c ON c.id = wanted.value
            CROSS JOIN files f ON f.id = (
                SELECT f.id FROM files f JOIN folders d ON d.id = f.folder WHERE f.content = c.id
                ORDER BY d.absent_since IS NOT NULL, f.id LIMIT 1)
            CROSS JOIN folders d ON d.id = f.folder
        ORDER BY wanted.key""",
        (as_json(ids),),
    )
    return [
        PictureRow(
            id=number,
            path=decoded(folder, name),
            thumbnail=thumbnail_of(content_hash),
            size=size,
            modified_at=mtime_ns / 1e9,
            facts=_facts(facts),
            copies=copies,
            absent_since=since,
        )
        for number, folder, name, content_hash, size, mtime_ns, copies, since, *facts in found
    ]


def _facts(columns: Sequence[Any]) -> PictureFacts:
    width, height, picture_format, taken_at, camera, taken_from, partial = columns
    taken = None if taken_at is None else datetime.fromisoformat(taken_at)
    source = None if taken_from is None else DateSource(taken_from)
    return PictureFacts(width, height, picture_format, taken, camera, source, bool(partial))


def _with_shown_files(
    connection: sqlite3.Connection, rows: list[PictureRow], shown: ShownFiles
) -> list[PictureRow]:
    """The rows, each with the file that is to be shown."""
    several = [row.id for row in rows if row.copies > 1]
    if not several or (shown.folder is None and not shown.files):
        return rows
    files: dict[int, list[PictureFile]] = {}
    for file in files_of_pictures(connection, several):
        files.setdefault(file.picture_id, []).append(file)
    return [_with_file(row, _shown_file(files.get(row.id, ()), shown)) for row in rows]


def _shown_file(files: Sequence[PictureFile], shown: ShownFiles) -> PictureFile | None:
    """Of a picture's files, the requested one, otherwise the first one in the folder."""
    folder = None if shown.folder is None else folder_range(encoded(shown.folder))

    def rank(file: PictureFile) -> int:
        if shown.files.get(file.picture_id) == file.path:
            return 0
        return 1 if folder and folder.holds(os.path.dirname(os.fsencode(file.path))) else 2  # noqa: PTH120

    return min(files, key=rank, default=None)


def _with_file(row: PictureRow, file: PictureFile | None) -> PictureRow:
    if file is None:
        return row
    return replace(row, path=file.path, size=file.size, modified_at=file.mtime_ns / 1e9)


def _count_absent(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute(
        """
        SELECT count(DISTINCT f.content) FROM folders d
            CROSS JOIN files f ON f.folder = d.id
            CROSS JOIN contents c ON c.id = f.content AND c.shown_at IS NOT NULL
        WHERE d.absent_since IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM files f JOIN folders d ON d.id = f.folder
            WHERE f.content = c.id AND d.absent_since IS NULL)"""
    ).fetchone()
    return int(count)
