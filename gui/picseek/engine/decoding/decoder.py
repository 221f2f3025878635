"""A file -> its content hash, facts, thumbnail and the model's input, from one guarded decode.

`Decoder` is what decode workers run. Nothing here trusts a file: not its name, its size, its
headers nor what it says of itself.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import io
import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import pillow_heif
from PIL import (
    AvifImagePlugin,
    Image,
    MpoImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from picseek.engine.decoding.color import to_srgb
from picseek.engine.decoding.faults import HEAD, damaged, empty, too_large, unidentified
from picseek.engine.decoding.safe_open import opened_file, told_reading
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder, thumbnail_size
from picseek.engine.errors import DiskFull, LibraryUnwritable, PictureError
from picseek.engine.messages import say
from picseek.engine.metadata.captions import captions_of, with_names
from picseek.engine.metadata.exif import read_captions, read_notes
from picseek.engine.types import PictureFacts, ProblemCode

if TYPE_CHECKING:
    from picseek.engine.embed.base import Preparer

HASH_BYTES = 16

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF")
# Imported for their own sake: Pillow otherwise looks for a format in all of its plugins.
_PLUGINS = (AvifImagePlugin, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin)
_JPEGS = ("JPEG", "MPO")  # MPO: what phones write, a JPEG with more JPEGs behind it

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
_SIDEWAYS = (5, 6, 7, 8)  # width and height change places


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


@dataclass(frozen=True, slots=True)
class DecodeTask:
    """A file to decode.

    Attributes:
        path: Absolute path; bytes that are not UTF-8 are surrogate-escaped.
        known: Hashes of contents (of files as large as this) that need not be decoded again.
        captions_only: The file was decoded before; only what is written about it is wanted.
    """

    path: str
    known: tuple[bytes, ...] = ()
    captions_only: bool = False


@dataclass(frozen=True, slots=True)
class Decoded:
    """What became of a DecodeTask.

    Attributes:
        content_hash: BLAKE2b of the file's bytes, HASH_BYTES long; ``b""`` if only captions are
            wanted.
        size: Bytes of the file, as it was when opened.
        mtime_ns: Its modification time, as it was when opened.
        facts: None when the content was `known`: it was hashed, and no more.
        prepared: What the preparer made, or nothing.
        captions: What is written in the picture and beside it, a line for each thing.
        text: The same with names, for the model, if that was wanted.
    """

    content_hash: bytes
    size: int
    mtime_ns: int
    facts: PictureFacts | None
    prepared: bytes
    captions: str = ""
    text: str = ""


@dataclass(frozen=True)
class Decoder:
    """Decodes one file: saves its thumbnail and prepares the model's input. Picklable.

    Attributes:
        preparer: Makes the model's input; None: only thumbnails and facts are wanted.
        describes: Whether what is written about pictures is wanted for the model too.
    """

    preparer: Preparer | None
    thumbnails: ThumbnailFolder
    limits: DecodeLimits = DEFAULT_LIMITS
    describes: bool = False

    def __call__(self, task: DecodeTask) -> Decoded:
        """Decode.

        Raises:
            PictureError: The file cannot be read, or is no picture that can be.
            DiskFull: The thumbnail cannot be stored, and no other will be.
            LibraryUnwritable: Likewise, for want of permission.
        """
        path, facts, prepared, text = Path(task.path), None, b"", ""
        with opened_file(path) as (file, status):
            at = status.st_size, status.st_mtime_ns
            if task.captions_only:
                return Decoded(b"", *at, None, b"", captions_of(path, _captions(file)))
            with told_reading():
                content_hash, content = _hashed(file, status.st_size, self.limits)
            if content_hash not in task.known:
                facts, prepared = self._decode(content, content_hash)
            captions = captions_of(path, _captions(content))
            if self.describes and facts is not None:
                text = with_names(path, captions)
        return Decoded(content_hash, *at, facts, prepared, captions, text)

    def _decode(self, content: IO[bytes], content_hash: bytes) -> tuple[PictureFacts, bytes]:
        min_side = self.preparer.min_side if self.preparer else 0
        picture, facts = open_picture(content, min_side=min_side, limits=self.limits)
        with _storing():
            self.thumbnails.save(picture, content_hash)
        return facts, self.preparer(picture, facts) if self.preparer else b""


def _captions(content: IO[bytes]) -> tuple[str, ...]:
    """What is written in a picture; only its headers are read, and damage gives nothing."""
    _set_up_pillow()
    content.seek(0)
    with (
        contextlib.suppress(PictureError),
        _decoding(),
        Image.open(content, formats=_FORMATS) as picture,
    ):
        return read_captions(picture)
    return ()


def open_picture(
    source: Path | IO[bytes], *, min_side: int = 0, limits: DecodeLimits = DEFAULT_LIMITS
) -> tuple[Image.Image, PictureFacts]:
    """Decode a picture, however odd the file. May crash or hang: use it in a worker.

    Args:
        source: A path, or a file opened for reading whose position does not matter.
        min_side: Pixels the shorter side must keep, if the original has them.
        limits: Pictures larger than these are refused before their pixels are touched.

    Returns:
        The picture upright, mode RGB, sRGB, possibly reduced: large enough for its thumbnail
        and `min_side`; and the facts of the original.

    Raises:
        PictureError: It cannot be decoded, or the path not be read.
    """
    if isinstance(source, Path):
        with opened_file(source) as (file, _):
            return open_picture(file, min_side=min_side, limits=limits)
    _set_up_pillow()
    with _decoding(), _identified(source) as picture:
        _check_size(picture, limits)
        return _developed(picture, min_side)


@contextlib.contextmanager
def opened_picture(path: Path) -> Iterator[Image.Image]:
    """A picture of which only the header was read. May crash or hang: use it in a worker.

    Raises:
        PictureError: It is no picture, or cannot be read.
    """
    _set_up_pillow()
    with opened_file(path) as (file, _), _decoding(), _identified(file) as picture:
        yield picture


def _developed(picture: Image.Image, min_side: int) -> tuple[Image.Image, PictureFacts]:
    if picture.format == "PNG":
        picture.load()  # EXIF may come after the pixels; damage is to be told as the pixels'.
    notes = read_notes(picture)
    orientation = 1 if picture.format == "TIFF" else notes.orientation  # Pillow turns TIFFs.
    width, height = picture.size
    sideways = orientation in _SIDEWAYS
    facts = PictureFacts(
        width=height if sideways else width,
        height=width if sideways else height,
        format="JPEG" if picture.format in _JPEGS else picture.format or "",
        taken_at=notes.taken_at,
        camera=notes.camera,
    )
    need = _needed_size(width, height, min_side)
    picture.draft(None, need)
    picture.load()
    factor = min(have // want for have, want in zip(picture.size, need, strict=True))
    result = to_srgb(picture, max(1, factor))
    if orientation in _UPRIGHT:
        result = result.transpose(_UPRIGHT[orientation])
    result.info.clear()  # Profile, comments: not true of what is made of it.
    return result, facts


def _needed_size(width: int, height: int, min_side: int) -> tuple[int, int]:
    """The least size that serves the thumbnail and the preparer, within the original's."""
    thumbnail = thumbnail_size(width, height)
    grow = max(1.0, min_side / min(thumbnail))
    return (
        min(width, math.ceil(thumbnail[0] * grow)),
        min(height, math.ceil(thumbnail[1] * grow)),
    )


# Reading files


def _hashed(file: io.BufferedReader, size: int, limits: DecodeLimits) -> tuple[bytes, IO[bytes]]:
    """Returns: the content hash, and the content to decode."""
    if size <= limits.bytes_in_memory:
        data = file.read()
        if not data:
            raise empty()
        return hashlib.blake2b(data, digest_size=HASH_BYTES).digest(), io.BytesIO(data)
    digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=HASH_BYTES))
    return digest.digest(), file


@contextlib.contextmanager
def _storing() -> Iterator[None]:
    """Tell apart what ends the run. An OSError of no number is the encoder's: it does not."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(
                say("The disk that holds the library is full; make room on it, then index again.")
            ) from error
        if error.errno is not None:
            raise LibraryUnwritable(
                say(
                    "Thumbnails cannot be stored in the library ({reason}); "
                    "check the permissions of its folder.",
                    reason=error.strerror,
                )
            ) from error
        raise


# Decoding


@functools.cache
def _set_up_pillow() -> None:
    """Once for each process that decodes, and only there."""
    Image.MAX_IMAGE_PIXELS = None  # `_check_size` knows better.
    # There are workers enough; each decoding in several threads would only be slower.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    pillow_heif.register_heif_opener(decode_threads=1)


@contextlib.contextmanager
def _decoding() -> Iterator[None]:
    """Say in words why a content cannot be decoded, and keep decoders' warnings away."""
    # Not `catch_warnings`: it is not safe where several threads decode.
    warnings.filterwarnings("ignore", module=r"(PIL|pillow_heif)\.")
    try:
        yield
    except OSError as error:
        if error.errno is not None:
            raise PictureError(
                ProblemCode.UNREADABLE,
                say("This file cannot be read: {reason}.", reason=error.strerror),
            ) from error
        raise damaged(error) from error
    except _DECODER_ERRORS as error:
        raise damaged(error) from error


def _identified(source: IO[bytes]) -> Image.Image:
    try:
        return Image.open(source, formats=_FORMATS)
    except UnidentifiedImageError:
        source.seek(0)
        raise unidentified(source.read(HEAD)) from None


def _check_size(picture: Image.Image, limits: DecodeLimits) -> None:
    """Raises: PictureError, before a few bytes are made into gigabytes of pixels."""
    limit = limits.reducible_pixels if picture.format in _JPEGS else limits.pixels
    if picture.width * picture.height > limit:
        raise too_large(picture.width, picture.height, str(picture.format), limit)
