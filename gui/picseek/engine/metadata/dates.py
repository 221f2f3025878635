"""When a picture was taken: dates as cameras, programs and people write them.

A date is a wall-clock time without a zone. Whatever part of it makes no sense (hour 24, no seconds)
is dropped; the day must make sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from email.utils import parsedate
from typing import NamedTuple

from picseek.engine.types import DateSource

_FIRST_YEAR = 1826  # of the oldest photograph that is left

# As in EXIF, XMP (ISO 8601) and between the two: "2019:03:14 10:11:12", "2019-03-14T10:11Z".
_WRITTEN = re.compile(
    r"\s*(?P<year>\d{4})[:/.-](?P<month>\d\d?)[:/.-](?P<day>\d\d?)(?!\d)"
    r"(?:[ T]+(?P<hour>\d\d?):(?P<minute>\d\d?)(?::(?P<second>\d\d?))?)?"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:[T ]?(?P<hour>\d\d):?(?P<minute>\d\d):?(?P<second>\d\d)?)?"
)
# No day: "2019", "2019-03", "2019:00:00", "20190300".
_PERIOD = re.compile(
    r"\s*(?P<year>\d{4})(?:(?P<gap>[:/.-]?)(?P<month>0\d|1[0-2])(?:(?P=gap)00)?)?(?:[ T].*)?\s*"
)

# In names of files. The day: 20190314 or 2019-03-14; the time: 101112, 10.11.12, 10-11-12-123.
_NAME_DAY = (
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<gap>[-_. ]?)(?P<month>0[1-9]|1[0-2])(?P=gap)"
    r"(?P<day>0[1-9]|[12]\d|3[01])"
)
# "at", "um", "à", "om", "a las" ... between day and time, as systems name their screenshots.
_NAME_GAP = r"(?:[-_ T.]|(?:,? (?:[^\W\d_]{1,5} ){1,2}))?"
_NAME_TIME = (
    r"(?P<hour>\d{1,2})(?P<between>[-_.:\u2236 ]?)(?P<minute>[0-5]\d)(?P=between)"
    r"(?P<second>[0-5]\d)"
    r"(?:[-_.]?\d{1,3})?(?!\d)(?:\s?(?P<half>[ap])\.?m\b)?"
)
_NAMED_WITH_TIME = re.compile(_NAME_DAY + _NAME_GAP + _NAME_TIME, re.IGNORECASE)
_NAMED = re.compile(_NAME_DAY + r"(?!\d)")


class Taken(NamedTuple):
    """When a picture was taken, and the source of that date."""

    at: datetime
    source: DateSource


def best(dates: Iterable[Taken | None]) -> Taken | None:
    """The date whose source is the most trustworthy; of one source, the first."""
    order = list(DateSource)
    return min(filter(None, dates), key=lambda taken: order.index(taken.source), default=None)


def written_date(text: str) -> datetime | None:
    """A date as EXIF, XMP and IPTC write it; None where there is no day of it."""
    match = _WRITTEN.match(text) or _COMPACT.match(text.strip())
    return None if match is None else _from_parts(match.groupdict())


def written_period(text: str) -> str:
    """Year and month (``2019-03``), or the year, of a date without a day; ``""``: it has one."""
    match = _PERIOD.fullmatch(text)
    if match is None or int(match["year"]) < _FIRST_YEAR:
        return ""
    month = int(match["month"] or 0)
    return f"{match['year']}-{month:02}" if month else match["year"]


def mailed_date(text: str) -> datetime | None:
    """A date as in mail (RFC 2822), which the PNG standard asks for, or as EXIF writes it."""
    parts = parsedate(text)
    if parts is None:
        return written_date(text)
    names = ("year", "month", "day", "hour", "minute", "second")
    return _from_parts(dict(zip(names, map(str, parts), strict=False)))


def named_date(name: str) -> datetime | None:
    """The date in the name of a file: a camera's, a messenger's, a screenshot's, a person's."""
    for match in (_NAMED_WITH_TIME.search(name), _NAMED.search(name)):
        found = None if match is None else _from_parts(match.groupdict())
        if found is not None:
            return found
    return None


def moved_to_place(utc: datetime, longitude: float | None) -> datetime:
    """A time of Greenwich as the wall clock at this longitude shows it, to about an hour."""
    return utc if longitude is None else utc + timedelta(hours=round(longitude / 15))


def _from_parts(parts: dict[str, str | None]) -> datetime | None:
    try:
        day = datetime(*(int(parts[name] or 0) for name in ("year", "month", "day")))  # type: ignore[arg-type]
    except ValueError:  # zeros, or a 13th month
        return None
    if day.year < _FIRST_YEAR:
        return None
    return datetime.combine(day, _time(parts))


def _time(parts: dict[str, str | None]) -> time:
    """Some cameras count the hours from 1 to 24; a clock's 60th second is its 59th."""
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        return time()
    return time(hour % 24, minute, min(second, 59))
