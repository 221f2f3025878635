"""Pictures in order of time, with their shapes and months.

The order comes from one index, so the newest of a million pictures are available at once, and few
pages are read from the disk. SQLite packs each chunk into four texts: fetching a million rows one
by one would take the GIL from the painting thread a million times.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from picseek.engine.cancel import CancelToken
from picseek.engine.store.values import as_array, as_json
from picseek.engine.types import MonthRun, Timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FIRST_ROWS, _GROWTH, _MAX_ROWS = 4096, 4, 131_072
"""Rows of the first chunk, the factor by which chunks grow, and their maximum."""

_SCREENFUL = 2048
"""More pictures than fit on any screen."""

_MAX_UNCUT = 16_384
"""If more pictures are read, they are shown even if their last month is incomplete."""

_FEW = 20_000
"""Up to this many pictures are looked up by id; more are filtered from the list of all."""

_PACKED = """
    SELECT group_concat(id), group_concat(shown_at), group_concat(width), group_concat(height)
    FROM ({})"""
_CHUNK = _PACKED.format(
    """
    SELECT id, shown_at, width, height FROM contents
    WHERE (shown_at, id) < (:at, :id) ORDER BY shown_at DESC, id DESC LIMIT :limit"""
)
_PICKED = _PACKED.format(
    """
    SELECT c.id, c.shown_at, c.width, c.height FROM json_each(:ids) CROSS JOIN contents c
    ON c.id = value WHERE c.shown_at IS NOT NULL ORDER BY c.shown_at DESC, c.id DESC"""
)
_BEYOND = 2**63 - 1

_UPRIGHT, _SQUARE, _PANORAMA = 64, 256, 2560
_UNIT = 256
_FIRST_SECOND, _LAST_SECOND = -62_135_596_800, 253_402_300_799  # the years 1 to 9999


class _Chunk(NamedTuple):
    """Consecutive pictures, the newest first: int64 arrays of the same length."""

    ids: NDArray[np.int64]
    times: NDArray[np.int64]
    widths: NDArray[np.int64]
    heights: NDArray[np.int64]


def newest_first(connection: sqlite3.Connection) -> array[int]:
    """Ids of all pictures that a file holds, the newest first, typecode ``q``."""
    (packed,) = connection.execute(
        """
        SELECT group_concat(id) FROM (
            SELECT id FROM contents WHERE shown_at IS NOT NULL ORDER BY shown_at DESC, id DESC)"""
    ).fetchone()
    return array("q", as_array(packed).tobytes())


def timelines(
    connection: sqlite3.Connection, wanted: NDArray[np.int64] | None, token: CancelToken
) -> Iterator[Timeline]:
    """Yield the newest pictures if many more follow; then all.

    Args:
        connection: Inside one read, so that both are from the same state of the database.
        wanted: Ids of the pictures; None: all.
        token: Checked after each chunk.

    Raises:
        Cancelled: Through the token.
    """
    found: list[_Chunk] = []
    yielded = False
    for chunk, more in _chunks(connection, wanted):
        token.raise_if_cancelled()
        found.append(chunk)
        cut = _cut(found) if more and not yielded else 0
        if cut:
            yielded = True
            yield _timeline(_joined(found, cut), whole=False)
    yield _timeline(_joined(found), whole=True)


def _chunks(
    connection: sqlite3.Connection, wanted: NDArray[np.int64] | None
) -> Iterator[tuple[_Chunk, bool]]:
    """Yield the wanted pictures, the newest first, and whether more may follow."""
    if wanted is not None and len(wanted) <= _FEW:
        yield _read(connection, _PICKED, {"ids": as_json(wanted.tolist())}), False
        return
    after, limit = {"at": _BEYOND, "id": _BEYOND}, _FIRST_ROWS
    while True:
        chunk = _read(connection, _CHUNK, {**after, "limit": limit})
        more = len(chunk.ids) == limit
        if more:
            after = {"at": int(chunk.times[-1]), "id": int(chunk.ids[-1])}
        yield _only(chunk, wanted), more
        if not more:
            return
        limit = min(limit * _GROWTH, _MAX_ROWS)


def _read(connection: sqlite3.Connection, sql: str, values: dict[str, object]) -> _Chunk:
    return _Chunk(*map(as_array, connection.execute(sql, values).fetchone()))


def _only(chunk: _Chunk, wanted: NDArray[np.int64] | None) -> _Chunk:
    if wanted is None:
        return chunk
    among = np.isin(chunk.ids, wanted)
    return _Chunk(*(each[among] for each in chunk))


def _joined(found: Sequence[_Chunk], count: int | None = None) -> _Chunk:
    """Concatenate chunks, up to so many pictures."""
    return _Chunk(*(np.concatenate(each)[:count] for each in zip(*found, strict=True)))


def _cut(found: Sequence[_Chunk]) -> int:
    """How many of these pictures can be shown before the others are read; 0: none yet.

    Only complete months are shown if they fill a screen, so that they do not change later.
    """
    months = _months(np.concatenate([each.times for each in found]))
    count = sum(len(each.ids) for each in found)
    whole = months[-1].start if len(months) > 2 else 0
    if whole >= _SCREENFUL:
        return whole
    return count - 1 if count > _MAX_UNCUT else 0


def _timeline(found: _Chunk, *, whole: bool) -> Timeline:
    sums = np.zeros(len(found.ids) + 1, np.int64)
    np.cumsum(_shapes(found.widths, found.heights), out=sums[1:])
    return Timeline(
        ids=array("q", found.ids.tobytes()),
        shape_sums=array("q", sums.tobytes()),
        months=_months(found.times),
        whole=whole,
    )


def _shapes(widths: NDArray[np.int64], heights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Width / height in units of 1/256, clipped; that of a square if the size is unknown."""
    shapes = np.clip(widths * _UNIT // np.maximum(heights, 1), _UPRIGHT, _PANORAMA)
    return np.where((widths > 0) & (heights > 0), shapes, _SQUARE)


def _months(times: NDArray[np.int64]) -> list[MonthRun]:
    """Runs of pictures of one month, given descending times."""
    seconds = np.clip(times, _FIRST_SECOND, _LAST_SECOND)  # a file's time may be any number
    months = seconds.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    starts = np.flatnonzero(np.diff(months, prepend=_BEYOND)).tolist()
    return [
        MonthRun(start, 1970 + month // 12, 1 + month % 12)
        for start, month in zip(starts, months[starts].tolist(), strict=True)
    ]
