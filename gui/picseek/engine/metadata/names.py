"""The meaningful words of file and folder names."""

from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_SEPARATORS = re.compile(r"[\W_]+")
# Prefixes of counters and dates in file names of cameras and phones.
_COUNTER = re.compile(
    r"(img|mvimg|image|imag|dsc[a-z]?|mg|pict|pic|pxl|vid|gopr|gh|gx|dji|cimg|sam|hpim|wp|p|s|scan|"
    r"photo|foto|bild|picture)(\d*)",
    re.IGNORECASE,
)
_DCF_FOLDER = re.compile(r"\d{3}[A-Z0-9_]{5}|DCIM|Camera", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}|^[^\W\d_]{2}$|[^\W\d_a-zA-Z]")  # one Asian letter may be a word
_LONGEST_NUMBER = 4
_SHORTEST_CODE, _KINDS_IN_CODE = 8, 3


def readable_name(name: str) -> str:
    """The words of a file name, without its extension, camera counters and codes.

    ``Beach_at-Vik.jpg`` gives "Beach at Vik", and ``IMG_1234.jpg`` nothing.
    """
    return _words(os.path.splitext(name)[0])  # noqa: PTH122 - "." alone is no Path with a stem


def folder_name(path: Path) -> str:
    """The words of the name of a file's folder; ``""`` for one that a camera created."""
    name = path.parent.name
    return "" if _DCF_FOLDER.fullmatch(name) else _words(name)


def _words(name: str) -> str:
    text = unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
    tokens = [token for token in _SEPARATORS.split(_CAMEL.sub(" ", text)) if token]
    neighbours = zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)
    words = [token for before, token, after in neighbours if not _is_noise(before, token, after)]
    return " ".join(words) if any(map(_WORD.search, words)) else ""


def _is_noise(before: str, token: str, after: str) -> bool:
    """Whether a part of a name is a camera counter, a date without separators, or a code."""
    if token.isdecimal():
        return len(token) > _LONGEST_NUMBER or _COUNTER.fullmatch(before) is not None
    match = _COUNTER.fullmatch(token)
    if match is not None:
        return bool(match[2]) or after.isdecimal()
    kinds = re.findall(r"\d+|\D+", token)
    return len(token) >= _SHORTEST_CODE and len(kinds) >= _KINDS_IN_CODE
