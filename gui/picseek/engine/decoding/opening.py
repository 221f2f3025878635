"""A file -> an upright picture in sRGB, however odd it is. The one way pictures are read.

Nothing here trusts a file: not its name, its size, its headers nor its metadata.
"""

from __future__ import annotations

import contextlib
import functools
import io
import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, NamedTuple

import pillow_heif
from PIL import (
    AvifImagePlugin,
    Image,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from picseek.engine.decoding.color import to_srgb
from picseek.engine.decoding.cut_webp import filled_up, rows_that_differ
from picseek.engine.decoding.faults import HEAD, damaged, too_large, unidentified
from picseek.engine.decoding.hdr import declared_light
from picseek.engine.decoding.incomplete import (
    MIN_SHARE,
    Missing,
    missing_rows,
    reading_on,
    with_rows_marked,
)
from picseek.engine.decoding.old_avif import with_one_list
from picseek.engine.decoding.safe_open import opened_file
from picseek.engine.decoding.thumbnail_files import thumbnail_size
from picseek.engine.errors import PictureError
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.messages import message
from picseek.engine.metadata.embedded import Embedded, read_embedded
from picseek.engine.metadata.png import info_behind_pixels
from picseek.engine.types import PictureFacts, ProblemCode

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF", "DIB")
# Imported for their effect: else Pillow tries all of its plugins for a format.
_PLUGINS = (AvifImagePlugin, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
_JPEGS = ("JPEG", "MPO")  # MPO: what phones write, a JPEG with more JPEGs behind it
_PNG_TEXT_BYTES = 256 << 20  # of all texts of a PNG, unpacked; each one is limited by Pillow

# What decoders raise on damaged files, besides OSError. MemoryError is not among it.
_DECODER_ERRORS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = (5, 6, 7, 8)  # width and height are exchanged


@dataclass(frozen=True, slots=True)
class DecodeLimits:
    """What one picture may cost.

    Attributes:
        pixels: The most, of formats that are decoded in full.
        reducible_pixels: The most, of JPEGs: they can be decoded at an eighth of their sides.
        bytes_in_memory: Larger files are read twice, in pieces, instead of once.
    """

    pixels: int = 200_000_000
    reducible_pixels: int = 400_000_000
    bytes_in_memory: int = 256 << 20


DEFAULT_LIMITS = DecodeLimits()


class DecodedPicture(NamedTuple):
    """A picture, ready for its thumbnail and for models.

    Attributes:
        image: Upright, mode RGB, sRGB, possibly reduced.
        facts: Of the original; the date is that of its metadata.
        embedded: What is written in it.
    """

    image: Image.Image
    facts: PictureFacts
    embedded: Embedded


def open_picture(
    source: Path | IO[bytes], *, min_side: int = 0, limits: DecodeLimits = DEFAULT_LIMITS
) -> DecodedPicture:
    """Decode a picture, however odd the file. May crash or hang: use it in a worker.

    Args:
        source: A path, or a file opened for reading whose position does not matter.
        min_side: Pixels of the shorter side, at least, if the original has so many.
        limits: Pictures larger than these are refused before their pixels are touched.

    Returns:
        The picture, large enough for its thumbnail and `min_side`.

    Raises:
        PictureError: It cannot be decoded, or the path not be read.
    """
    if isinstance(source, Path):
        with opened_file(source) as (file, _):
            return open_picture(file, min_side=min_side, limits=limits)
    _set_up_pillow()
    try:
        with _decoding(), _identified(source) as picture:
            _check_size(picture, limits)
            return _developed(picture, min_side)
    except PictureError as error:
        if error.code is not ProblemCode.DAMAGED:
            raise
        return _recovered(source, min_side, limits, error)


def _recovered(
    source: IO[bytes], min_side: int, limits: DecodeLimits, error: PictureError
) -> DecodedPicture:
    """Decode a damaged picture once more, for what can be seen of it.

    Raises:
        PictureError: `error`, if that is too little.
    """
    try:
        if completed := _completed(source, limits):
            return _recovered_from_two(completed, min_side, limits, error)
        with _decoding(), reading_on(), _identified(source) as picture:
            _check_size(picture, limits)
            return _developed(picture, min_side, damage=error)
    except PictureError:
        raise error from None


def _completed(source: IO[bytes], limits: DecodeLimits) -> tuple[bytes, ...]:
    """A cut WebP whose end was filled in, twice; () if it is none."""
    source.seek(0)
    head = source.read(HEAD)
    source.seek(0)
    return filled_up(source.read(limits.bytes_in_memory)) if head[:4] == b"RIFF" else ()


def _recovered_from_two(
    completed: tuple[bytes, ...], min_side: int, limits: DecodeLimits, error: PictureError
) -> DecodedPicture:
    one, other = map(io.BytesIO, completed)
    with _decoding(), _identified(one) as picture, _identified(other) as reference:
        _check_size(picture, limits)
        missing = rows_that_differ(picture, reference)
        if 1 - missing.share < MIN_SHARE:
            raise error
        return _developed(picture, min_side, missing=missing)


@contextlib.contextmanager
def opened_picture(path: Path) -> Iterator[Image.Image]:
    """A picture of which only the header was read. May crash or hang: use it in a worker.

    Raises:
        PictureError: It is no picture, or cannot be read.
    """
    with opened_file(path) as (file, _), identified_picture(file) as picture:
        yield picture


@contextlib.contextmanager
def identified_picture(content: IO[bytes]) -> Iterator[Image.Image]:
    """As `opened_picture`, of an open file; its position does not matter."""
    _set_up_pillow()
    with _decoding(), _identified_leniently(content) as picture:
        yield picture


def _identified_leniently(content: IO[bytes]) -> Image.Image:
    try:
        return _identified(content)
    except (PictureError, OSError, *_DECODER_ERRORS):
        with reading_on():
            return _identified(content)


def _developed(
    picture: Image.Image,
    min_side: int,
    *,
    damage: PictureError | None = None,
    missing: Missing | None = None,
) -> DecodedPicture:
    """Decode the pixels, and bring them into the common form.

    Args:
        picture: Of which only the header was read.
        min_side: As for `open_picture`.
        damage: Why it could not be decoded before, if it could not.
        missing: Which rows are not there, if that is known.
    """
    embedded = read_embedded(picture)
    orientation = embedded.orientation
    if picture.format == "TIFF":
        picture.load()  # turns it upright, by XMP too; its size is known only then
        orientation = 1
    width, height = picture.size
    need = _needed_size(width, height, min_side)
    picture.draft(None, need)
    picture.load()
    missing = missing or (missing_rows(picture) if damage else Missing())
    if damage and 1 - missing.share < MIN_SHARE:
        raise damage
    factor = min(have // want for have, want in zip(picture.size, need, strict=True))
    result = to_srgb(picture, max(1, factor))
    if missing.share:
        result = with_rows_marked(result, missing)
    if orientation in _UPRIGHT:
        result = result.transpose(_UPRIGHT[orientation])
    result.info.clear()  # Profile, comments: not true of what is made of it.
    sideways = orientation in _SIDEWAYS
    facts = PictureFacts(
        width=height if sideways else width,
        height=width if sideways else height,
        format="JPEG" if picture.format in _JPEGS else picture.format or "",
        taken_at=embedded.taken and embedded.taken.at,
        camera=embedded.camera,
        taken_from=embedded.taken and embedded.taken.source,
        partial=missing.share > 0,
    )
    return DecodedPicture(result, facts, embedded)


def _needed_size(width: int, height: int, min_side: int) -> tuple[int, int]:
    """The least size that serves the thumbnail and the preparer, within the original's."""
    thumbnail = thumbnail_size(width, height)
    grow = max(1.0, min_side / min(thumbnail))
    return (
        min(width, math.ceil(thumbnail[0] * grow)),
        min(height, math.ceil(thumbnail[1] * grow)),
    )


@functools.cache
def _set_up_pillow() -> None:
    """Once for each process that decodes, and only there."""
    Image.MAX_IMAGE_PIXELS = None  # `_check_size` knows better.
    PngImagePlugin.MAX_TEXT_MEMORY = _PNG_TEXT_BYTES
    # There are workers enough; each decoding in several threads would only be slower.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    pillow_heif.register_heif_opener(decode_threads=1)


@contextlib.contextmanager
def _decoding() -> Iterator[None]:
    """Raises: PictureError, with a sentence for the user, in place of decoders' errors."""
    # Not `catch_warnings`: it is not safe where several threads decode.
    warnings.filterwarnings("ignore", module=r"(PIL|pillow_heif)\.")
    try:
        yield
    except OSError as error:
        if error.errno is not None:
            raise PictureError(
                ProblemCode.UNREADABLE,
                message(
                    "This file can't be read ({reason}). Check its drive and its permissions.",
                    reason=os_reason(error),
                ),
            ) from error
        raise damaged(error) from error
    except _DECODER_ERRORS as error:
        raise damaged(error) from error


def _identified(source: IO[bytes]) -> Image.Image:
    """A picture of which only the header was read, and all that is written in it."""
    source.seek(0)
    try:
        picture = Image.open(source, formats=_FORMATS)
    except UnidentifiedImageError:
        return _identified_once_mended(source)
    position = source.tell()
    if picture.format == "PNG":
        for name, value in info_behind_pixels(source).items():
            picture.info.setdefault(name, value)
    elif picture.format == "AVIF":  # pillow-heif reports it for a HEIC
        picture.info["nclx_profile"] = declared_light(source)
    source.seek(position)
    return picture


def _identified_once_mended(source: IO[bytes]) -> Image.Image:
    """Raises: PictureError, saying why no decoder knows the content."""
    source.seek(0)
    head = source.read(HEAD)
    if head[4:8] == b"ftyp":
        source.seek(0)
        mended = with_one_list(source.read(DEFAULT_LIMITS.bytes_in_memory))
        if mended is not None:
            with contextlib.suppress(UnidentifiedImageError):
                return Image.open(io.BytesIO(mended), formats=_FORMATS)
    raise unidentified(head)


def _check_size(picture: Image.Image, limits: DecodeLimits) -> None:
    """Raises: PictureError, before a few bytes are made into gigabytes of pixels."""
    limit = limits.reducible_pixels if picture.format in _JPEGS else limits.pixels
    if picture.width * picture.height > limit:
        raise too_large(picture.width, picture.height, str(picture.format), limit)
