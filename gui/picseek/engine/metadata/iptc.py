"""Reads IPTC's older metadata, IIM, which preceded XMP.

Programs of photo agencies, Picasa and old versions of Lightroom write only this. Sources:
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

from picseek.engine.metadata.plain import one_line

if TYPE_CHECKING:
    from PIL import Image

DataSets = dict[tuple[int, int], list[bytes]]
"""Values by record and data set number, in the order of the file."""

_RESOURCE = 0x0404
_MARKER = 0x1C
_LONGEST_BYTES, _MOST_SETS = 256 << 10, 1_000
_ENVELOPE, _APPLICATION = 1, 2
_CHARACTER_SET = 90
# Escape sequences of ISO 2022, by the ISO International Register of Coded Character Sets.
_CHARACTER_SETS = {
    b"\x1b%G": "utf-8",
    b"\x1b%/": "utf-8",
    b"\x1b-A": "cp1252",
    b"\x1b.A": "cp1252",
    b"\x1b-B": "iso8859-2",
    b"\x1b-F": "iso8859-7",
    b"\x1b-G": "iso8859-6",
    b"\x1b-H": "iso8859-8",
    b"\x1b-L": "iso8859-5",
    b"\x1b-M": "iso8859-9",
    b"\x1b-b": "iso8859-15",
}
_NAME, _KEYWORD, _DATE, _TIME, _CREATOR = 5, 25, 55, 60, 80
_CITY, _SUBLOCATION, _STATE, _COUNTRY, _HEADLINE, _CAPTION = 90, 92, 95, 101, 105, 120


@dataclass(frozen=True, slots=True)
class IptcMetadata:
    """A picture's IPTC metadata, as far as Picseek uses it; each value may be empty.

    Attributes:
        title: The object name.
        keywords: In the order of the file.
        locations: From the narrowest to the widest.
        date: When the picture was created, as it is written.
    """

    title: str = ""
    headline: str = ""
    caption: str = ""
    keywords: tuple[str, ...] = ()
    locations: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    date: str = ""


def read_iptc(picture: Image.Image) -> IptcMetadata:
    """Read the IPTC metadata of a JPEG or a TIFF, up to the first damage.

    Args:
        picture: Just opened; its pixels are not loaded.

    Raises:
        Exception: Of almost any type, if the metadata of a TIFF is damaged.
    """
    sets = _of_tiff(picture) if isinstance(picture, TiffImageFile) else _of_jpeg(picture)
    declared = _CHARACTER_SETS.get(sets.get((_ENVELOPE, _CHARACTER_SET), [b""])[0][:3])

    def texts(*numbers: int) -> tuple[str, ...]:
        values = [value for number in numbers for value in sets.get((_APPLICATION, number), [])]
        return tuple(filter(None, (_text(value, declared) for value in values)))

    def text(number: int) -> str:
        return next(iter(texts(number)), "")

    return IptcMetadata(
        title=text(_NAME),
        headline=text(_HEADLINE),
        caption=text(_CAPTION),
        keywords=texts(_KEYWORD),
        locations=texts(_SUBLOCATION, _CITY, _STATE, _COUNTRY),
        creators=texts(_CREATOR),
        date=f"{text(_DATE)} {text(_TIME)}".strip(),
    )


def _of_tiff(picture: TiffImageFile) -> DataSets:
    # Photoshop declares these bytes as LONG numbers, which Pillow's reader handles.
    found = getiptcinfo(picture) or {}
    return {key: value if isinstance(value, list) else [value] for key, value in found.items()}


def _of_jpeg(picture: Image.Image) -> DataSets:
    blocks = picture.info.get("photoshop")
    block = blocks.get(_RESOURCE) if isinstance(blocks, Mapping) else None
    sets: DataSets = {}
    if isinstance(block, bytes):
        for record, number, value in _data_sets(block[:_LONGEST_BYTES]):
            sets.setdefault((record, number), []).append(value)
    return sets


def _data_sets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield record, number and value of each data set, up to the first invalid one."""
    at = 0
    for _ in range(_MOST_SETS):
        if len(block) < at + 5 or block[at] != _MARKER:
            return
        record, number, size = struct.unpack_from(">BBH", block, at + 1)
        at += 5
        if size & 0x8000 or len(block) < at + size:  # longer than any text, or truncated
            return
        yield record, number, block[at : at + size]
        at += size


def _text(value: bytes, declared: str | None) -> str:
    """A value as one line. Most programs write UTF-8 or their system's encoding, undeclared."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode(declared or _system_encoding(value), "replace")
    return one_line(text)


def _system_encoding(value: bytes) -> str:
    """The encoding of Windows or of classic Mac OS, by which gives more plausible letters."""
    mac, windows = (_plausible(value.decode(name, "replace")) for name in ("mac_roman", "cp1252"))
    return "mac_roman" if mac > windows else "cp1252"


def _plausible(text: str) -> int:
    """The number of non-ASCII letters, except capitals inside words."""
    around = zip(f" {text}", text, f"{text[1:]} ", strict=False)
    return sum(
        here.isalpha()
        and not here.isascii()
        and not (here.isupper() and before.isalpha() and after.islower())
        for before, here, after in around
    )
