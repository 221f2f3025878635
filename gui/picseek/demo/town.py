"""Towns, roads and what drives on them."""

from __future__ import annotations

from picseek.demo import props
from picseek.demo.canvas import Canvas


def city_night(c: Canvas) -> None:
    """A city skyline at night, its lit windows mirrored in a river."""
    c.gradient("#0a1030", "#1d2a5c", "#4a3f78", "#8a5a80", bottom=72)
    props.stars(c, 120, 35)
    _towers(c, 70, 46, "#1a2148", 0.3)
    _towers(c, 72, 34, "#0d1230", 0.5)
    c.gradient("#2a2d5c", "#141a3c", "#080b1c", top=72)
    for x, y, length in c.rng.random((420, 3)):
        colour = ("#ffd27a", "#ffb45a", "#9fc6ff", "#ff8a8a")[int(length * 4)]
        at, row = x * c.wide, 73 + 26 * y**1.3
        c.rect(
            at - 0.3 - length,
            row,
            at + 0.3 + length,
            row + 0.35,
            f"{colour}{round(150 * (1 - y)):02x}",
        )
    props.waves(c, 73, 100, "#0a0d2460", 200)


def _towers(c: Canvas, foot: float, height: float, colour: str, lit: float) -> None:
    """Towers side by side, some of their windows lit."""
    x = 0.0
    while x < c.wide:
        wide, tall, spire = c.rng.random(3)
        width, top = 4 + 6 * wide, foot - height * (0.3 + 0.7 * tall**1.5)
        c.rect(x, top, x + width, foot + 1, colour)
        if spire > 0.75:
            c.line([(x + width / 2, top), (x + width / 2, top - 8)], colour, 0.5)
            c.disc(x + width / 2, top - 8, 0.4, "#ff5a4a")
        for row in range(int((foot - top) / 2.2)):
            for column in range(int(width / 1.5)):
                if c.rng.random() < lit:
                    left, up = x + 0.6 + column * 1.5, top + 1 + row * 2.2
                    warm = ("#ffd98a", "#fff0c4", "#ffbe5c", "#bcd7ff")[int(c.rng.random() * 4)]
                    c.rect(left, up, left + 0.75, up + 1.1, warm)
        x += width + 0.4


def skyscrapers(c: Canvas) -> None:
    """Glass skyscrapers against a bright blue sky."""
    c.gradient("#2f7fd6", "#9ccdf2", "#e8f4fb")
    c.clouds("#ffffff", 5, 70, 0.4)
    for left, width, top, glass in (
        (4, 22, 30, "#4f7f9f"),
        (28, 17, 12, "#7fa8bf"),
        (48, 25, 40, "#39627f"),
        (76, 20, 5, "#5f92b3"),
        (99, 18, 26, "#86adc2"),
        (120, 28, 46, "#456f8c"),
    ):
        x, span = left * c.wide / 150, width * c.wide / 150
        c.rect(x, top, x + span, 101, glass)
        for row in range(int((100 - top) / 3)):
            y = top + 1 + row * 3
            for column in range(int(span / 2.4)):
                tone = c.rng.random()
                shine = f"#dff1fb{round(40 + 150 * tone):02x}"
                c.rect(x + 0.7 + column * 2.4, y, x + 2.5 + column * 2.4, y + 2.1, shine)
        c.polygon(
            [(x + span * 0.75, top), (x + span, top), (x + span, 101), (x + span * 0.75, 101)],
            "#0a203055",
        )
    c.glow(c.wide * 0.85, 0, 55, "#fffbe6", 0.7)


def canal_houses(c: Canvas) -> None:
    """A row of colourful houses along a canal."""
    c.gradient("#5aa8e0", "#cbe6f6", bottom=60)
    c.clouds("#ffffff", 2, 34, 0.45)
    colours = (
        "#d8433f",
        "#f2b134",
        "#3f8fbf",
        "#e8775a",
        "#6fae6a",
        "#f4dca0",
        "#9a5f9f",
        "#e39bb0",
    )
    width = c.wide / len(colours)
    for index, colour in enumerate(colours):
        _townhouse(c, index * width, width, 24 + 8 * c.rng.random(), colour)
    c.rect(0, 70, c.wide, 75, "#8d8578")
    c.rect(0, 70, c.wide, 71, "#b5ac9c")
    c.gradient("#5f8a94", "#2f5a6b", "#1d3f52", top=75)
    for index, colour in enumerate(colours):
        c.rect(index * width, 75.2, (index + 1) * width, 92, f"{colour}55")
    props.waves(c, 76, 100, "#e4f2f455", 220)
    props.waves(c, 76, 100, "#12344680", 160)


def _townhouse(c: Canvas, left: float, width: float, top: float, colour: str) -> None:
    c.rect(left, top, left + width, 71, colour)
    c.polygon(
        [(left - 0.4, top), (left + width / 2, top - 10), (left + width + 0.4, top)], "#6e3f33"
    )
    c.rect(left + width * 0.9, top, left + width, 71, "#00000022")
    for row in range(3):
        for column in range(2):
            x = left + width * (0.17 + 0.4 * column)
            props.window(c, x, top + 4 + row * 11, width * 0.2, 6)
    c.rect(left + width * 0.4, 60, left + width * 0.62, 71, "#3c2a22", 0.5)


def car_in_snow(c: Canvas) -> None:
    """A red car on a snowy road among white firs."""
    c.gradient("#8fa6bd", "#c3d1dd", "#e9eff3", bottom=60)
    c.ridge(58, 9, "#b3c2d0", 5)
    c.gradient("#eef3f7", "#dde6ee", top=60)
    for index in range(16):
        x, size = c.rng.random(2)
        props.pine(
            c, (index + x) / 16 * c.wide, 64 + 3 * size, 18 + 18 * size, "#3b5650", "#f2f6f9"
        )
    c.polygon([(0, 78), (c.wide, 72), (c.wide, 92), (0, 98)], "#b9c4ce")
    for shift in (4, 11):
        c.line([(0, 80 + shift), (c.wide, 74 + shift)], "#98a5b2", 1)
    props.car(c, c.wide * 0.3, 88, c.wide * 0.38, "#c81e2b")
    c.rect(c.wide * 0.425, 65.5, c.wide * 0.53, 67.2, "#ffffff", 0.8)
    for x, y, size in c.rng.random((420, 3)):
        c.disc(x * c.wide, y * 100, 0.2 + 0.5 * size**3, "#ffffffd0")


def blue_car(c: Canvas) -> None:
    """A blue car on a road through yellow fields."""
    c.gradient("#5fb0ea", "#cde9f8", bottom=56)
    props.cloud(c, c.wide * 0.22, 16, 6)
    props.cloud(c, c.wide * 0.7, 24, 5)
    c.gradient("#f2d23c", "#dcae22", top=55)
    c.ridge(57, 5, "#6fa04a", 3)
    c.gradient("#f5da4a", "#e2b82a", top=62, bottom=78)
    c.rect(0, 77, c.wide, 95, "#5b5e63")
    for x in range(0, int(c.wide), 14):
        c.rect(x, 85.5, x + 7, 86.7, "#f5f5f0")
    c.gradient("#6a9a3f", "#4d7d2c", top=95)
    props.car(c, c.wide * 0.28, 84, c.wide * 0.36, "#1f5fd0")


def red_bridge(c: Canvas) -> None:
    """A red suspension bridge in the evening mist."""
    c.gradient("#f4c9a0", "#f0a988", "#c98f9a", bottom=74)
    c.glow(c.wide * 0.18, 40, 40, "#fff0c8", 0.9)
    c.ridge(66, 12, "#a07a8c", 4)
    c.gradient("#b07f8f", "#5f5878", top=72)
    props.waves(c, 73, 100, "#ffdcc050", 220)
    towers = (c.wide * 0.3, c.wide * 0.76)
    span = towers[1] - towers[0]
    for step in range(61):
        x = c.wide * step / 60
        offset = abs((x - towers[0]) / span - 0.5)
        top = 62 - 168 * offset**2 if offset <= 0.5 else min(62, 20 + 101 * (offset - 0.5))
        c.line([(x, top), (x, 64)], "#b8402f", 0.25)
        c.disc(x, top, 0.5, "#c43d28")
    for x in towers:
        for leg in (-2.4, 2.4):
            c.rect(x + leg - 0.9, 18, x + leg + 0.9, 82, "#c43d28")
        for y in (22, 36, 50):
            c.rect(x - 2.4, y, x + 2.4, y + 2.4, "#a93120")
    c.rect(0, 63, c.wide, 66, "#b23622")
    c.haze("#f6d3b8", 58, 92, 0.65)


def traffic_light(c: Canvas) -> None:
    """A traffic light showing red in front of a blurred street."""
    c.gradient("#2d3a4a", "#51606e", "#3a3f45")
    for x, y, size in c.rng.random((46, 3)):
        colour = ("#ffcf7a", "#ff7a5c", "#8fd0ff", "#fff0cc", "#8fe0a0")[int(size * 5)]
        c.disc(x * c.wide, 30 + 60 * y, 2 + 4 * size, f"{colour}90")
    c.blur(1.4)
    x = c.wide * 0.42
    c.rect(x + 6, 70, x + 9, 101, "#22262a")
    c.rect(x - 5, 12, x + 20, 76, "#1b1f23", 4)
    c.rect(x - 5, 12, x - 3, 76, "#3a4046", 1)
    for y, colour in ((24, "#ff2a1f"), (44, "#4d3d12"), (64, "#143d1c")):
        c.disc(x + 7.5, y, 8.6, "#0b0d0f")
        c.disc(x + 7.5, y, 7.6, colour)
    c.glow(x + 7.5, 24, 24, "#ff5a48", 0.8)
    c.glow(x + 5, 21, 5, "#ffffff", 0.7)


def market_street(c: Canvas) -> None:
    """Striped awnings over a market street in summer."""
    c.gradient("#7fbfe8", "#d9eef8", bottom=40)
    for index, colour in enumerate(("#e7d3b0", "#d9b48a", "#efe0c4", "#cfa37c", "#e5c79c")):
        left = index * c.wide / 5
        c.rect(left, 10 + 5 * (index % 2), left + c.wide / 5, 80, colour)
        for row in range(2):
            for column in range(3):
                x = left + 3 + column * c.wide / 16
                props.window(c, x, 20 + row * 15, c.wide / 30, 8)
    c.gradient("#c9bca6", "#9f9179", top=78)
    for index, colour in enumerate(("#d7332f", "#2f8f4e", "#2f6fc0", "#f0a91f")):
        _stall(c, 4 + index * c.wide / 4, c.wide / 4 - 7, colour)


def _stall(c: Canvas, left: float, width: float, colour: str) -> None:
    for stripe in range(8):
        x, span = left + stripe * width / 8, width / 8
        shade = colour if stripe % 2 == 0 else "#fbf7ee"
        c.polygon([(x + 1.2, 52), (x + span + 0.4, 52), (x + span, 62), (x, 62)], shade)
        c.pie(x + span / 2, 62, span / 2, (0, 180), shade)
    for post in (left + 1, left + width - 1):
        c.rect(post - 0.4, 62, post + 0.4, 88, "#6b5138")
    c.rect(left, 76, left + width, 88, "#8a6540")
    fruits = ("#e23b2f", "#f59a23", "#f7d038", "#6fae3a", "#8a3f9a")
    for x, y, pick in c.rng.random((60, 3)):
        c.disc(left + 1 + x * (width - 2), 71 + 4.5 * y, 1.3, fruits[int(pick * 5)])
    c.rect(left, 75.5, left + width, 78, "#a07a4e")
