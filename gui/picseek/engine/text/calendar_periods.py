"""Periods of the calendar: months, seasons, decades, holidays, and what "last" makes of them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache

from picseek.engine.text.conditions import TakenBetween

FIRST_YEAR = 1826
"""Of the oldest photograph that still exists."""
LAST_YEAR = 2100

SPRING, SUMMER, AUTUMN, WINTER = range(4)

PeriodOfYear = Callable[[int], TakenBetween | None]
"""What a period is in a year: a month, a season, a holiday; None: there is none in that year."""


def year_period(first: int, last: int | None = None) -> TakenBetween:
    """Whole years."""
    return TakenBetween(date(first, 1, 1), date(first if last is None else last, 12, 31))


def month_period(year: int, month: int) -> TakenBetween:
    """A whole month."""
    return TakenBetween(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def week_period(day: date) -> TakenBetween:
    """The week of a day, from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return TakenBetween(monday, monday + timedelta(days=6))


def day_period(day: date) -> TakenBetween:
    """One day."""
    return TakenBetween(day, day)


def season_months(season: int, *, southern: bool) -> tuple[int, ...]:
    """The three months of a meteorological season, in their order."""
    first = 3 + 3 * ((season + 2) % 4 if southern else season)
    return tuple((first + step - 1) % 12 + 1 for step in range(3))


def season_period(year: int, season: int, *, southern: bool) -> TakenBetween:
    """A season; one that spans two years is that of the year in which it begins."""
    months = season_months(season, southern=southern)
    end = year + (months[2] < months[0])
    return TakenBetween(date(year, months[0], 1), month_period(end, months[2]).last)


def months_before(today: date, count: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    month = today.year * 12 + today.month - 1 - count
    year, month = month // 12, month % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def latest_before(today: date, period: PeriodOfYear) -> TakenBetween | None:
    """The latest one that ended before today."""
    for found in _around(today, period):
        if found.last is not None and found.last < today:
            return found
    return None


def current(today: date, period: PeriodOfYear) -> TakenBetween | None:
    """The one that today is in, else that of this year."""
    for found in _around(today, period):
        if (
            found.first is not None
            and found.last is not None
            and found.first <= today <= found.last
        ):
            return found
    return period(today.year)


def _around(today: date, period: PeriodOfYear) -> Iterator[TakenBetween]:
    for year in (today.year, today.year - 1, today.year - 2):
        found = period(year)
        if found is not None:
            yield found


# Holidays


def fixed(month: int, first: int, last: int | None = None) -> PeriodOfYear:
    """A holiday of the same days each year."""

    def period(year: int) -> TakenBetween:
        return TakenBetween(date(year, month, first), date(year, month, last or first))

    return period


def movable(country: str, name: str, days: int = 1, *, before: int = 0) -> PeriodOfYear:
    """A holiday of other days each year.

    Args:
        country: One where it is a public holiday.
        name: As the package `holidays` names it in English.
        days: How many days it takes.
        before: How many days it begins before the public holiday.
    """

    def period(year: int) -> TakenBetween | None:
        public = _public_holiday(country, name, year)
        if public is None:
            return None
        first = public - timedelta(days=before)
        return TakenBetween(first, first + timedelta(days=days - 1))

    return period


@cache
def _public_holiday(country: str, name: str, year: int) -> date | None:
    import holidays  # takes long: only where a holiday is asked for

    days = holidays.country_holidays(country, years=year, language="en_US")
    return min((day for day, title in days.items() if title == name), default=None)
