"""Pictures that a model has looked at once, and what it sees when it looks closer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.store.vector_rows import as_stored, replace_vectors

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from picseek.engine.store.database import Database
    from picseek.engine.store.records import CloserLook


class SecondLooks:
    """Which pictures still wait for their second look, for each set of vectors.

    Safe to use from any thread; every method may raise a LibraryError, as those of `Store`.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, model: int, after: int, most: int) -> NDArray[np.int64]:
        """Ids of pictures with a file that wait, ascending, after an id; int64 (n,)."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                SELECT v.content FROM vectors v CROSS JOIN contents c ON c.id = v.content
                WHERE v.model = ? AND v.looks = 1 AND v.content > ? AND c.shown_at IS NOT NULL
                ORDER BY v.content LIMIT ?""",
                (model, after, most),
            ).fetchall()
        return np.fromiter((content for (content,) in rows), np.int64)

    def count(self, model: int) -> int:
        """How many pictures wait, those without a file included."""
        with self._database.reading() as connection:
            (count,) = connection.execute(
                "SELECT count(*) FROM vectors WHERE model = ? AND looks = 1", (model,)
            ).fetchone()
        return int(count)

    def save(self, model: int, looked: Sequence[CloserLook]) -> None:
        """Replace vectors and regions by those of a second look, where there was one."""
        with self._database.writing() as connection:
            _save(connection, model, looked)


def _save(connection: sqlite3.Connection, model: int, looked: Sequence[CloserLook]) -> None:
    connection.executemany(
        "UPDATE vectors SET regions = coalesce(?, regions), looks = 2 "
        "WHERE model = ? AND content = ?",
        ((each.regions or None, model, each.picture_id) for each in looked),
    )
    vectors = {
        each.picture_id: as_stored(each.vector) for each in looked if each.vector is not None
    }
    replace_vectors(connection, model, vectors)
