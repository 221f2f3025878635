"""A canvas with supersampling, soft light and noise; its unit is a hundredth of its height."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageFont

Point = tuple[float, float]
Mask = NDArray[np.float64]


class Canvas:
    """Draws one picture. y runs from 0 to 100, x from 0 to `wide`; colours are CSS-like strings.

    Colours with an alpha (``#rrggbbaa``) are blended. All random numbers come from `rng`, so a seed
    always gives the same picture.
    """

    def __init__(self, size: tuple[int, int], seed: int) -> None:
        self.size = size
        self.wide = 100 * size[0] / size[1]
        self.rng = np.random.default_rng(seed)
        pixels = size[0] * size[1]
        self._scale = 4 if pixels < 1e5 else 2 if pixels < 4e6 else 1
        self._pixels = (size[0] * self._scale, size[1] * self._scale)
        self._unit = self._pixels[1] / 100
        self._image = Image.new("RGB", self._pixels, "white")
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def gradient(self, *colours: str, top: float = 0, bottom: float = 100) -> None:
        """Fill the rows from `top` to `bottom` with colours that run into each other."""
        rows = max(1, round((bottom - top) * self._unit))
        stops = np.array([ImageColor.getrgb(colour)[:3] for colour in colours], dtype=np.float64)
        at = np.linspace(0, len(stops) - 1, rows)
        known = np.arange(len(stops))
        column = np.stack([np.interp(at, known, stops[:, band]) for band in range(3)], axis=1)
        strip = Image.fromarray(column.round().astype(np.uint8)[:, np.newaxis, :])
        self._image.paste(strip.resize((self._pixels[0], rows)), (0, round(top * self._unit)))

    def polygon(self, points: Sequence[Point], fill: str) -> None:
        """Fill a closed shape."""
        self._draw.polygon([self._at(point) for point in points], fill=fill)

    def rect(
        self, left: float, top: float, right: float, bottom: float, fill: str, radius: float = 0
    ) -> None:
        """Fill a rectangle, with round corners if asked."""
        box = (*self._at((left, top)), *self._at((right, bottom)))
        self._draw.rounded_rectangle(box, radius * self._unit, fill=fill)

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: str) -> None:
        """Fill an ellipse around (x, y)."""
        self._draw.ellipse((*self._at((x - rx, y - ry)), *self._at((x + rx, y + ry))), fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """Fill a circle around (x, y)."""
        self.ellipse(x, y, radius, radius, fill)

    def pie(self, x: float, y: float, radius: float, angles: Point, fill: str) -> None:
        """Fill a slice of a disc; degrees, clockwise from three o'clock."""
        box = (*self._at((x - radius, y - radius)), *self._at((x + radius, y + radius)))
        self._draw.pieslice(box, *angles, fill=fill)

    def ring(
        self, x: float, y: float, radius: float, width: float, fill: str, angles: Point = (0, 360)
    ) -> None:
        """Draw a circle's outline, or the part of it between two angles (as for `pie`)."""
        box = (*self._at((x - radius, y - radius)), *self._at((x + radius, y + radius)))
        self._draw.arc(box, *angles, fill=fill, width=max(1, round(width * self._unit)))

    def line(self, points: Sequence[Point], fill: str, width: float) -> None:
        """Draw a stroke through the points, with round ends."""
        stroke = max(1, round(width * self._unit))
        self._draw.line([self._at(point) for point in points], fill, stroke, joint="curve")
        if stroke > 2 and len(fill) <= len("#rrggbb"):
            for x, y in (points[0], points[-1]):
                self.disc(x, y, width / 2, fill)

    def text(
        self, x: float, y: float, words: str, size: float, fill: str, anchor: str = "lm"
    ) -> None:
        """Write a line; `anchor` as Pillow has it, e.g. ``mm`` centres it on (x, y)."""
        font = ImageFont.load_default(max(6.0, size * self._unit))
        self._draw.text(self._at((x, y)), words, fill=fill, font=font, anchor=anchor)

    def ridge(self, base: float, height: float, fill: str, detail: int = 6) -> None:
        """Fill everything below a rolling (few details) or jagged (many) skyline."""
        xs = np.linspace(0, self.wide, 240)
        ys = np.full_like(xs, base)
        for octave in range(1, detail + 1):
            phase, stretch = self.rng.random(2)
            waves = np.sin(xs / self.wide * octave * (3 + 3 * stretch) + phase * 2 * np.pi)
            ys -= height * waves / octave**1.25 / 2
        self.polygon([*zip(xs, ys, strict=True), (self.wide, 101), (0, 101)], fill)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float = 0.8) -> None:
        """Add soft light around (x, y)."""
        side = np.linspace(-1, 1, 96)
        distance = np.hypot(side[:, np.newaxis], side[np.newaxis, :])
        fall = strength * np.clip(1 - distance, 0, 1) ** 2
        width = max(1, round(2 * radius * self._unit))
        mask = Image.fromarray((fall * 255).astype(np.uint8)).resize((width, width))
        corner = self._at((x - radius, y - radius))
        self._image.paste(colour, (round(corner[0]), round(corner[1])), mask)

    def haze(self, colour: str, top: float, bottom: float, strength: float) -> None:
        """Lay mist over the rows from `top` to `bottom`, densest in their middle."""
        rows = max(2, round((bottom - top) * self._unit))
        fall = strength * np.sin(np.linspace(0, np.pi, rows))
        mask = Image.fromarray((fall * 255).astype(np.uint8)[:, np.newaxis])
        mask = mask.resize((self._pixels[0], rows))
        self._image.paste(colour, (0, round(top * self._unit)), mask)

    def clouds(
        self, colour: str, top: float, bottom: float, cover: float, stretch: float = 4
    ) -> None:
        """Draw clouds between two heights; `cover` is from 0 (none) to 1 (overcast)."""
        rows = max(8, round((bottom - top) * self._unit / 4))
        noise = self.field((max(8, self._pixels[0] // 4), rows), rows / 1.6, stretch)
        edge = np.sin(np.linspace(0, np.pi, rows))[:, np.newaxis] ** 0.7
        mask = np.clip((noise - (1 - cover)) * 3.2, 0, 0.95) * edge
        self.veil(colour, mask, top, bottom)

    def veil(self, colour: str, mask: Mask, top: float = 0, bottom: float = 100) -> None:
        """Blend a colour over the rows from `top` to `bottom`, with `mask` as its opacity.

        `mask` has any shape (height, width) and is stretched to those rows; 0 is clear, 1 opaque.
        """
        size = (self._pixels[0], max(1, round((bottom - top) * self._unit)))
        stretched = Image.fromarray((np.clip(mask, 0, 1) * 255).astype(np.uint8)).resize(size)
        self._image.paste(colour, (0, round(top * self._unit)), stretched)

    def field(self, size: tuple[int, int], cell: float, stretch: float = 1) -> Mask:
        """Make smooth noise of four octaves.

        Args:
            size: Width and height.
            cell: Pixels of height between the coarsest knots.
            stretch: How much wider than high its blobs are.

        Returns:
            Shape (height, width), 0 to 1.
        """
        total: Mask = np.zeros((size[1], size[0]))
        for octave in range(4):
            step = max(1.0, cell / 2**octave)
            knots = (round(size[1] / step) + 2, round(size[0] / step / stretch) + 2)
            grid = Image.fromarray(self.rng.random(knots).astype(np.float32))
            total += np.asarray(grid.resize(size, Image.Resampling.BICUBIC)) / 2**octave
        low, high = np.quantile(total, (0.01, 0.99))
        level: Mask = np.clip((total - low) / (high - low), 0, 1)
        return level

    def mottle(self, strength: float, cell: float = 8, stretch: float = 1, top: float = 0) -> None:
        """Darken and lighten everything below `top` in patches, like paper, sand or rock."""
        rows = max(8, round((100 - top) * self._unit / 4))
        noise = self.field((self._pixels[0] // 4, rows), cell * self._unit / 4, stretch)
        self.veil("black", (0.5 - noise) * strength, top)
        self.veil("white", (noise - 0.5) * strength, top)

    def blur(self, radius: float) -> None:
        """Blur what is drawn so far."""
        self._image.paste(self._image.filter(ImageFilter.GaussianBlur(radius * self._unit)))

    def turn(self, degrees: float, behind: str) -> None:
        """Rotate the drawing about its centre, like a page on a scanner."""
        self._image.paste(self._image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=behind))

    def finish(self, grain: float) -> Image.Image:
        """Reduce to the final size, and add noise of `grain` grey levels."""
        picture = self._image.reduce(self._scale)
        if grain == 0:
            return picture
        side = 256
        tile = self.rng.normal(0, grain, (side, side))
        repeats = (picture.height // side + 1, picture.width // side + 1)
        noise = np.tile(tile, repeats)[: picture.height, : picture.width, np.newaxis]
        pixels = np.asarray(picture, dtype=np.float32) + noise
        return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))

    def _at(self, point: Point) -> Point:
        return point[0] * self._unit, point[1] * self._unit
