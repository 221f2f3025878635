"""Files: those known on the disk, those that hold pictures, and those that failed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.messages import from_stored
from picseek.engine.metadata.captions import READER_VERSION
from picseek.engine.store import deletion
from picseek.engine.store.lookups import find_folder
from picseek.engine.store.records import KnownFile, ListedFile, PictureFile, Removed
from picseek.engine.store.values import as_json, decoded, encoded
from picseek.engine.types import Problem, ProblemCode, Stage

if TYPE_CHECKING:
    from picseek.engine.store.database import Database

_LEFT_OUT = ProblemCode.LEFT_OUT.value


class FileRepository:
    """Reads and removes files, and their failures. Safe to use from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, folder: Path, model: int, volume: str = "") -> dict[str, KnownFile]:
        """What is recorded about the files directly in a folder (on a volume), by name.

        A file that failed for another model only is included, so that it can be removed, but
        without a problem.
        """
        path = encoded(folder)
        with self._database.reading() as connection:
            row = find_folder(connection, path, volume)
            return {} if row is None else known_files(connection, row, path, model)

    def all(self) -> Iterator[ListedFile]:
        """Yield all indexed files, grouped by folder, from one state of the database."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                SELECT d.path, f.name, f.size, c.width, c.height
                FROM folders d CROSS JOIN files f ON f.folder = d.id
                    JOIN contents c ON c.id = f.content"""
            )
            before, folder = b"", ""
            for path, name, *numbers in rows:
                if path != before:
                    before, folder = path, os.fsdecode(path)
                yield ListedFile(folder, os.fsdecode(name), *numbers)

    def of_pictures(self, ids: Iterable[int]) -> list[PictureFile]:
        """All files that hold these pictures, in the order of the ids.

        The files of a picture are in this order: present ones first, then by age of their record.
        """
        with self._database.reading() as connection:
            return files_of_pictures(connection, ids)

    def paths(self, files: Iterable[int]) -> dict[int, Path]:
        """The paths of files, by their row numbers."""
        with self._database.reading() as connection:
            found = connection.execute(
                """
                SELECT f.id, d.path, f.name FROM json_each(?) wanted
                    CROSS JOIN files f ON f.id = wanted.value
                    CROSS JOIN folders d ON d.id = f.folder""",
                (as_json(files),),
            )
            return {file: decoded(folder, name) for file, folder, name in found}

    def problems(self) -> list[Problem]:
        """Files that could not be indexed, in the order of their paths."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                SELECT d.path, f.name, f.stage, f.code, f.message
                FROM failures f JOIN folders d ON d.id = f.folder
                WHERE f.code <> ? ORDER BY d.path, f.name""",
                (_LEFT_OUT,),
            )
            return [_problem(decoded(folder, name), *failure) for folder, name, *failure in rows]

    def remove(self, folder: Path, names: Sequence[str], volume: str = "") -> Removed:
        """Remove files directly in a folder (on a volume), and their failures."""
        with self._database.writing() as connection:
            return deletion.remove_files(connection, folder, names, volume)

    def exclude_small(self, min_pixels: int) -> Removed:
        """Remove files of pictures whose longer side has fewer pixels, and record them as excluded.

        An excluded file is not indexed again as long as it is unchanged.
        """
        with self._database.writing() as connection:
            files = connection.execute(
                """
                SELECT f.id, f.folder, f.name, f.size, f.mtime_ns
                FROM contents c CROSS JOIN files f ON f.content = c.id
                WHERE max(c.width, c.height) < ?""",
                (min_pixels,),
            ).fetchall()
            connection.executemany(
                "REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
                ((*file, Stage.DECODE.value, _LEFT_OUT, "") for _row, *file in files),
            )
            return deletion.remove_rows(connection, [row for row, *_file in files])

    def clear_excluded(self) -> None:
        """Delete the record of excluded files, after the limit has changed."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM failures WHERE code = ?", (_LEFT_OUT,))


def known_files(
    connection: sqlite3.Connection, folder: int, path: bytes, model: int
) -> dict[str, KnownFile]:
    """As `FileRepository.known`, of the folder with this row number and path."""
    known = {
        os.fsdecode(name): KnownFile(
            size, mtime_ns, content, bool(embedded), None, read == READER_VERSION, *rest
        )
        for name, size, mtime_ns, content, embedded, read, *rest in connection.execute(
            """
            SELECT f.name, f.size, f.mtime_ns, f.content,
                EXISTS (SELECT 1 FROM vectors v WHERE v.model = ? AND v.content = f.content),
                f.captioned, f.ctime_ns, f.sidecars
            FROM files f WHERE f.folder = ?""",
            (model, folder),
        )
    }
    failed = connection.execute(
        """
        SELECT f.name, f.size, f.mtime_ns, f.model IS NULL OR f.model = ?,
            f.stage, f.code, f.message
        FROM failures f WHERE f.folder = ?""",
        (model, folder),
    )
    for name, size, mtime_ns, of_model, *failure in failed:
        problem = _problem(decoded(path, name), *failure) if of_model else None
        before = known.get(os.fsdecode(name), KnownFile(size, mtime_ns, None, False, None))
        known[os.fsdecode(name)] = before._replace(problem=problem)
    return known


def files_of_pictures(connection: sqlite3.Connection, ids: Iterable[int]) -> list[PictureFile]:
    """As `FileRepository.of_pictures`."""
    found = connection.execute(
        """
        SELECT f.content, d.path, f.name, f.size, f.mtime_ns, f.ctime_ns, c.hash, d.volume,
            x.message
        FROM json_each(?) wanted
            CROSS JOIN files f ON f.content = wanted.value
            CROSS JOIN folders d ON d.id = f.folder
            CROSS JOIN contents c ON c.id = f.content
            LEFT JOIN failures x ON x.folder = f.folder AND x.name = f.name
        ORDER BY wanted.key, d.absent_since IS NOT NULL, f.id""",
        (as_json(ids),),
    )
    return [
        PictureFile(picture, decoded(folder, name), *rest)._replace(
            problem=from_stored(failure) if failure else ""
        )
        for picture, folder, name, *rest, failure in found
    ]


def _problem(path: Path, stage: str, code: str, message: str) -> Problem:
    return Problem(path, Stage(stage), ProblemCode(code), from_stored(message))
