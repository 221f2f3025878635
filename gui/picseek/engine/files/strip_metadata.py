"""Removes metadata (EXIF, XMP, IPTC) from a JPEG; its pixels stay the same to the bit.

Segments as in ITU-T T.81, annex B; what the application segments hold as in ExifTool's list
(https://exiftool.org/TagNames/JPEG.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from PIL import ExifTags, Image

from picseek.engine.types.files import ExportMetadata

_SOI, _EOI, _SOS = b"\xff\xd8", 0xD9, 0xDA
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a length
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_COMMENT = 0xFE
_EXIF_HEAD = b"Exif\0\0"
_JFIF_HEAD = b"JFIF\0"
_COLOUR_HEAD = b"ICC_PROFILE\0"
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_ORIENTATION = int(ExifTags.Base.Orientation)
_LONGEST = 0xFFFF - 2


def without_metadata(jpeg: bytes, metadata: ExportMetadata) -> bytes:
    """The same JPEG with less in it; still turned as it is meant to be seen.

    What follows the picture (previews, second views, films) is removed as well, as it has metadata
    of its own; so are Photoshop's blocks, XMP, which may have the location too, and comments.

    Args:
        jpeg: A whole file.
        metadata: NO_LOCATION removes the GPS part of EXIF; NONE all but the orientation.

    Raises:
        ValueError: It is no JPEG that can be followed to its end.
    """
    segments = [_SOI]
    exif = b""
    for marker, segment in _segments(jpeg):
        if marker == _APP1 and segment[4:].startswith(_EXIF_HEAD):
            exif = exif or segment[4:]
        elif _is_picture(marker, segment):
            segments.append(segment)
    segments.insert(_index_of_exif(segments), _exif_segment(exif, metadata))
    return b"".join(segments)


def reduced_exif(exif: Image.Exif, metadata: ExportMetadata) -> Image.Exif:
    """EXIF reduced to what the user wants, without a preview."""
    if metadata is ExportMetadata.NONE:
        less = Image.Exif()
        if _ORIENTATION in exif:
            less[_ORIENTATION] = exif[_ORIENTATION]
        return less
    if metadata is ExportMetadata.NO_LOCATION and int(ExifTags.IFD.GPSInfo) in exif:
        del exif[int(ExifTags.IFD.GPSInfo)]
    return exif


def _is_picture(marker: int, segment: bytes) -> bool:
    """Whether pixels, or their colours, depend on it."""
    if marker == _APP2:
        return segment[4:].startswith(_COLOUR_HEAD)
    if marker == _APP0:
        return segment[4:].startswith(_JFIF_HEAD)  # and not its extensions: previews
    if _APP0 < marker <= 0xEF:
        return marker == _APP14
    return marker != _COMMENT


def _index_of_exif(segments: list[bytes]) -> int:
    """Behind the start, and JFIF's segment, which wants to be the first."""
    return 2 if len(segments) > 1 and segments[1][1] == _APP0 else 1


def _exif_segment(data: bytes, metadata: ExportMetadata) -> bytes:
    if not data:
        return b""
    exif = Image.Exif()
    try:
        exif.load(data)
        exif = reduced_exif(exif, metadata)
        body = exif.tobytes() if len(exif) else b""
    except Exception as error:
        raise ValueError("the EXIF part cannot be read") from error
    if not body:
        return b""
    if not body.startswith(_EXIF_HEAD):
        body = _EXIF_HEAD + body
    if len(body) > _LONGEST:
        raise ValueError("the EXIF part is too long")
    return bytes((0xFF, _APP1)) + (len(body) + 2).to_bytes(2) + body


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield marker and bytes of each segment; a scan's pixels come with its head."""
    if not jpeg.startswith(_SOI):
        raise ValueError("not a JPEG")
    at = 2
    while True:
        start = at
        while jpeg[at : at + 1] == b"\xff":  # markers may be filled up with 0xFF
            at += 1
        if at == start or at >= len(jpeg):
            raise ValueError("a marker is missing")
        marker = jpeg[at]
        at += 1
        if marker == _EOI:
            yield marker, b"\xff\xd9"
            return
        if marker not in _ALONE:
            at += int.from_bytes(jpeg[at : at + 2])
        if marker == _SOS:
            found = _AFTER_SCAN.search(jpeg, at)
            if found is None:
                raise ValueError("the end is missing")
            at = found.start()
        yield marker, b"\xff" + jpeg[start:at].lstrip(b"\xff")
