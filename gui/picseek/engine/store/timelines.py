"""Pictures in order of time, with their shapes and months.

The order comes from one index, so the top of a million pictures is there at once, and a library
that nobody has looked at lately costs few reads from the disk. SQLite packs each stretch into four
texts: a million rows one by one would take Python's lock a million times from whoever paints
meanwhile.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from picseek.engine.cancel import CancelToken
from picseek.engine.store.arrays import as_array, as_json
from picseek.engine.types import MonthRun, Timeline

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FIRST, _GROWTH, _MOST = 4096, 4, 131_072
"""Rows of the first stretch; how much larger each one is than that before; and the most."""

_TOP = 2048
"""More pictures than any screen holds."""

_LONG_TOP = 16_384
"""So many are shown even if a month of theirs goes on below."""

_FEW = 20_000
"""Up to so many pictures are looked up each by itself; more are picked out of all in order."""

_PACKED = """
    SELECT group_concat(id), group_concat(shown_at), group_concat(width), group_concat(height)
    FROM ({})"""
_STRETCH = _PACKED.format(
    """
    SELECT id, shown_at, width, height FROM contents
    WHERE (shown_at, id) < (:at, :id) ORDER BY shown_at DESC, id DESC LIMIT :most"""
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


class _Stretch(NamedTuple):
    """Pictures next to each other, the newest first: int64 arrays of one length."""

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
    """Yield the top, where much more follows; then all.

    Args:
        connection: Inside one read, so that both are of the same moment.
        wanted: Only these; None: all.
        token: Asked between two stretches.

    Raises:
        Cancelled: Through the token.
    """
    found: list[_Stretch] = []
    told = False
    for stretch, more in _stretches(connection, wanted):
        token.raise_if_cancelled()
        found.append(stretch)
        cut = _cut(found) if more and not told else 0
        if cut:
            told = True
            yield _timeline(_joined(found, cut), whole=False)
    yield _timeline(_joined(found), whole=True)


def _stretches(
    connection: sqlite3.Connection, wanted: NDArray[np.int64] | None
) -> Iterator[tuple[_Stretch, bool]]:
    """Yield what is wanted from the newest on, and whether there may be more."""
    if wanted is not None and len(wanted) <= _FEW:
        yield _read(connection, _PICKED, {"ids": as_json(wanted.tolist())}), False
        return
    after, most = {"at": _BEYOND, "id": _BEYOND}, _FIRST
    while True:
        stretch = _read(connection, _STRETCH, {**after, "most": most})
        more = len(stretch.ids) == most
        if more:
            after = {"at": int(stretch.times[-1]), "id": int(stretch.ids[-1])}
        yield _only(stretch, wanted), more
        if not more:
            return
        most = min(most * _GROWTH, _MOST)


def _read(connection: sqlite3.Connection, sql: str, values: dict[str, object]) -> _Stretch:
    return _Stretch(*map(as_array, connection.execute(sql, values).fetchone()))


def _only(stretch: _Stretch, wanted: NDArray[np.int64] | None) -> _Stretch:
    if wanted is None:
        return stretch
    among = np.isin(stretch.ids, wanted)
    return _Stretch(*(each[among] for each in stretch))


def _joined(found: Sequence[_Stretch], count: int | None = None) -> _Stretch:
    """All stretches as one, or the first so many pictures of them."""
    return _Stretch(*(np.concatenate(each)[:count] for each in zip(*found, strict=True)))


def _cut(found: Sequence[_Stretch]) -> int:
    """How many pictures of these can be shown before it is known what follows; 0: none yet.

    Those of whole months, if that is a screenful: what is shown then stays as it is.
    """
    months = _months(np.concatenate([each.times for each in found]))
    count = sum(len(each.ids) for each in found)
    whole = months[-1].start if len(months) > 2 else 0
    if whole >= _TOP:
        return whole
    return count - 1 if count > _LONG_TOP else 0


def _timeline(found: _Stretch, *, whole: bool) -> Timeline:
    sums = np.zeros(len(found.ids) + 1, np.int64)
    np.cumsum(_shapes(found.widths, found.heights), out=sums[1:])
    return Timeline(
        ids=array("q", found.ids.tobytes()),
        shape_sums=array("q", sums.tobytes()),
        months=_months(found.times),
        whole=whole,
    )


def _shapes(widths: NDArray[np.int64], heights: NDArray[np.int64]) -> NDArray[np.int64]:
    """Width / height in parts of 256, within limits; a square's where one is not known."""
    shapes = np.clip(widths * _UNIT // np.maximum(heights, 1), _UPRIGHT, _PANORAMA)
    return np.where((widths > 0) & (heights > 0), shapes, _SQUARE)


def _months(times: NDArray[np.int64]) -> list[MonthRun]:
    """The runs of one month each in times that descend."""
    seconds = np.clip(times, _FIRST_SECOND, _LAST_SECOND)  # a file's time may be any number
    months = seconds.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64)
    starts = np.flatnonzero(np.diff(months, prepend=_BEYOND)).tolist()
    return [
        MonthRun(start, 1970 + month // 12, 1 + month % 12)
        for start, month in zip(starts, months[starts].tolist(), strict=True)
    ]
