"""Shapes and patterns, which searches by color and tone find."""

from __future__ import annotations

import math

import numpy as np

from picseek.demo.canvas import Canvas


def red_circles(c: Canvas) -> None:
    """Red circles on a cream ground."""
    c.gradient("#f7efe0", "#efe3cc")
    for x, y, size in c.rng.random((34, 3)):
        shade = ("#d42a2a", "#e24a3b", "#b01e28", "#ef6a55")[int(size * 4)]
        c.disc(x * c.wide, y * 100, 3 + 9 * size, f"{shade}e0")


def blue_stripes(c: Canvas) -> None:
    """Blue and white stripes."""
    c.rect(0, 0, c.wide, 100, "#f5f8fb")
    for index in range(0, int(c.wide) + 10, 10):
        c.rect(index, 0, index + 5, 100, "#1f5fae")
    c.mottle(0.12, 10)


def diagonal_stripes(c: Canvas) -> None:
    """Yellow and black diagonal stripes."""
    c.rect(0, 0, c.wide, 100, "#f6c51c")
    for index in range(-100, int(c.wide) + 20, 24):
        c.polygon([(index, 100), (index + 12, 100), (index + 112, 0), (index + 100, 0)], "#1b1b1b")
    c.mottle(0.3, 4)


def checkers(c: Canvas) -> None:
    """A black-and-white checkered board."""
    c.rect(0, 0, c.wide, 100, "#f4f1ea")
    for row in range(8):
        for column in range(int(c.wide / 12.5) + 1):
            if (row + column) % 2:
                x, y = column * 12.5, row * 12.5
                c.rect(x, y, x + 12.5, y + 12.5, "#17181a")
    c.mottle(0.15, 12)


def rainbow_gradient(c: Canvas) -> None:
    """All colours of the rainbow running into each other."""
    c.gradient("#e6352b", "#f59a23", "#f8e23b", "#4fb84a", "#2f9fd6", "#3f4fc0", "#9a3fb0")
    c.glow(c.wide * 0.3, 35, 50, "#ffffff", 0.35)


def pastel_gradient(c: Canvas) -> None:
    """Soft pastel colours, pink to mint."""
    c.gradient("#fbd3e0", "#f3dcf5", "#d8e2fb", "#d3f3ea")
    for x, y, size in c.rng.random((12, 3)):
        c.glow(
            x * c.wide,
            y * 100,
            20 + 25 * size,
            ("#fff3c9", "#ffd9e8", "#cfeaff")[int(size * 3)],
            0.7,
        )


def mosaic(c: Canvas) -> None:
    """A mosaic of small tiles in blue, green and gold, laid in rings."""
    c.rect(0, 0, c.wide, 100, "#3c3a36")
    palette = ("#1f6f8b", "#2a9d8f", "#e9c46a", "#264653", "#8ab6a8", "#d98e3f")
    centre = (c.wide / 2, 50.0)
    for ring in range(1, 34):
        radius, count = ring * 3.0, max(6, ring * 6)
        for tile in range(count):
            angle, half = tile / count * 2 * math.pi, math.pi / count * 0.86
            pick = int((ring // 3 + c.rng.random() * 1.6) % len(palette))
            corners = [
                (
                    centre[0] + math.cos(angle + turn) * reach,
                    centre[1] + math.sin(angle + turn) * reach,
                )
                for turn, reach in (
                    (-half, radius),
                    (half, radius),
                    (half, radius + 2.5),
                    (-half, radius + 2.5),
                )
            ]
            c.polygon(corners, palette[pick])
    c.mottle(0.2, 2)


def triangles(c: Canvas) -> None:
    """Low-poly triangles from teal to orange."""
    step, columns, rows = 11.0, int(c.wide / 11) + 3, 12
    jitter = (c.rng.random((rows, columns, 2)) - 0.5) * step * 0.7
    cold, warm = np.array([24, 96, 118]), np.array([246, 152, 74])
    for row in range(rows - 1):
        for column in range(columns - 1):
            corners = [
                (float(x * step + jitter[y, x, 0]) - 4, float(y * step + jitter[y, x, 1]) - 4)
                for y, x in (
                    (row, column),
                    (row, column + 1),
                    (row + 1, column + 1),
                    (row + 1, column),
                )
            ]
            for half in (corners[:3], [corners[0], *corners[2:]]):
                part = (column / columns + row / rows) / 2 + 0.16 * (c.rng.random() - 0.5)
                red, green, blue = np.clip(cold + (warm - cold) * part * 1.1, 0, 255).astype(int)
                c.polygon(half, f"#{red:02x}{green:02x}{blue:02x}")


def polka_dots(c: Canvas) -> None:
    """White polka dots on pink."""
    c.rect(0, 0, c.wide, 100, "#f28fb1")
    for row in range(9):
        for column in range(int(c.wide / 13) + 2):
            c.disc(column * 13 + 6.5 * (row % 2), row * 13, 3.4, "#fff7fa")
    c.mottle(0.12, 14)


def plaid(c: Canvas) -> None:
    """A green and red plaid cloth."""
    c.rect(0, 0, c.wide, 100, "#1f5a3a")
    for at in range(0, int(c.wide) + 1, 24):
        c.rect(at, 0, at + 9, 100, "#b3262a90")
        c.rect(at + 15, 0, at + 16.5, 100, "#f2d16a90")
    for at in range(0, 101, 24):
        c.rect(0, at, c.wide, at + 9, "#b3262a90")
        c.rect(0, at + 15, c.wide, at + 16.5, "#f2d16a90")
    for thread in range(0, int(c.wide) + 100, 1):
        c.line([(thread, 0), (thread - 100, 100)], "#00000018", 0.3)


def hexagons(c: Canvas) -> None:
    """Golden honeycomb cells."""
    c.rect(0, 0, c.wide, 100, "#7a4a0c")
    size = 7.0
    for row in range(11):
        for column in range(int(c.wide / (size * 1.732)) + 2):
            x = column * size * 1.732 + (row % 2) * size * 0.866
            y = row * size * 1.5
            corners = [
                (x + math.sin(turn) * size * 0.9, y + math.cos(turn) * size * 0.9)
                for turn in np.arange(6) * math.pi / 3
            ]
            light = c.rng.random()
            c.polygon(corners, ("#e8a317", "#f2b62b", "#d68f0e", "#f7ca55")[int(light * 4)])
            c.glow(x - 1.5, y - 2, 4, "#fff3c4", 0.3)


def spiral(c: Canvas) -> None:
    """A black spiral on white."""
    c.rect(0, 0, c.wide, 100, "#fafafa")
    turns = np.linspace(0.2, 8.5, 700) * 2 * math.pi
    points = [
        (c.wide / 2 + math.cos(t) * t * 1.0, 50 + math.sin(t) * t * 0.95) for t in turns.tolist()
    ]
    c.line(points, "#141414", 2.3)


def blue_waves(c: Canvas) -> None:
    """Layered paper waves in shades of blue."""
    for index, colour in enumerate(
        ("#e3f2fa", "#b5dcf0", "#7fbfe2", "#4a9bcf", "#2474b0", "#12508a", "#0a3463")
    ):
        base = 14 + index * 14 if index else -5
        xs = np.linspace(0, c.wide, 160)
        ys = base + 5 * np.sin(xs / 15 + index * 1.7) + 2 * np.sin(xs / 6 + index)
        outline = list(zip(xs.tolist(), ys.tolist(), strict=True))
        c.polygon([(x, y - 1) for x, y in outline] + [(c.wide, 101), (0, 101)], "#00203a30")
        c.polygon([*outline, (c.wide, 101), (0, 101)], colour)


def colour_squares(c: Canvas) -> None:
    """Concentric squares in primary colours, as in modern art."""
    c.rect(0, 0, c.wide, 100, "#f2ead9")
    palette = ("#d8322a", "#1f4fa0", "#f2c21f", "#1a1a1a", "#2f8f5a", "#e8772e", "#f4efe4")
    cell = 25.0
    for row in range(4):
        for column in range(int(c.wide / cell) + 1):
            order = c.rng.permutation(len(palette))[:4]
            for ring, pick in enumerate(order):
                edge = 1 + ring * 3
                c.rect(
                    column * cell + edge,
                    row * cell + edge,
                    (column + 1) * cell - edge,
                    (row + 1) * cell - edge,
                    palette[pick],
                )
    c.mottle(0.15, 3)


def confetti(c: Canvas) -> None:
    """Colourful confetti on black."""
    c.gradient("#15151c", "#0c0c10")
    palette = ("#ff4d5a", "#ffd23f", "#3bceac", "#4d9de0", "#c77dff", "#ff9f1c")
    for x, y, turn, pick in c.rng.random((330, 4)):
        dx, dy = math.cos(turn * 6.3) * 1.7, math.sin(turn * 6.3) * 1.7
        at, row = x * c.wide, y * 100
        c.polygon(
            [
                (at - dx, row - dy),
                (at - dy * 0.5, row + dx * 0.5),
                (at + dx, row + dy),
                (at + dy * 0.5, row - dx * 0.5),
            ],
            palette[int(pick * 6)],
        )


def brick_wall(c: Canvas) -> None:
    """A red brick wall."""
    c.rect(0, 0, c.wide, 100, "#c9bdae")
    for row in range(17):
        for column in range(-1, int(c.wide / 14) + 2):
            x, y = column * 14 + 7 * (row % 2), row * 6
            shade = ("#a34a35", "#93402d", "#b4573f", "#87382a", "#ad5a46")[int(c.rng.random() * 5)]
            c.rect(x + 0.5, y + 0.5, x + 13.5, y + 5.5, shade, 0.4)
    c.mottle(0.35, 3)


def wood(c: Canvas) -> None:
    """Brown wooden boards."""
    for board in range(6):
        top = board * 100 / 6
        c.rect(0, top, c.wide, top + 17, ("#8a5a34", "#96663d", "#7d4f2c")[board % 3])
        for line in range(14):
            start = c.rng.random() * 6
            y = top + 0.8 + line * 1.18
            points = [
                (x, y + 0.5 * math.sin(x / 19 + start)) for x in np.linspace(0, c.wide, 50).tolist()
            ]
            c.line(points, "#4f301850", 0.3)
        c.rect(0, top, c.wide, top + 0.5, "#2e1b0d")
    c.mottle(0.25, 5, 8)
