"""Pictures by id, by path and by size: their rows, files and hashes; and how many there are."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from picseek.engine.store.folders import decoded, encoded, folder_range
from picseek.engine.store.records import Counts, IndexedFile
from picseek.engine.store.vectors import as_list
from picseek.engine.types import (
    ANY_FILE,
    DateSource,
    PictureFacts,
    PictureRow,
    ProblemCode,
    ShownFiles,
)


def rows(
    connection: sqlite3.Connection,
    ids: Iterable[int],
    thumbnail_of: Callable[[bytes], Path],
    shown: ShownFiles = ANY_FILE,
) -> list[PictureRow]:
    """Rows of these pictures, in the order asked, without those that no file holds."""
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
        (as_list(ids),),
    )
    rows = [
        PictureRow(
            id=number,
            path=decoded(folder, name),
            thumbnail=thumbnail_of(content_hash),
            size=size,
            modified_at=mtime_ns / 1e9,
            facts=_facts(*facts),
            copies=copies,
            absent_since=since,
        )
        for number, folder, name, content_hash, size, mtime_ns, copies, since, *facts in found
    ]
    return _with_shown_files(connection, rows, shown)


def _with_shown_files(
    connection: sqlite3.Connection, rows: list[PictureRow], shown: ShownFiles
) -> list[PictureRow]:
    """The rows, each of the file that is to be shown."""
    several = [row.id for row in rows if row.copies > 1]
    if not several or (shown.folder is None and not shown.files):
        return rows
    files: dict[int, list[IndexedFile]] = {}
    for file in indexed_files(connection, several):
        files.setdefault(file.picture_id, []).append(file)
    return [_of_file(row, _first_of(files.get(row.id, ()), shown)) for row in rows]


def _first_of(files: Sequence[IndexedFile], shown: ShownFiles) -> IndexedFile | None:
    """The one to be shown, of those that hold a picture, which come in order."""
    folder = None if shown.folder is None else folder_range(encoded(shown.folder))

    def rank(file: IndexedFile) -> int:
        if shown.files.get(file.picture_id) == file.path:
            return 0
        return 1 if folder and folder.holds(os.path.dirname(os.fsencode(file.path))) else 2  # noqa: PTH120

    return min(files, key=rank, default=None)


def _of_file(row: PictureRow, file: IndexedFile | None) -> PictureRow:
    if file is None:
        return row
    return replace(row, path=file.path, size=file.size, modified_at=file.mtime_ns / 1e9)


def indexed_files(connection: sqlite3.Connection, ids: Iterable[int]) -> list[IndexedFile]:
    """Files of pictures, in the order asked; of each those that are here first."""
    found = connection.execute(
        """
        SELECT f.content, d.path, f.name, f.size, f.mtime_ns, f.ctime_ns, c.hash
        FROM json_each(?) wanted
            CROSS JOIN files f ON f.content = wanted.value
            CROSS JOIN folders d ON d.id = f.folder
            CROSS JOIN contents c ON c.id = f.content
        ORDER BY wanted.key, d.absent_since IS NOT NULL, f.id""",
        (as_list(ids),),
    )
    return [
        IndexedFile(number, decoded(folder, name), *rest) for number, folder, name, *rest in found
    ]


def paths_of_files(connection: sqlite3.Connection, files: Iterable[int]) -> dict[int, Path]:
    """The paths of files, by their row numbers."""
    found = connection.execute(
        """
        SELECT f.id, d.path, f.name FROM json_each(?) wanted
            CROSS JOIN files f ON f.id = wanted.value CROSS JOIN folders d ON d.id = f.folder""",
        (as_list(files),),
    )
    return {file: decoded(folder, name) for file, folder, name in found}


def _facts(
    width: int,
    height: int,
    picture_format: str,
    taken_at: str | None,
    camera: str,
    taken_from: str | None,
    partial: int,
) -> PictureFacts:
    taken = None if taken_at is None else datetime.fromisoformat(taken_at)
    source = None if taken_from is None else DateSource(taken_from)
    return PictureFacts(width, height, picture_format, taken, camera, source, bool(partial))


def absent(connection: sqlite3.Connection) -> int:
    """How many pictures are not here: every file of theirs lies on a volume that is not."""
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


def counts(connection: sqlite3.Connection) -> Counts:
    """How much the library holds."""
    row = connection.execute(
        """
        SELECT (SELECT count(*) FROM contents WHERE shown_at IS NOT NULL),
            (SELECT count(*) FROM files)
                - (SELECT count(*) FROM contents c CROSS JOIN files f ON f.content = c.id
                    WHERE c.shown_at IS NULL AND c.format = ''),
            (SELECT count(*) FROM failures WHERE code <> ?)""",
        (ProblemCode.LEFT_OUT.value,),
    ).fetchone()
    return Counts(*row)._replace(absent=absent(connection))


def picture_at(connection: sqlite3.Connection, path: Path) -> int | None:
    """The picture that a file holds."""
    folder, name = os.path.split(encoded(path))
    row = connection.execute(
        """
        SELECT f.content FROM folders d JOIN files f ON f.folder = d.id
        WHERE d.path = ? AND f.name = ? ORDER BY d.absent_since IS NOT NULL LIMIT 1""",
        (folder, name),
    ).fetchone()
    return None if row is None else int(row[0])


def is_known(connection: sqlite3.Connection, content_hash: bytes) -> bool:
    """Whether a content is in the store, with a file or orphaned."""
    row = connection.execute("SELECT 1 FROM contents WHERE hash = ?", (content_hash,)).fetchone()
    return row is not None


def hash_of(connection: sqlite3.Connection, picture_id: int) -> bytes | None:
    """The content hash of a picture, orphaned or not."""
    row = connection.execute("SELECT hash FROM contents WHERE id = ?", (picture_id,)).fetchone()
    return None if row is None else bytes(row[0])


def hashes(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, bytes]:
    """The content hash of each of these pictures, orphaned or not."""
    rows = connection.execute(
        "SELECT id, hash FROM contents WHERE id IN (SELECT value FROM json_each(?))",
        (as_list(ids),),
    )
    return dict(rows.fetchall())


def embedded_hashes_of_size(
    connection: sqlite3.Connection, size: int, model: int
) -> tuple[bytes, ...]:
    """Hashes of the contents of a size in bytes, orphaned or not, that a model has a vector of."""
    found = connection.execute(
        """
        SELECT c.hash FROM contents c CROSS JOIN vectors v ON v.model = ? AND v.content = c.id
        WHERE c.byte_size = ? ORDER BY c.id""",
        (model, size),
    )
    return tuple(content_hash for (content_hash,) in found)
