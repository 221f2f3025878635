"""What a data URI really holds, found out the way a strict server would."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import ExifTags, Image, UnidentifiedImageError

from tests.support.cohere.vectors import SIDE, content_of_pixels

if TYPE_CHECKING:
    from tests.support.cohere.vectors import Content

MAX_PIXELS = 1568 * 1568
SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
)
METADATA = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "comment", "icc_profile", "photoshop"})


@dataclass(frozen=True, slots=True, eq=False)
class SentPicture:
    """A picture as it left the client.

    Attributes:
        digest: SHA-256 of its bytes, hex.
        declared: MIME type that the data URI names.
        actual: MIME type by the first bytes, or ``""``.
        encoded_bytes: Characters of base64.
        metadata: Names of what it carries besides pixels: ``exif``, ``gps``, ``comment``,
            ``icc_profile``, ``text`` ...; empty is what should arrive.
        mean: Mean colour, RGB.
        content: What it shows, for its vector; None when it cannot be read.
        problem: Why it cannot be read, or ``""``.
    """

    digest: str
    declared: str
    actual: str
    bytes: int
    encoded_bytes: int
    width: int = 0
    height: int = 0
    format: str = ""
    bit_depth: int = 8
    metadata: frozenset[str] = frozenset()
    mean: tuple[int, int, int] = (0, 0, 0)
    content: Content | None = None
    problem: str = ""

    @property
    def too_many_pixels(self) -> bool:
        """Whether the service would have reduced it: bytes sent for nothing."""
        return self.width * self.height > MAX_PIXELS


def data_uris(value: object) -> Iterator[str]:
    """Every string in parsed JSON that is a data URI, in order."""
    if isinstance(value, str):
        if value.startswith("data:"):
            yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from data_uris(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from data_uris(inner)


def read_data_uri(uri: str) -> SentPicture:
    """Look into a data URI; what is wrong with it goes to `problem`, never raised."""
    head, _, encoded = uri.partition(",")
    declared, _, coding = head.removeprefix("data:").partition(";")
    try:
        data = base64.b64decode(encoded, validate=True)
        problem = "" if coding == "base64" and data else "not base64"
    except binascii.Error:
        data, problem = b"", "not base64"
    actual = _signature(data)
    digest = sha256(data).hexdigest()
    if problem or not actual:
        problem = problem or "unknown format"
        return SentPicture(digest, declared, actual, len(data), len(encoded), problem=problem)
    try:
        return _decoded(data, digest, declared, actual, len(encoded))
    except (OSError, SyntaxError, ValueError, UnidentifiedImageError) as error:
        problem = f"damaged ({error})"
        return SentPicture(digest, declared, actual, len(data), len(encoded), problem=problem)


def _decoded(data: bytes, digest: str, declared: str, actual: str, encoded: int) -> SentPicture:
    with Image.open(BytesIO(data)) as picture:
        width, height = picture.size
        form = picture.format or ""
        metadata = _metadata(picture)
        picture.draft("RGB", (4 * SIDE, 4 * SIDE))
        picture.load()
        small = picture.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX)
    pixels = np.asarray(small)
    red, green, blue = (round(float(each)) for each in pixels.reshape(-1, 3).mean(axis=0))
    return SentPicture(
        digest=digest,
        declared=declared,
        actual=actual,
        bytes=len(data),
        encoded_bytes=encoded,
        width=width,
        height=height,
        format=form.lower(),
        metadata=metadata,
        mean=(red, green, blue),
        content=content_of_pixels(pixels),
    )


def _metadata(picture: Image.Image) -> frozenset[str]:
    found = METADATA & picture.info.keys()
    if getattr(picture, "text", None):
        found |= {"text"}
    exif = picture.getexif()
    if exif:
        found |= {"exif"}
    if exif.get_ifd(ExifTags.IFD.GPSInfo):
        found |= {"gps"}
    return frozenset(found)


def _signature(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return next((mime for start, mime in SIGNATURES if data.startswith(start)), "")
