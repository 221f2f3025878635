"""A picture file -> pixels for the screen, of every format Picseek indexes. Runs in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from picseek.engine.decoding.opening import open_picture
from picseek.engine.types import Rendering


@dataclass(frozen=True, slots=True)
class RenderTask:
    """A picture to render.

    Attributes:
        path: Absolute path; bytes that are not UTF-8 are surrogate-escaped.
        short_side: Pixels wanted of the shorter side; the original's, if it has fewer.
    """

    path: str
    short_side: int


def render(task: RenderTask) -> Rendering:
    """Decode a file for the screen. May crash or hang: use it in a worker.

    Raises:
        PictureError: It cannot be decoded, or not be read.
    """
    picture, facts = open_picture(Path(task.path), min_side=task.short_side)
    scale = task.short_side / min(facts.width, facts.height)
    size = (
        max(1, min(picture.width, round(facts.width * scale))),
        max(1, min(picture.height, round(facts.height * scale))),
    )
    if size != picture.size:
        picture = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    return Rendering(
        width=picture.width,
        height=picture.height,
        data=picture.convert("RGBA").tobytes("raw", "BGRA"),
        full_width=facts.width,
        full_height=facts.height,
    )
