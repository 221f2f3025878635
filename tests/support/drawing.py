"""Test pictures, drawn by code."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pillow_heif
from PIL import ExifTags, Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

pillow_heif.register_heif_opener()  # to write HEIF; reading is the engine's own business

CORNERS = ((220, 30, 30), (30, 160, 60), (30, 60, 200), (230, 210, 40))
"""Colours of a scene: top left, top right, bottom left, bottom right."""

_STORED_AS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What a camera held so does to the picture: the inverse of how it is shown."""


def scene(width: int = 640, height: int = 480) -> Image.Image:
    """Four differently coloured quarters: no two orientations look the same."""
    picture = Image.new("RGB", (width, height))
    for number, colour in enumerate(CORNERS):
        left, top = (number % 2) * (width // 2), (number // 2) * (height // 2)
        picture.paste(colour, (left, top, left + width - width // 2, top + height - height // 2))
    return picture


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    """The bytes of a picture file."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def exif(tags: Mapping[int, object], details: Mapping[int, object] | None = None) -> Image.Exif:
    """EXIF with these tags in the main directory, and these in the camera's own."""
    made = Image.Exif()
    for tag, value in tags.items():
        made[tag] = value
    if details:
        made.get_ifd(ExifTags.IFD.Exif).update(details)
        made[ExifTags.IFD.Exif] = 0  # its place is known when it is written
    return made


def stored_sideways(picture: Image.Image, orientation: int) -> Image.Image:
    """The pixels that show `picture` when they are shown in this EXIF orientation."""
    method = _STORED_AS.get(orientation)
    return picture if method is None else picture.transpose(method)


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures seen from afar, 0 (the same) to 255."""
    return float(np.abs(_from_afar(one) - _from_afar(other)).mean())


def _from_afar(picture: Image.Image) -> NDArray[np.float32]:
    return np.asarray(picture.resize((16, 16), Image.Resampling.BOX), dtype=np.float32)


def huge_png(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it has this many pixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def red_and_blue_swapped_profile() -> bytes:
    """An RGB profile (ICC.1:2001-04) with sRGB's primaries, of which red and blue are swapped."""
    red, green, blue = (0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    text = b"text\0\0\0\0none\0"
    name = b"swapped\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78),
        b"cprt": text,
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(*blue),
        b"gXYZ": _xyz(*green),
        b"bXYZ": _xyz(*red),
    }
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, body = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", 0, b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header += bytes(12) + b"acsp" + bytes(28) + _xyz(0.9642, 1.0, 0.8249)[8:]
    profile = header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(profile)) + profile[4:]


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def written(path: Path, data: bytes) -> Path:
    """The path, now of a file with these bytes."""
    path.write_bytes(data)
    return path
