"""People, animals, food and small symbols: one thing, large in the picture."""

from __future__ import annotations

import math

import numpy as np

from picseek.demo import props
from picseek.demo.canvas import Canvas


def woman_red_hair(c: Canvas) -> None:
    """Portrait of a woman with red hair and a green dress."""
    c.gradient("#f3d9b8", "#e3b98f")
    c.glow(c.wide * 0.5, 40, 60, "#fff3dc", 0.6)
    x = c.wide / 2
    c.ellipse(x, 47, 25, 31, "#a8401f")
    c.rect(x - 25, 45, x + 25, 84, "#a8401f", 10)
    _bust(c, x, "#2f7d5a", "#f2c9a5")
    c.ellipse(x, 26, 22, 14, "#b84a24")
    c.polygon([(x - 21, 30), (x - 5, 22), (x - 18, 50)], "#b84a24")
    c.polygon([(x + 21, 30), (x - 3, 20), (x + 19, 48)], "#b84a24")
    _face(c, x, 46, "#3f6b4f", "#c2413f")


def man_hat(c: Canvas) -> None:
    """Portrait of a bearded man with a hat and a blue shirt."""
    c.gradient("#7fa3b5", "#4f7488")
    c.glow(c.wide * 0.35, 30, 60, "#d8ecf2", 0.5)
    x = c.wide / 2
    _bust(c, x, "#1f3f74", "#d9a27c")
    c.ellipse(x, 60, 16.5, 15, "#4a2f20")
    c.ellipse(x, 50, 15, 13, "#d9a27c")
    c.ellipse(x, 62, 6, 3, "#b3685a")
    _face(c, x, 46, "#3a2a1c", "#4a2f20", mouth=False)
    c.ellipse(x, 30, 30, 5, "#3b2a1e")
    c.rect(x - 18, 9, x + 18, 30, "#4d3727", 5)
    c.rect(x - 18, 24, x + 18, 29, "#a3262a")


def grandmother(c: Canvas) -> None:
    """Portrait of an old woman with grey hair and glasses."""
    c.gradient("#c9b7c9", "#94809a")
    x = c.wide / 2
    c.disc(x, 16, 9, "#dcdcdf")
    c.ellipse(x, 40, 24, 25, "#cfcfd4")
    _bust(c, x, "#7a3f6a", "#efcdb4")
    c.ellipse(x, 25, 20, 10, "#dcdcdf")
    _face(c, x, 46, "#4a6a8a", "#b85a5a")
    for side in (-1, 1):
        c.ring(x + side * 7.5, 45, 6, 0.9, "#5a4632")
    c.line([(x - 1.5, 45), (x + 1.5, 45)], "#5a4632", 0.8)
    for pearl in range(-5, 6):
        c.disc(x + pearl * 2.6, 82 - abs(pearl) * 1.5, 1.3, "#fbf7f0")


def _bust(c: Canvas, x: float, dress: str, skin: str) -> None:
    """Shoulders, neck and an empty face."""
    c.ellipse(x, 106, 44, 30, dress)
    c.rect(x - 7, 62, x + 7, 82, skin, 3)
    c.ellipse(x, 80, 12, 6, skin)
    c.ellipse(x, 69, 8, 5, "#00000022")
    c.ellipse(x, 47, 18, 24, skin)


def _face(c: Canvas, x: float, y: float, iris: str, lips: str, *, mouth: bool = True) -> None:
    for side in (-1, 1):
        c.ellipse(x + side * 7.5, y - 1, 3.2, 2, "#ffffff")
        c.disc(x + side * 7.5, y - 1, 1.7, iris)
        c.disc(x + side * 7.5, y - 1, 0.8, "#141414")
        c.ring(x + side * 7.5, y + 1.5, 6, 1, "#4a2f20", (235, 305))
        c.disc(x + side * 11, y + 8, 3, "#f08a7a30")
    c.line([(x, y), (x + 1.6, y + 7), (x - 0.6, y + 7.6)], "#00000035", 0.6)
    if mouth:
        c.pie(x, y + 11.5, 6, (20, 160), lips)


def family(c: Canvas) -> None:
    """A family of four hand in hand on a lawn."""
    c.gradient("#8fccf0", "#dff2fb", bottom=62)
    props.cloud(c, c.wide * 0.75, 16, 6)
    c.gradient("#8fc25c", "#6aa041", top=60)
    people = (
        (0.26, 1.0, "#2f5fa8", "#3a2a1c", "#e8b48f"),
        (0.43, 0.62, "#f2c12e", "#6b3f1f", "#f0c8a4"),
        (0.57, 0.72, "#e0567a", "#2b2019", "#e8b48f"),
        (0.74, 0.95, "#c83a34", "#7a3a1d", "#f0c8a4"),
    )
    for part, size, shirt, hair, skin in people:
        _person(c, part * c.wide, 90, 52 * size, shirt, hair, skin)


def _person(
    c: Canvas, x: float, foot: float, size: float, shirt: str, hair: str, skin: str
) -> None:
    c.ellipse(x, foot, size * 0.2, size * 0.03, "#2f4f1f60")
    for side in (-1, 1):
        c.line(
            [(x + side * size * 0.06, foot - size * 0.42), (x + side * size * 0.08, foot - 1)],
            "#2d3a55",
            size * 0.1,
        )
        c.line(
            [
                (x + side * size * 0.1, foot - size * 0.7),
                (x + side * size * 0.27, foot - size * 0.42),
            ],
            skin,
            size * 0.065,
        )
    c.rect(
        x - size * 0.13, foot - size * 0.76, x + size * 0.13, foot - size * 0.38, shirt, size * 0.06
    )
    c.disc(x, foot - size * 0.88, size * 0.115, hair)
    c.disc(x, foot - size * 0.86, size * 0.1, skin)
    c.pie(x, foot - size * 0.885, size * 0.115, (180, 360), hair)
    for side in (-1, 1):
        c.disc(x + side * size * 0.035, foot - size * 0.855, size * 0.013, "#222222")
    c.ring(x, foot - size * 0.85, size * 0.045, size * 0.012, "#a8443a", (30, 150))


def black_cat(c: Canvas) -> None:
    """A black cat with green eyes on an orange wall."""
    c.gradient("#f2a65a", "#e07f3a")
    c.glow(c.wide * 0.7, 20, 60, "#ffe2a8", 0.7)
    c.rect(0, 82, c.wide, 101, "#8f4a2a")
    x = c.wide / 2
    tail = np.linspace(0, 1, 40)
    c.line([(x + 12 + 24 * math.sin(2.2 * t), 82 - 36 * t) for t in tail.tolist()], "#17161a", 4)
    c.ellipse(x, 66, 20, 19, "#17161a")
    c.disc(x, 40, 16, "#1c1b20")
    for side in (-1, 1):
        c.polygon([(x + side * 15, 36), (x + side * 14, 16), (x + side * 3, 27)], "#1c1b20")
        c.polygon([(x + side * 13, 32), (x + side * 12.5, 21), (x + side * 6, 28)], "#5a3a44")
        c.ellipse(x + side * 6.5, 39, 3.6, 4, "#b6e34a")
        c.ellipse(x + side * 6.5, 39, 1.1, 3.4, "#0c0c0c")
        for hair in (-1.5, 0.5, 2.5):
            c.line(
                [(x + side * 5, 46 + hair * 0.4), (x + side * 21, 45 + hair * 1.6)], "#d8d8d8", 0.22
            )
        c.ellipse(x + side * 9, 83, 5, 3, "#222126")
    c.polygon([(x - 1.8, 44), (x + 1.8, 44), (x, 46.4)], "#e58a96")


def brown_dog(c: Canvas) -> None:
    """A brown dog with floppy ears and a red collar on grass."""
    c.gradient("#9fd3f2", "#e3f4fb", bottom=66)
    c.gradient("#7fb84f", "#5a9636", top=64)
    x = c.wide / 2
    c.ellipse(x, 90, 27, 4, "#2f5a1f60")
    c.ellipse(x, 76, 19, 17, "#a8703c")
    c.ellipse(x, 80, 10, 12, "#d8ab78")
    for side in (-1, 1):
        c.ellipse(x + side * 12, 90, 7, 3.6, "#8f5a2c")
    c.rect(x - 12, 56, x + 12, 61, "#c8242f", 2)
    c.disc(x, 62, 2.2, "#f2c83a")
    c.ellipse(x, 39, 17, 18, "#b57c45")
    for side in (-1, 1):
        c.ellipse(x + side * 17, 40, 6, 14, "#6f431f")
        c.disc(x + side * 6.5, 35, 2.4, "#1d1712")
        c.disc(x + side * 6.5 + 0.7, 34.2, 0.7, "#ffffff")
    c.ellipse(x, 48, 9, 8, "#e0b98a")
    c.ellipse(x, 44, 4, 2.8, "#241a16")
    c.ring(x, 48, 4, 0.5, "#5a3a24", (20, 160))
    c.ellipse(x, 54.4, 2.4, 3, "#e5737a")


def ladybird(c: Canvas) -> None:
    """A red ladybird on a green leaf, close up."""
    c.gradient("#dff0c2", "#a9d27a")
    for x, y, size in c.rng.random((20, 3)):
        c.disc(x * c.wide, y * 100, 4 + 12 * size, "#c9e89c70")
    c.blur(2)
    c.polygon(
        [(0, 70), (c.wide * 0.4, 52), (c.wide, 60), (c.wide, 84), (c.wide * 0.5, 96), (0, 88)],
        "#4f9a3a",
    )
    c.line([(0, 78), (c.wide, 72)], "#8fcf6a", 1)
    x = c.wide * 0.52
    c.ellipse(x, 63, 25, 5, "#1f4a1860")
    c.disc(x + 20, 50, 10, "#16161a")
    c.disc(x + 25, 47, 2, "#ffffff")
    c.pie(x, 62, 25, (180, 360), "#d8231f")
    c.line([(x, 37), (x - 2, 62)], "#16161a", 0.8)
    for dx, dy, size in ((-14, -8, 4), (-7, -17, 3.4), (8, -16, 3.6), (12, -6, 4), (-3, -5, 3.4)):
        c.disc(x + dx, 62 + dy, size, "#16161a")
    for leg in (-12, 0, 12):
        c.line([(x + leg, 61), (x + leg - 3, 67)], "#16161a", 1)
    c.glow(x - 6, 43, 10, "#ffffff", 0.5)


def red_apple(c: Canvas) -> None:
    """A red apple on a white plate."""
    c.gradient("#dfe8ee", "#f4f6f7", bottom=64)
    c.gradient("#c7ad8a", "#b3946c", top=62)
    x = c.wide / 2
    c.ellipse(x, 84, 44, 10, "#00000030")
    c.ellipse(x, 81, 43, 10, "#fbfcfd")
    c.ellipse(x, 80, 32, 6, "#e4e9ed")
    for dx in (-7, 7):
        c.ellipse(x + dx, 54, 18, 25, "#c4181f")
    c.ellipse(x + 9, 58, 15, 20, "#9f1018a0")
    c.ellipse(x, 32, 7, 3, "#7d0d14")
    c.line([(x, 33), (x + 1, 25), (x + 4, 20)], "#5a3a1f", 1.4)
    c.polygon([(x + 2, 26), (x + 10, 18), (x + 20, 18), (x + 13, 26)], "#5a9a3a")
    c.glow(x - 12, 44, 12, "#ffe3dc", 0.8)


def fruit_bowl(c: Canvas) -> None:
    """A blue bowl of oranges, lemons and green grapes."""
    c.gradient("#f3e4c8", "#ead2aa", bottom=70)
    c.gradient("#9a6a40", "#7d5230", top=68)
    x = c.wide / 2
    for dx, dy, size, colour in (
        (-20, 0, 13, "#f0851f"),
        (2, -6, 14, "#f59a2b"),
        (22, 0, 12, "#f7d038"),
        (-8, 6, 12, "#f7d94a"),
        (14, 8, 11, "#ef7d1a"),
    ):
        c.disc(x + dx, 48 + dy, size, colour)
        c.glow(x + dx - size * 0.3, 46 + dy - size * 0.3, size * 0.6, "#fff6d8", 0.6)
    for row, column in np.ndindex(4, 5):
        c.disc(
            x - 38 + column * 4 + row * 1.8,
            46 + row * 4.6,
            3,
            ("#8fbf3f", "#a8d15a")[(row + column) % 2],
        )
    c.ellipse(x, 88, 36, 5, "#3f260f70")
    c.pie(x, 58, 44, (0, 180), "#2f6fae")
    c.pie(x, 58, 44, (0, 70), "#1f548a")
    c.ellipse(x, 58, 44, 4.5, "#4f8fca")
    c.rect(x - 14, 84, x + 14, 90, "#26609a", 2)


def coffee(c: Canvas) -> None:
    """A cup of coffee from above on a dark wooden table."""
    c.gradient("#4a3021", "#38241a")
    c.mottle(0.6, 5, 9)
    x = c.wide * 0.48
    c.disc(x + 2, 53, 42, "#00000050")
    c.disc(x, 50, 41, "#f2efe9")
    c.disc(x, 50, 31, "#dedad2")
    c.rect(x + 22, 44, x + 42, 56, "#f7f5f0", 5)
    c.disc(x, 50, 27, "#fbfaf7")
    c.disc(x, 50, 23.5, "#6a3f1f")
    c.disc(x, 50, 22, "#8a562c")
    for ring in range(5):
        c.ring(x, 52 - ring * 2, 14 - ring * 2.6, 1.8, "#e8cda4", (20 - ring * 6, 160 + ring * 6))
    c.line([(x, 66), (x, 38)], "#e8cda4", 1.4)
    c.rect(c.wide * 0.84, 22, c.wide * 0.86, 80, "#c9ccd0", 1)
    c.ellipse(c.wide * 0.85, 20, 3.4, 6, "#d9dce0")


def pizza(c: Canvas) -> None:
    """A pizza with tomatoes, olives and basil."""
    c.gradient("#3b4a52", "#2a363d")
    c.mottle(0.3, 4)
    x = c.wide / 2
    c.disc(x + 1.5, 52, 45, "#00000060")
    c.disc(x, 50, 44, "#d9a05a")
    c.disc(x, 50, 39, "#c83f24")
    c.disc(x, 50, 37.5, "#f2cf6a")
    for angle, reach, size in c.rng.random((64, 3)):
        at = (
            x + math.cos(angle * 6.3) * reach**0.5 * 34,
            50 + math.sin(angle * 6.3) * reach**0.5 * 34,
        )
        c.disc(*at, 1.5 + 3 * size, ("#f7e0a0", "#e8b04a", "#d8602f")[int(size * 3)])
    for index, (reach, wobble) in enumerate(c.rng.random((34, 2))):
        angle = index * 2.4 + wobble * 0.5
        at = (x + math.cos(angle) * reach**0.5 * 33, 50 + math.sin(angle) * reach**0.5 * 33)
        if index % 3 == 0:
            c.disc(*at, 4.4, "#c9281f")
            c.disc(*at, 3.4, "#e2503c")
        elif index % 3 == 1:
            c.ring(*at, 2.2, 1.1, "#2a2430")
        else:
            c.ellipse(*at, 3.4, 1.7, "#3f8a2f")
    for cut in range(4):
        dx, dy = math.cos(cut * math.pi / 4) * 44, math.sin(cut * math.pi / 4) * 44
        c.line([(x - dx, 50 - dy), (x + dx, 50 + dy)], "#8a5a2a", 0.5)


def birthday_cake(c: Canvas) -> None:
    """A pink birthday cake with burning candles."""
    c.gradient("#3a2a55", "#6a4a7f")
    x = c.wide / 2
    for spot in range(16):
        c.disc(
            c.rng.random() * c.wide,
            60 * c.rng.random(),
            2 + 3 * c.rng.random(),
            ("#ffd27a30", "#ff9fc030")[spot % 2],
        )
    c.gradient("#8a5a3c", "#6a4028", top=84)
    c.ellipse(x, 87, 46, 6, "#f5f0ea")
    c.rect(x - 36, 50, x + 36, 87, "#f5a3bd", 3)
    c.ellipse(x, 51, 36, 6, "#fbd9e4")
    for drop in range(10):
        left = x - 36 + drop * 7.2
        c.rect(left, 50, left + 6.6, 58 + 6 * c.rng.random(), "#fbd9e4", 3)
    for dot in range(12):
        c.disc(x - 33 + dot * 6, 79, 2, ("#e0324f", "#f7d038", "#4fb0d8")[dot % 3])
    for candle in range(-3, 4):
        at = x + candle * 8.6
        c.rect(at - 1.1, 32, at + 1.1, 51, ("#4fb0d8", "#f7f2e8", "#e0567a")[candle % 3])
        c.glow(at, 27, 10, "#ffdf8a", 0.8)
        c.polygon([(at, 22), (at + 1.7, 28.5), (at, 31.5), (at - 1.7, 28.5)], "#ffb52e")
        c.ellipse(at, 29, 0.8, 1.8, "#fff6d0")


def roses(c: Canvas) -> None:
    """A bunch of red roses, close up."""
    c.gradient("#2f4a2c", "#1c3020")
    for x, y, size in c.rng.random((26, 3)):
        c.ellipse(
            x * c.wide,
            y * 100,
            6 + 5 * size,
            3 + 2 * size,
            ("#3f6b38", "#517f45", "#2f5a30")[int(size * 3)],
        )
    spots = [
        (0.2, 30),
        (0.5, 24),
        (0.8, 32),
        (0.33, 62),
        (0.66, 64),
        (0.1, 78),
        (0.9, 80),
        (0.5, 88),
    ]
    for part, y in spots:
        x = part * c.wide
        for layer in range(9):
            radius = 17 - layer * 1.8
            turn = layer * 1.1
            shade = ("#8f0f1c", "#a81524", "#c21c2e", "#d83042")[layer % 4]
            c.disc(x + math.cos(turn) * 1.8, y + math.sin(turn) * 1.8, radius, shade)
        c.ring(x, y, 3, 0.7, "#6f0a14", (20, 300))


def heart(c: Canvas) -> None:
    """A red heart."""
    c.rect(0, 0, 100, 100, "#fff5f5")
    for x in (34, 66):
        c.disc(x, 40, 20, "#e02438")
    c.polygon([(16.5, 50), (50, 88), (83.5, 50), (50, 36)], "#e02438")
    c.glow(32, 34, 12, "#ffffff", 0.6)


def star(c: Canvas) -> None:
    """A yellow star on blue."""
    c.gradient("#1d3f8f", "#142a66")
    points = []
    for corner in range(10):
        reach = 42 if corner % 2 == 0 else 17
        turn = corner * math.pi / 5 - math.pi / 2
        points.append((50 + math.cos(turn) * reach, 52 + math.sin(turn) * reach))
    c.polygon(points, "#ffd23f")


def sun(c: Canvas) -> None:
    """A smiling sun."""
    c.rect(0, 0, 100, 100, "#6fc3f2")
    for ray in range(12):
        turn = ray * math.pi / 6
        c.line(
            [
                (50 + math.cos(turn) * 28, 50 + math.sin(turn) * 28),
                (50 + math.cos(turn) * 43, 50 + math.sin(turn) * 43),
            ],
            "#ffc61a",
            5,
        )
    c.disc(50, 50, 24, "#ffd84d")
    for x in (42, 58):
        c.disc(x, 46, 3, "#5a3a00")
    c.ring(50, 50, 12, 3, "#5a3a00", (25, 155))


def home(c: Canvas) -> None:
    """A small house with a red roof."""
    c.gradient("#bfe6fa", "#e9f7fd")
    c.rect(0, 84, 100, 101, "#7fb84f")
    props.house(c, 22, 86, 56, 38, "#f4e2bd", "#c8372d")
