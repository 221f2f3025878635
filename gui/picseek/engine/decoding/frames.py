"""The frames of an animated picture, over and over. Runs in a worker that holds the file."""

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
"""The file is held as long as it may be played, and decoders hold a few frames."""

_LONGEST_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class FrameTask:
    """A frame to decode.

    Attributes:
        path: Absolute path; bytes that are not UTF-8 are surrogate-escaped.
        short_side: Pixels of the shorter side, at least, if the original has so many.
        first: Begin with the first one; else the one behind that of the task before.
    """

    path: str
    short_side: int
    first: bool


class FrameReader:
    """Reads the frames of one file after the other. Picklable as long as it has read nothing."""

    def __init__(self, limits: DecodeLimits = FRAME_LIMITS) -> None:
        self._limits = limits
        self._path = ""
        self._frames: Iterator[Frame] = iter(())

    def __call__(self, task: FrameTask) -> Frame:
        """Decode a frame. May crash or hang: use it in a worker.

        Raises:
            PictureError: There is none that can be decoded, or the file cannot be read.
        """
        if task.first or task.path != self._path:  # or this worker is a new one
            self._path = task.path
            content = _content_of(Path(task.path), self._limits.bytes_in_memory)
            self._frames = _over_and_over(content, task.short_side, self._limits.pixels)
        try:
            return next(self._frames)
        except PictureError:
            self._path = ""
            raise


def _content_of(path: Path, most_bytes: int) -> bytes:
    """Read the whole file, so that it is not left open: Windows could not delete it then."""
    with opened_file(path) as (file, status), explained_read_errors():
        if status.st_size > most_bytes:
            raise PictureError(
                ProblemCode.TOO_LARGE, message("This animated picture is too large to play.")
            )
        return file.read(most_bytes)


def _over_and_over(content: bytes, short_side: int, most_pixels: int) -> Iterator[Frame]:
    """Raises: PictureError, if no frame can be decoded; a damaged end is dropped."""
    while True:
        shown = False
        try:
            for frame in _once(content, short_side, most_pixels):
                shown = True
                yield frame
        except PictureError:
            if not shown:
                raise


def _once(content: bytes, short_side: int, most_pixels: int) -> Iterator[Frame]:
    with identified_picture(io.BytesIO(content)) as picture:
        if picture.width * picture.height > most_pixels:
            raise too_large(picture.width, picture.height, str(picture.format), most_pixels)
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
