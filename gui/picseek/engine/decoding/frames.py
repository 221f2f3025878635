"""The frames of an animated picture, in an endless loop. Runs in a worker that holds the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.decoding.color import to_srgb
from picseek.engine.decoding.faults import too_large
from picseek.engine.decoding.opening import DecodeLimits, identified_picture
from picseek.engine.decoding.rendering import rendering_of
from picseek.engine.decoding.safe_open import explained_read_errors, opened_file
from picseek.engine.errors import PictureError
from picseek.engine.messages import message
from picseek.engine.types import Frame, ProblemCode

if TYPE_CHECKING:
    from PIL import Image

FRAME_LIMITS = DecodeLimits(pixels=50_000_000, bytes_in_memory=64 << 20)
"""Lower than for single pictures: the file and some frames stay in memory while it plays."""

_LONGEST_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class FrameTask:
    """A frame to decode.

    Attributes:
        path: Absolute path; bytes that are not UTF-8 are surrogate-escaped.
        short_side: Minimum pixels of the shorter side, if the original has as many.
        first: Start with the first frame; otherwise continue after the last task's frame.
    """

    path: str
    short_side: int
    first: bool


class FrameReader:
    """Reads the frames of one file in order. Picklable as long as it has read nothing."""

    def __init__(self, limits: DecodeLimits = FRAME_LIMITS) -> None:
        self._limits = limits
        self._path = ""
        self._frames: Iterator[Frame] = iter(())

    def __call__(self, task: FrameTask) -> Frame:
        """Decode a frame. May crash or hang: use it in a worker.

        Raises:
            PictureError: No frame can be decoded, or the file cannot be read.
        """
        if task.first or task.path != self._path:  # the path differs in a new worker, too
            self._path = task.path
            content = _content_of(Path(task.path), self._limits.bytes_in_memory)
            self._frames = _looped(content, task.short_side, self._limits.pixels)
        try:
            return next(self._frames)
        except PictureError:
            self._path = ""
            raise


def _content_of(path: Path, max_bytes: int) -> bytes:
    """Read the whole file, so that it need not stay open: Windows deletes no open files."""
    with opened_file(path) as (file, status), explained_read_errors():
        if status.st_size > max_bytes:
            raise PictureError(
                ProblemCode.TOO_LARGE, message("This animated picture is too large to play.")
            )
        return file.read(max_bytes)


def _looped(content: bytes, short_side: int, max_pixels: int) -> Iterator[Frame]:
    """Yield the frames endlessly, without a damaged end.

    Raises:
        PictureError: No frame can be decoded.
    """
    while True:
        yielded = False
        try:
            for frame in _once(content, short_side, max_pixels):
                yielded = True
                yield frame
        except PictureError:
            if not yielded:
                raise


def _once(content: bytes, short_side: int, max_pixels: int) -> Iterator[Frame]:
    with identified_picture(io.BytesIO(content)) as picture:
        if picture.width * picture.height > max_pixels:
            raise too_large(picture.width, picture.height, str(picture.format), max_pixels)
        for number in count():
            try:
                picture.seek(number)
            except EOFError:
                return
            picture.load()
            upright = to_srgb(picture, max(1, min(picture.size) // short_side))
            yield Frame(rendering_of(upright, picture.size, short_side), _delay_ms(picture))


def _delay_ms(picture: Image.Image) -> int:
    delay = picture.info.get("duration", 0)
    known = isinstance(delay, int | float) and 0 < delay <= _LONGEST_MS
    return round(delay) if known else 0
