"""Models, their vectors, and which pictures are searchable.

A picture is searchable for a model when a file holds it and the model has a vector of it.
Vectors are never dropped with the files: a content without files is an orphan, kept until a
file with those bytes comes again.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from picseek.engine.store.records import VectorSet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.base import ModelSpec, Vector

CHUNK = 4096
NO_MODEL = 0
FIRST_LOOK, SECOND_LOOK = 1, 2

_STORED = np.dtype("<f4")


class Change(NamedTuple):
    """Contents that got their first file, and that lost their last one; both ascending."""

    gained: list[int]
    lost: list[int]


def as_list(ids: Iterable[int]) -> str:
    """Ids as one parameter for ``json_each``: a list of any length, in one prepared statement."""
    return json.dumps([int(number) for number in ids])


def as_array(packed: str | None) -> NDArray[np.int64]:
    """Numbers that SQLite's `group_concat` made one text of, int64 (n,); None: of no rows.

    Many times as quick as row by row, and Python's lock is hardly held meanwhile.
    """
    if not packed:
        return np.empty(0, np.int64)
    return np.fromstring(packed, np.int64, sep=",")


# Sets of vectors

_SET = """
    SELECT id FROM models WHERE name = :id AND revision = :revision
        AND (dim = :dim OR :dim = 0) AND host IN (:host, '')
    ORDER BY host = '', id DESC LIMIT 1"""
_CHANGE = "UPDATE models SET generation = random() & 0x3FFFFFFFFFFFFFFF WHERE id = ?"


def find_set(connection: sqlite3.Connection, spec: ModelSpec) -> int:
    """Row number of a model's set of vectors, or NO_MODEL when it has none yet.

    A spec whose length is 0 (only the service can tell it) finds the newest set of any length. A
    set whose host nobody recorded counts as that of the host in use.
    """
    row = connection.execute(_SET, _key(spec)).fetchone()
    return NO_MODEL if row is None else int(row[0])


def oldest_set(connection: sqlite3.Connection, model_id: str) -> int:
    """Row number of the set of a model that was created first, or NO_MODEL."""
    (found,) = connection.execute(
        "SELECT min(id) FROM models WHERE name = ?", (model_id,)
    ).fetchone()
    return NO_MODEL if found is None else int(found)


def host_of(connection: sqlite3.Connection, model: int) -> str:
    """Where a set's vectors were made; ``""``: on this computer, or nobody recorded it."""
    (host,) = connection.execute("SELECT host FROM models WHERE id = ?", (model,)).fetchone()
    return str(host)


def put_set(connection: sqlite3.Connection, spec: ModelSpec) -> int:
    """Row number of a model's set of vectors, created if new. Other sets stay as they are."""
    found = find_set(connection, spec)
    if found != NO_MODEL:
        connection.execute("UPDATE models SET host = ? WHERE id = ?", (spec.host, found))
        return found
    cursor = connection.execute(
        "INSERT INTO models (name, revision, dim, host, generation, saved) "
        "VALUES (:id, :revision, :dim, :host, random() & 0x3FFFFFFFFFFFFFFF, 0)",
        _key(spec),
    )
    return cursor.lastrowid or NO_MODEL


def vector_sets(connection: sqlite3.Connection) -> list[VectorSet]:
    """All sets of vectors with how much is in them, by the model's name, the oldest first."""
    # Searchable are all but the orphaned, who are few: counting looks at indexes only.
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


def has_vectors(connection: sqlite3.Connection, spec: ModelSpec) -> bool:
    """Whether any picture is searchable with a model."""
    (found,) = connection.execute(
        """
        SELECT EXISTS (
            SELECT 1 FROM vectors v CROSS JOIN contents c ON c.id = v.content
            WHERE v.model = ? AND c.shown_at IS NOT NULL)""",
        (find_set(connection, spec),),
    ).fetchone()
    return bool(found)


def generation(connection: sqlite3.Connection, model: int) -> int:
    """Differs after each change of a set's searchable pictures; 0 for no set."""
    row = connection.execute("SELECT generation FROM models WHERE id = ?", (model,)).fetchone()
    return 0 if row is None else int(row[0])


def saved_generation(connection: sqlite3.Connection, model: int) -> int:
    """Generation of the set's vector index that was written to disk last; 0: none was."""
    row = connection.execute("SELECT saved FROM models WHERE id = ?", (model,)).fetchone()
    return 0 if row is None else int(row[0])


def set_saved_generation(connection: sqlite3.Connection, model: int, value: int) -> None:
    """Record which vector index is written to disk; it holds all vectors as they are."""
    connection.execute("UPDATE models SET saved = ? WHERE id = ?", (value, model))
    connection.execute("DELETE FROM replaced_vectors WHERE model = ?", (model,))


def drop_vectors(connection: sqlite3.Connection, model: int, most: int) -> NDArray[np.int64]:
    """Drop at most this many vectors of a set; return whose they were, int64 (n,)."""
    rows = connection.execute(
        "SELECT content FROM vectors WHERE model = ? ORDER BY content LIMIT ?", (model, most)
    )
    dropped = np.array([content for (content,) in rows], np.int64)
    forget_vectors(connection, model, dropped)
    connection.execute("DELETE FROM failures WHERE model = ?", (model,))
    return dropped


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


def forget_vectors(connection: sqlite3.Connection, model: int, contents: Iterable[int]) -> None:
    """Drop the vectors of some pictures, which the next run with that model embeds again."""
    connection.execute(
        "DELETE FROM vectors WHERE model = ? AND content IN (SELECT value FROM json_each(?))",
        (model, as_list(contents)),
    )
    connection.execute(_CHANGE, (model,))


def as_stored(vector: Vector) -> bytes:
    """A vector as it is stored."""
    return vector.astype(_STORED, copy=False).tobytes()


def replaced_vectors(connection: sqlite3.Connection, model: int) -> NDArray[np.int64]:
    """Pictures whose vector changed since the vector index was written to disk, int64 (n,)."""
    rows = connection.execute("SELECT content FROM replaced_vectors WHERE model = ?", (model,))
    return np.fromiter((content for (content,) in rows), np.int64)


def regions(connection: sqlite3.Connection, model: int, contents: Iterable[int]) -> list[bytes]:
    """What is where in these pictures, in the order asked; ``b""`` where nothing was stored."""
    rows = connection.execute(
        """
        SELECT v.regions FROM json_each(?) wanted
            LEFT JOIN vectors v ON v.model = ? AND v.content = wanted.value
        ORDER BY wanted.key""",
        (as_list(contents), model),
    )
    return [stored or b"" for (stored,) in rows]


def dim_of(connection: sqlite3.Connection, model: int) -> int:
    """Length of a model's vectors; 0 for no model."""
    row = connection.execute("SELECT dim FROM models WHERE id = ?", (model,)).fetchone()
    return 0 if row is None else int(row[0])


def vector(connection: sqlite3.Connection, model: int, content: int) -> Vector | None:
    """One vector, float32 (dim,), also of an orphan."""
    row = connection.execute(
        "SELECT vector FROM vectors WHERE model = ? AND content = ?", (model, content)
    ).fetchone()
    return None if row is None else as_matrix(row, len(row[0]) // _STORED.itemsize)[0]


def searchable_ids(connection: sqlite3.Connection, model: int) -> NDArray[np.int64]:
    """Searchable pictures of a model, ascending."""
    rows = connection.execute(
        """
        SELECT content FROM vectors WHERE model = ?
            AND content NOT IN (SELECT id FROM contents WHERE shown_at IS NULL)
        ORDER BY content""",
        (model,),
    )
    return np.fromiter((content for (content,) in rows), np.int64)


def chunk_after(
    connection: sqlite3.Connection, model: int, last: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The next searchable vectors after an id: ids (n,) ascending and float32 (n, dim)."""
    rows = connection.execute(
        """
        SELECT v.content, v.vector FROM vectors v CROSS JOIN contents c ON c.id = v.content
        WHERE v.model = ? AND v.content > ? AND c.shown_at IS NOT NULL
        ORDER BY v.content LIMIT ?""",
        (model, last, CHUNK),
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
        (as_list(ids), model),
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
    ids = as_list(touched)
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
        (as_list(change.gained + change.lost),),
    )
    return change


def update_embedded(connection: sqlite3.Connection, model: int, fresh: Iterable[int]) -> None:
    """Give a set another generation if contents that got a vector of it are searchable by that."""
    connection.execute(
        """
        UPDATE models SET generation = random() & 0x3FFFFFFFFFFFFFFF WHERE id = ? AND EXISTS (
            SELECT 1 FROM json_each(?) CROSS JOIN contents c ON c.id = value
            WHERE c.shown_at IS NOT NULL)""",
        (model, as_list(fresh)),
    )
