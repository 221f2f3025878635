"""What people wrote into a picture before there was XMP: IPTC's older records.

Photo agencies' programs, Picasa and old versions of Lightroom write nothing else. Sources:
"IPTC-NAA Information Interchange Model Version 4", 4.2 (IIM), sections 1.5 (the parts of a data
set), 5 (1:90) and 6 (2:05 to 2:120); Adobe Photoshop File Formats Specification, "Image resource
blocks", 0x0404.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL.IptcImagePlugin import getiptcinfo
from PIL.TiffImagePlugin import TiffImageFile

if TYPE_CHECKING:
    from PIL import Image

DataSets = dict[tuple[int, int], list[bytes]]
"""Values by their record and number, in their order."""

_RESOURCE = 0x0404
_MARKER = 0x1C
_LONGEST_BYTES, _MOST_SETS = 256 << 10, 1_000
_ENVELOPE, _APPLICATION = 1, 2
_CHARACTER_SET = 90
_UTF_8 = b"\x1b%G"  # ISO 2022's way to say it
_NAME, _KEYWORD, _HEADLINE, _CAPTION = 5, 25, 105, 120


@dataclass(frozen=True, slots=True)
class IptcNotes:
    """What is used of a picture's records; each may be ``""`` or empty.

    Attributes:
        title: The object's name.
        keywords: Each by itself, in their order.
    """

    title: str = ""
    headline: str = ""
    caption: str = ""
    keywords: tuple[str, ...] = ()


def read_iptc(picture: Image.Image) -> IptcNotes:
    """Read the records of a JPEG or a TIFF.

    What is damaged ends those of a JPEG, and what came before counts; of a TIFF, Pillow may raise
    almost anything.

    Args:
        picture: Just opened.
    """
    told = _of_tiff(picture) if isinstance(picture, TiffImageFile) else _of_jpeg(picture)
    utf_8 = told.get((_ENVELOPE, _CHARACTER_SET), [b""])[0].startswith(_UTF_8)

    def texts(number: int) -> tuple[str, ...]:
        values = told.get((_APPLICATION, number), [])
        return tuple(filter(None, (_text(value, utf_8=utf_8) for value in values)))

    def text(number: int) -> str:
        return next(iter(texts(number)), "")

    return IptcNotes(text(_NAME), text(_HEADLINE), text(_CAPTION), texts(_KEYWORD))


def _of_tiff(picture: TiffImageFile) -> DataSets:
    # Photoshop says that these bytes are long numbers; Pillow's own reader knows.
    found = getiptcinfo(picture) or {}
    return {key: value if isinstance(value, list) else [value] for key, value in found.items()}


def _of_jpeg(picture: Image.Image) -> DataSets:
    blocks = picture.info.get("photoshop")
    block = blocks.get(_RESOURCE) if isinstance(blocks, Mapping) else None
    told: DataSets = {}
    if isinstance(block, bytes):
        for record, number, value in _data_sets(block[:_LONGEST_BYTES]):
            told.setdefault((record, number), []).append(value)
    return told


def _data_sets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield record, number and value of each set, up to the first that is none."""
    at = 0
    for _ in range(_MOST_SETS):
        if len(block) < at + 5 or block[at] != _MARKER:
            return
        record, number, size = struct.unpack_from(">BBH", block, at + 1)
        at += 5
        if size & 0x8000 or len(block) < at + size:  # longer than any text, or cut off
            return
        yield record, number, block[at : at + size]
        at += size


def _text(value: bytes, *, utf_8: bool) -> str:
    """A value as one line. Most programs write UTF-8 or Windows' own set without saying which."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("utf-8" if utf_8 else "cp1252", "replace")
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())
