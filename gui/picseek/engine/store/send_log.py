"""What left this computer, what it measured, and what a million tokens cost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from picseek.engine.embed.base import SentState
from picseek.engine.store.folders import decoded
from picseek.engine.store.records import Measured, SentCall
from picseek.engine.types import SentRow

if TYPE_CHECKING:
    from picseek.engine.embed.base import SentRecord

_NEWEST = 10_000  # rows; there is no index by time
_ROWS = """
    SELECT s.id, s.at, s.content, s.model, s.host, s.bytes, s.tokens, s.answered,
        (SELECT d.path FROM contents c JOIN files f ON f.content = c.id
            JOIN folders d ON d.id = f.folder WHERE c.hash = s.content ORDER BY f.id LIMIT 1),
        (SELECT f.name FROM contents c JOIN files f ON f.content = c.id
            WHERE c.hash = s.content ORDER BY f.id LIMIT 1)
    FROM sent s"""


def begin_sent(connection: sqlite3.Connection, record: SentRecord) -> int:
    """Record a call that is about to be made, as one that was not answered.

    Returns:
        Its first row: it has one for each picture, or one for a question, without a gap.
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


def settle_sent(connection: sqlite3.Connection, calls: Iterable[SentCall]) -> None:
    """Record, inside the caller's transaction, what came of calls."""
    for model, record, row in calls:
        first = row or begin_sent(connection, record)
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


def drop_sent(connection: sqlite3.Connection, call: SentCall) -> None:
    """Take back the record of a call that never left this computer."""
    last = call.row + len(_contents(call.record)) - 1
    connection.execute("DELETE FROM sent WHERE id BETWEEN ? AND ?", (call.row, last))


def measured(connection: sqlite3.Connection, model: str) -> Measured:
    """What was measured of a model; all zero when nothing was sent yet."""
    row = connection.execute(
        "SELECT pictures, bytes, billed_pictures, billed_tokens FROM usage WHERE model = ?",
        (model,),
    ).fetchone()
    return Measured(0, 0, 0, 0) if row is None else Measured(*row)


def sent(connection: sqlite3.Connection, limit: int) -> list[SentRow]:
    """The newest records, the newest first."""
    rows = connection.execute(f"{_ROWS} ORDER BY s.id DESC LIMIT ?", (limit,))
    return [_row(*row) for row in rows]


def all_sent(connection: sqlite3.Connection) -> Iterator[SentRow]:
    """All records, the oldest first; read as they are asked for."""
    for row in connection.execute(f"{_ROWS} ORDER BY s.id"):
        yield _row(*row)


def sent_since(
    connection: sqlite3.Connection, now: float, seconds: float
) -> list[tuple[float, int]]:
    """Calls with pictures that are not older, as their age and number of pictures."""
    rows = connection.execute(
        """
        SELECT max(0, ? - at), count(content) FROM sent
        WHERE id > (SELECT max(id) FROM sent) - ? AND at BETWEEN ? AND ? AND content IS NOT NULL
        GROUP BY at""",
        (now, _NEWEST, now - seconds, now),
    )
    return rows.fetchall()


def price(connection: sqlite3.Connection, model: str) -> float | None:
    """The user's price of a model, in US dollars for a million image tokens."""
    row = connection.execute("SELECT price FROM prices WHERE model = ?", (model,)).fetchone()
    return None if row is None else float(row[0])


def set_price(connection: sqlite3.Connection, model: str, value: float | None) -> None:
    """Keep the user's price of a model; None: forget it."""
    if value is None:
        connection.execute("DELETE FROM prices WHERE model = ?", (model,))
    else:
        connection.execute("REPLACE INTO prices VALUES (?, ?)", (model, value))


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
    told = [count for count in (record.image_tokens, record.input_tokens) if count is not None]
    return sum(told) if told else None


def _shared(total: int, parts: int) -> list[int]:
    """A total in parts as equal as whole numbers can be; they add up to it."""
    share, left = divmod(total, parts)
    return [share + 1] * left + [share] * (parts - left)


def _row(
    number: int,
    at: float,
    content: bytes | None,
    model: str,
    host: str,
    size: int,
    tokens: int | None,
    answered: int,
    folder: bytes | None,
    name: bytes | None,
) -> SentRow:
    path = None if folder is None or name is None else decoded(folder, name)
    content_hash = None if content is None else content.hex()
    return SentRow(number, at, content_hash, path, model, host, size, tokens, bool(answered))
