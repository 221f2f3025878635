"""What left this computer, what it measured, and what a million tokens cost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from picseek.engine.store.folders import decoded
from picseek.engine.store.records import Measured, SentCall
from picseek.engine.types import SentRow

if TYPE_CHECKING:
    from picseek.engine.embed.base import SentRecord

_ROWS = """
    SELECT s.id, s.at, s.content, s.model, s.host, s.bytes, s.tokens,
        (SELECT d.path FROM contents c JOIN files f ON f.content = c.id
            JOIN folders d ON d.id = f.folder WHERE c.hash = s.content ORDER BY f.id LIMIT 1),
        (SELECT f.name FROM contents c JOIN files f ON f.content = c.id
            WHERE c.hash = s.content ORDER BY f.id LIMIT 1)
    FROM sent s"""


def add_sent(connection: sqlite3.Connection, calls: Iterable[SentCall]) -> None:
    """Record calls inside the caller's transaction: a row for each picture, or for a question."""
    for model, record in calls:
        pictures: tuple[bytes | None, ...] = record.content_hashes or (None,)
        tokens = _tokens_of(record)
        shares = zip(
            pictures,
            _shared(record.size, len(pictures)),
            [None] * len(pictures) if tokens is None else _shared(tokens, len(pictures)),
            strict=True,
        )
        connection.executemany(
            "INSERT INTO sent (at, content, model, host, bytes, tokens) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (record.at, content, record.model, record.host, size, billed)
                for content, size, billed in shares
            ],
        )
        if record.content_hashes:
            _measure(connection, model, record)


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
    folder: bytes | None,
    name: bytes | None,
) -> SentRow:
    path = None if folder is None or name is None else decoded(folder, name)
    content_hash = None if content is None else content.hex()
    return SentRow(number, at, content_hash, path, model, host, size, tokens)
