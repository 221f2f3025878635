"""Sidecar files of a picture: texts, JSON files (also Google Takeout's) and XMP.

A sidecar belongs to a picture by its name alone. Nothing here trusts a file, and nothing here
fails: what is missing, damaged or absurd is skipped.
"""

from __future__ import annotations

import codecs
import hashlib
import html
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from picseek.engine.filesystem.safe_open import NotRegularFileError, open_regular_file
from picseek.engine.metadata.dates import Taken, best, moved_to_place
from picseek.engine.metadata.embedded import period_of, xmp_captions, xmp_dates
from picseek.engine.metadata.names import readable_name
from picseek.engine.metadata.xmp import MAX_BYTES as _XMP_BYTES
from picseek.engine.metadata.xmp import read_xmp
from picseek.engine.types import DateSource

SUFFIXES = (".txt", ".json", ".xmp")
"""What the names of sidecars end with."""

_LONGEST_PART = 1_000  # characters of one text
_TEXT_BYTES = 16 << 10  # as much as is read of a text
_JSON_BYTES = 1 << 20  # of a JSON file; a larger one is no caption

_JSON_FIELDS = ("title", "caption", "description", "text", "keywords", "tags", "people")
# Google Takeout cuts the names of its JSON files to 51 characters, and numbers them at the end.
_TAKEOUT_ENDING, _TAKEOUT_STEM = ".supplemental-metadata", 46
_NUMBERED = re.compile(r"(.+)(\(\d{1,4}\))")
# What Google Photos appends to the name of an edited copy, which has no JSON file of its own.
_EDITED = re.compile(
    r"(.+)-(?:edited|bearbeitet|modifié|editado|modificato|bewerkt|edytowane|редактировано|"
    r"编辑|編集済み)",
    re.IGNORECASE,
)
_PICTURE_NAME = re.compile(r"\S[^\n]*\.[a-zA-Z0-9]{3,5}")
_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class SidecarMetadata:
    """What is written in the sidecars of a picture.

    Attributes:
        captions: Each as it is written there.
        taken: When the picture was taken.
        period: The month or year of it, where only that is given; see `written_period`.
    """

    captions: tuple[str, ...] = ()
    taken: Taken | None = None
    period: str = ""


def read_sidecars(path: Path) -> SidecarMetadata:
    """Read the first text, the first JSON file and the first XMP file that belong to a picture."""
    captions: list[str] = []
    dates: list[Taken] = []
    period = ""
    names = _names(path.name)
    captions += map(_decoded, _first(path.parent, names.texts, _TEXT_BYTES, whole=False))
    for data in _first(path.parent, names.json, _JSON_BYTES, whole=True):
        fields = _fields(data)
        captions += _json_captions(fields)
        dates += _takeout_date(fields)
    for data in _first(path.parent, names.xmp, _XMP_BYTES, whole=True):
        notes = read_xmp(data)
        captions += xmp_captions(notes)
        dates += xmp_dates(notes, DateSource.SIDECAR)
        period = period_of(notes.dates)
    return SidecarMetadata(tuple(captions), best(dates), period)


def stamp(name: str, beside: Mapping[str, tuple[int, int]]) -> int:
    """A number that changes when the sidecars of a picture do; 0: it has none.

    Args:
        name: Of the picture's file.
        beside: Size in bytes and modification time in nanoseconds of all sidecars in its folder,
            by their names (see `SUFFIXES`).

    Returns:
        At most 63 bits.
    """
    sidecars = [name for name in _names(name).all if name in beside]
    if not sidecars:
        return 0
    text = "\0".join(f"{each}/{beside[each][0]}/{beside[each][1]}" for each in sidecars)
    digest = hashlib.blake2b(os.fsencode(text), digest_size=8).digest()
    return int.from_bytes(digest) >> 1 or 1


# Names


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of sidecars of each kind, in the order they are tried."""

    texts: tuple[str, ...]
    json: tuple[str, ...]
    xmp: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.texts, *self.json, *self.xmp)


def _names(name: str) -> _Names:
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - "." alone is no Path with a stem
    return _Names(
        (name + ".txt", stem + ".txt"),
        tuple(dict.fromkeys(_json_names(stem, suffix))),
        (name + ".xmp", stem + ".xmp"),  # digiKam and darktable; Lightroom
    )


def _json_names(stem: str, suffix: str) -> Iterator[str]:
    """Names in the order they are tried: ours, then those of Google Takeout."""
    name = stem + suffix
    yield name + ".json"
    yield stem + ".json"
    yield _takeout_name(name)
    yield _takeout_name(stem)
    numbered = _NUMBERED.fullmatch(stem)
    if numbered is not None:
        name = numbered[1] + suffix
        yield f"{name}{numbered[2]}.json"
        yield _takeout_name(name, numbered[2])
    edited = _EDITED.fullmatch(stem)
    if edited is not None:
        yield from _json_names(edited[1], suffix)
    elif numbered is not None and (edited := _EDITED.fullmatch(numbered[1])) is not None:
        yield from _json_names(edited[1] + numbered[2], suffix)


def _takeout_name(name: str, number: str = "") -> str:
    return f"{(name + _TAKEOUT_ENDING)[:_TAKEOUT_STEM]}{number}.json"


# Reading


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
    """Raises: OSError, ValueError. Nothing is read of what is no ordinary file."""
    try:
        with open_regular_file(path) as (file, _status):
            return file.read(most)
    except NotRegularFileError:
        return b""


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


def _fields(data: bytes) -> dict[str, Any]:
    """The fields of a JSON file, by their names in lower case."""
    try:
        parsed = json.loads(_decoded(data))
    except (ValueError, RecursionError):
        return {}
    if not isinstance(parsed, dict):
        return {}
    return {name.casefold(): value for name, value in parsed.items()}


def _json_captions(fields: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of known fields."""
    for name in _JSON_FIELDS:
        text = html.unescape(", ".join(_texts(fields.get(name))))  # Takeout writes "&amp;"
        # Takeout's title is the name that the file once had.
        yield readable_name(text) if _PICTURE_NAME.fullmatch(text) else text


def _texts(value: object) -> Iterator[str]:
    """A text, or those of a list, in which people and tags may be objects with a name."""
    for item in value[:100] if isinstance(value, list) else [value]:
        text = item.get("name") if isinstance(item, dict) else item
        if isinstance(text, str) and text.strip():
            yield text[:_LONGEST_PART]


def _takeout_date(fields: Mapping[str, Any]) -> Iterator[Taken]:
    """Yield the date that Google Photos gives, in local time to an hour."""
    taken = fields.get("phototakentime")
    seconds = taken.get("timestamp") if isinstance(taken, dict) else None
    if not isinstance(seconds, str | int) or not re.fullmatch(r"-?\d{1,11}", str(seconds)):
        return
    if int(seconds) == 0:  # what is written where nothing is known
        return
    utc = _EPOCH + timedelta(seconds=int(seconds))
    yield Taken(moved_to_place(utc, _longitude(fields)), DateSource.TAKEOUT)


def _longitude(fields: Mapping[str, Any]) -> float | None:
    """Degrees east; None if unknown, which Takeout writes as 0, 0."""
    for name in ("geodata", "geodataexif"):
        place = fields.get(name)
        longitude = place.get("longitude") if isinstance(place, dict) else None
        if isinstance(longitude, int | float) and 0 < abs(longitude) <= 180:
            return longitude
    return None
