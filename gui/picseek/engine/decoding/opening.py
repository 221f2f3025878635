"""Opens any picture file as an upright picture in sRGB. All pictures are read in this way.

Files are not trusted: neither their names and sizes nor their headers and metadata.
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
from picseek.engine.decoding.cut_webp import completed_twice, differing_rows
from picseek.engine.decoding.faults import HEAD, damaged, too_large, unidentified
from picseek.engine.decoding.hdr import declared_light
from picseek.engine.decoding.incomplete import (
    MIN_SHARE,
    Missing,
    ignoring_damage,
    missing_rows,
    with_missing_grey,
)
from picseek.engine.decoding.old_avif import with_one_list
from picseek.engine.decoding.safe_open import opened_file
from picseek.engine.decoding.thumbnail_files import thumbnail_size
from picseek.engine.errors import PictureError
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.messages import message
from picseek.engine.metadata.embedded import Embedded, read_embedded
from picseek.engine.metadata.png import info_after_pixels
from picseek.engine.types import PictureFacts, ProblemCode

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF", "DIB")
# Imported for their effect: otherwise Pillow imports all of its plugins to find a format.
_PLUGINS = (AvifImagePlugin, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
_JPEGS = ("JPEG", "MPO")  # MPO, which phones write: a JPEG followed by more JPEGs
_PNG_TEXT_BYTES = 256 << 20  # of all texts of a PNG, unpacked; Pillow limits each one

# Errors of decoders on damaged files, besides OSError; MemoryError is none of them.
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
    """Limits for one picture.

    Attributes:
        pixels: Maximum for formats that are decoded at full size.
        reducible_pixels: Maximum for JPEGs, which can be decoded at an eighth of width and height.
        bytes_in_memory: Larger files are read twice, in chunks, instead of once.
    """

    pixels: int = 200_000_000
    reducible_pixels: int = 400_000_000
    bytes_in_memory: int = 256 << 20


DEFAULT_LIMITS = DecodeLimits()


class DecodedPicture(NamedTuple):
    """A picture, ready for its thumbnail and for models.

    Attributes:
        image: Upright, mode RGB, sRGB, possibly reduced.
        facts: Of the original; the date is from its metadata.
        embedded: Its metadata.
    """

    image: Image.Image
    facts: PictureFacts
    embedded: Embedded


def open_picture(
    source: Path | IO[bytes], *, min_side: int = 0, limits: DecodeLimits = DEFAULT_LIMITS
) -> DecodedPicture:
    """Decode a picture. May crash or hang: use it in a worker.

    Args:
        source: A path, or a file opened for reading, at any position.
        min_side: Minimum pixels of the shorter side, if the original has as many.
        limits: Larger pictures are rejected before their pixels are decoded.

    Returns:
        The picture, large enough for its thumbnail and `min_side`.

    Raises:
        PictureError: It cannot be read or decoded.
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
    """Decode the intact part of a damaged picture.

    Raises:
        PictureError: `error`, if too little is intact.
    """
    try:
        if completed := _completed_webp(source, limits):
            return _recovered_webp(completed, min_side, limits, error)
        with _decoding(), ignoring_damage(), _identified(source) as picture:
            _check_size(picture, limits)
            return _developed(picture, min_side, damage=error)
    except PictureError:
        raise error from None


def _completed_webp(source: IO[bytes], limits: DecodeLimits) -> tuple[bytes, ...]:
    """A truncated WebP file, completed in two ways; () if it is not one."""
    source.seek(0)
    head = source.read(HEAD)
    source.seek(0)
    return completed_twice(source.read(limits.bytes_in_memory)) if head[:4] == b"RIFF" else ()


def _recovered_webp(
    completed: tuple[bytes, ...], min_side: int, limits: DecodeLimits, error: PictureError
) -> DecodedPicture:
    one, other = map(io.BytesIO, completed)
    with _decoding(), _identified(one) as picture, _identified(other) as reference:
        _check_size(picture, limits)
        missing = differing_rows(picture, reference)
        if 1 - missing.share < MIN_SHARE:
            raise error
        return _developed(picture, min_side, missing=missing)


@contextlib.contextmanager
def opened_picture(path: Path) -> Iterator[Image.Image]:
    """Open a picture and read only its header. May crash or hang: use it in a worker.

    Raises:
        PictureError: It is not a picture, or cannot be read.
    """
    with opened_file(path) as (file, _), identified_picture(file) as picture:
        yield picture


@contextlib.contextmanager
def identified_picture(content: IO[bytes]) -> Iterator[Image.Image]:
    """As `opened_picture`, for an open file at any position."""
    _set_up_pillow()
    with _decoding(), _identified_leniently(content) as picture:
        yield picture


def _identified_leniently(content: IO[bytes]) -> Image.Image:
    try:
        return _identified(content)
    except (PictureError, OSError, *_DECODER_ERRORS):
        with ignoring_damage():
            return _identified(content)


def _developed(
    picture: Image.Image,
    min_side: int,
    *,
    damage: PictureError | None = None,
    missing: Missing | None = None,
) -> DecodedPicture:
    """Decode the pixels, and convert them to upright sRGB.

    Args:
        picture: Only its header was read.
        min_side: As for `open_picture`.
        damage: Why decoding it failed before, if it did.
        missing: Which rows are missing, if that is known.
    """
    embedded = read_embedded(picture)
    orientation = embedded.orientation
    if picture.format == "TIFF":
        picture.load()  # Pillow turns it upright, also by XMP; only then its size is known
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
        result = with_missing_grey(result, missing)
    if orientation in _UPRIGHT:
        result = result.transpose(_UPRIGHT[orientation])
    result.info.clear()  # its profile and comments no longer apply
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
    """The smallest sufficient size for the thumbnail and the preparer; at most the original's."""
    thumbnail = thumbnail_size(width, height)
    grow = max(1.0, min_side / min(thumbnail))
    return (
        min(width, math.ceil(thumbnail[0] * grow)),
        min(height, math.ceil(thumbnail[1] * grow)),
    )


@functools.cache
def _set_up_pillow() -> None:
    """Configure Pillow, once in each process that decodes."""
    Image.MAX_IMAGE_PIXELS = None  # `_check_size` has limits for each format
    PngImagePlugin.MAX_TEXT_MEMORY = _PNG_TEXT_BYTES
    # One thread each, because as many workers as cores decode at the same time.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    pillow_heif.register_heif_opener(decode_threads=1)


@contextlib.contextmanager
def _decoding() -> Iterator[None]:
    """Raise a PictureError for errors of decoders."""
    # Not `catch_warnings`, which is not thread-safe.
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
    """A picture of which only the header and the metadata were read."""
    source.seek(0)
    try:
        picture = Image.open(source, formats=_FORMATS)
    except UnidentifiedImageError:
        return _identified_after_repair(source)
    position = source.tell()
    if picture.format == "PNG":
        for name, value in info_after_pixels(source).items():
            picture.info.setdefault(name, value)
    elif picture.format == "AVIF":  # of HEIC files, pillow-heif reports it
        picture.info["nclx_profile"] = declared_light(source)
    source.seek(position)
    return picture


def _identified_after_repair(source: IO[bytes]) -> Image.Image:
    """Raises: PictureError, if no decoder recognizes the file even after a repair."""
    source.seek(0)
    head = source.read(HEAD)
    if head[4:8] == b"ftyp":
        source.seek(0)
        repaired = with_one_list(source.read(DEFAULT_LIMITS.bytes_in_memory))
        if repaired is not None:
            with contextlib.suppress(UnidentifiedImageError):
                return Image.open(io.BytesIO(repaired), formats=_FORMATS)
    raise unidentified(head)


def _check_size(picture: Image.Image, limits: DecodeLimits) -> None:
    """Raises: PictureError, if it is too large; a small file may have gigabytes of pixels."""
    limit = limits.reducible_pixels if picture.format in _JPEGS else limits.pixels
    if picture.width * picture.height > limit:
        raise too_large(picture.width, picture.height, str(picture.format), limit)
