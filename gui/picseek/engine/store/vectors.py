"""Models' sets of vectors, and the vectors in them.

A picture is searchable with a model if it has a file and a vector of the model. Vectors are not
deleted with the files: a content without files is an orphan, and is used again if a file with the
same bytes appears.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.store.records import VectorSet
from picseek.engine.store.values import as_json
from picseek.engine.store.vector_rows import (
    NO_SET,
    as_vector,
    chunk_of,
    delete_vectors,
    dim_of,
    ensure_set,
    find_set,
    host_of,
    with_ids,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.base import ModelSpec, Vector
    from picseek.engine.store.database import Database

_CHUNK = 4096


class VectorRepository:
    """Sets of vectors and the vectors in them. Safe to use from any thread.

    A set is identified by its row number, `model`; 0 means no set.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def ensure_set(self, spec: ModelSpec) -> int:
        """Row number of a model's set of vectors; inserted if new.

        A set belongs to a model's id, revision, length and host: vectors of another revision or
        server are in another set. A read-only store inserts nothing, and returns 0 instead.
        """
        with self._database.reading() as connection:
            found = find_set(connection, spec)
            complete = found != NO_SET and host_of(connection, found) == spec.host
        if complete or self._database.readonly:
            return found
        with self._database.writing() as connection:
            return ensure_set(connection, spec)

    def find_set(self, spec: ModelSpec) -> int:
        """Row number of a model's set of vectors; 0 when it has none yet.

        A spec of length 0 (only the service knows it) finds the newest set of any length.
        """
        with self._database.reading() as connection:
            return find_set(connection, spec)

    def oldest_set(self, model_id: str) -> int:
        """Row number of the set of a model that was created first; 0 when it has none."""
        with self._database.reading() as connection:
            (found,) = connection.execute(
                "SELECT min(id) FROM models WHERE name = ?", (model_id,)
            ).fetchone()
        return int(found or NO_SET)

    def sets(self) -> list[VectorSet]:
        """All sets by model name, the oldest first. Slow, because it counts vectors."""
        # Nearly all stored vectors are searchable: counting orphans reads indexes only.
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                SELECT id, name, revision, dim, host,
                    (SELECT count(*) FROM vectors WHERE model = m.id),
                    (SELECT count(*) FROM contents c CROSS JOIN vectors v
                        ON v.model = m.id AND v.content = c.id WHERE c.shown_at IS NULL)
                FROM models m ORDER BY name, id"""
            )
            return [
                VectorSet(number, model, revision, dim, host, stored, stored - orphaned)
                for number, model, revision, dim, host, stored, orphaned in rows
            ]

    def has_any(self, spec: ModelSpec) -> bool:
        """Whether any picture is searchable with a model; fast, as nothing is counted."""
        with self._database.reading() as connection:
            (found,) = connection.execute(
                """
                SELECT EXISTS (
                    SELECT 1 FROM vectors v CROSS JOIN contents c ON c.id = v.content
                    WHERE v.model = ? AND c.shown_at IS NOT NULL)""",
                (find_set(connection, spec),),
            ).fetchone()
        return bool(found)

    def dim(self, spec: ModelSpec) -> int:
        """Length of a model's vectors; 0 if it was never used."""
        with self._database.reading() as connection:
            return dim_of(connection, find_set(connection, spec))

    def generation(self, model: int) -> int:
        """A number that differs after each change of a set's searchable pictures; 0 for no set."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT generation FROM models WHERE id = ?", (model,)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def saved_generation(self, model: int) -> int:
        """Generation of the vector index that was last written to disk; 0: none was written."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT saved FROM models WHERE id = ?", (model,)).fetchone()
        return 0 if row is None else int(row[0])

    def set_saved_generation(self, model: int, value: int) -> None:
        """Record the generation of the vector index on the disk, which has all current vectors."""
        with self._database.writing() as connection:
            connection.execute("UPDATE models SET saved = ? WHERE id = ?", (value, model))
            connection.execute("DELETE FROM replaced_vectors WHERE model = ?", (model,))

    def replaced_ids(self, model: int) -> NDArray[np.int64]:
        """Pictures whose vector changed since the index was written to disk, int64 (n,)."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT content FROM replaced_vectors WHERE model = ?", (model,)
            )
            return np.fromiter((content for (content,) in rows), np.int64)

    def searchable_ids(self, model: int) -> NDArray[np.int64]:
        """Pictures with a file and a vector of the model, ascending, int64 (n,)."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                SELECT content FROM vectors WHERE model = ?
                    AND content NOT IN (SELECT id FROM contents WHERE shown_at IS NULL)
                ORDER BY content""",
                (model,),
            )
            return np.fromiter((content for (content,) in rows), np.int64)

    def embedded_hashes_of_size(self, size: int, model: int) -> tuple[bytes, ...]:
        """Hashes of contents of `size` bytes that the model has a vector of, orphans included.

        A new file of that size may be one of them: hashing it can save decoding and embedding.
        """
        with self._database.reading() as connection:
            found = connection.execute(
                """
                SELECT c.hash FROM contents c
                    CROSS JOIN vectors v ON v.model = ? AND v.content = c.id
                WHERE c.byte_size = ? ORDER BY c.id""",
                (model, size),
            )
            return tuple(content_hash for (content_hash,) in found)

    def get(self, model: int, picture_id: int) -> Vector | None:
        """The model's vector of a picture, float32 (dim,), orphaned or not."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT vector FROM vectors WHERE model = ? AND content = ?", (model, picture_id)
            ).fetchone()
        return None if row is None else as_vector(row[0])

    def chunks(
        self, model: int, ids: NDArray[np.int64] | None = None
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Yield searchable vectors of a model, never more than 4096 at once.

        Each chunk is a separate read, so no lock is held between them: compare `generation` before
        and after to know whether anything has changed.

        Args:
            model: Row number.
            ids: Only these, in this order, without those not searchable. None: all, ascending.

        Yields:
            Ids, int64 (n,), and their vectors, float32 (n, dim); n > 0.
        """
        if ids is not None:
            yield from self._chunks_of(model, ids)
            return
        last = 0
        while True:
            with self._database.reading() as connection:
                found, matrix = _chunk_after(connection, model, last)
            if not len(found):
                return
            last = int(found[-1])
            yield found, matrix

    def _chunks_of(
        self, model: int, ids: NDArray[np.int64]
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        for start in range(0, len(ids), _CHUNK):
            with self._database.reading() as connection:
                found, matrix = chunk_of(connection, model, ids[start : start + _CHUNK])
            if len(found):
                yield found, matrix

    def regions(self, model: int, picture_ids: Sequence[int]) -> list[bytes]:
        """Regions of these pictures, in the order given, as the model packed them; or ``b""``."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                SELECT v.regions FROM json_each(?) wanted
                    LEFT JOIN vectors v ON v.model = ? AND v.content = wanted.value
                ORDER BY wanted.key""",
                (as_json(picture_ids), model),
            )
            return [stored or b"" for (stored,) in rows]

    def drop(self, model: int, max_count: int) -> NDArray[np.int64]:
        """Delete at most this many vectors of a set; return of which pictures, int64 (n,)."""
        with self._database.writing() as connection:
            rows = connection.execute(
                "SELECT content FROM vectors WHERE model = ? ORDER BY content LIMIT ?",
                (model, max_count),
            )
            dropped = np.array([content for (content,) in rows], np.int64)
            delete_vectors(connection, model, dropped)
            connection.execute("DELETE FROM failures WHERE model = ?", (model,))
        return dropped


def _chunk_after(
    connection: sqlite3.Connection, model: int, last: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The next searchable vectors after an id: ids (n,) ascending and float32 (n, dim)."""
    rows = connection.execute(
        """
        SELECT v.content, v.vector FROM vectors v CROSS JOIN contents c ON c.id = v.content
        WHERE v.model = ? AND v.content > ? AND c.shown_at IS NOT NULL
        ORDER BY v.content LIMIT ?""",
        (model, last, _CHUNK),
    ).fetchall()
    return with_ids(rows, dim_of(connection, model))
