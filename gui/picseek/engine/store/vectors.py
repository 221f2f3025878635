"""Models, their vectors, and which pictures are searchable.

A picture is searchable for a model when a file holds it and the model has a vector of it.
Vectors are never dropped with the files: a content without files is an orphan, kept until a
file with those bytes comes again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.base import ModelSpec, Vector

CHUNK = 4096
NO_MODEL = 0

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


# Models


def find_model(connection: sqlite3.Connection, spec: ModelSpec) -> int:
    """Row number of exactly this model, or NO_MODEL when it is new or was another revision."""
    row = connection.execute(
        "SELECT id FROM models WHERE name = ? AND revision = ? AND dim = ?",
        (spec.id, spec.revision, spec.dim),
    ).fetchone()
    return NO_MODEL if row is None else int(row[0])


def model_row(connection: sqlite3.Connection, name: str, revision: str) -> int:
    """Row number of a model of whatever length, or NO_MODEL."""
    row = connection.execute(
        "SELECT id FROM models WHERE name = ? AND revision = ?", (name, revision)
    ).fetchone()
    return NO_MODEL if row is None else int(row[0])


def model_dims(connection: sqlite3.Connection) -> dict[str, int]:
    """Lengths of the vectors of each model that was ever used, by its name."""
    return dict(connection.execute("SELECT name, dim FROM models ORDER BY name").fetchall())


def put_model(connection: sqlite3.Connection, spec: ModelSpec) -> int:
    """Row number of a model; made if new. Vectors of another revision or length are dropped."""
    row = connection.execute("SELECT id FROM models WHERE name = ?", (spec.id,)).fetchone()
    if row is None:
        return (
            connection.execute(
                "INSERT INTO models (name, revision, dim, generation) VALUES (?, ?, ?, 0)",
                (spec.id, spec.revision, spec.dim),
            ).lastrowid
            or NO_MODEL
        )
    model = int(row[0])
    if find_model(connection, spec) == NO_MODEL:
        connection.execute("DELETE FROM vectors WHERE model = ?", (model,))
        connection.execute("DELETE FROM failures WHERE model = ?", (model,))
        connection.execute(
            "UPDATE models SET revision = ?, dim = ?, generation = generation + 1 WHERE id = ?",
            (spec.revision, spec.dim, model),
        )
    return model


def generation(connection: sqlite3.Connection, model: int) -> int:
    """How often the searchable set of a model has changed; 0 for none."""
    row = connection.execute("SELECT generation FROM models WHERE id = ?", (model,)).fetchone()
    return 0 if row is None else int(row[0])


def vector_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Searchable pictures of each model, by the model's name."""
    # All but the orphaned, who are few: counting looks at indexes only.
    rows = connection.execute(
        """
        SELECT name,
            (SELECT count(*) FROM vectors WHERE model = m.id) -
            (SELECT count(*) FROM contents c CROSS JOIN vectors v
                ON v.model = m.id AND v.content = c.id WHERE c.shown_at IS NULL)
        FROM models m ORDER BY name"""
    )
    return dict(rows.fetchall())


def has_vectors(connection: sqlite3.Connection, name: str) -> bool:
    """Whether any picture is searchable with a model."""
    (found,) = connection.execute(
        """
        SELECT EXISTS (
            SELECT 1 FROM models m CROSS JOIN vectors v ON v.model = m.id
            CROSS JOIN contents c ON c.id = v.content
            WHERE m.name = ? AND c.shown_at IS NOT NULL)""",
        (name,),
    ).fetchone()
    return bool(found)


def stored_counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Vectors kept of each model, those of orphans included, by the model's name."""
    rows = connection.execute(
        """
        SELECT name, (SELECT count(*) FROM vectors WHERE model = m.id)
        FROM models m ORDER BY name"""
    )
    return dict(rows.fetchall())


def drop_vectors(connection: sqlite3.Connection, name: str, most: int) -> NDArray[np.int64]:
    """Drop at most this many vectors of a model; return whose they were."""
    model = connection.execute("SELECT id FROM models WHERE name = ?", (name,)).fetchone()
    if model is None:
        return np.empty(0, np.int64)
    rows = connection.execute(
        "SELECT content FROM vectors WHERE model = ? ORDER BY content LIMIT ?", (*model, most)
    )
    dropped = np.array([content for (content,) in rows], np.int64)
    connection.execute(
        "DELETE FROM vectors WHERE model = ? AND content IN (SELECT value FROM json_each(?))",
        (*model, as_list(dropped)),
    )
    connection.execute("DELETE FROM failures WHERE model = ?", model)
    connection.execute("UPDATE models SET generation = generation + 1 WHERE id = ?", model)
    return dropped


# Vectors


def as_matrix(blobs: Iterable[bytes], dim: int) -> NDArray[np.float32]:
    """Stored vectors as a writable matrix, float32 (n, dim)."""
    stored = np.frombuffer(bytearray().join(blobs), _STORED)
    return stored.reshape(-1, dim).astype(np.float32, copy=False)


def add_vector(connection: sqlite3.Connection, model: int, content: int, vector: Vector) -> bool:
    """Keep a vector, unless there is one. Returns whether it was new."""
    cursor = connection.execute(
        "INSERT INTO vectors VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        (model, content, vector.astype(_STORED, copy=False).tobytes()),
    )
    return cursor.rowcount == 1


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

    Bumps the generation of every model whose searchable set changes by it.
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
        UPDATE models SET generation = generation + 1 WHERE EXISTS (
            SELECT 1 FROM json_each(?) changed
            CROSS JOIN vectors v ON v.model = models.id AND v.content = changed.value)""",
        (as_list(change.gained + change.lost),),
    )
    return change


def update_embedded(connection: sqlite3.Connection, model: int, fresh: Iterable[int]) -> None:
    """Bump a model's generation if contents that got a vector of it are searchable by that."""
    connection.execute(
        """
        UPDATE models SET generation = generation + 1 WHERE id = ? AND EXISTS (
            SELECT 1 FROM json_each(?) CROSS JOIN contents c ON c.id = value
            WHERE c.shown_at IS NOT NULL)""",
        (model, as_list(fresh)),
    )
