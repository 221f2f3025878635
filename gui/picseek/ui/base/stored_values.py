"""Values as QSettings reads them from a file that anybody can edit."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QByteArray

Choice = TypeVar("Choice", bound=StrEnum)


def read_bytes(value: object) -> bytes:
    """Return bytes, empty if there are none."""
    return bytes(value.data()) if isinstance(value, QByteArray) else b""


def read_flag(value: object, *, default: bool) -> bool:
    """Return a bool, or the default if it is none."""
    # An INI file holds text; a QSettings that was not written yet holds the bool itself.
    return {"true": True, "false": False}.get(str(value).lower(), default)


def read_number(value: object, least: int = -sys.maxsize, most: int = sys.maxsize) -> int | None:
    """Return a number in a range, or None."""
    try:
        number = int(str(value))
    except ValueError:
        return None
    return number if least <= number <= most else None


def read_choice(kind: type[Choice], value: object, default: Choice) -> Choice:
    """Return a member of an enumeration, or the default."""
    try:
        return kind(str(value))
    except ValueError:
        return default
