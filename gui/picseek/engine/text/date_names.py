"""Dates and periods in words, as messages: "Jun to Aug 2026"."""

from __future__ import annotations

from datetime import date, timedelta

from picseek.engine.messages import Message, message
from picseek.engine.text.conditions import TakenBetween


def period_name(period: TakenBetween) -> Message:
    """A period in words, as short as it can be said; it is not open on both sides."""
    first, last = period.first, period.last
    if last is None:
        assert first is not None
        return message("from {day} on", day=_day(first))
    if first is None:
        return message("until {day}", day=_day(last))
    if first == last:
        return _day(first)
    if (first.day, (last + timedelta(days=1)).day) == (1, 1):
        return _months(first, last)
    return message("{first} to {last}", first=_day(first), last=_day(last))


def month_name(month: int) -> Message:
    """The abbreviated name of a month, 1 to 12."""
    return _MONTHS[month - 1]


def weekday_name(weekday: int) -> Message:
    """The name of a weekday in the plural; Monday is 0."""
    return _WEEKDAYS[weekday]


def day_name(month: int, day: int) -> Message:
    """A day of any year."""
    return message("{day} {month}", day=str(day), month=month_name(month))


def _months(first: date, last: date) -> Message:
    """Whole months, given their first and last day."""
    if (first.month, last.month) == (1, 12):
        if first.year == last.year:
            return Message(str(first.year))
        return message("{first} to {last}", first=str(first.year), last=str(last.year))
    if (first.year, first.month) == (last.year, last.month):
        return _month(first)
    start = month_name(first.month) if first.year == last.year else _month(first)
    return message("{first} to {last}", first=start, last=_month(last))


def _month(day: date) -> Message:
    return message("{month} {year}", month=month_name(day.month), year=str(day.year))


def _day(day: date) -> Message:
    month, year = month_name(day.month), str(day.year)
    return message("{day} {month} {year}", day=str(day.day), month=month, year=year)


_MONTHS = (
    message("Jan"),
    message("Feb"),
    message("Mar"),
    message("Apr"),
    message("May"),
    message("Jun"),
    message("Jul"),
    message("Aug"),
    message("Sep"),
    message("Oct"),
    message("Nov"),
    message("Dec"),
)
_WEEKDAYS = (
    message("Mondays"),
    message("Tuesdays"),
    message("Wednesdays"),
    message("Thursdays"),
    message("Fridays"),
    message("Saturdays"),
    message("Sundays"),
)
