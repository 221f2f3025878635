"""Renders a picture file of any format for the screen. Runs in a worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from picseek.engine.decoding.opening import open_picture, opened_picture
from picseek.engine.metadata.embedded import read_embedded
from picseek.engine.types import Rendering

_ANIMATED = ("GIF", "WEBP", "PNG", "AVIF")  # formats that the viewer plays


@dataclass(frozen=True, slots=True)
class RenderTask:
    """A picture to render.

    Attributes:
        path: Absolute path; bytes that are not UTF-8 are surrogate-escaped.
        short_side: Minimum pixels of the shorter side, if the original has as many.
    """

    path: str
    short_side: int


def render(task: RenderTask) -> Rendering:
    """Decode a file for the screen. May crash or hang: use it in a worker.

    Raises:
        PictureError: It cannot be read or decoded.
    """
    path = Path(task.path)
    picture, facts, _ = open_picture(path, min_side=task.short_side)
    animated = facts.format in _ANIMATED and _is_animated(path)
    return rendering_of(picture, (facts.width, facts.height), task.short_side, animated=animated)


def rendering_of(
    picture: Image.Image, full: tuple[int, int], short_side: int, *, animated: bool = False
) -> Rendering:
    """Scale a decoded picture for the screen.

    Args:
        picture: Mode RGB, sRGB, upright; possibly reduced.
        full: Width and height of the original, upright.
        short_side: As in a `RenderTask`.
        animated: Whether it has more frames.
    """
    scale = short_side / min(full)
    size = (
        max(1, min(picture.width, round(full[0] * scale))),
        max(1, min(picture.height, round(full[1] * scale))),
    )
    if size != picture.size:
        # About as sharp as the bicubic filter, in half its time.
        picture = picture.resize(size, Image.Resampling.HAMMING, reducing_gap=2.0)
    return Rendering(
        width=picture.width,
        height=picture.height,
        data=picture.convert("RGBA").tobytes("raw", "BGRA"),
        full_width=full[0],
        full_height=full[1],
        animated=animated,
    )


def _is_animated(path: Path) -> bool:
    """Whether it has frames to play; not if EXIF rotates them, which players ignore."""
    with opened_picture(path) as picture:
        animated = bool(getattr(picture, "is_animated", False))
        return animated and read_embedded(picture).orientation == 1
