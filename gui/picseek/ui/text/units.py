"""Money, data sizes and durations as text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from picseek.ui.text import wording

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0
_SHORT = QLocale.FormatType.ShortFormat


def _tr(text: str) -> str:
    return QCoreApplication.translate("amounts", text)


def _count(text: str, count: int) -> str:
    return QCoreApplication.translate("amounts", text, "", count)


def day(moment: str) -> str:
    """Format an ISO 8601 time as a date in the local time zone: ``01/12/2026``."""
    when = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    return wording.locale().toString(when.date(), _full_year(wording.locale().dateFormat(_SHORT)))


def date_time(when: QDateTime) -> str:
    """Format a date and time: ``01/12/2026 16:04``."""
    return wording.locale().toString(when, _full_year(wording.locale().dateTimeFormat(_SHORT)))


def _full_year(pattern: str) -> str:
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def moment(at: float, *, full: bool = False) -> str:
    """Format a time in seconds since the epoch: as `date_time`; `full`: with words."""
    when = QDateTime.fromSecsSinceEpoch(int(at))
    if full:
        return wording.locale().toString(when, QLocale.FormatType.LongFormat)
    return date_time(when)


def data(size: int) -> str:
    """Format a number of bytes: ``250 kB``, ``2.1 MB``, ``310 MB``."""
    leading = float(size)
    while leading >= 1000:
        leading /= 1000
    places = 1 if size >= 1000 and leading < 9.95 else 0
    return wording.locale().formattedDataSize(size, places, QLocale.DataSizeFormat.DataSizeSIFormat)


def transfer(
    done: int, total: int, per_second: float | None = None, left_s: float | None = None
) -> str:
    """Format progress in bytes: ``120 MB of 606 MB · 4.2 MB/s · 2 min left``."""
    parts = [_tr("{} of {}").format(data(done), data(total))]
    if per_second is not None:
        parts.append(_tr("{}/s").format(data(round(per_second))))
    if left_s is not None and done < total:
        parts.append(wording.time_left(left_s))
    return " · ".join(parts)


def money(dollars: float, *, places: int = 2) -> str:
    """Format US dollars: ``$1,240.50``."""
    return dollar_pattern().format(wording.locale().toString(dollars, "f", places))


def dollar_pattern() -> str:
    """Return where the user's language puts the sign: ``${}``."""
    return _tr("${}")


def price(dollars: float) -> str:
    """Format an estimated price: ``about $1.20``, or ``less than $0.01``."""
    if 0 < dollars < 0.01:
        return _tr("less than {}").format(money(0.01))
    return _tr("about {}").format(money(dollars)) if dollars else _tr("nothing")


def pace(per_minute: float, *, measured: bool) -> str:
    """Format a speed: ``about 40 pictures a minute``; without ``about`` if measured."""
    rounded = max(1, round(per_minute))
    if not measured and rounded >= 10:
        rounded = round(rounded, 1 - len(str(rounded)))  # one significant digit
    text = _count("%Ln picture(s) per minute on this computer", rounded)
    return text if measured else _tr("about {}").format(text)


def about_duration(seconds: float) -> str:
    """Format an estimated duration: ``about 12 min``, ``less than a minute``."""
    return duration(seconds) if seconds < _MINUTE else _tr("about {}").format(duration(seconds))


def duration(seconds: float) -> str:
    """Format a duration: ``less than a minute``, ``12 min``, ``4 h 8 min``, ``139 days``."""
    if seconds < _MINUTE:
        return _tr("less than a minute")
    if seconds < _HOUR:
        return _tr("{} min").format(wording.number(round(seconds / _MINUTE)))
    if seconds < 2 * _DAY:
        hours, rest = divmod(round(seconds / _MINUTE), 60)
        return _tr("{} h {} min").format(wording.number(hours), rest)
    return _count("%Ln day(s)", round(seconds / _DAY))
