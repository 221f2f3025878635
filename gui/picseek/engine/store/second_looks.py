"""Pictures that wait for a second look by the model, and the results of second looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.store.vector_rows import as_stored, replace_vectors

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from picseek.engine.store.database import Database
    from picseek.engine.store.records import RefinedVector


class SecondLooks:
    """Which pictures wait for their second look, by set of vectors. Safe to use from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, model: int, after: int, max_count: int) -> NDArray[np.int64]:
        """Ids of pictures with a file that wait, ascending, after an id; int64 (n,)."""
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                SELECT v.content FROM vectors v CROSS JOIN contents c ON c.id = v.content
                WHERE v.model = ? AND v.looks = 1 AND v.content > ? AND c.shown_at IS NOT NULL
                ORDER BY v.content LIMIT ?""",
                (model, after, max_count),
            ).fetchall()
        return np.fromiter((content for (content,) in rows), np.int64)

    def count(self, model: int) -> int:
        """How many pictures wait, including those without a file."""
        with self._database.reading() as connection:
            (count,) = connection.execute(
                "SELECT count(*) FROM vectors WHERE model = ? AND looks = 1", (model,)
            ).fetchone()
        return int(count)

    def save(self, model: int, results: Sequence[RefinedVector]) -> None:
        """Replace vectors and regions with those of a second look, where it succeeded."""
        with self._database.writing() as connection:
            _save(connection, model, results)


def _save(connection: sqlite3.Connection, model: int, results: Sequence[RefinedVector]) -> None:
    connection.executemany(
        "UPDATE vectors SET regions = coalesce(?, regions), looks = 2 "
        "WHERE model = ? AND content = ?",
        ((each.regions or None, model, each.picture_id) for each in results),
    )
    vectors = {
        each.picture_id: as_stored(each.vector) for each in results if each.vector is not None
    }
    replace_vectors(connection, model, vectors)
