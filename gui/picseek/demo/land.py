"""Landscapes with ground under the feet: mountains, hills, forests, deserts, fields."""

from __future__ import annotations

import math

from picseek.demo import props
from picseek.demo.canvas import Canvas

AUTUMN = ("#7a2f14", "#b5451b", "#d96a1d", "#ec9a29", "#f6c445")
SPRING = ("#2f5d2a", "#3f7d33", "#5a9a3c", "#86b94e")
BLOSSOM = ("#b9648a", "#dd8fb0", "#f0b3cb", "#fbd9e6")


def snowy_mountains(c: Canvas) -> None:
    """Snow-covered peaks under a clear blue sky, firs before them."""
    c.gradient("#3d7fc4", "#8fc1ea", "#dcecf7")
    c.clouds("#ffffff", 5, 40, 0.4)
    for base, height, rock, snow in (
        (62, 44, "#8aa0bb", "#eef4fa"),
        (74, 40, "#5d7491", "#fbfdff"),
    ):
        _peaks(c, base, height, rock, snow)
    c.ridge(82, 7, "#e3edf6", 3)
    for index in range(26):
        x, size = c.rng.random(2)
        foot = 86 + 8 * size
        props.pine(c, (index + x) / 26 * c.wide, foot, 9 + 9 * size, "#24463f", "#e9f1f8")
    c.ridge(94, 5, "#f8fbfe", 3)


def _peaks(c: Canvas, base: float, height: float, rock: str, snow: str) -> None:
    """A row of peaks, their left sides lit and their tops white."""
    x = -8.0
    while x < c.wide + 10:
        tall, wide, lean = c.rng.random(3)
        top, half = base - height * (0.42 + 0.58 * tall), 24 + 20 * wide
        tip = (x + 12 * (lean - 0.5), top)
        c.polygon([tip, (x + half, base + 30), (x - half, base + 30)], rock)
        c.polygon([tip, (x + half, base + 30), (x + half * 0.12, base + 30)], "#1d2f4a55")
        line = []
        for step in range(9):
            side = (step - 4) / 4
            y = top + (base + 30 - top) * (0.26 + 0.09 * (step % 2) + 0.05 * c.rng.random())
            line.append((tip[0] + side * half * (y - top) / (base + 30 - top) * 0.98, y))
        c.polygon([tip, *line], snow)
        c.polygon([tip, *line[4:]], "#9db6d255")
        x += half * 0.85


def green_hills(c: Canvas) -> None:
    """Green hills in summer with white clouds and grazing sheep."""
    c.gradient("#4f9fe0", "#9fd0f2", "#e6f4fb")
    for x, y, size in ((0.2, 18, 7), (0.62, 12, 5), (0.85, 25, 8)):
        props.cloud(c, x * c.wide, y, size)
    for base, colour in ((56, "#9cc48a"), (64, "#7fb565"), (75, "#5f9f48"), (88, "#478a36")):
        c.ridge(base, 12, colour, 3)
    for x, y in c.rng.random((16, 2)):
        _sheep(c, 6 + x * (c.wide - 12), 74 + 18 * y, 1.3 + 1.6 * y)
    c.glow(c.wide * 0.8, 5, 60, "#fff6cf", 0.5)


def _sheep(c: Canvas, x: float, y: float, size: float) -> None:
    for leg in (-0.6, -0.2, 0.3, 0.7):
        c.rect(x + leg * size, y, x + (leg + 0.16) * size, y + 1.1 * size, "#33302d")
    for dx, dy in ((-0.6, 0), (0, -0.35), (0.6, 0), (0, 0.15)):
        c.disc(x + dx * size, y + dy * size, 0.72 * size, "#f7f4ec")
    c.ellipse(x + 1.25 * size, y - 0.25 * size, 0.42 * size, 0.34 * size, "#33302d")


def desert(c: Canvas) -> None:
    """Orange sand dunes under a hot blue sky, with a row of camels."""
    c.gradient("#2f86c9", "#8dc3e3", "#f6e3bd")
    c.glow(c.wide * 0.75, 18, 40, "#fffbe0", 1)
    c.disc(c.wide * 0.75, 18, 5, "#fffdf0")
    c.ridge(60, 10, "#dfa76a", 2)
    _dune(c, 66, 16, "#d98f45", "#b3692b")
    for index in range(4):
        _camel(c, c.wide * 0.2 + index * 9, 69 - index * 0.7, 5)
    _dune(c, 84, 20, "#e9a653", "#c47a33")
    c.mottle(0.25, 3, 6, top=66)


def _dune(c: Canvas, base: float, height: float, lit: str, shade: str) -> None:
    """Crests with a bright and a shaded side."""
    shift = c.rng.random() * 2
    crest = []
    for step in range(121):
        x = c.wide * step / 120
        y = base - height / 2 * math.sin(x / c.wide * 4.2 + shift) - height / 5 * math.sin(x / 14)
        crest.append((x, y))
    c.polygon([*crest, (c.wide, 101), (0, 101)], lit)
    edge = [(x + 5 * math.sin(x / 9), y + 13 + 7 * math.sin(x / 17 + shift)) for x, y in crest]
    c.polygon([*crest, *reversed(edge)], shade)


def _camel(c: Canvas, x: float, y: float, size: float) -> None:
    dark = "#4a2c17"
    c.ellipse(x, y - size * 0.62, size * 0.5, size * 0.24, dark)
    c.disc(x, y - size * 0.82, size * 0.2, dark)
    neck = [(x + size * 0.4, y - size * 0.6), (x + size * 0.62, y - size * 0.62)]
    c.line(
        [*neck, (x + size * 0.72, y - size * 1.02), (x + size * 0.92, y - size)], dark, size * 0.13
    )
    for leg in (-0.36, -0.2, 0.22, 0.38):
        c.line([(x + leg * size, y - size * 0.5), (x + leg * size, y)], dark, size * 0.08)


def pine_forest(c: Canvas) -> None:
    """A dark green pine forest in morning mist."""
    c.gradient("#c9d8d3", "#e7ece2", "#f3efe0")
    c.glow(c.wide * 0.55, 28, 45, "#fff7dc", 0.9)
    layers = ("#a9bfb4", "#7f9f92", "#557a6c", "#2f564a", "#17382f")
    for depth, colour in enumerate(layers):
        foot, height = 50 + depth * 11, 20 + depth * 8
        count = 20 - depth * 2
        for index in range(count):
            shift, tall = c.rng.random(2)
            x = (index + shift) / count * c.wide
            props.pine(c, x, foot, height * (0.7 + 0.5 * tall), colour)
        c.rect(0, foot - 2, c.wide, 101, colour)
        c.haze("#eef1e8", foot - 14, foot + 16, 0.7 - depth * 0.08)


def red_barn(c: Canvas) -> None:
    """A red barn with a white door beside a field of wheat."""
    c.gradient("#5aa7dd", "#b9dcf0", "#f2eed8")
    c.clouds("#ffffff", 4, 42, 0.5)
    c.ridge(60, 6, "#5d8a4a", 3)
    props.tree(c, c.wide * 0.9, 68, 34, SPRING)
    left, foot = c.wide * 0.24, 74
    roof = [(left - 2, 46), (left + 5, 31), (left + 20, 23), (left + 35, 31), (left + 42, 46)]
    c.polygon([*roof, (left + 40, foot), (left, foot)], "#a8261f")
    for board in range(1, 20):
        c.line([(left + board * 2, 36), (left + board * 2, foot)], "#7d161255", 0.25)
    c.polygon(
        [
            roof[1],
            (left + 20, 23),
            (left + 62, 23),
            (left + 72, 46),
            (left + 42, 46),
            roof[3],
            (left + 20, 23),
        ],
        "#5b4a45",
    )
    c.rect(left + 40, 46, left + 70, foot, "#8d1d18")
    for x in (left + 46, left + 58):
        props.window(c, x, 53, 5, 7)
    c.rect(left + 11, 54, left + 29, foot, "#f5efe6")
    c.rect(left + 12.2, 55.2, left + 27.8, foot, "#9c211b")
    for cross in (((12.2, 55.2), (27.8, foot)), ((27.8, 55.2), (12.2, foot))):
        c.line([(left + x, y) for x, y in cross], "#f5efe6", 1)
    props.window(c, left + 17.3, 38, 5.4, 6)
    c.gradient("#e2bb55", "#c8922f", top=73)
    for x, y, lean in c.rng.random((1500, 3)):
        row = 73 + 26 * y
        tip = (x * c.wide + 2 * (lean - 0.5), row - 2 - 4 * y)
        c.line([(x * c.wide, row), tip], "#f3d98a" if lean > 0.5 else "#a87422", 0.22)


def starry_sky(c: Canvas) -> None:
    """The Milky Way in a starry night sky above dark firs."""
    c.gradient("#050a1f", "#0d1b45", "#28386f", "#5a4f7d")
    for step in range(14):
        x = c.wide * (0.12 + step * 0.055)
        y = 70 - step * 5 + 5 * c.rng.random()
        c.glow(x, y, 17, "#b9b6f0" if step % 3 else "#f0c9d8", 0.2)
    props.stars(c, 1100, 90)
    c.ridge(88, 5, "#070b16", 4)
    for index in range(34):
        shift, tall = c.rng.random(2)
        props.pine(c, (index + shift) / 34 * c.wide, 97, 10 + 16 * tall, "#05080f")


def autumn_trees(c: Canvas) -> None:
    """Autumn trees, red, orange and yellow, along a path covered with leaves."""
    c.gradient("#c9dbe6", "#f3e6cc", "#f2c987", bottom=70)
    c.gradient("#b6782f", "#8a4a1c", top=62)
    c.polygon(
        [(c.wide * 0.49, 62), (c.wide * 0.52, 62), (c.wide * 0.78, 101), (c.wide * 0.2, 101)],
        "#cfa878",
    )
    for row, (foot, height, count) in enumerate(((64, 30, 12), (70, 44, 8), (80, 66, 5))):
        for index in range(count):
            x = (index + 0.5 + 0.3 * (c.rng.random() - 0.5)) / count * c.wide
            if abs(x - c.wide / 2) > 8 + row * 11:
                props.tree(c, x, foot, height, AUTUMN)
        c.haze("#f7dba8", foot - 30, foot + 8, 0.28)
    for x, y, pick in c.rng.random((500, 3)):
        c.ellipse(x * c.wide, 66 + 34 * y, 0.3 + y * 0.7, 0.2 + y * 0.35, AUTUMN[int(pick * 5)])


def rainbow(c: Canvas) -> None:
    """A rainbow over a green meadow after rain."""
    c.gradient("#56697f", "#8499ab", "#c9d3d6")
    c.clouds("#eceff1", 0, 55, 0.55)
    c.clouds("#3f5166", 0, 35, 0.5)
    bands = ("#e0403a", "#f08a2c", "#f5dd45", "#57b857", "#3f7fd0", "#6b4bb0")
    for index, colour in enumerate(bands):
        c.ring(c.wide / 2, 92, 72 - index * 1.6, 1.7, f"{colour}b0")
    c.ridge(74, 7, "#6c9a4f", 3)
    c.ridge(84, 6, "#4f8a37", 3)
    for x, y, pick in c.rng.random((260, 3)):
        colour = ("#f7e04b", "#ffffff", "#e86a8a")[int(pick * 3)]
        c.disc(x * c.wide, 82 + 18 * y, 0.25 + 0.5 * y, colour)


def sunflowers(c: Canvas) -> None:
    """A field of yellow sunflowers under a blue sky."""
    c.gradient("#2f8be0", "#8ecbf5", "#dff1fa", bottom=55)
    props.cloud(c, c.wide * 0.7, 18, 7)
    c.gradient("#5f8f35", "#35641f", top=48)
    rows = 9
    for row in range(rows):
        depth = row / (rows - 1)
        y, size = 50 + 42 * depth**1.5, 1.6 + 10 * depth**1.6
        count = int(c.wide / (size * 2.1)) + 1
        for index in range(count):
            shift = c.rng.random(2) - 0.5
            x = (index + 0.5 * (row % 2) + 0.35 * shift[0]) * size * 2.1
            _sunflower(c, x, y + shift[1] * size * 0.7, size)


def _sunflower(c: Canvas, x: float, y: float, size: float) -> None:
    c.line([(x, y), (x, y + size * 2.4)], "#3f7a2a", size * 0.16)
    c.ellipse(x + size * 0.5, y + size * 1.5, size * 0.5, size * 0.2, "#4f8f33")
    for petal in range(16):
        angle = petal / 16 * 2 * math.pi
        tip = (x + math.cos(angle) * size, y + math.sin(angle) * size * 0.95)
        left = (x + math.cos(angle - 0.26) * size * 0.6, y + math.sin(angle - 0.26) * size * 0.6)
        right = (x + math.cos(angle + 0.26) * size * 0.6, y + math.sin(angle + 0.26) * size * 0.6)
        c.polygon([(x, y), left, tip, right], "#f9c51d" if petal % 2 else "#f2ad10")
    c.disc(x, y, size * 0.46, "#5a3413")
    c.disc(x, y, size * 0.28, "#3a210c")


def cherry_blossom(c: Canvas) -> None:
    """Cherry trees in pink blossom beside a lawn."""
    c.gradient("#bfe0f2", "#e6f0f4", "#fbeef2")
    c.ridge(70, 5, "#b5cf9a", 2)
    for x, foot, height in ((0.12, 74, 46), (0.84, 75, 50), (0.5, 82, 70)):
        props.tree(c, x * c.wide, foot, height, BLOSSOM)
    c.gradient("#a9c97f", "#86b05e", top=82)
    for x, y in c.rng.random((420, 2)):
        c.ellipse(x * c.wide, 78 + 22 * y, 0.5, 0.3, "#f9cbdc")


def balloons(c: Canvas) -> None:
    """Hot-air balloons in many colours at sunrise."""
    c.gradient("#7fb4e3", "#f3d3b8", "#f9b48a")
    c.glow(c.wide * 0.2, 78, 45, "#fff0c0", 0.9)
    c.ridge(84, 8, "#b98a7a", 4)
    c.ridge(93, 7, "#7d5a58", 4)
    sets = (
        ("#d7263d", "#f9dc5c"),
        ("#1b6ca8", "#ffffff"),
        ("#f46036", "#2e294e"),
        ("#2a9d8f", "#f4e285"),
        ("#8e3b8a", "#f7b2bd"),
    )
    spots = ((0.2, 34, 15), (0.5, 22, 9), (0.72, 46, 19), (0.88, 18, 7), (0.4, 62, 6))
    for (x, y, size), (main, second) in zip(spots, sets, strict=True):
        _balloon(c, x * c.wide, y, size, main, second)


def _balloon(c: Canvas, x: float, y: float, size: float, main: str, second: str) -> None:
    for side in (-1, 1):
        c.line(
            [(x + side * size * 0.45, y + size * 0.75), (x + side * size * 0.12, y + size * 1.5)],
            "#4a3a30",
            0.2,
        )
    for stripe in range(6):
        half = size * (1 - stripe / 6)
        c.ellipse(x, y, half, size, main if stripe % 2 == 0 else second)
        foot = size * 0.55 * (1 - stripe / 6)
        c.polygon(
            [
                (x - half * 0.87, y + size * 0.5),
                (x + half * 0.87, y + size * 0.5),
                (x + foot * 0.4, y + size * 1.22),
                (x - foot * 0.4, y + size * 1.22),
            ],
            main if stripe % 2 == 0 else second,
        )
    c.rect(x - size * 0.16, y + size * 1.45, x + size * 0.16, y + size * 1.7, "#7a5230", 0.3)
    c.glow(x - size * 0.4, y - size * 0.4, size * 0.7, "#ffffff", 0.45)


def mountain_panorama(c: Canvas) -> None:
    """A wide panorama of blue mountain ranges at dawn."""
    c.gradient("#365a8c", "#b07f9c", "#f6b98a", "#fde2b0", bottom=70)
    c.glow(c.wide * 0.62, 52, 40, "#fff4cc", 1)
    ranges = ("#c98f93", "#a2758f", "#7b6088", "#554b78", "#343a5f", "#1a2340")
    for depth, colour in enumerate(ranges):
        c.ridge(52 + depth * 8.5, 16 + depth, colour, 14 - depth)
        c.haze("#fbd3ac", 50 + depth * 8.5, 66 + depth * 8.5, 0.25)


def foggy_field(c: Canvas) -> None:
    """A lone bare tree in grey fog."""
    c.gradient("#b9bfc3", "#d3d7d8", "#e2e4e2")
    c.ridge(78, 3, "#b4b8b5", 2)
    c.gradient("#b6bab6", "#93978f", top=80)
    _bare_branch(c, (c.wide * 0.42, 84), -90, 17, 2.2)
    c.haze("#dfe2e2", 55, 98, 0.6)
    for x, y in ((0.6, 30), (0.64, 27), (0.7, 33)):
        props.bird(c, x * c.wide, y, 2, "#5b6063")


def _bare_branch(
    c: Canvas, foot: tuple[float, float], angle: float, length: float, width: float
) -> None:
    """A branch and the smaller ones that grow from it."""
    turn = math.radians(angle)
    tip = (foot[0] + math.cos(turn) * length, foot[1] + math.sin(turn) * length)
    c.line([foot, tip], "#4d5053", width)
    if length > 2.5:
        for spread in (-26, 22):
            twist = spread + 16 * (c.rng.random() - 0.5)
            _bare_branch(
                c, tip, angle + twist, length * (0.7 + 0.12 * c.rng.random()), width * 0.66
            )
