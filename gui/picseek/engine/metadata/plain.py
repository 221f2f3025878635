"""Reads values and texts from untrusted metadata."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

V = TypeVar("V")


def attempt(read: Callable[[], V], otherwise: V) -> V:
    """Return what `read` returns, or `otherwise` if it fails: only for parsing files."""
    try:
        return read()
    except Exception:  # noqa: BLE001 - damaged metadata makes Pillow's parsers raise almost anything
        return otherwise


def tag_value(entries: Mapping[int, Any], tag: int) -> object:
    """A value, or None if it is damaged: Pillow decodes each value when it is accessed."""
    return attempt(lambda: entries.get(tag), None)


def plain_text(value: object) -> str:
    """A text up to its NUL, as by `one_line`; ``""`` if it is not a text."""
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    return one_line(value.partition("\0")[0])


def utf_8_or_windows(data: bytes) -> str:
    """Decode UTF-8, or else Windows-1252."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def one_line(text: str) -> str:
    """A text with only printable characters and single spaces."""
    printable = "".join(c if c.isprintable() or c == _JOINER else " " for c in text)
    return " ".join(printable.split())


_JOINER = "\u200d"  # between emoji, and inside words of Persian and of India's languages
