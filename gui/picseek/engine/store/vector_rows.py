"""Parts of transactions that concern sets of vectors, vectors, and which pictures are searchable.

A picture is searchable with a model if it has a file and a vector of the model.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from picseek.engine.store.values import as_json

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.base import ModelSpec, Vector

NO_SET = 0
FIRST_LOOK = 1  # in the column `looks`: a second one is still to come

_STORED = np.dtype("<f4")


class Change(NamedTuple):
    """Contents that got their first file, and that lost their last one; both ascending."""

    gained: list[int]
    lost: list[int]


# Sets of vectors

_SET = """
    SELECT id FROM models WHERE name = :id AND revision = :revision
        AND (dim = :dim OR :dim = 0) AND host IN (:host, '')
    ORDER BY host = '', id DESC LIMIT 1"""
_CHANGE = "UPDATE models SET generation = random() & 0x3FFFFFFFFFFFFFFF WHERE id = ?"


def find_set(connection: sqlite3.Connection, spec: ModelSpec) -> int:
    """Row number of a model's set of vectors, or NO_SET when it has none yet.

    A spec whose length is 0 (only the service knows it) finds the newest set of any length. A set
    whose host was not recorded counts as one of the current host.
    """
    row = connection.execute(_SET, _key(spec)).fetchone()
    return NO_SET if row is None else int(row[0])


def host_of(connection: sqlite3.Connection, model: int) -> str:
    """The host that computed a set's vectors; ``""``: this computer, or not recorded."""
    (host,) = connection.execute("SELECT host FROM models WHERE id = ?", (model,)).fetchone()
    return str(host)


def ensure_set(connection: sqlite3.Connection, spec: ModelSpec) -> int:
    """Row number of a model's set of vectors, inserted if new."""
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


def as_vector(blob: bytes) -> Vector:
    """A stored vector, float32 (dim,)."""
    return np.frombuffer(blob, _STORED).astype(np.float32)


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
    """Replace the vectors of some pictures, given as stored."""
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
    """Delete the vectors of some pictures; the next run with that model embeds them again."""
    connection.execute(
        "DELETE FROM vectors WHERE model = ? AND content IN (SELECT value FROM json_each(?))",
        (model, as_json(contents)),
    )
    connection.execute(_CHANGE, (model,))


def as_stored(vector: Vector) -> bytes:
    """A vector in its stored form."""
    return vector.astype(_STORED, copy=False).tobytes()


def dim_of(connection: sqlite3.Connection, model: int) -> int:
    """Length of a model's vectors; 0 for no model."""
    row = connection.execute("SELECT dim FROM models WHERE id = ?", (model,)).fetchone()
    return 0 if row is None else int(row[0])


def chunk_of(
    connection: sqlite3.Connection, model: int, ids: Iterable[int]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The searchable ones of these pictures and their vectors, in the order given."""
    rows = connection.execute(
        """
        SELECT v.content, v.vector FROM json_each(?) wanted
            CROSS JOIN vectors v ON v.model = ? AND v.content = wanted.value
            CROSS JOIN contents c ON c.id = v.content
        WHERE c.shown_at IS NOT NULL ORDER BY wanted.key""",
        (as_json(ids), model),
    ).fetchall()
    return with_ids(rows, dim_of(connection, model))


def with_ids(
    rows: list[tuple[int, bytes]], dim: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Rows of an id and a stored vector, as int64 (n,) and float32 (n, dim)."""
    ids = np.array([content for content, _ in rows], np.int64)
    if not rows:
        return ids, np.empty((0, dim), np.float32)
    return ids, as_matrix((blob for _, blob in rows), dim)


# What is searchable


def update_shown(connection: sqlite3.Connection, touched: Iterable[int]) -> Change:
    """Update which contents are shown after files were added, changed or removed.

    Every set whose searchable pictures change gets a new generation.
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


def update_embedded(connection: sqlite3.Connection, model: int, contents: Iterable[int]) -> None:
    """Give a set a new generation if contents with new vectors are searchable."""
    connection.execute(
        """
        UPDATE models SET generation = random() & 0x3FFFFFFFFFFFFFFF WHERE id = ? AND EXISTS (
            SELECT 1 FROM json_each(?) CROSS JOIN contents c ON c.id = value
            WHERE c.shown_at IS NOT NULL)""",
        (model, as_json(contents)),
    )
