"""Drawn JPEGs with the size and the amount of detail of photos, for the benches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

PHOTO = 1600, 1200
QUALITY = 78  # about 250 kB for a PHOTO with this much detail


def draw_photos(folder: Path, count: int, size: tuple[int, int] = PHOTO) -> list[Path]:
    """Draw `count` different JPEGs; existing ones are reused.

    A few detailed pictures are drawn and then cropped: cheap, and each file
    still differs in its bytes and in all that a decoder has to do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(1)
    canvases = [_canvas(random) for _ in range(4)]
    paths = [folder / f"photo {number:06}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.exists():
            _crop(canvases[number % len(canvases)], number, size).save(path, quality=QUALITY)
    return paths


def _canvas(random: np.random.Generator) -> Image.Image:
    """Noise of all scales (about 1/f, as in photos) in three channels, 2400x1800."""
    total = np.zeros((1800, 2400, 3), np.float32)
    for step, strength in ((300, 60), (100, 40), (30, 22), (10, 12), (4, 7), (2, 4)):
        noise = random.normal(0, 1, (1800 // step, 2400 // step, 3)).astype(np.float32)
        for channel in range(3):
            layer = Image.fromarray(noise[:, :, channel])
            total[:, :, channel] += strength * np.asarray(
                layer.resize((2400, 1800), Image.Resampling.BICUBIC)
            )
    return Image.fromarray(np.clip(total + 128, 0, 255).astype(np.uint8))


def _crop(canvas: Image.Image, number: int, size: tuple[int, int]) -> Image.Image:
    """A different part of the canvas for each number: 7919 and the number of parts share
    no factor, so none comes twice."""
    width, height = size
    columns, rows = canvas.width - PHOTO[0], canvas.height - PHOTO[1]
    left, top = divmod(number * 7919 % (columns * rows), rows)
    return canvas.crop((left, top, left + width, top + height))
