"""When a picture was taken: dates as cameras, programs and people write them.

A date is a local time without a time zone. An invalid time of day is dropped; the day must be
valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from email.utils import parsedate
from typing import NamedTuple

from picseek.engine.types import DateSource

_FIRST_YEAR = 1826  # of the oldest surviving photograph

# As in EXIF, XMP (ISO 8601) and between the two: "2019:03:14 10:11:12", "2019-03-14T10:11Z".
_WRITTEN = re.compile(
    r"\s*(?P<year>\d{4})[:/.-](?P<month>\d\d?)[:/.-](?P<day>\d\d?)(?!\d)"
    r"(?:[ T]+(?P<hour>\d\d?):(?P<minute>\d\d?)(?::(?P<second>\d\d?))?)?"
)
_COMPACT = re.compile(
    r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
    r"(?:[T ]?(?P<hour>\d\d):?(?P<minute>\d\d):?(?P<second>\d\d)?)?"
)
# Without a day: "2019", "2019-03", "2019:00:00", "20190300".
_PERIOD = re.compile(
    r"\s*(?P<year>\d{4})(?:(?P<gap>[:/.-]?)(?P<month>0\d|1[0-2])(?:(?P=gap)00)?)?(?:[ T].*)?\s*"
)

# In file names. The day: 20190314 or 2019-03-14; the time: 101112, 10.11.12, 10-11-12-123.
_NAME_DAY = (
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<gap>[-_. ]?)(?P<month>0[1-9]|1[0-2])(?P=gap)"
    r"(?P<day>0[1-9]|[12]\d|3[01])"
)
# Between day and time, names of screenshots have "at", "um", "à", "om", "a las" ...
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
    """The date with the most reliable source; the first one, if there are several."""
    order = list(DateSource)
    return min(filter(None, dates), key=lambda taken: order.index(taken.source), default=None)


def written_date(text: str) -> datetime | None:
    """Parse a date as in EXIF, XMP and IPTC; None if it has no valid day."""
    match = _WRITTEN.match(text) or _COMPACT.match(text.strip())
    return None if match is None else _from_parts(match.groupdict())


def written_period(text: str) -> str:
    """The year and month (``2019-03``) or the year of a date without a day; otherwise ``""``."""
    match = _PERIOD.fullmatch(text)
    if match is None or int(match["year"]) < _FIRST_YEAR:
        return ""
    month = int(match["month"] or 0)
    return f"{match['year']}-{month:02}" if month else match["year"]


def mailed_date(text: str) -> datetime | None:
    """Parse a date as in mail (RFC 2822), which the PNG standard recommends, or as in EXIF."""
    parts = parsedate(text)
    if parts is None:
        return written_date(text)
    names = ("year", "month", "day", "hour", "minute", "second")
    return _from_parts(dict(zip(names, map(str, parts), strict=False)))


def named_date(name: str) -> datetime | None:
    """The date in a file name, as cameras, messengers, screenshot tools and people write it."""
    for match in (_NAMED_WITH_TIME.search(name), _NAMED.search(name)):
        found = None if match is None else _from_parts(match.groupdict())
        if found is not None:
            return found
    return None


def local_time(utc: datetime, longitude: float | None) -> datetime:
    """The approximate local time at a longitude, to about an hour; UTC if that is unknown."""
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
    """The time of day, or midnight if it is invalid. Hour 24 counts as 0, and second 60 as 59."""
    hour, minute, second = (int(parts.get(name) or 0) for name in ("hour", "minute", "second"))
    half = (parts.get("half") or "").casefold()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 24 or minute > 59:
        return time()
    return time(hour % 24, minute, min(second, 59))
