"""A picture's metadata for the details panel: exposure, location, title, keywords, and more.

EXIF: CIPA DC-008-2019, section 4.6. XMP and IPTC: see `picseek.engine.metadata`.
It is read when the user opens the panel, not while indexing. Invalid values are skipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import ExifTags

from picseek.engine.decoding.opening import opened_picture
from picseek.engine.metadata.captions import date_of
from picseek.engine.metadata.embedded import read_embedded
from picseek.engine.metadata.exif import as_utf_8, exif_of, part_of
from picseek.engine.metadata.gps import altitude, coordinates, number
from picseek.engine.metadata.iptc import IptcMetadata
from picseek.engine.metadata.plain import plain_text, tag_value
from picseek.engine.metadata.sidecars import read_sidecars
from picseek.engine.metadata.xmp import XmpMetadata
from picseek.engine.types import CameraDetails

_LONGEST_TEXT = 2000
_MOST_KEYWORDS = 100
_UNKNOWN = 0xFFFF  # some cameras write this for an unknown ISO speed

Tags = Mapping[int, Any]


def read_details(path: str) -> CameraDetails:
    """Read a file's metadata. May crash or hang on a hostile one: use it in a worker.

    Args:
        path: Absolute path; bytes that are not UTF-8 are surrogate-escaped.

    Raises:
        PictureError: It is not a picture, or cannot be read.
    """
    file = Path(path)
    with opened_picture(file) as picture:
        embedded, exif = read_embedded(picture), exif_of(picture)  # Pillow parses EXIF once
        camera = part_of(exif, ExifTags.IFD.Exif)
        gps = part_of(exif, ExifTags.IFD.GPSInfo)
    xmp, iptc = embedded.xmp, embedded.iptc
    taken = date_of(file, embedded.taken, read_sidecars(file))
    base = ExifTags.Base
    latitude, longitude = coordinates(gps)
    return CameraDetails(
        taken_at=taken and taken.at,
        taken_from=taken and taken.source,
        camera=embedded.camera,
        lens=_lens(camera),
        exposure=_positive(tag_value(camera, base.ExposureTime)),
        f_number=_positive(tag_value(camera, base.FNumber)),
        iso=_iso(tag_value(camera, base.ISOSpeedRatings)),
        focal_length=_positive(tag_value(camera, base.FocalLength)),
        focal_length_35mm=_positive(tag_value(camera, base.FocalLengthIn35mmFilm)),
        flash=_flash(tag_value(camera, base.Flash)),
        latitude=latitude,
        longitude=longitude,
        altitude=altitude(gps),
        title=_first(xmp.titles) or _long(iptc.title),
        description=_first(xmp.descriptions)
        or _long(iptc.caption)
        or _long(as_utf_8(tag_value(exif, base.ImageDescription))),
        keywords=(xmp.keywords or iptc.keywords)[:_MOST_KEYWORDS],
        people=xmp.people[:_MOST_KEYWORDS],
        locations=xmp.locations or iptc.locations,
        artist=_creator(xmp, iptc) or _long(as_utf_8(tag_value(exif, base.Artist))),
        rights=xmp.rights or _long(as_utf_8(tag_value(exif, base.Copyright))),
        software=_long(tag_value(exif, base.Software)),
    )


def _first(texts: tuple[str, ...]) -> str:
    return next(iter(texts), "")


def _creator(xmp: XmpMetadata, iptc: IptcMetadata) -> str:
    return ", ".join(xmp.creators or iptc.creators)


def _positive(value: object) -> float | None:
    parsed = number(value)
    return parsed if parsed is not None and parsed > 0 else None


def _iso(value: object) -> int | None:
    parsed = _positive(value)
    return None if parsed is None or parsed >= _UNKNOWN else round(parsed)


def _flash(value: object) -> bool | None:
    parsed = number(value)
    return None if parsed is None else bool(int(parsed) & 1)


def _long(value: object) -> str:
    return plain_text(value)[:_LONGEST_TEXT]


def _lens(camera: Tags) -> str:
    maker = plain_text(tag_value(camera, ExifTags.Base.LensMake))
    model = plain_text(tag_value(camera, ExifTags.Base.LensModel))
    if not model or model.casefold().startswith(maker.casefold()):
        return model[:_LONGEST_TEXT]
    return f"{maker} {model}"[:_LONGEST_TEXT]
