"""Counts, progress and the engine's messages as text."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale

from picseek.engine.messages import error_message, translated

_MINUTE = 60.0
_HOUR = 3600.0
_MOST_KINDS = 5


def _tr(text: str) -> str:
    return QCoreApplication.translate("wording", text)


def _count(text: str, count: int) -> str:
    """Translate a text with ``%Ln`` for the number, in its plural form."""
    return QCoreApplication.translate("wording", text, "", count)


def locale() -> QLocale:
    """Return the user's locale, or English where there is only C, which groups no digits."""
    current = QLocale()
    if current.language() == QLocale.Language.C:
        return QLocale(QLocale.Language.English)
    return current


def _decimal(value: float, places: int) -> str:
    return locale().toString(value, "f", places)


def localized(what: str | BaseException) -> str:
    """Return an engine message or an error's in the user's language; other text unchanged."""
    text = error_message(what) if isinstance(what, BaseException) else what
    return translated(text, _in_language, _number)


def _in_language(text: str, count: int | None) -> str:
    return QCoreApplication.translate("engine", text, "", -1 if count is None else count)


def _number(value: float) -> str:
    return number(value) if isinstance(value, int) else _decimal(value, 2)


def number(value: int) -> str:
    """Format a whole number: ``1,240``."""
    return locale().toString(value)


def files(count: int) -> str:
    """``1 file``, ``1,240 files``."""
    return _count("%Ln file(s)", count)


def pictures(count: int) -> str:
    """``1 picture``, ``1,240 pictures``."""
    return _count("%Ln picture(s)", count)


def trash() -> str:
    """What the system calls its trash."""
    return _tr("Recycle Bin") if sys.platform == "win32" else _tr("trash")


def problems(count: int) -> str:
    """``1 problem``, ``3 problems``."""
    return _count("%Ln problem(s)", count)


def skipped(kinds: Mapping[str, int]) -> str:
    """Format e.g. ``312 unsupported files skipped (CR2 200, PSD 112).``.

    Args:
        kinds: Number of files by suffix, such as ``cr2``; not empty.
    """
    most = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
    names = [f"{kind.upper()} {number(kinds[kind])}" for kind in most[:_MOST_KINDS]]
    listed = ", ".join([*names, "…"] if len(most) > len(names) else names)
    return _count("%Ln unsupported file(s) skipped ({}).", sum(kinds.values())).format(listed)


def results(count: int) -> str:
    """``1 result``, ``1,240 results``."""
    return _count("%Ln result(s)", count)


def best_matches() -> str:
    """The message for a search that found more than its limit."""
    return _tr("Showing the best matches")


def time_left(seconds: float) -> str:
    """``2 min left``."""
    if seconds < _MINUTE:
        return _tr("less than a minute left")
    if seconds < _HOUR:
        return _tr("{} min left").format(number(round(seconds / _MINUTE)))
    hours, rest = divmod(round(seconds / _MINUTE), 60)
    return _tr("{} h {} min left").format(number(hours), rest)


def rate(per_second: float) -> str:
    """``85/s``, or ``0.4/s``."""
    if per_second < 1:
        return _tr("{}/s").format(_decimal(per_second, 1))
    return _tr("{}/s").format(number(round(per_second)))


def quoted_list(words: tuple[str, ...]) -> str:
    """“wedding”, or “wedding”, “cake” and “bride”."""
    quoted = [_tr("“{}”").format(word) for word in words]
    if len(quoted) <= 1:
        return "".join(quoted)
    return _tr("{} and {}").format(", ".join(quoted[:-1]), quoted[-1])


def progress(done: int, total: int | None, per_second: float | None, left_s: float | None) -> str:
    """``1,240 of 12,000 · 85/s · 2 min left``; unknown parts are omitted."""
    if total is None:
        scanning = _tr("Looking for pictures…")
        return f"{scanning} {number(done)}" if done else scanning
    parts = [_tr("{} of {}").format(number(done), number(total))]
    if per_second is not None:
        parts.append(rate(per_second))
    if left_s is not None and done < total:
        parts.append(time_left(left_s))
    return " · ".join(parts)


def detailed_analysis(done: int, total: int, *, paused: bool, on_battery: bool) -> str:
    """``Detailed analysis: 120 of 1,532 pictures``, or what it is waiting for."""
    if on_battery and not paused:
        return _tr("Detailed analysis resumes when plugged in")
    amount = _tr("{} of {}").format(number(done), pictures(total))
    text = _tr("Detailed analysis: {}").format(amount)
    return _tr("Paused · {}").format(text) if paused else text
