"""Encodes a picture for sending: only its pixels, and only as many as the service uses.

Cohere scales down pictures of more than 1568 x 1568 pixels, so sending more would only take longer.
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass

from PIL import Image

from picseek.engine.types import PictureFacts

MAX_PIXELS = 1568 * 1568
MAX_SIDE = 8192
"""For very long pictures: JPEG allows 65,535, and servers allow less."""

_MIN_SIDE = 1358  # the shorter side of 1568 x 1568 pixels in the usual 4:3
_BYTES_PER_PIXEL = 0.088  # a sufficient size: some 216 kB for 1568 x 1568 pixels
_GOOD = 80  # JPEG quality
_LOWER = ((70, 0.78), (60, 0.66), (50, 0.58))  # qualities and relative sizes, measured on photos
_SAMPLE_SIDE = 192
_FEW_COLOURS = 2048  # with fewer in a sample of 36,864 pixels, a picture is not a photo

_SIGNATURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))


@dataclass(frozen=True, slots=True)
class CoherePreparer:
    """Encodes a picture for the service: JPEG, or PNG if that is smaller. Picklable."""

    max_pixels: int = MAX_PIXELS

    @property
    def min_side(self) -> int:
        """Pixels that the shorter side must have, if the original has them."""
        return _MIN_SIDE

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:  # noqa: ARG002
        """Encode one picture: upright, sRGB, without EXIF, comments, profiles or names."""
        reduced = _reduced(picture, self.max_pixels)
        jpeg = _jpeg(reduced)
        if not _looks_drawn(reduced):
            return jpeg
        png = _encoded(reduced, "PNG", compress_level=6)
        return png if len(png) < len(jpeg) else jpeg


def mime_type(prepared: bytes) -> str:
    """The media type of these bytes, detected from their content.

    Raises:
        ValueError: They are neither JPEG nor PNG.
    """
    for signature, mime in _SIGNATURES:
        if prepared.startswith(signature):
            return mime
    raise ValueError("neither JPEG nor PNG")


def _reduced(picture: Image.Image, max_pixels: int) -> Image.Image:
    """A copy within the limits, in mode RGB, without metadata."""
    width, height = picture.size
    scale = min(1.0, math.sqrt(max_pixels / (width * height)), MAX_SIDE / max(width, height))
    copy = picture.convert("RGB") if picture.mode != "RGB" else picture.copy()
    if scale < 1.0:
        size = (max(1, int(width * scale)), max(1, int(height * scale)))
        copy = copy.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    copy.info.clear()  # encoders would write its comments and profiles
    return copy


def _jpeg(picture: Image.Image) -> bytes:
    enough = _BYTES_PER_PIXEL * picture.width * picture.height
    data = _jpeg_of(picture, _GOOD)
    if len(data) <= enough:
        return data
    fitting = (quality for quality, share in _LOWER if share * len(data) <= enough)
    return _jpeg_of(picture, next(fitting, _LOWER[-1][0]))


def _jpeg_of(picture: Image.Image, quality: int) -> bytes:
    return _encoded(picture, "JPEG", quality=quality, optimize=True, progressive=True)


def _looks_drawn(picture: Image.Image) -> bool:
    """Whether PNG is worth trying: charts, screenshots, drawings."""
    size = (min(picture.width, _SAMPLE_SIDE), min(picture.height, _SAMPLE_SIDE))
    sample = picture.resize(size, Image.Resampling.NEAREST)
    return sample.getcolors(_FEW_COLOURS) is not None


def _encoded(picture: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, form, **options)
    return buffer.getvalue()
