"""Writing a batch: all of it, or nothing."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np

from picseek.engine.filesystem.times import storable
from picseek.engine.messages import to_stored
from picseek.engine.metadata.captions import READER_VERSION
from picseek.engine.metadata.dates import Taken, best
from picseek.engine.store import vector_rows
from picseek.engine.store.deletion import delete_rows
from picseek.engine.store.folder_rows import ensure_folder, outermost_root
from picseek.engine.store.path_ranges import encoded
from picseek.engine.store.records import Batch, CaptionRecord, FailureRecord, FileRecord, Saved
from picseek.engine.store.send_log import complete_calls
from picseek.engine.store.text_search import set_words
from picseek.engine.text.keywords import search_words
from picseek.engine.types import DateSource, PictureFacts, Stage


class _Folder(NamedTuple):
    """A folder of the batch: its row number, and the root its words begin at."""

    id: int
    root: Path


def save(connection: sqlite3.Connection, batch: Batch) -> Saved:
    """Write a batch inside the caller's transaction.

    Raises:
        ValueError: A vector has not the model's length, or a content is neither given nor stored.
    """
    touched: set[int] = set()
    writer = _FileWriter(connection, touched)
    for record in batch.files:
        writer.write(record)
    for captioned in batch.captions:
        writer.caption(captioned)
    fresh = _write_vectors(connection, batch)
    for failure in batch.failures:
        writer.fail(failure, batch.model)
    change = vector_rows.update_shown(connection, touched)
    complete_calls(connection, batch.sent)
    vector_rows.update_embedded(connection, batch.model, fresh.difference(change.gained))
    ids, matrix = vector_rows.chunk_of(connection, batch.model, sorted(fresh.union(change.gained)))
    return Saved(ids, matrix, np.array(change.lost, np.int64))


class _FileWriter:
    """Writes the files of one batch; notes the contents whose files changed in `touched`."""

    def __init__(self, connection: sqlite3.Connection, touched: set[int]) -> None:
        self._connection = connection
        self._touched = touched
        self._folders: dict[tuple[str, str], _Folder] = {}

    def write(self, record: FileRecord) -> None:
        """Remember one file, as it is now; an earlier failure of it is over."""
        content = self._content(record)
        folder, name = self._place(record.path, record.volume)
        size, mtime_ns = record.size, storable(record.mtime_ns)
        noted = (READER_VERSION, record.sidecars, storable(record.ctime_ns))
        row = self._connection.execute(
            "SELECT id, content FROM files WHERE folder = ? AND name = ?", (folder.id, name)
        ).fetchone()
        if row is None:
            file = (
                self._connection.execute(
                    """
                INSERT INTO files
                    (folder, name, size, mtime_ns, content, captioned, sidecars, ctime_ns)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                    (folder.id, name, size, mtime_ns, content, *noted),
                ).lastrowid
                or 0
            )
        else:
            file, before = row
            self._touched.add(before)
            self._connection.execute(
                """
                UPDATE files SET size = ?, mtime_ns = ?, content = ?, captioned = ?,
                    sidecars = ?, ctime_ns = ?
                WHERE id = ?""",
                (size, mtime_ns, content, *noted, file),
            )
        self._touched.add(content)
        self._connection.execute(
            "DELETE FROM failures WHERE folder = ? AND name = ?", (folder.id, name)
        )
        taken_at = self._date(content, file, record.taken or _taken(record.facts))
        when = taken_at or record.period
        words = search_words(record.path, folder.root, when, record.captions)
        set_words(self._connection, file, words)

    def caption(self, record: CaptionRecord) -> None:
        """Remember what is written about a file; nothing, if it was forgotten meanwhile."""
        folder, name = self._place(record.path, record.volume)
        row = self._connection.execute(
            "SELECT id, content FROM files WHERE folder = ? AND name = ?", (folder.id, name)
        ).fetchone()
        if row is None:
            return
        file, content = row
        taken_at = self._date(content, file, record.taken)
        self._touched.add(content)
        self._connection.execute(
            "UPDATE files SET captioned = ?, sidecars = ?, ctime_ns = ? WHERE id = ?",
            (READER_VERSION, record.sidecars, storable(record.ctime_ns), file),
        )
        when = taken_at or record.period
        words = search_words(record.path, folder.root, when, record.captions)
        set_words(self._connection, file, words)

    def fail(self, record: FailureRecord, model: int) -> None:
        """Remember why a file could not be indexed; as it is now, it is no picture.

        Unless it did not change since it was indexed: then it was read again for another model
        only, and stays what it is for those that have it.
        """
        problem = record.problem
        folder, name = self._place(problem.path, record.volume)
        size, mtime_ns = record.size, storable(record.mtime_ns)
        row = self._connection.execute(
            """
            SELECT f.id, c.format <> '', f.size, f.mtime_ns
            FROM files f JOIN contents c ON c.id = f.content WHERE f.folder = ? AND f.name = ?""",
            (folder.id, name),
        ).fetchone()
        unchanged = row is not None and row[2:] == (size, mtime_ns)
        decoded_before = unchanged and bool(row[1])
        if row is not None and not unchanged:
            self._touched |= delete_rows(self._connection, [row[0]])
        of_model = decoded_before or problem.stage is Stage.EMBED
        self._connection.execute(
            "REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (folder.id, name, size, mtime_ns, problem.stage.value, problem.code.value,
             to_stored(problem.message), model if of_model else None),
        )  # fmt: skip

    def _place(self, path: Path, volume: str) -> tuple[_Folder, bytes]:
        """The folder and name of a file; each folder of a batch is looked up once."""
        parent, name = os.path.split(path)
        key = parent, volume
        if key not in self._folders:
            folder = encoded(Path(parent))
            self._folders[key] = _Folder(
                ensure_folder(self._connection, folder, volume),
                outermost_root(self._connection, folder),
            )
        return self._folders[key], os.fsencode(name)

    def _content(self, record: FileRecord) -> int:
        """Row number of a file's content, written if new; its date is left for `_date`."""
        facts = record.facts
        row = self._connection.execute(
            "SELECT id FROM contents WHERE hash = ?", (record.content_hash,)
        ).fetchone()
        if facts is None:
            if row is None:
                raise ValueError(f"no facts of an unknown content: {record.content_hash.hex()}")
            return int(row[0])
        if row is not None and not facts.format:
            return int(row[0])  # it could be decoded once
        if row is not None:
            # A later decode may know more than the first did.
            self._connection.execute(
                """
                UPDATE contents SET width = ?, height = ?, format = ?, camera = ?, partial = ?
                WHERE id = ?""",
                (*_columns(facts), row[0]),
            )
            return int(row[0])
        cursor = self._connection.execute(
            """
            INSERT INTO contents (width, height, format, camera, partial, hash, byte_size)
            VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (*_columns(facts), record.content_hash, record.size),
        )
        return cursor.lastrowid or 0

    def _date(self, content: int, file: int, taken: Taken | None) -> datetime | None:
        """When a picture was taken, now that one of its files says this about it.

        A picture of one file has that file's date; of several, the most trustworthy one.
        """
        at, source, others = self._connection.execute(
            """
            SELECT taken_at, taken_from,
                EXISTS (SELECT 1 FROM files WHERE content = contents.id AND id <> ?)
            FROM contents WHERE id = ?""",
            (file, content),
        ).fetchone()
        before = None
        if at is not None and others:
            before = Taken(datetime.fromisoformat(at), DateSource(source))
        kept = best((taken, before))
        date, said_by = (None, None) if kept is None else (kept.at.isoformat(), kept.source.value)
        if (date, said_by) != (at, source):
            self._connection.execute(
                "UPDATE contents SET taken_at = ?, taken_from = ? WHERE id = ?",
                (date, said_by, content),
            )
        return None if kept is None else kept.at


def _taken(facts: PictureFacts | None) -> Taken | None:
    if facts is None or facts.taken_at is None:
        return None
    return Taken(facts.taken_at, facts.taken_from or DateSource.CAMERA)


def _columns(facts: PictureFacts) -> tuple[int, int, str, str, bool]:
    return facts.width, facts.height, facts.format, facts.camera, facts.partial


def _write_vectors(connection: sqlite3.Connection, batch: Batch) -> set[int]:
    """Keep the batch's vectors; return the contents that had none of the model."""
    shape = (vector_rows.dim_of(connection, batch.model),)
    fresh = set()
    for content_hash, vector in batch.vectors:
        if vector.shape != shape:
            raise ValueError(f"a vector of shape {vector.shape}, the model's is {shape}")
        row = connection.execute(
            "SELECT id FROM contents WHERE hash = ?", (content_hash,)
        ).fetchone()
        if row is None:
            raise ValueError(f"a vector of an unknown content: {content_hash.hex()}")
        looks = vector_rows.FIRST_LOOK if batch.second_look else None
        regions = batch.regions.get(content_hash)
        if vector_rows.add_vector(connection, batch.model, row[0], vector, looks, regions):
            fresh.add(int(row[0]))
    return fresh
