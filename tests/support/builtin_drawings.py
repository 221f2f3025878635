"""Pictures drawn for tests of the built-in models: colours, halves, and something like a photo."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw

RGB = tuple[int, int, int]

# Typical ones of each name, as in the CSS colour keywords or close to them.
SWATCHES: dict[str, RGB] = {
    "red": (220, 20, 40),
    "orange": (255, 140, 0),
    "yellow": (255, 235, 20),
    "green": (30, 150, 40),
    "turquoise": (40, 200, 190),
    "blue": (30, 70, 210),
    "purple": (128, 20, 140),
    "pink": (255, 130, 190),
    "brown": (110, 65, 30),
    "beige": (232, 216, 184),
    "black": (8, 8, 8),
    "grey": (128, 128, 128),
    "white": (254, 254, 254),
    "gold": (212, 165, 45),
    "dark red": (110, 5, 15),
    "dark green": (10, 70, 20),
    "light green": (160, 240, 120),
    "dark blue": (10, 20, 80),
    "light blue": (140, 205, 245),
}


def flat(colour: RGB, size: tuple[int, int] = (120, 90)) -> Image.Image:
    """One colour all over."""
    return Image.new("RGB", size, colour)


def part(
    colour: RGB, share: float, ground: RGB = (128, 128, 128), size: tuple[int, int] = (200, 150)
) -> Image.Image:
    """A disc of one colour that covers this share of the ground."""
    picture = Image.new("RGB", size, ground)
    radius = (share * size[0] * size[1] / np.pi) ** 0.5
    x, y = size[0] / 2, size[1] / 2
    box = (x - radius, y - radius, x + radius, y + radius)
    ImageDraw.Draw(picture).ellipse(box, fill=colour)
    return picture


def halves(left: RGB, right: RGB, size: tuple[int, int] = (200, 150)) -> Image.Image:
    """Two colours side by side."""
    picture = Image.new("RGB", size, left)
    picture.paste(right, (size[0] // 2, 0, *size))
    return picture


def scene(seed: int, size: tuple[int, int] = (240, 180)) -> Image.Image:
    """Something like a photo: soft shapes of many mild colours, and the noise of a sensor."""
    rng = np.random.default_rng(seed)
    light = rng.integers(10, 245, (5, 7, 1))
    coarse = np.clip(light + rng.integers(-30, 30, (5, 7, 3)), 0, 255).astype(np.uint8)
    smooth = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
    noisy = np.asarray(smooth, np.float32) + rng.normal(0, 6, (size[1], size[0], 3))
    return Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8))


def as_jpeg(picture: Image.Image, quality: int = 70) -> Image.Image:
    """What is left of a picture after lossy compression."""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")
