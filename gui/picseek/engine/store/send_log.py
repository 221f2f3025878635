"""The log of data sent to remote services, totals for each model, and prices."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from picseek.engine.embed.base import SentState
from picseek.engine.store.records import SentCall, Usage
from picseek.engine.store.values import decoded
from picseek.engine.types import SentRow

if TYPE_CHECKING:
    from picseek.engine.embed.base import SentRecord
    from picseek.engine.store.database import Database

_NEWEST = 10_000  # rows; there is no index by time
_ROWS = """
    SELECT s.id, s.at, s.content, s.model, s.host, s.bytes, s.tokens, s.answered,
        (SELECT d.path FROM contents c JOIN files f ON f.content = c.id
            JOIN folders d ON d.id = f.folder WHERE c.hash = s.content ORDER BY f.id LIMIT 1),
        (SELECT f.name FROM contents c JOIN files f ON f.content = c.id
            WHERE c.hash = s.content ORDER BY f.id LIMIT 1)
    FROM sent s"""


class SendLogRepository:
    """Reads and writes the log of sent data. Safe to use from any thread.

    `begin`, `complete` and `discard` also work in a read-only store while another process writes,
    because each process only changes rows that it has inserted.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, record: SentRecord) -> int:
        """Record a call that will be made next, as not answered.

        Returns:
            Its first row, for `SentCall.row`.
        """
        with self._database.writing_concurrently() as connection:
            return insert_call(connection, record)

    def complete(self, calls: Sequence[SentCall]) -> None:
        """Record the outcome of calls without vectors to save; for the others, see `Store.save`."""
        with self._database.writing_concurrently() as connection:
            complete_calls(connection, calls)

    def discard(self, call: SentCall) -> None:
        """Delete the record of a call that never left this computer."""
        last = call.row + len(_contents(call.record)) - 1
        with self._database.writing_concurrently() as connection:
            connection.execute("DELETE FROM sent WHERE id BETWEEN ? AND ?", (call.row, last))

    def newest(self, limit: int) -> list[SentRow]:
        """The newest records, the newest first."""
        with self._database.reading() as connection:
            rows = connection.execute(f"{_ROWS} ORDER BY s.id DESC LIMIT ?", (limit,))
            return [_row(row) for row in rows]

    def all(self) -> Iterator[SentRow]:
        """Yield all records, the oldest first, from one state of the database."""
        with self._database.reading() as connection:
            for row in connection.execute(f"{_ROWS} ORDER BY s.id"):
                yield _row(row)

    def recent(self, seconds: float) -> list[tuple[float, int]]:
        """Calls with pictures in the last few seconds: how many seconds ago, how many pictures."""
        now = time.time()
        with self._database.reading() as connection:
            rows = connection.execute(
                """
                SELECT max(0, ? - at), count(content) FROM sent
                WHERE id > (SELECT max(id) FROM sent) - ?
                    AND at BETWEEN ? AND ? AND content IS NOT NULL
                GROUP BY at""",
                (now, _NEWEST, now - seconds, now),
            )
            return rows.fetchall()

    def usage(self, model: str) -> Usage:
        """Totals of what was sent to a model (its id)."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT pictures, bytes, billed_pictures, billed_tokens FROM usage WHERE model = ?",
                (model,),
            ).fetchone()
        return Usage(0, 0, 0, 0) if row is None else Usage(*row)

    def price(self, model: str) -> float | None:
        """The user's price of a model (its id), in US dollars for a million image tokens."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT price FROM prices WHERE model = ?", (model,)
            ).fetchone()
        return None if row is None else float(row[0])

    def set_price(self, model: str, value: float | None) -> None:
        """Store the user's price of a model; None: delete it."""
        with self._database.writing() as connection:
            if value is None:
                connection.execute("DELETE FROM prices WHERE model = ?", (model,))
            else:
                connection.execute("REPLACE INTO prices VALUES (?, ?)", (model, value))


def insert_call(connection: sqlite3.Connection, record: SentRecord) -> int:
    """Insert a call's rows, as not answered: one for each picture, or one for a query.

    Returns:
        The first of them; they follow each other without a gap.
    """
    first = 0
    for content, size in zip(_contents(record), _sizes(record), strict=True):
        cursor = connection.execute(
            "INSERT INTO sent (at, content, model, host, bytes, answered) "
            "VALUES (?, ?, ?, ?, ?, 0)",
            (record.at, content, record.model, record.host, size),
        )
        first = first or cursor.lastrowid or 0
    return first


def complete_calls(connection: sqlite3.Connection, calls: Iterable[SentCall]) -> None:
    """Record the outcome of calls, inside the caller's transaction."""
    for model, record, row in calls:
        first = row or insert_call(connection, record)
        if record.state is not SentState.ANSWERED:
            continue
        tokens = _tokens_of(record)
        parts = len(_contents(record))
        billed = [None] * parts if tokens is None else _shared(tokens, parts)
        connection.executemany(
            "UPDATE sent SET bytes = ?, tokens = ?, answered = 1 WHERE id = ?",
            zip(_sizes(record), billed, range(first, first + parts), strict=True),
        )
        if record.content_hashes:
            _measure(connection, model, record)


def is_answered(connection: sqlite3.Connection, call: SentCall) -> bool:
    """Whether the answer to a call is recorded."""
    row = connection.execute("SELECT answered FROM sent WHERE id = ?", (call.row,)).fetchone()
    return row is not None and bool(row[0])


def _measure(connection: sqlite3.Connection, model: str, record: SentRecord) -> None:
    count = len(record.content_hashes)
    billed = record.image_tokens is not None
    connection.execute("INSERT INTO usage (model) VALUES (?) ON CONFLICT DO NOTHING", (model,))
    connection.execute(
        """
        UPDATE usage SET pictures = pictures + ?, bytes = bytes + ?,
            billed_pictures = billed_pictures + ?, billed_tokens = billed_tokens + ?
        WHERE model = ?""",
        (count, record.size, count if billed else 0, record.image_tokens or 0, model),
    )


def _contents(record: SentRecord) -> tuple[bytes | None, ...]:
    return record.content_hashes or (None,)


def _sizes(record: SentRecord) -> list[int]:
    return _shared(record.size, len(_contents(record)))


def _tokens_of(record: SentRecord) -> int | None:
    reported = [count for count in (record.image_tokens, record.input_tokens) if count is not None]
    return sum(reported) if reported else None


def _shared(total: int, parts: int) -> list[int]:
    """Split a total into whole numbers that differ by one at most."""
    share, left = divmod(total, parts)
    return [share + 1] * left + [share] * (parts - left)


def _row(columns: Sequence[Any]) -> SentRow:
    number, at, content, model, host, size, tokens, answered, folder, name = columns
    path = None if folder is None or name is None else decoded(folder, name)
    content_hash = None if content is None else content.hex()
    return SentRow(number, at, content_hash, path, model, host, size, tokens, bool(answered))
