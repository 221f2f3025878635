"""Parts of scenes: trees, houses, boats, clouds. Lengths are in the Canvas's units."""

from __future__ import annotations

import math
from collections.abc import Sequence

from picseek.demo.canvas import Canvas


def stars(c: Canvas, count: int, bottom: float) -> None:
    """Scatter stars of different brightness above `bottom`."""
    for x, y, light in c.rng.random((count, 3)):
        alpha = round(60 + 195 * light**2)
        c.disc(x * c.wide, y * bottom, 0.1 + 0.24 * light**3, f"#fff8e8{alpha:02x}")


def pine(c: Canvas, x: float, foot: float, height: float, colour: str, snow: str = "") -> None:
    """A fir of four tiers, its branches snowy if a colour for snow is given."""
    c.rect(x - height * 0.03, foot - height * 0.12, x + height * 0.03, foot, "#4a3526")
    for tier in range(4):
        top = foot - height * (1 - tier * 0.19)
        low = foot - height * (0.63 - tier * 0.19)
        half = height * (0.12 + tier * 0.055)
        c.polygon([(x, top), (x + half, low), (x - half, low)], colour)
        if snow:
            c.polygon([(x, top), (x + half * 0.62, (top + low) / 2 + 1), (x, low - 1)], snow)
            c.polygon([(x, top), (x - half * 0.62, (top + low) / 2 + 1), (x, low - 1)], snow)


def tree(c: Canvas, x: float, foot: float, height: float, colours: Sequence[str]) -> None:
    """A broad-leaved tree: a trunk and a crown of many leafy blobs, lit from above."""
    trunk = [(x - height * 0.045, foot), (x - height * 0.02, foot - height * 0.6)]
    trunk += [(x + height * 0.02, foot - height * 0.6), (x + height * 0.045, foot)]
    c.polygon(trunk, "#4b3425")
    blobs = 70
    for step in range(blobs):
        angle, reach, pick = c.rng.random(3)
        light = step / blobs
        bx = x + math.cos(angle * 2 * math.pi) * reach**0.5 * height * 0.3
        by = foot - height * (0.64 + 0.1 * light)
        by += math.sin(angle * 2 * math.pi) * reach**0.5 * height * 0.22
        colour = colours[min(len(colours) - 1, int((light * 0.7 + pick * 0.3) * len(colours)))]
        c.disc(bx, by, height * (0.1 - 0.06 * light), colour)


def palm(c: Canvas, x: float, foot: float, height: float, lean: float, colour: str) -> None:
    """A palm whose trunk leans by `lean`."""
    tip = (x + lean, foot - height)
    bend = [(x + lean * (t / 10) ** 2, foot - height * t / 10) for t in range(11)]
    for step, point in enumerate(bend[:-1]):
        c.line([point, bend[step + 1]], "#6b4c33", height * 0.055 * (1.3 - step / 16))
    for angle in (-175, -150, -118, -62, -30, -5, 18, 160):
        reach = height * 0.5
        dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        leaf = []
        for t in range(9):
            part = t / 8
            droop = part**2 * reach * 0.55
            leaf.append((tip[0] + dx * reach * part, tip[1] + dy * reach * part * 0.7 + droop))
        under = [
            (px, py + math.sin(i / 8 * math.pi) * reach * 0.16) for i, (px, py) in enumerate(leaf)
        ]
        c.polygon([*leaf, *reversed(under)], colour)


def cloud(c: Canvas, x: float, y: float, size: float, colour: str = "#ffffff") -> None:
    """One fair-weather cloud with a flat bottom."""
    puffs = [(-1.1, 0, 0.42), (-0.55, -0.28, 0.55), (0.1, -0.45, 0.72), (0.7, -0.2, 0.52)]
    for dx, dy, radius in [*puffs, (1.2, 0.05, 0.36)]:
        c.disc(x + dx * size, y + dy * size, radius * size, colour)
    c.rect(x - 1.45 * size, y, x + 1.5 * size, y + 0.42 * size, colour, 0.2 * size)


def bird(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A gull far away: two wings."""
    for side in (-1, 1):
        wing = [(x, y), (x + side * size * 0.5, y - size * 0.35), (x + side * size, y - size * 0.1)]
        c.line(wing, colour, size * 0.13)


def sailboat(c: Canvas, x: float, y: float, size: float, sail: str, hull: str) -> None:
    """A boat with a big and a small sail, `size` high."""
    c.polygon([(x, y - size), (x, y - size * 0.12), (x + size * 0.5, y - size * 0.12)], sail)
    c.polygon(
        [
            (x - 0.02 * size, y - size * 0.9),
            (x - 0.02 * size, y - size * 0.12),
            (x - size * 0.34, y - size * 0.12),
        ],
        "#f4efe6",
    )
    c.line([(x, y - size), (x, y)], "#5a4630", size * 0.02)
    c.polygon(
        [
            (x - size * 0.42, y - size * 0.08),
            (x + size * 0.55, y - size * 0.08),
            (x + size * 0.38, y + size * 0.1),
            (x - size * 0.3, y + size * 0.1),
        ],
        hull,
    )


def house(
    c: Canvas, left: float, foot: float, width: float, height: float, wall: str, roof: str
) -> None:
    """A house with a gable roof, a door and two windows."""
    right, eaves = left + width, foot - height
    c.rect(left, eaves, right, foot, wall)
    c.rect(right - width * 0.12, eaves, right, foot, "#00000022")
    over = width * 0.08
    c.polygon(
        [(left - over, eaves), (left + width / 2, eaves - height * 0.62), (right + over, eaves)],
        roof,
    )
    c.rect(left + width * 0.42, foot - height * 0.5, left + width * 0.58, foot, "#4d3527", 0.4)
    for at in (0.13, 0.68):
        window(c, left + width * at, eaves + height * 0.24, width * 0.19, height * 0.28)


def window(c: Canvas, left: float, top: float, width: float, height: float) -> None:
    """A white-framed window with a cross."""
    frame = width * 0.12
    c.rect(left - frame, top - frame, left + width + frame, top + height + frame, "#f6f2ea")
    c.rect(left, top, left + width, top + height, "#5f86a3")
    c.rect(left, top, left + width, top + height * 0.4, "#a9cadd")
    c.rect(left + width * 0.45, top, left + width * 0.55, top + height, "#f6f2ea")
    c.rect(left, top + height * 0.46, left + width, top + height * 0.54, "#f6f2ea")


def car(c: Canvas, x: float, foot: float, length: float, colour: str) -> None:
    """A car seen from its side, heading right."""
    unit = length / 10
    c.ellipse(x + 5 * unit, foot + 0.1 * unit, 5.2 * unit, 0.45 * unit, "#00000055")
    cabin = [(2.0, -2.0), (3.1, -3.5), (6.2, -3.5), (7.7, -2.0)]
    c.polygon([(x + px * unit, foot + py * unit) for px, py in cabin], colour)
    glass = [(2.6, -2.0), (3.4, -3.15), (6.0, -3.15), (7.1, -2.0)]
    c.polygon([(x + px * unit, foot + py * unit) for px, py in glass], "#20303c")
    c.polygon(
        [
            (x + 3 * unit, foot - 2.4 * unit),
            (x + 3.5 * unit, foot - 3.1 * unit),
            (x + 4.4 * unit, foot - 3.1 * unit),
            (x + 3.9 * unit, foot - 2.1 * unit),
        ],
        "#7d97a8",
    )
    c.rect(x + 4.65 * unit, foot - 3.4 * unit, x + 4.9 * unit, foot - 1.9 * unit, colour)
    c.rect(x, foot - 2.15 * unit, x + 10 * unit, foot - 0.6 * unit, colour, 0.6 * unit)
    c.rect(x, foot - 1.0 * unit, x + 10 * unit, foot - 0.6 * unit, "#00000040", 0.2 * unit)
    c.rect(
        x + 9.35 * unit,
        foot - 1.85 * unit,
        x + 9.95 * unit,
        foot - 1.4 * unit,
        "#fff4c4",
        0.15 * unit,
    )
    c.rect(
        x + 0.05 * unit,
        foot - 1.85 * unit,
        x + 0.5 * unit,
        foot - 1.4 * unit,
        "#c22a2a",
        0.1 * unit,
    )
    for wheel in (2.2, 7.8):
        c.disc(x + wheel * unit, foot - 0.75 * unit, 0.95 * unit, "#16181c")
        c.disc(x + wheel * unit, foot - 0.75 * unit, 0.5 * unit, "#aeb6bd")
        c.disc(x + wheel * unit, foot - 0.75 * unit, 0.16 * unit, "#50575e")


def glitter(c: Canvas, x: float, top: float, bottom: float, width: float, colour: str) -> None:
    """Light on water: short strokes that widen towards the viewer."""
    rows = int((bottom - top) * 1.5)
    for row in range(rows):
        part = row / rows
        y = top + (bottom - top) * part
        spread = width * (0.35 + part)
        for shift, length in c.rng.random((3, 2)):
            centre = x + (shift - 0.5) * 2 * spread
            half = (0.3 + length) * (1 + part * 3)
            fade = round(210 * (1 - 0.5 * part) * (1 - abs(shift - 0.5)))
            c.rect(
                centre - half, y, centre + half, y + 0.22 + 0.35 * part, f"{colour}{fade:02x}", 0.2
            )


def waves(c: Canvas, top: float, bottom: float, colour: str, count: int) -> None:
    """Faint horizontal streaks, longer and farther apart towards the viewer."""
    for x, y, length in c.rng.random((count, 3)):
        depth = y**1.8
        row = top + (bottom - top) * depth
        half = (1 + 7 * length) * (0.3 + depth)
        c.ellipse(x * c.wide, row, half, 0.12 + 0.32 * depth, colour)
