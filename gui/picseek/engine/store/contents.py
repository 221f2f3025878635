"""Contents: the bytes of one or more files, known by their hash; also orphaned, without a file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from picseek.engine.store.arrays import as_json


def find_content(connection: sqlite3.Connection, content_hash: bytes) -> int | None:
    """A content's row number, which is the picture's id; None: it is not stored."""
    row = connection.execute("SELECT id FROM contents WHERE hash = ?", (content_hash,)).fetchone()
    return None if row is None else int(row[0])


def hashes_of(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, bytes]:
    """The hash of each of these contents."""
    rows = connection.execute(
        "SELECT id, hash FROM contents WHERE id IN (SELECT value FROM json_each(?))",
        (as_json(ids),),
    )
    return dict(rows.fetchall())
