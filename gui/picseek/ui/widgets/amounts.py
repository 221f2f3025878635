"""Money, data and spans of time as a person reads them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from picseek.ui.widgets import wording

_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0
_THOUSAND = 1000.0


def _tr(text: str) -> str:
    return QCoreApplication.translate("amounts", text)


def locale() -> QLocale:
    """The user's, or English where a bare terminal has none that groups digits."""
    own = QLocale()
    if own.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English)
    return own


def data(size: int) -> str:
    """Bytes: ``250 kB``, ``2.1 MB``, ``310 MB``."""
    leading = float(size)
    while leading >= _THOUSAND:
        leading /= _THOUSAND
    places = 1 if size >= _THOUSAND and leading < 9.95 else 0
    return locale().formattedDataSize(size, places, QLocale.DataSizeFormat.DataSizeSIFormat)


def money(dollars: float, *, places: int = 2) -> str:
    """US dollars: ``$1,240.50``."""
    return f"${locale().toString(dollars, 'f', places)}"


def price(dollars: float) -> str:
    """What something costs by an estimate: ``about $1.20``, or ``less than $0.01``."""
    if 0 < dollars < 0.01:
        return _tr("less than {}").format(money(0.01))
    return _tr("about {}").format(money(dollars)) if dollars else _tr("nothing")


def span(seconds: float) -> str:
    """``under a minute``, ``12 min``, ``4 h 8 min``, ``139 days``."""
    if seconds < _MINUTE:
        return _tr("under a minute")
    if seconds < _HOUR:
        return _tr("{} min").format(wording.number(round(seconds / _MINUTE)))
    if seconds < 2 * _DAY:
        hours, rest = divmod(round(seconds / _MINUTE), 60)
        return _tr("{} h {} min").format(wording.number(hours), rest)
    return _tr("{} days").format(wording.number(round(seconds / _DAY)))
