"""Reads a picture's EXIF.

Tags and formats: CIPA DC-008-2019, "Exchangeable image file format for digital still cameras:
Exif Version 2.32", section 4.6; the tags that begin with XP are Microsoft's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import ExifTags, Image

from picseek.engine.metadata.dates import Taken, local_time, written_date
from picseek.engine.metadata.gps import coordinates, number
from picseek.engine.metadata.plain import (
    attempt,
    one_line,
    plain_text,
    tag_value,
    utf_8_or_windows,
)
from picseek.engine.types import DateSource

_CAMERA_LENGTH = 100
_XP_TAGS = (
    ExifTags.Base.XPTitle,
    ExifTags.Base.XPSubject,
    ExifTags.Base.XPComment,
    ExifTags.Base.XPKeywords,
)
_DATES = (
    (ExifTags.IFD.Exif, ExifTags.Base.DateTimeOriginal, DateSource.CAMERA),
    (ExifTags.IFD.Exif, ExifTags.Base.DateTimeDigitized, DateSource.CAMERA),
    (None, ExifTags.Base.DateTime, DateSource.EDITED),
)


@dataclass(frozen=True, slots=True)
class ExifMetadata:
    """A picture's EXIF, as far as Picseek uses it.

    Attributes:
        orientation: 1 to 8 (1 is upright); None: not given.
        camera: Make and model, or ``""``.
        dates: All dates, the best first.
    """

    orientation: int | None = None
    camera: str = ""
    dates: tuple[Taken, ...] = ()


def exif_of(picture: Image.Image) -> Image.Exif:
    """The EXIF of a picture whose pixels are not loaded; empty if it is damaged.

    Once its pixels are loaded, the EXIF of a TIFF cannot be read.
    """
    # Not the method of PNG pictures, which decodes all pixels to find what follows them.
    return attempt(lambda: Image.Image.getexif(picture), Image.Exif())


def part_of(exif: Image.Exif, part: ExifTags.IFD | None) -> Mapping[int, Any]:
    """A directory of EXIF; None: the main one. Empty if it is damaged."""
    nothing: dict[int, Any] = {}
    return exif if part is None else attempt(lambda: exif.get_ifd(part), nothing)


def read_exif(picture: Image.Image) -> ExifMetadata:
    """Read the EXIF of a picture in any format. Never fails: invalid values are skipped.

    Args:
        picture: Just opened; its pixels are not loaded.
    """
    exif = exif_of(picture)
    return ExifMetadata(
        orientation=_orientation(tag_value(exif, ExifTags.Base.Orientation)),
        camera=_camera(tag_value(exif, ExifTags.Base.Make), tag_value(exif, ExifTags.Base.Model)),
        dates=tuple(attempt(lambda: list(_dates(exif)), [])),
    )


def _orientation(value: object) -> int | None:
    return value if isinstance(value, int) and 1 <= value <= 8 else None


def _dates(exif: Image.Exif) -> Iterator[Taken]:
    for part, tag, source in _DATES:
        date = written_date(plain_text(tag_value(part_of(exif, part), tag)))
        if date is not None:
            yield Taken(date, source)
    satellite = _satellite_time(part_of(exif, ExifTags.IFD.GPSInfo))
    if satellite is not None:
        yield Taken(satellite, DateSource.GPS)


def _satellite_time(gps: Mapping[int, Any]) -> datetime | None:
    """The time of the GPS fix, which is in UTC, as approximate local time."""
    date = plain_text(tag_value(gps, ExifTags.GPS.GPSDateStamp))
    clock = tag_value(gps, ExifTags.GPS.GPSTimeStamp)
    parts = [number(part) for part in clock] if isinstance(clock, tuple | list) else []
    hour, minute, second = [*(int(part or 0) for part in parts), 0, 0, 0][:3]
    utc = written_date(f"{date} {hour}:{minute}:{second}")
    return None if utc is None else local_time(utc, coordinates(gps)[1])


def _camera(make: object, model: object) -> str:
    """Make and model; only the model if it begins with the make or a word of it."""
    maker, name = plain_text(make), plain_text(model)
    first_word = name.casefold().partition(" ")[0]
    if not maker or first_word in maker.casefold().split() or _begins(name, maker):
        return name[:_CAMERA_LENGTH]
    return f"{maker} {name}".strip()[:_CAMERA_LENGTH]


def _begins(name: str, maker: str) -> bool:
    return name.casefold().startswith(maker.casefold())


# Captions


def exif_captions(exif: Image.Exif) -> Iterator[str]:
    """Yield descriptions, titles, keywords and comments, each as one line.

    Raises:
        Exception: Of almost any type, if the EXIF is damaged.
    """
    yield plain_text(as_utf_8(tag_value(exif, ExifTags.Base.ImageDescription)))
    for tag in _XP_TAGS:
        value = tag_value(exif, tag)
        if isinstance(value, bytes):
            yield plain_text(value.decode("utf-16-le", "ignore"))
    yield _comment(tag_value(part_of(exif, ExifTags.IFD.Exif), ExifTags.Base.UserComment))


def as_utf_8(value: object) -> object:
    """A text that Pillow decoded as Latin-1, decoded as UTF-8 if that is possible."""
    if not isinstance(value, str):
        return value
    return attempt(lambda: value.encode("latin-1").decode("utf-8"), value)


def _comment(value: object) -> str:
    """A comment, decoded as its first eight bytes declare, or if it is clearly text."""
    if not isinstance(value, bytes):
        return ""
    code, content = value[:8], value[8:]
    if code == b"UNICODE\0":
        big = content[0::2].count(0) > content[1::2].count(0)  # the high bytes of Latin letters
        return plain_text(content.decode("utf-16-be" if big else "utf-16-le", "ignore"))
    if code == b"ASCII\0\0\0":
        return plain_text(utf_8_or_windows(content))
    if code == b"JIS\0\0\0\0\0":
        return plain_text(attempt(lambda: content.decode("iso2022_jp"), ""))
    return _text_or_nothing(content if code == bytes(8) else value)


def _text_or_nothing(content: bytes) -> str:
    """The text, or ``""`` for the binary data that some cameras store here."""
    text = attempt(lambda: content.strip(b"\0 ").decode("utf-8"), "")
    letters = sum(map(str.isalpha, text))
    plain = all(c.isprintable() or c in "\t\r\n" for c in text)
    return one_line(text) if plain and 2 * letters >= len(text) else ""
