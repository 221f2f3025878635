"""Durations, sizes, dates and amounts of money as text."""

from __future__ import annotations

from datetime import datetime


def duration(seconds: float) -> str:
    """A time span, e.g. ``2 min``."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def amount_of_data(size: int) -> str:
    """A number of bytes, e.g. ``2.1 MB``."""
    if size < 1_000:
        return f"{size} bytes"
    value = float(size)
    for unit in ("kB", "MB", "GB", "TB"):
        value /= 1_000
        if value < 999.5 or unit == "TB":
            break
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:,.0f} {unit}"


def moment(at: float) -> str:
    """A time in seconds since the epoch as ISO 8601, in local time with its offset."""
    return datetime.fromtimestamp(at).astimezone().isoformat(timespec="seconds")


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun, e.g. ``1 picture`` or ``2,000 pictures``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def dollars(amount: float) -> str:
    """US dollars, with as many decimals as the amount has, but at least two."""
    exact = f"{amount:,.2f}"
    return f"${exact if float(exact.replace(',', '')) == amount else f'{amount:,g}'}"
