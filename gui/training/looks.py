"""How a picture is looked at: pixels for the encoder, and how its feature map is pooled.

A first look is one pooling over the whole. A second look sees more pixels and pools over
windows, too, so that small things are seen.
"""

from __future__ import annotations

import io
from random import Random

import numpy as np
from PIL import Image, ImageOps

from training.arrays import Floats, Pixels

STRIDE = 32
"""Pixels a side that one cell of the feature map stands for; sides must be multiples of it."""
FIRST_SIDE = 256
SECOND_SIDE = 352
ROWS = 1 + 6
"""Of both looks: one of the first; the whole and five windows of the second."""
COPIES = 2
"""Degraded copies of a photo with sentences, as `degraded` makes them; each has a first look."""
SMALL = 96
WINDOW = 0.6
"""Share of each side that a window of the second look spans."""
BLACK: Pixels = np.zeros((SMALL, SMALL, 3), np.uint8)


def opened(path: str) -> Image.Image:
    """A file's picture, upright, on white where it is transparent, as RGB.

    Raises:
        OSError: It is no picture, or a broken one.
    """
    picture = Image.open(path)
    if picture.format == "JPEG":
        picture.draft("RGB", (2 * SECOND_SIDE, 2 * SECOND_SIDE))
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "P", "PA"}:
        upright = upright.convert("RGBA")
        ground = Image.new("RGBA", upright.size, (255, 255, 255, 255))
        ground.alpha_composite(upright)
        upright = ground
    return upright.convert("RGB")


def shaped(picture: Image.Image, side: int) -> Pixels:
    """The whole picture with about its own aspect and the area of a square of `side`."""
    ratio = min(max(picture.width / picture.height, 0.5), 2.0)
    cells = side / STRIDE
    wide = max(round(cells * ratio**0.5), 1)
    high = max(round(cells * cells / wide), 1)
    size = (wide * STRIDE, high * STRIDE)
    return np.asarray(picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0))


def small(picture: Image.Image) -> Pixels:
    """Squashed to uint8 [96, 96, 3] by area average; colours are measured on it."""
    size = (SMALL, SMALL)
    return np.asarray(picture.resize(size, Image.Resampling.BOX, reducing_gap=1.5))


def degraded(picture: Image.Image, number: int, seed: str) -> Image.Image:
    """A small, strongly compressed copy, as web pages and messengers produce.

    Args:
        picture: The photo.
        number: 0 for a plain copy; others are cropped, may be mirrored, and vary in size and
            quality.
        seed: Of all random choices, so that a photo always gets the same copies.
    """
    if not number:
        return _compressed(picture, 200, 75)
    dice = Random(f"{number} {seed}")  # noqa: S311
    part = _cut(picture, dice)
    part = ImageOps.mirror(part) if dice.random() < 0.5 else part
    return _compressed(part, dice.randint(130, 260), dice.randint(50, 90))


def _cut(picture: Image.Image, dice: Random) -> Image.Image:
    """A part that has three fifths of the picture or more, and about its aspect."""
    area, stretch = dice.uniform(0.6, 1.0), dice.uniform(0.85, 1.18)
    wide = picture.width * min((area * stretch) ** 0.5, 1.0)
    high = picture.height * min((area / stretch) ** 0.5, 1.0)
    left, top = dice.uniform(0, picture.width - wide), dice.uniform(0, picture.height - high)
    return picture.crop((round(left), round(top), round(left + wide), round(top + high)))


def _compressed(picture: Image.Image, side: int, quality: int) -> Image.Image:
    """At most `side` pixels long, and through JPEG of that quality."""
    small = picture.copy()
    small.thumbnail((side, side), Image.Resampling.LANCZOS)
    stored = io.BytesIO()
    small.save(stored, "JPEG", quality=quality)
    return Image.open(stored).convert("RGB")


def whole(high: int, wide: int) -> Floats:
    """Pooling over all cells: float32 [1, high * wide]."""
    return np.full((1, high * wide), 1 / (high * wide), np.float32)


def windows(high: int, wide: int, share: float = WINDOW) -> Floats:
    """Pooling over the whole, and over four windows in the corners and one in the middle.

    Returns:
        float32 [6, high * wide]; each row sums to one.
    """
    rows = [whole(high, wide)[0]]
    tall, broad = round(high * share), round(wide * share)
    for down, across in ((0, 0), (0, 1), (1, 0), (1, 1), (0.5, 0.5)):
        top, left = int(down * (high - tall)), int(across * (wide - broad))
        mask = np.zeros((high, wide), np.float32)
        mask[top : top + tall, left : left + broad] = 1
        rows.append(mask.ravel() / mask.sum())
    return np.stack(rows)
