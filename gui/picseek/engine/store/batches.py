"""Writing a batch of files, vectors and failures in one transaction."""

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
from picseek.engine.store.lookups import ensure_folder, find_content, outermost_root
from picseek.engine.store.records import Batch, CaptionRecord, FailureRecord, FileRecord, Saved
from picseek.engine.store.send_log import complete_calls
from picseek.engine.store.text_search import set_words
from picseek.engine.store.values import encoded
from picseek.engine.text.keywords import search_words
from picseek.engine.types import DateSource, PictureFacts, Stage


class _Folder(NamedTuple):
    """A folder of the batch: its row number, and the root from which its words are indexed."""

    id: int
    root: Path


class _File(NamedTuple):
    """A file of the batch by folder and name; with its row and content if it is recorded."""

    folder: _Folder
    name: bytes
    id: int | None
    content: int | None


def save(connection: sqlite3.Connection, batch: Batch) -> Saved:
    """Write a batch inside the caller's transaction.

    Raises:
        ValueError: A vector does not have the model's length, or a content is neither given nor
            stored.
    """
    writer = _FileWriter(connection)
    for record in batch.files:
        writer.write(record)
    for captions in batch.captions:
        writer.update_captions(captions)
    new = _write_vectors(connection, batch)
    for failure in batch.failures:
        writer.fail(failure, batch.model)
    change = vector_rows.update_shown(connection, writer.touched)
    complete_calls(connection, batch.sent)
    vector_rows.update_embedded(connection, batch.model, new.difference(change.gained))
    ids, matrix = vector_rows.chunk_of(connection, batch.model, sorted(new.union(change.gained)))
    return Saved(ids, matrix, np.array(change.lost, np.int64))


class _FileWriter:
    """Writes the files of one batch.

    Attributes:
        touched: The contents whose files changed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._folders: dict[tuple[str, str], _Folder] = {}
        self.touched: set[int] = set()

    def write(self, record: FileRecord) -> None:
        """Insert or update a file, and delete an earlier failure of it."""
        content = self._ensure_content(record)
        file = self._find(record.path, record.volume)
        state = (record.size, storable(record.mtime_ns), content)
        if file.id is None:
            cursor = self._connection.execute(
                "INSERT INTO files (folder, name, size, mtime_ns, content) VALUES (?, ?, ?, ?, ?)",
                (file.folder.id, file.name, *state),
            )
            row = cursor.lastrowid or 0
        else:
            row = file.id
            self.touched.add(file.content or 0)
            self._connection.execute(
                "UPDATE files SET size = ?, mtime_ns = ?, content = ? WHERE id = ?", (*state, row)
            )
        self._connection.execute(
            "DELETE FROM failures WHERE folder = ? AND name = ?", (file.folder.id, file.name)
        )
        self._describe(file.folder, row, content, record, record.taken or _taken(record.facts))

    def update_captions(self, record: CaptionRecord) -> None:
        """Update the captions and the date of a file, unless it was removed in between."""
        file = self._find(record.path, record.volume)
        if file.id is not None and file.content is not None:
            self._describe(file.folder, file.id, file.content, record, record.taken)

    def fail(self, record: FailureRecord, model: int) -> None:
        """Record why a file could not be indexed, and remove it from the library if it changed.

        A file that is unchanged since it was indexed was only read again for another model. It
        stays searchable with the models that have embedded it.
        """
        problem = record.problem
        file = self._find(problem.path, record.volume)
        state = (record.size, storable(record.mtime_ns))
        was_decoded = False
        if file.id is not None:
            decoded, *before = self._connection.execute(
                """
                SELECT c.format <> '', f.size, f.mtime_ns
                FROM files f JOIN contents c ON c.id = f.content WHERE f.id = ?""",
                (file.id,),
            ).fetchone()
            if tuple(before) == state:
                was_decoded = bool(decoded)
            else:
                self.touched |= delete_rows(self._connection, [file.id])
        of_model = was_decoded or problem.stage is Stage.EMBED
        self._connection.execute(
            "REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (file.folder.id, file.name, *state, problem.stage.value, problem.code.value,
             to_stored(problem.message), model if of_model else None),
        )  # fmt: skip

    def _find(self, path: Path, volume: str) -> _File:
        """Find a file's row; each folder of a batch is looked up once."""
        parent, name = os.path.split(path)
        key = parent, volume
        if key not in self._folders:
            folder = encoded(Path(parent))
            self._folders[key] = _Folder(
                ensure_folder(self._connection, folder, volume),
                outermost_root(self._connection, folder),
            )
        folder_row, raw_name = self._folders[key], os.fsencode(name)
        row = self._connection.execute(
            "SELECT id, content FROM files WHERE folder = ? AND name = ?",
            (folder_row.id, raw_name),
        ).fetchone()
        return _File(folder_row, raw_name, *(row or (None, None)))

    def _ensure_content(self, record: FileRecord) -> int:
        """Row number of a file's content, inserted if new; its date is set by `_describe`."""
        facts = record.facts
        known = find_content(self._connection, record.content_hash)
        if known is not None:
            if facts is not None and facts.format:  # this version may read more from it
                self._connection.execute(
                    """
                    UPDATE contents SET width = ?, height = ?, format = ?, camera = ?, partial = ?
                    WHERE id = ?""",
                    (*_columns(facts), known),
                )
            return known
        if facts is None:
            raise ValueError(f"no facts of an unknown content: {record.content_hash.hex()}")
        cursor = self._connection.execute(
            """
            INSERT INTO contents (width, height, format, camera, partial, hash, byte_size)
            VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (*_columns(facts), record.content_hash, record.size),
        )
        return cursor.lastrowid or 0

    def _describe(
        self,
        folder: _Folder,
        file: int,
        content: int,
        record: FileRecord | CaptionRecord,
        taken: Taken | None,
    ) -> None:
        """Store when a file's picture was taken, and index its names and captions."""
        self.touched.add(content)
        self._connection.execute(
            "UPDATE files SET captioned = ?, sidecars = ?, ctime_ns = ? WHERE id = ?",
            (READER_VERSION, record.sidecars, storable(record.ctime_ns), file),
        )
        when = self._set_date(content, file, taken) or record.period
        words = search_words(record.path, folder.root, when, record.captions)
        set_words(self._connection, file, words)

    def _set_date(self, content: int, file: int, taken: Taken | None) -> datetime | None:
        """Set and return when a picture was taken, given the date of one of its files.

        A picture with several files has the date with the most reliable source.
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
        chosen = best((taken, before))
        columns = (None, None) if chosen is None else (chosen.at.isoformat(), chosen.source.value)
        if columns != (at, source):
            self._connection.execute(
                "UPDATE contents SET taken_at = ?, taken_from = ? WHERE id = ?", (*columns, content)
            )
        return None if chosen is None else chosen.at


def _taken(facts: PictureFacts | None) -> Taken | None:
    if facts is None or facts.taken_at is None:
        return None
    return Taken(facts.taken_at, facts.taken_from or DateSource.CAMERA)


def _columns(facts: PictureFacts) -> tuple[int, int, str, str, bool]:
    return facts.width, facts.height, facts.format, facts.camera, facts.partial


def _write_vectors(connection: sqlite3.Connection, batch: Batch) -> set[int]:
    """Store the batch's vectors; return the contents that had none of the model."""
    shape = (vector_rows.dim_of(connection, batch.model),)
    new = set()
    for content_hash, vector in batch.vectors:
        if vector.shape != shape:
            raise ValueError(f"a vector of shape {vector.shape} instead of {shape}")
        content = find_content(connection, content_hash)
        if content is None:
            raise ValueError(f"a vector of an unknown content: {content_hash.hex()}")
        looks = vector_rows.FIRST_LOOK if batch.second_look else None
        regions = batch.regions.get(content_hash)
        if vector_rows.add_vector(connection, batch.model, content, vector, looks, regions):
            new.add(content)
    return new
