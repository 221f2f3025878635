"""The metadata in a picture: EXIF, XMP, IPTC, and the texts of its format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from picseek.engine.metadata.dates import (
    Taken,
    best,
    mailed_date,
    written_date,
    written_period,
)
from picseek.engine.metadata.exif import ExifMetadata, exif_captions, exif_of, read_exif
from picseek.engine.metadata.iptc import IptcMetadata, read_iptc
from picseek.engine.metadata.plain import attempt, plain_text, utf_8_or_windows
from picseek.engine.metadata.xmp import XmpMetadata, read_xmp
from picseek.engine.types import DateSource

if TYPE_CHECKING:
    from PIL import Image

# What cameras and programs write in place of a description.
_NO_CAPTION = re.compile(
    r".*\bdigital (still )?camera\b.*|sony dsc|samsung|exif_jpeg_picture|default|dcim|screenshot|"
    r"untitled|binary comment|(created|processed|optimi[sz]ed|compressed) (with|by|using) .*|"
    r"creator: gd-jpeg.*|file (source|written)\b.*|lead technologies.*|intel\(r\) .*|lavc[\d.]*|"
    r".*\b(gimp|imagemagick|ezgif\.com|jpegmini)\b.*",
    re.IGNORECASE,
)
_XMP_KEYS = ("xmp", "XML:com.adobe.xmp", "Raw profile type xmp")
# Text fields of PNG (standard keywords), JPEG and GIF.
_CAPTION_TEXTS = ("Title", "Description", "Comment", "comment")
_PARAMETERS = "parameters"  # where picture generators write their prompts
_PROMPT_END = re.compile(r"\n?(Negative prompt|Steps): ")
_DATE_TEXTS = ("exif:DateTimeOriginal", "Creation Time", "creation_time")


@dataclass(frozen=True, slots=True)
class Embedded:
    """The metadata in a picture, as far as Picseek uses it.

    Attributes:
        orientation: As in EXIF, 1 to 8; 1 is upright.
        camera: Make and model, or ``""``.
        captions: Titles, descriptions, keywords, people, locations: one line each.
        taken: When the picture was taken.
        period: The month or year, if no more is given; see `written_period`.
        xmp, iptc: Sources of `captions` and `taken`, besides EXIF.
    """

    orientation: int = 1
    camera: str = ""
    captions: tuple[str, ...] = ()
    taken: Taken | None = None
    period: str = ""
    xmp: XmpMetadata = field(default_factory=XmpMetadata)
    iptc: IptcMetadata = field(default_factory=IptcMetadata)


def read_embedded(picture: Image.Image) -> Embedded:
    """Read the metadata in a picture. Never fails: missing and invalid values are skipped.

    Args:
        picture: Just opened; its pixels are not loaded.
    """
    exif, xmp = read_exif(picture), _xmp_of(picture)
    iptc = attempt(lambda: read_iptc(picture), IptcMetadata())
    return Embedded(
        orientation=exif.orientation or xmp.orientation or 1,
        camera=exif.camera,
        captions=_captions(picture, xmp, iptc),
        taken=best(_dates(picture, exif, xmp, iptc)),
        period=period_of((*xmp.dates, iptc.date)),
        xmp=xmp,
        iptc=iptc,
    )


def _xmp_of(picture: Image.Image) -> XmpMetadata:
    """The XMP of a picture, in any format in which Pillow finds it."""
    packet = next((picture.info[key] for key in _XMP_KEYS if picture.info.get(key)), None)
    return attempt(lambda: read_xmp(packet), XmpMetadata())


def xmp_captions(xmp: XmpMetadata) -> Iterator[str]:
    """Yield titles, descriptions, keywords, people and locations, one line each."""
    yield from xmp.titles
    yield xmp.headline
    yield from xmp.descriptions
    yield xmp.alt_text
    for several in (xmp.keywords, xmp.people, xmp.locations):
        yield ", ".join(several)


def xmp_dates(xmp: XmpMetadata, source: DateSource) -> Iterator[Taken]:
    """Yield the dates with a day, the best first."""
    for text in xmp.dates:
        date = written_date(text)
        if date is not None:
            yield Taken(date, source)


def period_of(dates: Iterable[str]) -> str:
    """The first month or year among written dates; ``""`` if there is none."""
    return next(filter(None, map(written_period, dates)), "")


def _captions(picture: Image.Image, xmp: XmpMetadata, iptc: IptcMetadata) -> tuple[str, ...]:
    nothing: list[str] = []
    found = (
        *xmp_captions(xmp),
        *(iptc.title, iptc.headline, iptc.caption),
        *(", ".join(iptc.keywords), ", ".join(iptc.locations)),
        *attempt(lambda: list(exif_captions(exif_of(picture))), nothing),
        *(_plain(picture.info.get(name)) for name in _CAPTION_TEXTS),
        _prompt(picture.info.get(_PARAMETERS)),
        *_creators((*xmp.creators, *iptc.creators)),
    )
    return tuple(dict.fromkeys(text for text in found if text and not _NO_CAPTION.fullmatch(text)))


def _creators(names: Iterable[str]) -> Iterator[str]:
    yield ", ".join(dict.fromkeys(names))


def _prompt(value: object) -> str:
    """The prompt of a generated picture, without the negative prompt and the settings."""
    return plain_text(_PROMPT_END.split(value)[0]) if isinstance(value, str) else ""


def _plain(value: object) -> str:
    return plain_text(utf_8_or_windows(value) if isinstance(value, bytes) else value)


def _dates(
    picture: Image.Image, exif: ExifMetadata, xmp: XmpMetadata, iptc: IptcMetadata
) -> Iterator[Taken]:
    yield from exif.dates
    yield from xmp_dates(xmp, DateSource.XMP)
    date = written_date(iptc.date)
    if date is not None:
        yield Taken(date, DateSource.IPTC)
    for name in _DATE_TEXTS:
        text = mailed_date(plain_text(picture.info.get(name)))
        if text is not None:
            yield Taken(text, DateSource.TEXT)
