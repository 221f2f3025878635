"""Single dates and periods in a text: one rule for each way of writing them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from functools import partial
from typing import NamedTuple

from picseek.engine.text import date_words as w
from picseek.engine.text.calendar_periods import (
    FIRST_YEAR,
    LAST_YEAR,
    PeriodOfYear,
    current,
    day_period,
    latest_before,
    month_period,
    months_before,
    season_months,
    season_period,
    week_period,
    year_period,
)
from picseek.engine.text.conditions import (
    AnyOf,
    TakenBetween,
    TakenInMonths,
    TakenOnDays,
    TakenOnWeekday,
)

_BUSIEST_YEARS = range(1970, LAST_YEAR)
"""In which a movable holiday "of any year" is looked for."""


@dataclass(frozen=True, slots=True)
class DateSettings:
    """What the same words mean elsewhere, or on another day.

    Attributes:
        today: The day on which "yesterday" is the day before.
        southern: Whether it is summer in January.
        month_first: Whether 3/4/2019 is in March.
    """

    today: date
    southern: bool = False
    month_first: bool = False


class Needs(Enum):
    """What must stand beside a date so that it is one."""

    NOTHING = auto()
    PREPOSITION = auto()
    """Alone it may be a thing: "may", "christmas", "winter"."""
    PICTURES = auto()
    """Alone it may be any number: "2019"; only if the library has pictures of it."""


Value = TakenBetween | TakenInMonths | TakenOnDays | TakenOnWeekday | AnyOf


class Point(NamedTuple):
    """A date or period in a text.

    Attributes:
        start, end: Its position.
        value: What it means.
        needs: What must stand beside it.
    """

    start: int
    end: int
    value: Value
    needs: Needs


_Found = tuple[Value, Needs] | None
_Rule = Callable[[re.Match[str], DateSettings], _Found]


def longest_point(text: str, start: int, settings: DateSettings) -> Point | None:
    """The longest date that begins at a position of a text, in its comparable form."""
    best: Point | None = None
    for pattern, rule in _RULES:
        match = pattern.match(text, start)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        found = rule(match, settings)
        if found is not None:
            best = Point(start, match.end(), *found)
    return best


# Days


def _sure(value: Value | None) -> _Found:
    return None if value is None else (value, Needs.NOTHING)


def _valid_day(year: int, month: int, day: int) -> TakenBetween | None:
    try:
        return day_period(date(year, month, day))
    except ValueError:
        return None


def _iso_day(match: re.Match[str], _settings: DateSettings) -> _Found:
    return _sure(_valid_day(int(match["year"]), int(match["m"]), int(match["d"])))


def _numeric_day(match: re.Match[str], settings: DateSettings) -> _Found:
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    month_first = settings.month_first and match["s"] != "."
    day, month = (second, first) if month_first else (first, second)
    return _sure(_valid_day(year, month, day) or _valid_day(year, day, month))


def _named_day(match: re.Match[str], _settings: DateSettings) -> _Found:
    return _sure(_valid_day(int(match["year"]), w.MONTHS[match["month"]], int(match["d"])))


def _day_of_any_year(match: re.Match[str], _settings: DateSettings) -> _Found:
    month, day = w.MONTHS[match["month"]], int(match["d"])
    if _valid_day(2000, month, day) is None:
        return None
    return TakenOnDays(((month, day),)), Needs.NOTHING


def _days_ago(match: re.Match[str], settings: DateSettings) -> _Found:
    back = w.DAYS_AGO[w.name_in(match, "ago")]
    return _sure(day_period(settings.today - timedelta(days=back)))


def _last_weekday(match: re.Match[str], settings: DateSettings) -> _Found:
    back = (settings.today.weekday() - w.WEEKDAYS[match["weekday"]] - 1) % 7 + 1
    return _sure(day_period(settings.today - timedelta(days=back)))


def _weekday(match: re.Match[str], _settings: DateSettings) -> _Found:
    return TakenOnWeekday(w.WEEKDAYS[match["weekday"]]), Needs.PREPOSITION


# Months, seasons, holidays


def _month_of_year(match: re.Match[str], _settings: DateSettings) -> _Found:
    return _sure(month_period(_year(match), w.MONTHS[match["month"]]))


def _year(match: re.Match[str]) -> int:
    return int(match["year"])


def _numeric_month(match: re.Match[str], _settings: DateSettings) -> _Found:
    month = int(match["m"])
    return _sure(month_period(_year(match), month)) if 1 <= month <= 12 else None


def _month_in(match: re.Match[str]) -> PeriodOfYear:
    return lambda year: month_period(year, w.MONTHS[match["month"]])


def _season_in(match: re.Match[str], settings: DateSettings) -> PeriodOfYear:
    season = w.SEASONS[match["season"]]
    return lambda year: season_period(year, season, southern=settings.southern)


def _holiday_in(match: re.Match[str]) -> PeriodOfYear:
    return w.HOLIDAYS[w.name_in(match, "holiday")]


def _season_of_year(match: re.Match[str], settings: DateSettings) -> _Found:
    period = _season_in(match, settings)(_year(match))
    second = match["second"]
    if second and (
        period is None or period.last is None or f"{period.last.year}"[-2:] != second[-2:]
    ):
        return None
    return _sure(period)


def _holiday_of_year(match: re.Match[str], _settings: DateSettings) -> _Found:
    return _sure(_holiday_in(match)(_year(match)))


def _last(period_of: Callable[..., PeriodOfYear], match: re.Match[str], s: DateSettings) -> _Found:
    return _sure(latest_before(s.today, period_of(match)))


def _this(period_of: Callable[..., PeriodOfYear], match: re.Match[str], s: DateSettings) -> _Found:
    return _sure(current(s.today, period_of(match)))


def _month_alone(match: re.Match[str], _settings: DateSettings) -> _Found:
    return TakenInMonths((w.MONTHS[match["month"]],)), Needs.PREPOSITION


def _season_alone(match: re.Match[str], settings: DateSettings) -> _Found:
    months = season_months(w.SEASONS[match["season"]], southern=settings.southern)
    return TakenInMonths(months), Needs.PREPOSITION


def _holiday_alone(match: re.Match[str], settings: DateSettings) -> _Found:
    period = _holiday_in(match)
    years = (2018, 2019)  # in which no movable one is on the same days
    if _days_of(period(years[0])) == _days_of(period(years[1])):
        return TakenOnDays(_days_of(period(years[0]))), Needs.PREPOSITION
    past = (year for year in _BUSIEST_YEARS if year <= settings.today.year)
    found = tuple(each for year in past if (each := period(year)) is not None)
    return AnyOf(found), Needs.PREPOSITION


def _days_of(period: TakenBetween | None) -> tuple[tuple[int, int], ...]:
    if period is None or period.first is None or period.last is None:
        return ()
    count = (period.last - period.first).days + 1
    days = (period.first + timedelta(days=step) for step in range(count))
    return tuple((day.month, day.day) for day in days)


# Years and spans of time


def _bare_year(match: re.Match[str], _settings: DateSettings) -> _Found:
    return year_period(_year(match)), Needs.PICTURES


def _years(match: re.Match[str], _settings: DateSettings) -> _Found:
    first, last = _year(match), match["last"]
    end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return _sure(year_period(first, end)) if first < end <= LAST_YEAR else None


def _decade(match: re.Match[str], settings: DateSettings) -> _Found:
    tens = w.DECADES[match["name"]] if match["name"] else int(match["tens"])
    century = int(match["century"]) if match["century"] else 19
    if not match["century"] and 1900 + 100 + 10 * tens <= settings.today.year - 10:
        century = 20 if tens < 2 else 19
    first = century * 100 + tens * 10
    return _sure(year_period(first, first + 9)) if first + 9 >= FIRST_YEAR else None


def _unit_period(unit: int, day: date) -> TakenBetween:
    if unit == w.DAY:
        return day_period(day)
    if unit == w.WEEK:
        return week_period(day)
    if unit == w.WEEKEND:
        saturday = day - timedelta(days=(day.weekday() - 5) % 7)
        return TakenBetween(saturday, saturday + timedelta(days=1))
    return month_period(day.year, day.month) if unit == w.MONTH else year_period(day.year)


def _back(unit: int, count: int, today: date) -> date:
    if unit == w.DAY:
        return today - timedelta(days=count)
    if unit in (w.WEEK, w.WEEKEND):
        return today - timedelta(weeks=count)
    return months_before(today, count * (12 if unit == w.YEAR else 1))


def _units_ago(match: re.Match[str], settings: DateSettings) -> _Found:
    unit, count = w.UNITS[match["unit"]], _count(match)
    if not 0 < count <= _MAX_UNITS[unit]:
        return None
    return _sure(_unit_period(unit, _back(unit, count, settings.today)))


def _last_units(match: re.Match[str], settings: DateSettings) -> _Found:
    unit, count = w.UNITS[match["unit"]], _count(match)
    if not 0 < count <= _MAX_UNITS[unit]:
        return None
    return _sure(TakenBetween(_back(unit, count, settings.today), settings.today))


def _count(match: re.Match[str]) -> int:
    number = match["count"]
    return int(number) if number.isdecimal() else w.NUMBERS[number]


_MAX_UNITS = {w.DAY: 36_500, w.WEEK: 5_200, w.WEEKEND: 5_200, w.MONTH: 1_200, w.YEAR: 100}


def _relative_unit(back: int, match: re.Match[str], settings: DateSettings) -> _Found:
    unit = w.UNITS[match["unit"]]
    if unit == w.DAY:
        return None  # "the last day" is no date
    period = _unit_period(unit, settings.today)
    ended = period.last is not None and period.last < settings.today
    if unit == w.WEEKEND and ended:  # "this weekend" on a Tuesday is the coming one
        back -= 1
    return _sure(_unit_period(unit, _back(unit, back, settings.today)))


# The table

_MONTH = rf"(?P<month>{w.any_of(w.MONTHS)})\.?"
_SEASON = rf"(?P<season>{w.any_of(w.SEASONS)})"
_HOLIDAY = rf"(?P<holiday>{w.any_of(w.HOLIDAYS)})"
_WEEKDAY = rf"(?P<weekday>{w.any_of(w.WEEKDAYS)})"
_UNIT = rf"(?P<unit>{w.any_of(w.UNITS)})"
_COUNT = rf"(?P<count>\d{{1,4}}|{w.any_of({k: v for k, v in w.NUMBERS.items() if v})})"
_Y, _D = w.YEAR_DIGITS, r"(?P<d>0?[1-9]|[12]\d|3[01])"
_DAY_NUMBER = rf"{_D}(?:st|nd|rd|th|er|ten|\.)?"
_DAY_BEFORE = rf"(?:{w.any_of(w.WEEKDAYS)}),?\s+(?:(?:the|den|der|le)\s+)?"
_OF = r"(?:\s*,?\s*(?:of\s+|de\s+)?|-)"
_END = r"(?!\w|[./_]\w)"
_STRICT_END = r"(?![\w-]|[./_]\w)"


def _last_season(match: re.Match[str], settings: DateSettings) -> _Found:
    return _sure(latest_before(settings.today, _season_in(match, settings)))


def _this_season(match: re.Match[str], settings: DateSettings) -> _Found:
    return _sure(current(settings.today, _season_in(match, settings)))


_TABLE: Mapping[str, _Rule] = {
    rf"{_Y}(?P<s>[-./])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})": _iso_day,
    rf"{_Y}(?P<m>0\d|1[0-2])(?P<d>[0-2]\d|3[01])": _iso_day,
    rf"(?P<a>\d{{1,2}})(?P<s>[-./])\s?(?P<b>\d{{1,2}})(?P=s)\s?{_Y}": _numeric_day,
    rf"(?:{_DAY_BEFORE})?{_DAY_NUMBER}\s*(?:of\s+|de\s+)?{_MONTH}{_OF}{_Y}": _named_day,
    rf"(?:{_DAY_BEFORE})?{_MONTH}\s+(?:the\s+)?{_DAY_NUMBER}(?:\s*,\s*|\s+){_Y}": _named_day,
    rf"{_DAY_NUMBER}\s*(?:of\s+|de\s+)?{_MONTH}": _day_of_any_year,
    rf"{_MONTH}\s+(?:the\s+)?{_DAY_NUMBER}": _day_of_any_year,
    rf"(?P<ago>{w.any_of(w.DAYS_AGO)})": _days_ago,
    rf"{w.LAST}\s+{_WEEKDAY}": _last_weekday,
    rf"{_WEEKDAY}\s+{w.AFTERWARDS_LAST}": _last_weekday,
    _WEEKDAY: _weekday,
    rf"{_MONTH}{_OF}{_Y}": _month_of_year,
    rf"{_Y}\s+{_MONTH}": _month_of_year,
    rf"{_Y}[-./](?P<m>\d{{1,2}})": _numeric_month,
    rf"(?P<m>\d{{1,2}})[/.]{_Y}": _numeric_month,
    rf"{w.LAST}\s+{_MONTH}": partial(_last, _month_in),
    rf"{_MONTH}\s+{w.AFTERWARDS_LAST}": partial(_last, _month_in),
    rf"{w.THIS}\s+{_MONTH}": partial(_this, _month_in),
    _MONTH: _month_alone,
    rf"{_SEASON}{_OF}{_Y}(?:[/-](?P<second>\d{{4}}|\d\d))?": _season_of_year,
    rf"{w.LAST}\s+{_SEASON}": _last_season,
    rf"(?:l')?{_SEASON}\s+{w.AFTERWARDS_LAST}": _last_season,
    rf"{w.THIS}\s+{_SEASON}": _this_season,
    _SEASON: _season_alone,
    rf"{_HOLIDAY}{_OF}{_Y}": _holiday_of_year,
    rf"{w.LAST}\s+{_HOLIDAY}": partial(_last, _holiday_in),
    rf"{_HOLIDAY}\s+{w.AFTERWARDS_LAST}": partial(_last, _holiday_in),
    rf"{w.THIS}\s+{_HOLIDAY}": partial(_this, _holiday_in),
    _HOLIDAY: _holiday_alone,
    rf"{_Y}\s?-\s?(?P<last>20\d\d|1[89]\d\d|\d\d)": _years,
    r"(?:(?:the|die|den|der|les)\s+)?(?:(?P<century>18|19|20)?(?P<tens>\d)0"
    r"(?:'?s|ern?(?:[\s-]jahren?)?)"
    rf"|(?P<name>{w.any_of(w.DECADES)})n?(?:[\s-]?jahren?)?)": _decade,
    r"(?:les\s+)?annees\s+(?P<century>18|19|20)?(?P<tens>\d)0(?P<name>)": _decade,
    rf"{_COUNT}\s+{_UNIT}\s+ago": _units_ago,
    rf"vor\s+{_COUNT}\s+{_UNIT}": _units_ago,
    rf"il\s+y\s+a\s+{_COUNT}\s+{_UNIT}": _units_ago,
    rf"{w.LAST}\s+{_COUNT}\s+{_UNIT}": _last_units,
    rf"(?:les\s+)?{_COUNT}\s+{w.AFTERWARDS_LAST}\s+{_UNIT}": _last_units,
    rf"{w.LAST}\s+{_UNIT}": partial(_relative_unit, 1),
    rf"(?:la\s+|le\s+|l')?{_UNIT}\s+{w.AFTERWARDS_LAST}": partial(_relative_unit, 1),
    rf"{w.THIS}\s+{_UNIT}(?:-ci)?": partial(_relative_unit, 0),
}
_RULES = [
    *((re.compile(pattern + _END), rule) for pattern, rule in _TABLE.items()),
    (re.compile(_Y + _STRICT_END), _bare_year),
]
