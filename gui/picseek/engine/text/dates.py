"""Dates in a query: which words are one, and what they mean.

Joins what the rules of `date_points` find: prepositions, "since", "between ... and ...".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from picseek.engine.messages import Message, join_messages, message
from picseek.engine.text import date_words as w
from picseek.engine.text.conditions import (
    AnyOf,
    Condition,
    TakenBetween,
    TakenInMonths,
    TakenOnDays,
    TakenOnWeekday,
)
from picseek.engine.text.date_names import day_name, month_name, period_name, weekday_name
from picseek.engine.text.date_points import DateSettings, Needs, Point, longest_point
from picseek.engine.text.recognised import Recognised
from picseek.engine.types.search import SpanKind

_WORD_START = re.compile(r"(?<![\w./_-])(?:(?<!')|(?<=\b[ld]'))\w")
_EXTENDED_START = rf"(?<![\w'-])(?P<word>%s)\s+(?:{w.ARTICLES})?$"
_TIME = re.compile(_EXTENDED_START % w.TIME_PREPOSITIONS)
_ORIGIN = re.compile(_EXTENDED_START % w.ORIGIN_PREPOSITIONS)
_GERMAN_HOLIDAY = re.compile(r"(?<![\w'-])(?:an|zu)\s+$")
_GERMAN_NAMES = re.compile(r"weihnacht|heilig|silvester|neujahr|ostern|pfingst|karfreitag|nikolaus")
_HABIT = re.compile(r"(?<![\w'-])(?:on|am|an|le|les)\s+$")
_OPEN_ENDS = tuple(
    (name, re.compile(_EXTENDED_START % words))
    for name, words in (
        ("since", w.SINCE),
        ("after", w.AFTER),
        ("before", w.BEFORE),
        ("until", w.UNTIL),
    )
)
_BETWEEN = re.compile(_EXTENDED_START % w.BETWEEN)
_FROM = re.compile(_EXTENDED_START % w.FROM)
_TO = re.compile(rf"\s+(?:{w.TO})\s+(?:{w.ARTICLES})?|\s*-\s*")
_AND = re.compile(rf"\s+(?:{w.AND})\s+(?:{w.ARTICLES})?")


def comparable(text: str) -> str:
    """A text of the same length in lower case and without accents, but for "à"."""
    return "".join(map(_comparable, text))


def _comparable(character: str) -> str:
    if character in "\u2010\u2011\u2012\u2013\u2014\u2212":
        return "-"
    if character in "\u2019\u2018":
        return "'"
    lower = character.lower()[0]
    return lower if lower == "à" else unicodedata.normalize("NFKD", lower)[0]


def recognise_dates(text: str, settings: DateSettings) -> list[Recognised]:
    """The dates in a text that limit what is searched for, in their order.

    A word that is also a thing ("may", "christmas") is a date only with a year or a preposition.
    """
    plain = comparable(text)
    return list(_recognised(plain, _joined(plain, list(_points(plain, settings)))))


def date_of(text: str, settings: DateSettings) -> Recognised | None:
    """What a text means that is a date and nothing else, whatever stands before it."""
    plain = comparable(text.strip())
    points = _joined(plain, list(_points(plain, settings)))
    if len(points) != 1 or (points[0].start, points[0].end) != (0, len(plain)):
        return None
    return _as_recognised(points[0], 0)


def _points(plain: str, settings: DateSettings) -> Iterator[Point]:
    at = 0
    while (match := _WORD_START.search(plain, at)) is not None:
        point = longest_point(plain, match.start(), settings)
        if point is None:
            at = match.end()
        else:
            yield point
            at = point.end


def _joined(plain: str, points: list[Point]) -> list[Point]:
    """The points, those of "from ... to ..." and "between ... and ..." as one."""
    joined: list[Point] = []
    for point in points:
        before = joined[-1] if joined else None
        together = None if before is None else _join(plain, before, point)
        if together is not None:
            joined[-1] = together
        else:
            joined.append(point)
    return joined


def _join(plain: str, one: Point, two: Point) -> Point | None:
    if not (isinstance(one.value, TakenBetween) and isinstance(two.value, TakenBetween)):
        return _join_within_year(plain, one, two)
    between = plain[one.end : two.start]
    start = one.start
    if _TO.fullmatch(between):
        prefix = _FROM.search(plain, 0, one.start)
    elif _AND.fullmatch(between) and (prefix := _BETWEEN.search(plain, 0, one.start)):
        pass
    else:
        return None
    if prefix is not None:
        start = prefix.start()
    if one.value.first is None or two.value.last is None or one.value.first > two.value.last:
        return None
    return Point(start, two.end, TakenBetween(one.value.first, two.value.last), Needs.NOTHING)


def _join_within_year(plain: str, one: Point, two: Point) -> Point | None:
    """Join as in "June to August 2019": the year counts for both."""
    months, period = one.value, two.value
    if not isinstance(months, TakenInMonths) or not isinstance(period, TakenBetween):
        return None
    if len(months.months) > 1 or not _TO.fullmatch(plain[one.end : two.start]):
        return None
    if period.first is None or period.last is None or months.months[0] > period.last.month:
        return None
    first = period.first.replace(month=months.months[0], day=1)
    prefix = _FROM.search(plain, 0, one.start)
    start = one.start if prefix is None else prefix.start()
    return Point(start, two.end, TakenBetween(first, period.last), Needs.NOTHING)


def _recognised(plain: str, points: list[Point]) -> Iterator[Recognised]:
    followed = {
        one.start
        for one, two in pairwise(points)
        if not plain[one.end : two.start].strip(" ,") and two.needs is not Needs.PREPOSITION
    }
    end = 0
    for point in points:
        found = _with_preposition(plain, point, followed=point.start in followed)
        if found is not None and found.start >= end:
            yield found
            end = found.end


def _with_preposition(plain: str, point: Point, *, followed: bool) -> Recognised | None:
    opened = _open_end(plain, point)
    if opened is not None:
        return opened
    if isinstance(point.value, TakenOnWeekday):
        habit = _HABIT.search(plain, 0, point.start)
        start = habit.start() if habit else point.start
        return _as_recognised(point, start) if habit or followed else None
    prefix = _TIME.search(plain, 0, point.start)
    if prefix is None and point.needs is not Needs.PREPOSITION:
        prefix = _ORIGIN.search(plain, 0, point.start)
    if prefix is None and _GERMAN_NAMES.match(plain, point.start):
        prefix = _GERMAN_HOLIDAY.search(plain, 0, point.start)
    if prefix is None:
        return None if point.needs is Needs.PREPOSITION else _as_recognised(point, point.start)
    return _as_recognised(point._replace(needs=Needs.NOTHING), prefix.start())


def _open_end(plain: str, point: Point) -> Recognised | None:
    """A period that a word like "since" opens on one side."""
    if not isinstance(point.value, TakenBetween):
        return None
    for name, pattern in _OPEN_ENDS:
        match = pattern.search(plain, 0, point.start)
        if match is None:
            continue
        opened = opened_period(name, point.value)
        if opened is not None:
            return _as_recognised(Point(0, point.end, opened, Needs.NOTHING), match.start())
    return None


def opened_period(word: str, period: TakenBetween) -> TakenBetween | None:
    """What lies "since", "after", "before" or "until" a period; None: it is open there already."""
    end = period.first if word in ("since", "before") else period.last
    if end is None:
        return None
    match word:
        case "since":
            return TakenBetween(end, None)
        case "after":
            return TakenBetween(end + timedelta(days=1), None)
        case "before":
            return TakenBetween(None, end - timedelta(days=1))
        case _:
            return TakenBetween(None, end)


def _as_recognised(point: Point, start: int) -> Recognised:
    unsure = point.needs is Needs.PICTURES
    return Recognised(start, point.end, SpanKind.DATE, point.value, date_name(point.value), unsure)


def date_name(value: Condition) -> Message:
    """A date in words."""
    if isinstance(value, TakenBetween):
        return period_name(value)
    if isinstance(value, TakenInMonths):
        ends = (month_name(value.months[0]), month_name(value.months[-1]))
        if len(value.months) == 1:
            return message("{month} of any year", month=ends[0])
        return message("{first} to {last} of any year", first=ends[0], last=ends[1])
    if isinstance(value, TakenOnDays):
        ends = (day_name(*value.days[0]), day_name(*value.days[-1]))
        if len(value.days) == 1:
            return message("{day} of any year", day=ends[0])
        return message("{first} to {last} of any year", first=ends[0], last=ends[1])
    if isinstance(value, TakenOnWeekday):
        return weekday_name(value.weekday)
    assert isinstance(value, AnyOf)
    return _of_any_year(value)


def _of_any_year(value: AnyOf) -> Message:
    """A movable holiday: the latest years' days stand for all."""
    latest = [period_name(each) for each in value.conditions[-1:] if isinstance(each, TakenBetween)]
    return join_messages(*latest, message("and in earlier years"))
