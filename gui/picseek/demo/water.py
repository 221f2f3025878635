"""Scenes with water, ice and northern skies."""

from __future__ import annotations

import math

import numpy as np

from picseek.demo import props
from picseek.demo.canvas import Canvas


def sea_sunset(c: Canvas) -> None:
    """An orange sunset over the sea with a golden path of light."""
    c.gradient("#2b2a5e", "#8a3f78", "#e2603f", "#fbb24a", bottom=58)
    c.clouds("#5c2c5e", 4, 40, 0.45, 7)
    x = c.wide * 0.58
    c.glow(x, 52, 50, "#ffd98a", 1)
    c.disc(x, 50, 7, "#fff0b8")
    c.gradient("#d9683c", "#7a3557", "#221f45", top=57)
    props.waves(c, 58, 100, "#f7a35a50", 260)
    props.glitter(c, x, 58, 99, 7, "#ffe2a0")
    for bx, by in ((0.25, 22), (0.3, 26), (0.33, 21)):
        props.bird(c, bx * c.wide, by, 2.4, "#2a1838")


def purple_sunset(c: Canvas) -> None:
    """A purple and pink evening over a calm lake with hills."""
    c.gradient("#2a2350", "#6a3d86", "#d0699a", "#f7b7a3", bottom=58)
    c.clouds("#f2a0b4", 8, 40, 0.4, 8)
    c.ridge(54, 9, "#3a2a58", 5)
    c.gradient("#d98aa3", "#7d4a86", "#2d2450", top=56)
    props.waves(c, 57, 100, "#ffd3d040", 200)
    props.sailboat(c, c.wide * 0.3, 66, 17, "#f6e6ea", "#2a1d3d")


def beach(c: Canvas) -> None:
    """A sandy beach with turquoise water, palms and a red umbrella."""
    c.gradient("#2f95e6", "#7cc6f4", "#d8f0fb", bottom=45)
    props.cloud(c, c.wide * 0.28, 17, 6)
    props.cloud(c, c.wide * 0.6, 24, 4)
    c.gradient("#1577a8", "#2bb0bd", "#7fdcd0", top=44, bottom=72)
    props.waves(c, 46, 70, "#ffffff55", 120)
    shore = [(x, 69 + 2.5 * math.sin(x / 14)) for x in np.linspace(0, c.wide, 60)]
    c.polygon([(x, y - 1.6) for x, y in shore] + [(c.wide, 101), (0, 101)], "#ffffffcc")
    c.polygon([*shore, (c.wide, 101), (0, 101)], "#f0dba6")
    c.polygon([(x, y + 12) for x, y in shore] + [(c.wide, 101), (0, 101)], "#e7cb8c")
    c.mottle(0.12, 3, 3, top=72)
    _umbrella(c, c.wide * 0.62, 88, 20)
    props.palm(c, c.wide * 0.1, 92, 58, 14, "#2b6b35")
    props.palm(c, c.wide * 0.2, 96, 42, -8, "#357d3c")


def _umbrella(c: Canvas, x: float, foot: float, size: float) -> None:
    c.ellipse(x + 4, foot, size * 0.7, size * 0.11, "#8a6a3055")
    c.line([(x, foot), (x, foot - size)], "#f5f0e6", 0.7)
    for stripe in range(6):
        start = 180 + stripe * 30
        c.pie(
            x,
            foot - size * 0.72,
            size * 0.62,
            (start, start + 30),
            ("#e23b3b", "#fffaf0")[stripe % 2],
        )
    c.rect(x - size * 0.9, foot - 1, x - size * 0.25, foot + 2, "#2f7fd0", 0.6)


def sailing(c: Canvas) -> None:
    """A white sailboat on a deep blue sea."""
    c.gradient("#3f8fd8", "#9cd0f3", "#eaf6fc", bottom=52)
    c.clouds("#ffffff", 6, 40, 0.45)
    c.gradient("#2f78b8", "#1a4f8a", "#0d2f5e", top=52)
    props.waves(c, 53, 100, "#ffffff45", 320)
    props.sailboat(c, c.wide * 0.46, 72, 46, "#ffffff", "#a3262a")
    props.sailboat(c, c.wide * 0.82, 55, 9, "#f2f2ee", "#33415c")
    props.waves(c, 72, 86, "#ffffff66", 40)


def lighthouse(c: Canvas) -> None:
    """A red-and-white lighthouse on a cliff, waves below."""
    c.gradient("#5c8fb5", "#b4d2e0", "#f0e3cf", bottom=70)
    c.clouds("#fbf6ee", 4, 48, 0.5)
    c.gradient("#3f7794", "#1f4a66", top=66)
    props.waves(c, 67, 100, "#e6f2f560", 300)
    c.polygon(
        [
            (c.wide * 0.5, 101),
            (c.wide * 0.58, 74),
            (c.wide * 0.66, 64),
            (c.wide * 0.9, 60),
            (c.wide + 1, 62),
            (c.wide + 1, 101),
        ],
        "#5a5148",
    )
    c.polygon(
        [
            (c.wide * 0.62, 68),
            (c.wide * 0.66, 64),
            (c.wide * 0.9, 60),
            (c.wide + 1, 62),
            (c.wide + 1, 66),
            (c.wide * 0.8, 67),
        ],
        "#6d9148",
    )
    x, top, foot = c.wide * 0.78, 18, 63
    for band in range(6):
        y0, y1 = top + (foot - top) * band / 6, top + (foot - top) * (band + 1) / 6
        a, b = 4 + 3 * band / 6, 4 + 3 * (band + 1) / 6
        c.polygon(
            [(x - a, y0), (x + a, y0), (x + b, y1), (x - b, y1)],
            "#c8202a" if band % 2 == 0 else "#f7f4ee",
        )
    c.polygon([(x + 1, top), (x + 4, top), (x + 7, foot), (x + 2.5, foot)], "#00000022")
    c.rect(x - 5.5, top - 1.5, x + 5.5, top, "#2b2b2e")
    c.rect(x - 3, top - 8, x + 3, top - 1.5, "#ffe9a0")
    c.polygon([(x - 4, top - 8), (x, top - 13), (x + 4, top - 8)], "#a3181f")
    c.glow(x, top - 5, 16, "#fff2b8", 0.8)


def northern_lights(c: Canvas) -> None:
    """Green northern lights in the night sky over snow."""
    c.gradient("#04081c", "#0a1c3c", "#14405a")
    props.stars(c, 500, 75)
    for curtain in range(3):
        _curtain(c, 20 + curtain * 9, ("#43f59a", "#35e0a8", "#7df0c0")[curtain])
    _curtain(c, 12, "#b65af0")
    c.ridge(78, 10, "#0b1c33", 8)
    c.ridge(88, 5, "#a9c9d6", 3)
    c.ridge(95, 4, "#d5e6ec", 3)
    props.house(c, c.wide * 0.68, 89, 11, 6, "#6b2a25", "#e6eff3")
    c.glow(c.wide * 0.705, 86, 5, "#ffce70", 1)


def _curtain(c: Canvas, top: float, colour: str) -> None:
    """One band of light: brightest along a winding foot, fading upwards in rays."""
    width, height = 300, 120
    phase, bend = c.rng.random(2) * 6
    xs = np.linspace(0, 1, width)
    foot = 0.68 + 0.16 * np.sin(xs * 5 + phase) + 0.07 * np.sin(xs * 13 + bend)
    rays = 0.55 + 0.45 * c.field((width, 1), 1, 6)[0]
    rows = np.linspace(0, 1, height)[:, np.newaxis]
    above = foot - rows
    mask = np.where(above > 0, np.exp(-above * 4.5), np.exp(above * 40)) * rays * 0.75
    mask *= np.sin(np.clip(xs * 1.1 - 0.05, 0, 1) * np.pi)
    c.veil(colour, mask, top - 10, top + 58)


def waterfall(c: Canvas) -> None:
    """A tall white waterfall between mossy green cliffs."""
    c.gradient("#9fc3dd", "#e6eef0", bottom=30)
    c.rect(0, 24, c.wide, 101, "#39442f")
    c.ridge(24, 9, "#46562f", 5)
    c.mottle(0.9, 9, 0.3, top=26)
    middle = c.wide * 0.5
    for x, start, length in c.rng.random((900, 3)):
        fall = start**0.8
        at = middle + (x - 0.5) * (15 + 9 * fall) + 1.2 * math.sin(fall * 9)
        y = 23 + 54 * fall
        shade = "#ffffff80" if x + length > 0.8 else "#b9d3e090"
        c.line([(at, y), (at + (x - 0.5) * 2, min(82, y + 5 + 14 * length))], shade, 0.4)
    left, right = middle - 12, middle + 12
    c.gradient("#8fb3bf", "#42707f", "#1f4350", top=81)
    props.waves(c, 82, 100, "#ffffff70", 160)
    for x in np.linspace(left - 6, right + 6, 8):
        c.glow(float(x), 81, 12, "#ffffff", 0.6)
    for x, y in c.rng.random((160, 2)):
        side = c.wide * (x * 0.36 if y > 0.5 else 1 - x * 0.36)
        c.ellipse(side, 24 + 56 * c.rng.random(), 2.6, 1.1, ("#6f8f3a80", "#55752f80")[int(y * 2)])


def black_beach(c: Canvas) -> None:
    """A black sand beach with foam and basalt columns under a grey sky."""
    c.gradient("#7d8a94", "#b4bec4", "#d6dbdc", bottom=50)
    c.clouds("#5f6c77", 0, 45, 0.55)
    c.gradient("#6f8894", "#4a6470", top=48, bottom=74)
    props.waves(c, 50, 72, "#e8eef0a0", 220)
    for index, height in enumerate((30, 46, 38, 20, 12)):
        x = c.wide * 0.74 + index * 5.4
        c.polygon([(x, 60), (x + 1.6, 60 - height), (x + 4.4, 62 - height), (x + 6, 60)], "#2a2d31")
    shore = [
        (x, 70 + 3 * math.sin(x / 18) + 1.3 * math.sin(x / 5)) for x in np.linspace(0, c.wide, 90)
    ]
    c.polygon([(x, y - 3) for x, y in shore] + [(c.wide, 101), (0, 101)], "#f2f4f4")
    c.polygon([*shore, (c.wide, 101), (0, 101)], "#25272a")
    c.mottle(0.22, 2.5, 2, top=72)


def glacier_lagoon(c: Canvas) -> None:
    """Blue icebergs floating in a still glacier lagoon."""
    c.gradient("#a9c4d8", "#d8e5ec", "#eef3f4", bottom=46)
    c.ridge(42, 9, "#b4c4d2", 7)
    c.gradient("#7fa9bd", "#4f8aa5", "#2c6382", top=46)
    props.waves(c, 48, 100, "#ffffff40", 160)
    for x, y, size in ((0.2, 54, 8), (0.78, 56, 10), (0.5, 64, 15), (0.14, 78, 18), (0.86, 82, 17)):
        _iceberg(c, x * c.wide, y, size)


def _iceberg(c: Canvas, x: float, y: float, size: float) -> None:
    tops = [
        (-1.1, 0),
        (-0.8, -0.5),
        (-0.3, -0.95),
        (0.05, -0.6),
        (0.4, -1.1),
        (0.9, -0.45),
        (1.2, 0),
    ]
    c.polygon([(x + dx * size, y - dy * size * 0.45) for dx, dy in tops], "#bfe3f060")
    c.polygon([(x + dx * size, y + dy * size) for dx, dy in tops], "#cfeefa")
    c.polygon(
        [(x + dx * size, y + dy * size) for dx, dy in tops[3:]] + [(x + 0.2 * size, y)], "#8fcbe6"
    )
    c.polygon(
        [(x + dx * size, y + dy * size) for dx, dy in tops[:3]] + [(x - 0.5 * size, y)], "#f6fdff"
    )


def moon_lake(c: Canvas) -> None:
    """A full moon over a dark lake at night."""
    c.gradient("#060b1e", "#12234a", "#2b4370", bottom=58)
    props.stars(c, 260, 50)
    x = c.wide * 0.36
    c.glow(x, 26, 34, "#cfdcff", 0.75)
    c.disc(x, 26, 8.5, "#f4f1e2")
    for dx, dy, radius in ((-2.5, -2, 1.9), (2.6, 1.2, 1.4), (-0.6, 3.4, 1.2), (3.2, -3, 0.9)):
        c.disc(x + dx, 26 + dy, radius, "#d9d5c3")
    c.ridge(56, 8, "#0a1226", 9)
    c.gradient("#233a66", "#0a1330", "#050916", top=57)
    props.waves(c, 58, 100, "#9fb6e828", 160)
    props.glitter(c, x, 58, 98, 4, "#e9ecff")


def coral_reef(c: Canvas) -> None:
    """Under water: orange fish over a coral reef."""
    c.gradient("#5fd3e8", "#1f8fc4", "#0f4f8f", "#0a2f63")
    for ray in range(7):
        x = c.wide * (0.1 + ray * 0.13)
        c.polygon([(x, 0), (x + 5, 0), (x - 4, 100), (x - 16, 100)], "#ffffff18")
    for x, size, pick in c.rng.random((26, 3)):
        colour = ("#e8567a", "#f29d38", "#9b5fc0", "#f2d14b", "#d8433f")[int(pick * 5)]
        for branch in range(5):
            lean = (branch - 2) * 2.2
            at = x * c.wide
            c.line(
                [(at, 101), (at + lean * 0.4, 92 - 6 * size), (at + lean, 84 - 12 * size)],
                colour,
                1.5,
            )
    for x, y, size in c.rng.random((13, 3)):
        _fish(c, 8 + x * (c.wide - 16), 14 + y * 58, 3 + 4 * size)
    for x, y, size in c.rng.random((36, 3)):
        c.ring(x * c.wide, y * 90, 0.4 + size, 0.18, "#e8fbff90")


def _fish(c: Canvas, x: float, y: float, size: float) -> None:
    c.polygon(
        [(x - size * 0.8, y), (x - size * 1.45, y - size * 0.5), (x - size * 1.45, y + size * 0.5)],
        "#f07b1d",
    )
    c.polygon(
        [(x - size * 0.4, y - size * 0.4), (x + size * 0.3, y - size * 0.85), (x + size * 0.4, y)],
        "#e06a10",
    )
    c.ellipse(x, y, size, size * 0.55, "#f88b25")
    for dx in (-0.35, 0.3):
        c.ellipse(x + dx * size, y, size * 0.13, size * 0.5, "#ffffff")
    c.disc(x + size * 0.66, y - size * 0.1, size * 0.12, "#1a1a1a")
