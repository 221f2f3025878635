"""What a window needs to arrange many pictures: their months, shapes, files and captions."""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.sentences import from_kept
from picseek.engine.store.finding import captions_with
from picseek.engine.store.folders import decoded
from picseek.engine.store.vectors import as_list
from picseek.engine.types import MonthRun

if TYPE_CHECKING:
    from picseek.engine.store.connection import Database

_EPOCH = datetime(1970, 1, 1)
_CHUNK = 65536
_UPRIGHT, _SQUARE, _PANORAMA = 64, 256, 2560

# Named parameters, for both questions ask for it.
_SHAPE = """CASE WHEN width > 0 AND height > 0
    THEN min(max(width * 256 / height, :least), :most) ELSE :none END"""
_LISTED = f"""SELECT id, {_SHAPE} AS shape FROM contents
    WHERE id >= :first AND id < :stop ORDER BY id"""  # noqa: S608 - constants
_PACKED = f"SELECT count(*), group_concat(char(shape), '') FROM ({_LISTED})"  # noqa: S608
_NATIVE = f"utf-16-{sys.byteorder[0]}e"
_LIMITS = {"least": _UPRIGHT, "most": _PANORAMA, "none": _SQUARE}

_Month = tuple[int, int]


class Arranging:
    """Reads months, shapes, files and captions of pictures. Safe to use from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def months(self, ids: Sequence[int]) -> list[MonthRun]:
        """The months of pictures in order of time, as `browse` gives them; all they have."""
        with self._database.reading() as connection:
            return _months(connection, ids)

    def shapes_after(self, last: int) -> array[int]:
        """Width / height of all pictures with a greater id than `last`, orphans included.

        Returns:
            As `shapes_of`; the first one is that of id ``last + 1``, and no id is left out.
        """
        with self._database.reading() as connection:
            return _shapes_after(connection, last)

    def shapes_of(self, ids: Sequence[int]) -> array[int]:
        """Width / height of these pictures in parts of 256, typecode ``H``, from 64 to 2560."""
        with self._database.reading() as connection:
            return _shapes_of(connection, ids)

    def files_of(self, ids: Sequence[int]) -> list[tuple[int, Path, str]]:
        """All files that hold these pictures: id, path, and what failed about it or ``""``."""
        with self._database.reading() as connection:
            return _files_of(connection, ids)

    def captions_with(self, ids: Sequence[int], words: Sequence[str]) -> dict[int, str]:
        """Of those of these pictures whose captions have any of the words: the part that does."""
        with self._database.reading() as connection:
            return captions_with(connection, ids, words)


def _months(connection: sqlite3.Connection, ids: Sequence[int]) -> list[MonthRun]:
    """The runs of one month each in pictures ordered by time.

    Only a few pictures around each run's end are looked at, so a million take milliseconds.
    """

    def month_at(at: int) -> _Month | None:
        row = connection.execute("SELECT shown_at FROM contents WHERE id = ?", (ids[at],))
        return _month(row.fetchone())

    found: list[MonthRun] = []
    start = 0
    while start < len(ids):
        month = month_at(start)
        if month is not None and (not found or month != (found[-1].year, found[-1].month)):
            # What vanished at the very top belongs to those that follow it.
            found.append(MonthRun(start if found else 0, *month))
        start = _run_end(month_at, start, len(ids))
    return found


def _run_end(month_at: Callable[[int], _Month | None], start: int, count: int) -> int:
    """The end of the run of one month: in growing steps past it, then by halves back to it."""
    month = month_at(start)
    inside, step = start, 1
    while inside + step < count and month_at(inside + step) in (month, None):
        inside, step = inside + step, step * 2
    beyond = min(inside + step, count)
    while beyond - inside > 1:
        middle = (inside + beyond) // 2
        if month_at(middle) in (month, None):
            inside = middle
        else:
            beyond = middle
    return beyond


def _month(row: tuple[int | None] | None) -> _Month | None:
    """Year and month of a picture's time; None if it is gone."""
    if row is None or row[0] is None:
        return None
    try:
        when = _EPOCH + timedelta(seconds=row[0])
    except OverflowError:  # a file's time may be any number
        when = datetime.max if row[0] > 0 else datetime.min
    return when.year, when.month


def _shapes_after(connection: sqlite3.Connection, last: int) -> array[int]:
    """Shapes of contents by id, from id `last` + 1 on; of ids that are none, a square's.

    SQLite packs each chunk into one text, a character for each shape: a million rows one by one
    would take Python's lock a million times from whoever paints meanwhile.
    """
    found = array("H")
    (largest,) = connection.execute("SELECT coalesce(max(id), 0) FROM contents").fetchone()
    for first in range(last + 1, largest + 1, _CHUNK):
        bounds = {**_LIMITS, "first": first, "stop": first + _CHUNK}
        chunk = min(_CHUNK, largest - first + 1)
        count, packed = connection.execute(_PACKED, bounds).fetchone()
        if count == chunk:
            found.frombytes(packed.encode(_NATIVE))
            continue
        shapes = array("H", [_SQUARE]) * chunk
        for number, shape in connection.execute(_LISTED, bounds):
            shapes[number - first] = shape
        found.extend(shapes)
    return found


def _shapes_of(connection: sqlite3.Connection, ids: Sequence[int]) -> array[int]:
    """Shapes of these contents, in the order asked."""
    found = connection.execute(
        f"""
        SELECT coalesce({_SHAPE}, :none)
        FROM json_each(:ids) wanted LEFT JOIN contents c ON c.id = wanted.value
        ORDER BY wanted.key""",  # noqa: S608 - constants
        {**_LIMITS, "ids": as_list(ids)},
    )
    return array("H", (shape for (shape,) in found))


def _files_of(connection: sqlite3.Connection, ids: Sequence[int]) -> list[tuple[int, Path, str]]:
    """Files of pictures, in the order asked, the one known longest first, with their failures."""
    found = connection.execute(
        """
        SELECT f.content, d.path, f.name, coalesce(x.message, '')
        FROM json_each(?) wanted
            CROSS JOIN files f ON f.content = wanted.value
            CROSS JOIN folders d ON d.id = f.folder
            LEFT JOIN failures x ON x.folder = f.folder AND x.name = f.name
        ORDER BY wanted.key, f.id""",
        (as_list(ids),),
    )
    return [
        (number, decoded(folder, name), from_kept(why) if why else "")
        for number, folder, name, why in found
    ]
