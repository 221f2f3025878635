"""What was written into a picture: by a camera (EXIF), and by people (EXIF, XMP and IPTC).

Tags and formats: CIPA DC-008-2019, "Exchangeable image file format for digital still cameras:
Exif Version 2.32", section 4.6; ISO 16684-1 (XMP) and the IPTC Photo Metadata Standard 2023.1;
those beginning with XP are Windows'.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from xml.etree import ElementTree

from PIL import ExifTags, Image

from picseek.engine.metadata.iptc import IptcNotes, read_iptc

V = TypeVar("V")

_DATE = re.compile(r"\s*(\d{4})[:/.-](\d\d?)[:/.-](\d\d?)[ T]+(\d\d?):(\d\d?):(\d\d?)")
_FIRST_YEAR = 1826  # of the oldest photograph that is left
_CAMERA_LENGTH = 100

_XMP_BYTES = 256 << 10
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_IPTC = "{http://iptc.org/std/Iptc4xmp"
_XMP_NAMES = (
    f"{_DC}title",
    "{http://ns.adobe.com/photoshop/1.0/}Headline",
    f"{_DC}description",
    f"{_IPTC}Core/1.0/xmlns/}}AltTextAccessibility",
    f"{_DC}subject",
    f"{_IPTC}Ext/2008-02-29/}}PersonInImage",
)
_XP_TAGS = (
    ExifTags.Base.XPTitle,
    ExifTags.Base.XPSubject,
    ExifTags.Base.XPComment,
    ExifTags.Base.XPKeywords,
)
# Cameras write these where a description belongs.
_NO_CAPTION = re.compile(
    r".*\bdigital (still )?camera\b.*|sony dsc|samsung|exif_jpeg_picture|default|dcim|screenshot|"
    r"untitled|binary comment",
    re.IGNORECASE,
)


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


# Captions


def read_captions(picture: Image.Image) -> tuple[str, ...]:
    """Read titles, captions and keywords, each as one line.

    Never fails: what is missing, damaged or absurd is left out.

    Args:
        picture: Just opened. Its pixels are not loaded: what a PNG has behind them is not found.
    """
    empty: tuple[str, ...] = ()
    told = (
        *attempt(lambda: tuple(_xmp_captions(picture.info.get("xmp"))), empty),
        *_iptc_captions(attempt(lambda: read_iptc(picture), IptcNotes())),
        *attempt(lambda: tuple(_exif_captions(picture)), empty),
        *(plain_text(picture.info.get(name)) for name in ("Title", "Description")),  # of a PNG
    )
    return tuple(dict.fromkeys(text for text in told if text and not _NO_CAPTION.fullmatch(text)))


def _xmp_captions(packet: object) -> Iterator[str]:
    if isinstance(packet, str):
        packet = packet.encode()
    if not isinstance(packet, bytes) or not 0 < len(packet) <= _XMP_BYTES:
        return
    if b"<!" in packet.replace(b"\0", b""):  # declarations could make it grow; XMP has none
        return
    root = ElementTree.fromstring(packet.strip(b"\0 \r\n"))  # noqa: S314 - see above
    for name in _XMP_NAMES:
        for described in root.iter(f"{_RDF}Description"):
            yield plain_text(described.get(name))
        for element in root.iter(name):
            # Lists of keywords and people; of texts in several languages, the default is first.
            items = [plain_text(item.text) for item in element.iter(f"{_RDF}li")]
            items = items or [plain_text(element.text)]
            alternatives = element.find(f"{_RDF}Alt") is not None
            yield items[0] if alternatives else ", ".join(filter(None, items))


def _iptc_captions(notes: IptcNotes) -> tuple[str, ...]:
    return notes.title, notes.headline, notes.caption, ", ".join(notes.keywords)


def _exif_captions(picture: Image.Image) -> Iterator[str]:
    if picture.format == "PNG" and "exif" not in picture.info:
        return  # to find it behind the pixels, all of them would be decoded
    exif = picture.getexif()
    nothing: dict[int, Any] = {}
    yield plain_text(_as_utf8(tag_value(exif, ExifTags.Base.ImageDescription)))
    for tag in _XP_TAGS:
        value = tag_value(exif, tag)
        if isinstance(value, bytes):
            yield plain_text(value.decode("utf-16-le", "ignore"))
    details = attempt(lambda: exif.get_ifd(ExifTags.IFD.Exif), nothing)
    yield _comment(tag_value(details, ExifTags.Base.UserComment))


def _as_utf8(value: object) -> object:
    """Pillow reads Latin-1, and programs write UTF-8."""
    if not isinstance(value, str):
        return value
    return attempt(lambda: value.encode("latin-1").decode("utf-8"), value)


def _comment(value: object) -> str:
    """A comment by its code of eight bytes; others than ASCII and Unicode are cameras' own."""
    if not isinstance(value, bytes):
        return ""
    code, said = value[:8], value[8:]
    if code == b"ASCII\0\0\0":
        return plain_text(said.decode("ascii", "ignore"))
    if code == b"UNICODE\0":
        big = said[0::2].count(0) > said[1::2].count(0)  # in Western scripts, the rest is 0
        return plain_text(said.decode("utf-16-be" if big else "utf-16-le", "ignore"))
    return ""
