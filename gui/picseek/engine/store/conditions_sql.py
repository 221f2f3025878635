"""Conditions as SQL: an expression over the table `contents`, here ``c``.

Dates are of `taken_at`. A picture without one has the date of its row in the full-text index, or
that of its folder's name: "2019", or "2019-03".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from picseek.engine.store.values import encoded, folder_range
from picseek.engine.text.conditions import (
    AllOf,
    AnyOf,
    Column,
    Condition,
    HasCamera,
    HasFormat,
    HasWords,
    InFolder,
    Is,
    Not,
    Property,
    Quantity,
    TakenBetween,
    TakenInMonths,
    TakenOnDays,
    TakenOnWeekday,
    Within,
)
from picseek.engine.text.folding import words

_SCREENSHOT_NAMES = (
    "screenshot",
    "screen shot",
    "screenshots",
    "bildschirmfoto",
    "capture d ecran",
    "captura",
)
_IN_FILES = (
    "c.id IN (SELECT f.content FROM folders d CROSS JOIN files f ON f.folder = d.id WHERE {})"
)
_MAX_DATES = 400  # years, months and days in one query of the full-text index


class Sql(NamedTuple):
    """An expression, and its parameters in the order of their question marks."""

    text: str
    values: tuple[object, ...] = ()


def as_sql(condition: Condition) -> Sql:
    """A condition as an SQL expression over ``contents c``."""
    match condition:
        case AllOf(conditions):
            return _combined([as_sql(each) for each in conditions], " AND ", "1")
        case AnyOf(conditions):
            return _combined([as_sql(each) for each in conditions], " OR ", "0")
        case Not(inner):
            text, values = as_sql(inner)
            return Sql(f"NOT coalesce({text}, 0)", values)
        case HasCamera(cameras):
            return _one_of("c.camera", cameras)
        case HasFormat(formats):
            return _one_of("c.format", formats)
        case HasWords():
            return _with_words(condition)
        case InFolder(folder):
            path, low, high = folder_range(encoded(folder))
            return _file_is("(d.path = ? OR (d.path >= ? AND d.path < ?))", path, low, high)
        case Within():
            return _within(condition)
        case Is(wanted):
            return _property(wanted)
        case _:
            return _taken(condition)


def _combined(parts: list[Sql], operator: str, nothing: str) -> Sql:
    if not parts:
        return Sql(nothing)
    text = operator.join(part.text for part in parts)
    return Sql(f"({text})", tuple(chain.from_iterable(part.values for part in parts)))


def _one_of(column: str, values: tuple[object, ...]) -> Sql:
    marks = ", ".join("?" * len(values))
    return Sql(f"{column} IN ({marks})", values)


def _file_is(condition: str, *values: object) -> Sql:
    return Sql(_IN_FILES.format(condition), values)


def _with_words(condition: HasWords) -> Sql:
    phrase = _phrase(words(condition.words)) + (" *" if condition.beginning else "")
    if not words(condition.words):
        return Sql("0")
    return _matching(f"{{{' '.join(condition.columns)}}} : {phrase}")


def _phrase(consecutive: Sequence[str]) -> str:
    return '"' + " ".join(consecutive) + '"'


def _matching(query: str) -> Sql:
    """In a file whose words match; those of older versions of Picseek lie in a second table."""
    return Sql(
        "c.id IN (SELECT f.content FROM (SELECT rowid FROM words WHERE words MATCH ? "
        "UNION ALL SELECT rowid FROM unfolded_words WHERE unfolded_words MATCH ?) m "
        "CROSS JOIN files f ON f.id = m.rowid)",
        (query, query),
    )


def _within(condition: Within) -> Sql:
    column = "f.size" if condition.quantity is Quantity.SIZE else f"c.{condition.quantity.value}"
    bounds = [
        (f"{column} {sign} ?", bound)
        for sign, bound in ((">=", condition.least), ("<=", condition.most))
        if bound is not None
    ]
    text = " AND ".join(each for each, _ in bounds) or "1"
    values = tuple(bound for _, bound in bounds)
    if condition.quantity is Quantity.SIZE:
        exists = f"EXISTS (SELECT 1 FROM files f WHERE f.content = c.id AND {text})"  # noqa: S608
        return Sql(exists, values)
    return Sql(f"(c.format <> '' AND {text})", values)


def _property(wanted: Property) -> Sql:
    match wanted:
        case Property.PORTRAIT:
            return Sql("c.height > c.width")
        case Property.LANDSCAPE:
            return Sql("c.width > c.height")
        case Property.SQUARE:
            return Sql("(c.width = c.height AND c.width > 0)")
        case Property.COPY:
            return Sql("(SELECT count(*) FROM files WHERE content = c.id) > 1")
        case Property.MISSING:
            return Sql(
                "NOT EXISTS (SELECT 1 FROM files f CROSS JOIN folders d ON d.id = f.folder "
                "WHERE f.content = c.id AND d.absent_since IS NULL)"
            )
        case Property.PROBLEM:
            return Sql("(c.partial OR c.format = '')")
        case Property.SCREENSHOT:
            names = (HasWords(name, (Column.NAME,)) for name in _SCREENSHOT_NAMES)
            return as_sql(AnyOf(tuple(names)))


# Dates


def _taken(
    condition: TakenBetween | TakenInMonths | TakenOnDays | TakenOnWeekday,
) -> Sql:
    dated, written = _dated(condition), _written(condition)
    if not written:
        return dated
    query = " OR ".join(_phrase(each.split()) for each in written)
    undated = _matching(f"{{dates folder}} : ({query})")
    return Sql(
        f"(CASE WHEN c.taken_at IS NOT NULL THEN {dated.text} ELSE {undated.text} END)",
        (*dated.values, *undated.values),
    )


def _dated(condition: TakenBetween | TakenInMonths | TakenOnDays | TakenOnWeekday) -> Sql:
    match condition:
        case TakenBetween(first, last):
            text = "1"
            values: tuple[object, ...] = ()
            if first is not None:
                text, values = "c.taken_at >= ?", (first.isoformat(),)
            if last is not None:
                text += " AND c.taken_at < ?"
                values += ((last + timedelta(days=1)).isoformat(),)
            return Sql(f"({text})", values)
        case TakenInMonths(months):
            return _one_of("substr(c.taken_at, 6, 2)", tuple(f"{each:02}" for each in months))
        case TakenOnDays(days):
            return _one_of("substr(c.taken_at, 6, 5)", tuple(f"{m:02}-{d:02}" for m, d in days))
        case TakenOnWeekday(weekday):
            return Sql("strftime('%w', c.taken_at) = ?", (str((weekday + 1) % 7),))


def _written(
    condition: TakenBetween | TakenInMonths | TakenOnDays | TakenOnWeekday,
) -> list[str]:
    """The dates that lie wholly in a period, as they are written: "2019", "2019 03"."""
    if not isinstance(condition, TakenBetween):
        return []
    first = condition.first or date(1826, 1, 1)
    last = condition.last or date.today() + timedelta(days=1)
    return [text for text, _ in zip(_periods(first, last), range(_MAX_DATES), strict=False)]


def _periods(first: date, last: date) -> Iterator[str]:
    """The years, months and days from one day to another, the longest that fit."""
    day = first
    while day <= last:
        if (day.month, day.day) == (1, 1) and date(day.year, 12, 31) <= last:
            yield f"{day.year}"
            day = date(day.year + 1, 1, 1)
            continue
        following = (day.replace(day=1) + timedelta(days=31)).replace(day=1)
        if day.day == 1 and following - timedelta(days=1) <= last:
            yield f"{day.year} {day.month:02}"
            day = following
            continue
        yield f"{day.year} {day.month:02} {day.day:02}"
        day += timedelta(days=1)
