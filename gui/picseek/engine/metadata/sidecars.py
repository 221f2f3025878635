"""Reads a picture's sidecar files: texts, JSON files (also Google Takeout's) and XMP.

A sidecar belongs to a picture by its name. Files are not trusted; missing and invalid values are
skipped.
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
from picseek.engine.metadata.dates import Taken, best, local_time
from picseek.engine.metadata.embedded import period_of, xmp_captions, xmp_dates
from picseek.engine.metadata.names import readable_name
from picseek.engine.metadata.xmp import MAX_BYTES as _XMP_BYTES
from picseek.engine.metadata.xmp import read_xmp
from picseek.engine.types import DateSource

SUFFIXES = (".txt", ".json", ".xmp")
"""Extensions of sidecars."""

_LONGEST_PART = 1_000  # characters of one text
_TEXT_BYTES = 16 << 10  # read from the start of a text file
_JSON_BYTES = 1 << 20  # a larger JSON file is skipped

_JSON_FIELDS = ("title", "caption", "description", "text", "keywords", "tags", "people")
# Google Takeout cuts the names of its JSON files to 51 characters, and numbers them at the end.
_TAKEOUT_ENDING, _TAKEOUT_STEM = ".supplemental-metadata", 46
_NUMBERED = re.compile(r"(.+)(\(\d{1,4}\))")
# Google Photos appends this to the name of an edited copy, which shares the original's JSON file.
_EDITED = re.compile(
    r"(.+)-(?:edited|bearbeitet|modifié|editado|modificato|bewerkt|edytowane|редактировано|"
    r"编辑|編集済み)",
    re.IGNORECASE,
)
_PICTURE_NAME = re.compile(r"\S[^\n]*\.[a-zA-Z0-9]{3,5}")
_EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class SidecarMetadata:
    """The metadata in a picture's sidecars.

    Attributes:
        captions: As they are written there.
        taken: When the picture was taken.
        period: The month or year, if no more is given; see `written_period`.
    """

    captions: tuple[str, ...] = ()
    taken: Taken | None = None
    period: str = ""


def read_sidecars(path: Path) -> SidecarMetadata:
    """Read the first text file, JSON file and XMP file of a picture. Never fails."""
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
        xmp = read_xmp(data)
        captions += xmp_captions(xmp)
        dates += xmp_dates(xmp, DateSource.SIDECAR)
        period = period_of(xmp.dates)
    return SidecarMetadata(tuple(captions), best(dates), period)


def stamp(name: str, beside: Mapping[str, tuple[int, int]]) -> int:
    """A number that changes when the sidecars of a picture do; 0: it has none.

    Args:
        name: Name of the picture's file.
        beside: All sidecars in its folder by name (see `SUFFIXES`): size in bytes, and
            modification time in nanoseconds.

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
    """Possible names of sidecars of each kind, in the order in which they are tried."""

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
    """Names in the order in which they are tried: Picseek's, then those of Google Takeout."""
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


def _first(folder: Path, names: Iterable[str], max_bytes: int, *, whole: bool) -> Iterator[bytes]:
    """Yield the content of the first of these files that exists, if any.

    Args:
        folder: The folder of the files.
        names: Possible names.
        max_bytes: The most to read.
        whole: Skip a larger file, instead of yielding its start.
    """
    for name in names:
        try:
            data = _read(os.path.join(folder, name), max_bytes + 1)  # noqa: PTH118 - any bytes
        except (OSError, ValueError):  # ValueError: no file can have that name
            continue
        if data and not (whole and len(data) > max_bytes):
            yield data
        return


def _read(path: str, max_bytes: int) -> bytes:
    """Read a file; ``b""`` if it is not a regular one. Raises: OSError, ValueError."""
    try:
        with open_regular_file(path) as (file, _status):
            return file.read(max_bytes)
    except NotRegularFileError:
        return b""


def _decoded(data: bytes) -> str:
    """Decode UTF-8, UTF-16, or else Windows-1252; ``""`` if it is not a text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "ignore")
    if b"\0" in data:
        return ""
    try:
        # Incrementally: the last character may be incomplete.
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
        # Takeout's title is the file's original name.
        yield readable_name(text) if _PICTURE_NAME.fullmatch(text) else text


def _texts(value: object) -> Iterator[str]:
    """A text, or the texts of a list; in lists, people and tags may be objects with a name."""
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
    if int(seconds) == 0:  # written if the date is unknown
        return
    utc = _EPOCH + timedelta(seconds=int(seconds))
    yield Taken(local_time(utc, _longitude(fields)), DateSource.TAKEOUT)


def _longitude(fields: Mapping[str, Any]) -> float | None:
    """Degrees east; None if unknown, which Takeout writes as 0, 0."""
    for name in ("geodata", "geodataexif"):
        geo = fields.get(name)
        longitude = geo.get("longitude") if isinstance(geo, dict) else None
        if isinstance(longitude, int | float) and 0 < abs(longitude) <= 180:
            return longitude
    return None
