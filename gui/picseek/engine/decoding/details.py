"""All that is told of one picture beside its pixels: what its camera and its owner wrote.

EXIF: CIPA DC-008-2019, section 4.6. XMP: ISO 16684-1, with the properties of Dublin Core. IPTC:
see `picseek.engine.metadata.iptc`.
Read when someone looks, not while indexing. Nothing here fails for want of a value: what is
missing, damaged or absurd is left out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

from PIL import ExifTags, Image

from picseek.engine.decoding.decoder import opened_picture
from picseek.engine.metadata.exif import attempt, plain_text, read_notes, tag_value
from picseek.engine.metadata.iptc import IptcNotes, read_iptc
from picseek.engine.types import CameraDetails

_LONGEST_TEXT = 2000
_LONGEST_XMP = 1 << 20
_MOST_KEYWORDS = 100
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP_KEYS = ("xmp", "XML:com.adobe.xmp", "Raw profile type xmp")
_UNKNOWN = 0xFFFF  # what some cameras write for an exposure they do not know

Tags = Mapping[int, Any]


def read_details(path: str) -> CameraDetails:
    """Read a file's notes. May crash or hang on a hostile one: use it in a worker.

    Args:
        path: Absolute path; bytes that are not UTF-8 are surrogate-escaped.

    Raises:
        PictureError: It is no picture, or cannot be read.
    """
    with opened_picture(Path(path)) as picture:
        notes = read_notes(picture)
        exif = attempt(picture.getexif, Image.Exif())
        nothing: dict[int, Any] = {}
        camera: Tags = attempt(lambda: exif.get_ifd(ExifTags.IFD.Exif), nothing)
        place: Tags = attempt(lambda: exif.get_ifd(ExifTags.IFD.GPSInfo), nothing)
        xmp = _xmp(picture.info)
        iptc = attempt(lambda: read_iptc(picture), IptcNotes())
    base = ExifTags.Base
    latitude, longitude = _coordinates(place)
    return CameraDetails(
        taken_at=notes.taken_at,
        camera=notes.camera,
        lens=_lens(camera),
        exposure=_positive(tag_value(camera, base.ExposureTime)),
        f_number=_positive(tag_value(camera, base.FNumber)),
        iso=_iso(tag_value(camera, base.ISOSpeedRatings)),
        focal_length=_positive(tag_value(camera, base.FocalLength)),
        focal_length_35mm=_positive(tag_value(camera, base.FocalLengthIn35mmFilm)),
        flash=_flash(tag_value(camera, base.Flash)),
        latitude=latitude,
        longitude=longitude,
        altitude=_altitude(place),
        title=_dublin_core(xmp, "title") or _long(iptc.title),
        description=_dublin_core(xmp, "description")
        or _long(iptc.caption)
        or _long(tag_value(exif, base.ImageDescription)),
        keywords=_keywords(xmp) or iptc.keywords[:_MOST_KEYWORDS],
        artist=_dublin_core(xmp, "creator") or _long(tag_value(exif, base.Artist)),
        rights=_dublin_core(xmp, "rights") or _long(tag_value(exif, base.Copyright)),
        software=_long(tag_value(exif, base.Software)),
    )


# EXIF


def _number(value: object) -> float | None:
    """A number, also the first of several; None for zero divided by zero and the like."""
    if isinstance(value, tuple | list):
        value = value[0] if value else None
    number = attempt(lambda: float(value), math.nan)  # type: ignore[arg-type]
    return number if math.isfinite(number) else None


def _positive(value: object) -> float | None:
    number = _number(value)
    return number if number is not None and number > 0 else None


def _iso(value: object) -> int | None:
    number = _positive(value)
    return None if number is None or number >= _UNKNOWN else round(number)


def _flash(value: object) -> bool | None:
    number = _number(value)
    return None if number is None else bool(int(number) & 1)


def _long(value: object) -> str:
    return plain_text(value)[:_LONGEST_TEXT]


def _lens(camera: Tags) -> str:
    maker = plain_text(tag_value(camera, ExifTags.Base.LensMake))
    model = plain_text(tag_value(camera, ExifTags.Base.LensModel))
    if not model or model.casefold().startswith(maker.casefold()):
        return model[:_LONGEST_TEXT]
    return f"{maker} {model}"[:_LONGEST_TEXT]


def _coordinates(place: Tags) -> tuple[float | None, float | None]:
    """Degrees north and east, or nothing of both: one alone is no place."""
    gps = ExifTags.GPS
    latitude = _degrees(
        tag_value(place, gps.GPSLatitude), tag_value(place, gps.GPSLatitudeRef), "S", 90
    )
    longitude = _degrees(
        tag_value(place, gps.GPSLongitude), tag_value(place, gps.GPSLongitudeRef), "W", 180
    )
    if latitude is None or longitude is None:
        return None, None
    return latitude, longitude


def _degrees(value: object, side: object, negative: str, most: int) -> float | None:
    """Degrees, minutes and seconds as one number."""
    if not isinstance(value, tuple | list) or not 1 <= len(value) <= 3:
        return None
    parts = [_number(part) for part in value]
    if parts[0] is None:
        return None
    degrees: float = sum((part or 0.0) / 60**place for place, part in enumerate(parts))
    if not 0 <= degrees <= most:
        return None
    return -degrees if plain_text(side).upper().startswith(negative) else degrees


def _altitude(place: Tags) -> float | None:
    """Metres above the sea."""
    metres = _number(tag_value(place, ExifTags.GPS.GPSAltitude))
    below = tag_value(place, ExifTags.GPS.GPSAltitudeRef) in (1, b"\1")
    return -metres if metres is not None and below else metres


# XMP


def _xmp(info: Mapping[Any, Any]) -> Xml.Element | None:
    packet = next((info[key] for key in _XMP_KEYS if key in info), None)
    if isinstance(packet, str):
        packet = packet.encode()
    if not isinstance(packet, bytes) or len(packet) > _LONGEST_XMP or b"<!ENTITY" in packet:
        return None
    # Without entities there is nothing in XML that grows; and a worker's memory is limited.
    return attempt(lambda: Xml.fromstring(packet.strip(b"\0 \r\n\t")), None)  # noqa: S314


def _entries(xmp: Xml.Element | None, name: str) -> list[str]:
    """The texts of a Dublin Core property: a list, or one text in several languages."""
    if xmp is None:
        return []
    found = xmp.find(f".//{_DC}{name}")
    if found is None:
        return []
    texts = [plain_text(entry.text) for entry in found.iter(f"{_RDF}li")] or [
        plain_text(found.text)
    ]
    return [entry[:_LONGEST_TEXT] for entry in texts if entry]


def _dublin_core(xmp: Xml.Element | None, name: str) -> str:
    return next(iter(_entries(xmp, name)), "")


def _keywords(xmp: Xml.Element | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_entries(xmp, "subject")))[:_MOST_KEYWORDS]
