"""What is written about a picture: its name, its folder's, captions in it and beside it.

Read in a decode worker. Captions are searched as words, on this computer; with the names, they go
to models that fuse them with the picture, when the user has switched that on. Nothing here trusts
a file, and nothing here fails: what is missing, damaged or absurd is left out.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

LONGEST = 2_000
"""Characters of a description; more would drown the picture."""

_LONGEST_PART = 1_000
_TEXT_BYTES = 16 << 10  # as much as is read of a text
_JSON_BYTES = 1 << 20  # of a JSON file; a larger one is no caption

_JSON_FIELDS = ("title", "caption", "description", "text", "keywords", "tags", "people")
# Google Takeout cuts the names of its JSON files to 51 characters, and numbers them at the end.
_TAKEOUT_ENDING, _TAKEOUT_STEM = ".supplemental-metadata", 46
_NUMBERED = re.compile(r"(.+)(\(\d{1,4}\))")

_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_SEPARATORS = re.compile(r"[\W_]+")
_PICTURE_NAME = re.compile(r"\S[^\n]*\.[a-zA-Z0-9]{3,5}")
# What cameras and telephones begin their counters and dates with.
_COUNTER = re.compile(
    r"(img|mvimg|image|imag|dsc[a-z]?|mg|pict|pic|pxl|vid|gopr|gh|gx|dji|cimg|sam|hpim|wp|p|s|scan|"
    r"photo|foto|bild|picture)(\d*)",
    re.IGNORECASE,
)
_DCF_FOLDER = re.compile(r"\d{3}[A-Z0-9_]{5}|DCIM|Camera", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}|^[^\W\d_]{2}$|[^\W\d_a-zA-Z]")  # a letter of Asia may be one
_LONGEST_NUMBER = 4
_SHORTEST_CODE, _KINDS_IN_CODE = 8, 3


def captions_of(path: Path, inside: Iterable[str] = ()) -> str:
    """What somebody wrote about a picture, a line for each thing; ``""`` if there is nothing.

    Args:
        path: Of its file; captions are looked for beside it.
        inside: That were found in the picture.
    """
    return _lines((*inside, *_beside(path)))


def with_names(path: Path, captions: str) -> str:
    """The same with the names of the file and its folder, as far as they say something."""
    return _lines((*captions.split("\n"), readable_name(path.name), _folder_name(path)))


def _lines(parts: Iterable[str]) -> str:
    """Each different part as a line of its own, in order."""
    lines: dict[str, str] = {}
    for part in parts:
        line = plain_line(part)
        lines.setdefault(line.casefold(), line)
    return "\n".join(filter(None, lines.values()))[:LONGEST]


def plain_line(text: str) -> str:
    """A text as one line of printable characters with single spaces, at most 1,000 long."""
    printable = "".join(c if c.isprintable() else " " for c in text[: 4 * _LONGEST_PART])
    return " ".join(printable.split())[:_LONGEST_PART]


def readable_name(name: str) -> str:
    """The words of a file name, without its extension, counters of cameras and codes.

    ``Beach_at-Vik.jpg`` is "Beach at Vik"; of ``IMG_1234.jpg`` nothing is left.
    """
    return _words(os.path.splitext(name)[0])  # noqa: PTH122 - "." alone is no Path with a stem


def _folder_name(path: Path) -> str:
    name = path.parent.name
    return "" if _DCF_FOLDER.fullmatch(name) else _words(name)


def _words(name: str) -> str:
    text = unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))
    tokens = [token for token in _SEPARATORS.split(_CAMEL.sub(" ", text)) if token]
    neighbours = zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False)
    kept = [token for before, token, after in neighbours if not _is_noise(before, token, after)]
    return " ".join(kept) if any(map(_WORD.search, kept)) else ""


def _is_noise(before: str, token: str, after: str) -> bool:
    """Whether a piece of a name is a camera's counter, a date without gaps, or a code."""
    if token.isdecimal():
        return len(token) > _LONGEST_NUMBER or _COUNTER.fullmatch(before) is not None
    match = _COUNTER.fullmatch(token)
    if match is not None:
        return bool(match[2]) or after.isdecimal()
    kinds = re.findall(r"\d+|\D+", token)
    return len(token) >= _SHORTEST_CODE and len(kinds) >= _KINDS_IN_CODE


# Beside the picture


def _beside(path: Path) -> Iterator[str]:
    """What the first text and the first JSON file that belong to a picture tell."""
    texts = (path.name + ".txt", path.stem + ".txt")
    for data in _first(path.parent, texts, _TEXT_BYTES, whole=False):
        yield _decoded(data)
    for data in _first(path.parent, _json_names(path), _JSON_BYTES, whole=True):
        yield from _told(data)


def _json_names(path: Path) -> Iterator[str]:
    """Names in the order they are tried: ours, then those of Google Takeout."""
    yield path.name + ".json"
    yield path.stem + ".json"
    yield (path.name + _TAKEOUT_ENDING)[:_TAKEOUT_STEM] + ".json"
    numbered = _NUMBERED.fullmatch(path.stem)
    if numbered is not None:
        name = numbered[1] + path.suffix
        yield f"{name}{numbered[2]}.json"
        yield f"{(name + _TAKEOUT_ENDING)[:_TAKEOUT_STEM]}{numbered[2]}.json"


def _first(folder: Path, names: Iterable[str], most: int, *, whole: bool) -> Iterator[bytes]:
    """Yield the beginning of the first of these files that is there, if any."""
    for name in names:
        try:
            data = _read(os.path.join(folder, name), most + 1)  # noqa: PTH118 - any bytes
        except (OSError, ValueError):  # ValueError: no file can have that name
            continue
        if data and not (whole and len(data) > most):
            yield data
        return


def _read(path: str, most: int) -> bytes:
    """Raises: OSError. Of what is no ordinary file, nothing is read: a pipe could wait forever."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return b""
        with open(descriptor, "rb", closefd=False) as file:
            return file.read(most)
    finally:
        os.close(descriptor)


def _decoded(data: bytes) -> str:
    """A text in UTF-8 or UTF-16, else as Windows writes it; ``""`` for what is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "ignore")
    if b"\0" in data:
        return ""
    try:
        # Not to the end: the last character may have been cut.
        return codecs.getincrementaldecoder("utf-8-sig")().decode(data)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _told(data: bytes) -> Iterator[str]:
    """The texts of a JSON file's known fields."""
    try:
        told = json.loads(_decoded(data))
    except (ValueError, RecursionError):
        return
    if not isinstance(told, dict):
        return
    fields = {name.casefold(): value for name, value in told.items()}
    for name in _JSON_FIELDS:
        text = ", ".join(_texts(fields.get(name)))
        # Takeout's title is the name that the file once had.
        yield readable_name(text) if _PICTURE_NAME.fullmatch(text) else text


def _texts(value: object) -> Iterator[str]:
    """A text, or those of a list, in which people and tags may be objects with a name."""
    for item in value[:100] if isinstance(value, list) else [value]:
        text = item.get("name") if isinstance(item, dict) else item
        if isinstance(text, str) and text.strip():
            yield text[:_LONGEST_PART]
