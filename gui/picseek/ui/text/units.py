"""Money, data and spans of time as a person reads them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt

from picseek.ui.text import wording

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0
_THOUSAND = 1000.0
_TEN = 10


def _tr(text: str) -> str:
    return QCoreApplication.translate("amounts", text)


def _count(text: str, count: int) -> str:
    return QCoreApplication.translate("amounts", text, "", count)


def locale() -> QLocale:
    """The user's, or English where a bare terminal has none that groups digits."""
    own = QLocale()
    if own.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English)
    return own


def day(moment: str) -> str:
    """The day of a moment that is given as ISO 8601, in this time zone: ``1/12/26``."""
    when = QDateTime.fromString(moment, Qt.DateFormat.ISODate).toLocalTime()
    return locale().toString(when.date(), QLocale.FormatType.ShortFormat)


def data(size: int) -> str:
    """Bytes: ``250 kB``, ``2.1 MB``, ``310 MB``."""
    leading = float(size)
    while leading >= _THOUSAND:
        leading /= _THOUSAND
    places = 1 if size >= _THOUSAND and leading < 9.95 else 0
    return locale().formattedDataSize(size, places, QLocale.DataSizeFormat.DataSizeSIFormat)


def transfer(
    done: int, total: int, per_second: float | None = None, left_s: float | None = None
) -> str:
    """``120 MB of 606 MB · 4.2 MB/s · 2 min left``, as far as it is known; bytes."""
    parts = [_tr("{} of {}").format(data(done), data(total))]
    if per_second is not None:
        parts.append(_tr("{}/s").format(data(round(per_second))))
    if left_s is not None and done < total:
        parts.append(wording.left(left_s))
    return " · ".join(parts)


def money(dollars: float, *, places: int = 2) -> str:
    """US dollars: ``$1,240.50``."""
    return f"${locale().toString(dollars, 'f', places)}"


def price(dollars: float) -> str:
    """What something costs by an estimate: ``about $1.20``, or ``less than $0.01``."""
    if 0 < dollars < 0.01:
        return _tr("less than {}").format(money(0.01))
    return _tr("about {}").format(money(dollars)) if dollars else _tr("nothing")


def pace(per_minute: float, *, measured: bool) -> str:
    """``about 40 pictures a minute on this computer``; ``about`` is left out where it is known."""
    rounded = max(1, round(per_minute))
    if not measured and rounded >= _TEN:
        rounded = round(rounded, 1 - len(str(rounded)))  # one digit that counts: an estimate
    text = _count("%Ln picture(s) a minute on this computer", rounded)
    return text if measured else _tr("about {}").format(text)


def about(seconds: float) -> str:
    """A span of time by an estimate: ``about 12 min``, ``under a minute``."""
    return span(seconds) if seconds < _MINUTE else _tr("about {}").format(span(seconds))


def span(seconds: float) -> str:
    """``under a minute``, ``12 min``, ``4 h 8 min``, ``139 days``."""
    if seconds < _MINUTE:
        return _tr("less than a minute")
    if seconds < _HOUR:
        return _tr("{} min").format(wording.number(round(seconds / _MINUTE)))
    if seconds < 2 * _DAY:
        hours, rest = divmod(round(seconds / _MINUTE), 60)
        return _tr("{} h {} min").format(wording.number(hours), rest)
    return _count("%Ln day(s)", round(seconds / _DAY))
