"""Models, their vectors, and which pictures are searchable.

A picture is searchable for a model when a file holds it and the model has a vector of it.
Vectors are not deleted with the files: a content without files is an orphan, and is used again when
a file with those bytes appears.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from picseek.engine.store.arrays import as_json
from picseek.engine.store.records import VectorSet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.base import ModelSpec, Vector
    from picseek.engine.store.database import Database

_CHUNK = 4096
NO_SET = 0
FIRST_LOOK, SECOND_LOOK = 1, 2

_STORED = np.dtype("<f4")


class Change(NamedTuple):
    """Contents that got their first file, and that lost their last one; both ascending."""

    gained: list[int]
    lost: list[int]


class VectorRepository:
    """Sets of vectors and the vectors in them. Safe to use from any thread.

    A set is known by its row number, `model`: 0 stands for none, which has no vectors.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def ensure_set(self, spec: ModelSpec) -> int:
        """Row number of a model's set of vectors; inserted if new.

        A set belongs to a model's id, revision, length and host: vectors of another revision or
        server stay in a set of their own. A read-only store inserts nothing: it returns 0 instead.
        """
        with self._database.reading() as connection:
            found = find_set(connection, spec)
            complete = found != NO_SET and _host_of(connection, found) == spec.host
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
        """All sets by the model's name, the oldest first. Counts vectors: not for each search."""
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
        """Generation of the set's vector index that was written to disk last; 0: none was."""
        with self._database.reading() as connection:
            row = connection.execute("SELECT saved FROM models WHERE id = ?", (model,)).fetchone()
        return 0 if row is None else int(row[0])

    def set_saved_generation(self, model: int, value: int) -> None:
        """Record which vector index is on the disk; it holds all vectors as they are now."""
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
        return None if row is None else as_matrix(row, len(row[0]) // _STORED.itemsize)[0]

    def chunks(
        self, model: int, ids: NDArray[np.int64] | None = None
    ) -> Iterator[tuple[NDArray[np.int64], NDArray[np.float32]]]:
        """Yield searchable vectors of a model, never more than 4096 at once.

        Each chunk is a read of its own, so no lock is held between them: compare `generation`
        before and after to know that nothing changed meanwhile.

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


# Sets of vectors

_SET = """
    SELECT id FROM models WHERE name = :id AND revision = :revision
        AND (dim = :dim OR :dim = 0) AND host IN (:host, '')
    ORDER BY host = '', id DESC LIMIT 1"""
_CHANGE = "UPDATE models SET generation = random() & 0x3FFFFFFFFFFFFFFF WHERE id = ?"


def find_set(connection: sqlite3.Connection, spec: ModelSpec) -> int:
    """Row number of a model's set of vectors, or NO_SET when it has none yet.

    A spec whose length is 0 (only the service can tell it) finds the newest set of any length. A
    set whose host nobody recorded counts as that of the host in use.
    """
    row = connection.execute(_SET, _key(spec)).fetchone()
    return NO_SET if row is None else int(row[0])


def _host_of(connection: sqlite3.Connection, model: int) -> str:
    """Where a set's vectors were made; ``""``: on this computer, or nobody recorded it."""
    (host,) = connection.execute("SELECT host FROM models WHERE id = ?", (model,)).fetchone()
    return str(host)


def ensure_set(connection: sqlite3.Connection, spec: ModelSpec) -> int:
    """Row number of a model's set of vectors, created if new. Other sets stay as they are."""
    found = find_set(connection, spec)
    if found != NO_SET:
        connection.execute("UPDATE models SET host = ? WHERE id = ?", (spec.host, found))
        return found
    cursor = connection.execute(
        "INSERT INTO models (name, revision, dim, host, generation, saved) "
        "VALUES (:id, :revision, :dim, :host, random() & 0x3FFFFFFFFFFFFFFF, 0)",
        _key(spec),
    )
    return cursor.lastrowid or NO_SET


def _key(spec: ModelSpec) -> dict[str, str | int]:
    return {"id": spec.id, "revision": spec.revision, "dim": spec.dim, "host": spec.host}


# Vectors


def as_matrix(blobs: Iterable[bytes], dim: int) -> NDArray[np.float32]:
    """Stored vectors as a writable matrix, float32 (n, dim)."""
    stored = np.frombuffer(bytearray().join(blobs), _STORED)
    return stored.reshape(-1, dim).astype(np.float32, copy=False)


def add_vector(
    connection: sqlite3.Connection,
    model: int,
    content: int,
    vector: Vector,
    looks: int | None,
    regions: bytes | None = None,
) -> bool:
    """Store a vector, unless there is one. Returns whether it was new."""
    packed = as_stored(vector)
    cursor = connection.execute(
        "INSERT INTO vectors (model, content, vector, looks, regions, crc) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (model, content, packed, looks, regions, zlib.crc32(packed)),
    )
    return cursor.rowcount == 1


def replace_vectors(connection: sqlite3.Connection, model: int, packed: dict[int, bytes]) -> None:
    """Put other vectors, as they are stored, in place of those of some pictures."""
    connection.executemany(
        "UPDATE vectors SET vector = ?, crc = ? WHERE model = ? AND content = ?",
        [(vector, zlib.crc32(vector), model, content) for content, vector in packed.items()],
    )
    connection.executemany(
        "INSERT INTO replaced_vectors VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(model, content) for content in packed],
    )
    connection.execute(_CHANGE, (model,))


def delete_vectors(connection: sqlite3.Connection, model: int, contents: Iterable[int]) -> None:
    """Drop the vectors of some pictures, which the next run with that model embeds again."""
    connection.execute(
        "DELETE FROM vectors WHERE model = ? AND content IN (SELECT value FROM json_each(?))",
        (model, as_json(contents)),
    )
    connection.execute(_CHANGE, (model,))


def as_stored(vector: Vector) -> bytes:
    """A vector as it is stored."""
    return vector.astype(_STORED, copy=False).tobytes()


def dim_of(connection: sqlite3.Connection, model: int) -> int:
    """Length of a model's vectors; 0 for no model."""
    row = connection.execute("SELECT dim FROM models WHERE id = ?", (model,)).fetchone()
    return 0 if row is None else int(row[0])


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
    return _with_ids(rows, dim_of(connection, model))


def chunk_of(
    connection: sqlite3.Connection, model: int, ids: Iterable[int]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Vectors of those ids that are searchable, in the order asked."""
    rows = connection.execute(
        """
        SELECT v.content, v.vector FROM json_each(?) wanted
            CROSS JOIN vectors v ON v.model = ? AND v.content = wanted.value
            CROSS JOIN contents c ON c.id = v.content
        WHERE c.shown_at IS NOT NULL ORDER BY wanted.key""",
        (as_json(ids), model),
    ).fetchall()
    return _with_ids(rows, dim_of(connection, model))


def _with_ids(
    rows: list[tuple[int, bytes]], dim: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    ids = np.array([content for content, _ in rows], np.int64)
    if not rows:
        return ids, np.empty((0, dim), np.float32)
    return ids, as_matrix((blob for _, blob in rows), dim)


# What is searchable


def update_shown(connection: sqlite3.Connection, touched: Iterable[int]) -> Change:
    """Bring contents in step with their files, after files came, changed or went.

    Every set whose searchable pictures change by it gets another generation.
    """
    ids = as_json(touched)
    rows = connection.execute(
        """
        SELECT id, shown_at IS NULL FROM contents c
        WHERE id IN (SELECT value FROM json_each(?)) AND format <> '' AND
            (shown_at IS NULL) = EXISTS (SELECT 1 FROM files WHERE content = c.id)
        ORDER BY id""",
        (ids,),
    ).fetchall()
    connection.execute(
        """
        UPDATE contents SET shown_at = (
            SELECT CASE WHEN count(*) AND format <> '' THEN coalesce(
                CAST(strftime('%s', coalesce(contents.taken_at,
                    datetime(max(mtime_ns) / 1000000000, 'unixepoch', 'localtime')
                )) AS INTEGER),
                max(mtime_ns) / 1000000000) END
            FROM files WHERE content = contents.id)
        WHERE id IN (SELECT value FROM json_each(?))""",
        (ids,),
    )
    change = Change([row for row, new in rows if new], [row for row, new in rows if not new])
    connection.execute(
        """
        UPDATE models SET generation = random() & 0x3FFFFFFFFFFFFFFF WHERE EXISTS (
            SELECT 1 FROM json_each(?) changed
            CROSS JOIN vectors v ON v.model = models.id AND v.content = changed.value)""",
        (as_json(change.gained + change.lost),),
    )
    return change


def update_embedded(connection: sqlite3.Connection, model: int, fresh: Iterable[int]) -> None:
    """Give a set another generation if contents that got a vector of it are searchable by that."""
    connection.execute(
        """
        UPDATE models SET generation = random() & 0x3FFFFFFFFFFFFFFF WHERE id = ? AND EXISTS (
            SELECT 1 FROM json_each(?) CROSS JOIN contents c ON c.id = value
            WHERE c.shown_at IS NOT NULL)""",
        (model, as_json(fresh)),
    )
