"""What a camera wrote into a picture (EXIF): orientation, date and model.

Tags and formats: CIPA DC-008-2019, "Exchangeable image file format for digital still cameras:
Exif Version 2.32", section 4.6.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from PIL import ExifTags, Image

V = TypeVar("V")

_DATE = re.compile(r"\s*(\d{4})[:/.-](\d\d?)[:/.-](\d\d?)[ T]+(\d\d?):(\d\d?):(\d\d?)")
_FIRST_YEAR = 1826  # of the oldest photograph that is left
_CAMERA_LENGTH = 100


@dataclass(frozen=True, slots=True)
class CameraNotes:
    """What is used of a picture's EXIF.

    Attributes:
        orientation: How the stored pixels are to be turned, 1 to 8; 1 is upright.
        taken_at: Local wall-clock time, no zone.
        camera: Make and model, or ``""``.
    """

    orientation: int = 1
    taken_at: datetime | None = None
    camera: str = ""


def read_notes(picture: Image.Image) -> CameraNotes:
    """Read the EXIF of any format Pillow finds it in.

    Never fails: what is missing, damaged or absurd is left out.

    Args:
        picture: Just opened: a TIFF's EXIF is out of reach once its pixels are loaded. (A
            PNG's may come after the pixels, so Pillow loads those here.)
    """
    exif = attempt(picture.getexif, Image.Exif())
    nothing: dict[int, Any] = {}
    details = attempt(lambda: exif.get_ifd(ExifTags.IFD.Exif), nothing)
    dates = (
        tag_value(details, ExifTags.Base.DateTimeOriginal),
        tag_value(details, ExifTags.Base.DateTimeDigitized),
        tag_value(exif, ExifTags.Base.DateTime),
    )
    return CameraNotes(
        orientation=_orientation(tag_value(exif, ExifTags.Base.Orientation)),
        taken_at=next(filter(None, map(_date, dates)), None),
        camera=_camera(tag_value(exif, ExifTags.Base.Make), tag_value(exif, ExifTags.Base.Model)),
    )


def attempt(read: Callable[[], V], otherwise: V) -> V:
    """What `read` returns, or `otherwise` when it fails: to be used on what a file says only."""
    try:
        return read()
    except Exception:  # noqa: BLE001 - damaged EXIF makes Pillow's parser raise almost anything
        return otherwise


def tag_value(entries: Mapping[int, Any], tag: int) -> object:
    """One value, decoded only now; damage in one leaves the others."""
    return attempt(lambda: entries.get(tag), None)


def _orientation(value: object) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def plain_text(value: object) -> str:
    """A text up to its NUL, in printable characters, with single spaces."""
    if isinstance(value, bytes):
        value = value.decode("latin-1")
    if not isinstance(value, str):
        return ""
    printable = "".join(c if c.isprintable() else " " for c in value.partition("\0")[0])
    return " ".join(printable.split())


def _date(value: object) -> datetime | None:
    match = _DATE.match(plain_text(value))
    if match is None:
        return None
    try:
        date = datetime(*map(int, match.groups()))  # type: ignore[arg-type]
    except ValueError:  # zeros, or a 13th month
        return None
    return date if date.year >= _FIRST_YEAR else None


def _camera(make: object, model: object) -> str:
    """Make and model; only the model where it begins with the make or a word of it."""
    maker, name = plain_text(make), plain_text(model)
    first_word = name.casefold().partition(" ")[0]
    if not maker or first_word in maker.casefold().split() or _begins(name, maker):
        return name[:_CAMERA_LENGTH]
    return f"{maker} {name}".strip()[:_CAMERA_LENGTH]


def _begins(name: str, maker: str) -> bool:
    return name.casefold().startswith(maker.casefold())
