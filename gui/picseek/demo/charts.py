"""Charts as office programs draw them: white ground, a title, axes and readable labels."""

from __future__ import annotations

import math

import numpy as np

from picseek.demo.canvas import Canvas, Point

INK, GREY, GRID = "#25282d", "#6b7078", "#e3e6ea"
BLUE, ORANGE, GREEN, RED, PURPLE = "#2f6fc4", "#ee8a2e", "#3f9f5a", "#d3403a", "#7d55b8"
LEFT, TOP, FOOT = 14.0, 20.0, 84.0


def revenue_bars(c: Canvas) -> None:
    """Bar chart of revenue by quarter."""
    _frame(c, "Revenue by quarter", "in million euros", [0, 10, 20, 30, 40])
    _bars(c, [("Q1", 18), ("Q2", 24), ("Q3", 22), ("Q4", 37)], 40, BLUE)


def stacked_bars(c: Canvas) -> None:
    """Stacked bar chart of energy by source."""
    _frame(c, "Electricity by source", "share in percent", [0, 25, 50, 75, 100])
    right = c.wide - 26
    shares = ((42, 30, 28), (36, 33, 31), (29, 34, 37), (22, 33, 45), (15, 30, 55))
    for index, parts in enumerate(shares):
        x = LEFT + 5 + index * (right - LEFT) / len(shares)
        level = FOOT
        for part, colour in zip(parts, ("#5c6570", "#f2b632", GREEN), strict=True):
            height = part / 100 * (FOOT - TOP)
            c.rect(x, level - height, x + 9, level, colour)
            level -= height
        c.text(x + 4.5, FOOT + 4, str(2018 + 2 * index), 3.4, GREY, "mm")
    _legend(c, (("Wind", GREEN), ("Solar", "#f2b632"), ("Coal", "#5c6570")))


def temperature_lines(c: Canvas) -> None:
    """Line chart of temperature over the year in two cities."""
    _frame(c, "Average temperature", "degrees Celsius", [-10, 0, 10, 20, 30])
    right = c.wide - 26
    months = "JFMAMJJASOND"
    for warm, colour in (
        ((8, 9, 12, 15, 19, 24, 27, 27, 23, 18, 13, 9), RED),
        ((-6, -6, -2, 4, 11, 16, 19, 17, 12, 6, 0, -4), BLUE),
    ):
        line = [
            (LEFT + 4 + i * (right - LEFT - 8) / 11, _level(t, -10, 30)) for i, t in enumerate(warm)
        ]
        c.line(line, colour, 0.9)
        for point in line:
            c.disc(*point, 1.1, colour)
    for index, month in enumerate(months):
        c.text(LEFT + 4 + index * (right - LEFT - 8) / 11, FOOT + 4, month, 3.4, GREY, "mm")
    _legend(c, (("Rome", RED), ("Oslo", BLUE)))


def market_share(c: Canvas) -> None:
    """Pie chart of market share."""
    c.rect(0, 0, c.wide, 100, "#ffffff")
    _title(c, "Market share 2023", "in percent")
    slices = (("Alpha", 38, BLUE), ("Beta", 27, ORANGE), ("Gamma", 19, GREEN), ("Delta", 16, RED))
    start, x = -90.0, c.wide * 0.38
    for _name, part, colour in slices:
        end = start + part * 3.6
        c.pie(x, 58, 34, (start, end), colour)
        middle = math.radians((start + end) / 2)
        c.text(
            x + math.cos(middle) * 21, 58 + math.sin(middle) * 21, f"{part} %", 5, "#ffffff", "mm"
        )
        start = end
    for index, (name, _part, colour) in enumerate(slices):
        y = 40 + index * 9
        c.rect(c.wide * 0.72, y - 2.2, c.wide * 0.72 + 4.4, y + 2.2, colour, 0.6)
        c.text(c.wide * 0.72 + 7, y, name, 4.6, INK)


def budget_ring(c: Canvas) -> None:
    """Donut chart of a household budget."""
    c.rect(0, 0, c.wide, 100, "#fbfaf7")
    _title(c, "Where the money goes", "household budget, per month")
    parts = (
        ("Rent", 36, "#264653"),
        ("Food", 21, "#2a9d8f"),
        ("Travel", 14, "#e9c46a"),
        ("Leisure", 17, "#f4a261"),
        ("Savings", 12, "#e76f51"),
    )
    start = -90.0
    for index, (name, part, colour) in enumerate(parts):
        c.pie(c.wide * 0.36, 58, 33, (start, start + part * 3.6 - 1.2), colour)
        start += part * 3.6
        y = 36 + index * 9.5
        c.disc(c.wide * 0.7, y, 2.2, colour)
        c.text(c.wide * 0.7 + 5, y, f"{name}  {part} %", 4.4, INK)
    c.disc(c.wide * 0.36, 58, 19, "#fbfaf7")
    c.text(c.wide * 0.36, 56, "2 480", 7, INK, "mm")
    c.text(c.wide * 0.36, 63, "euros", 4, GREY, "mm")


def height_scatter(c: Canvas) -> None:
    """Scatter plot of height and weight with a trend line."""
    _frame(c, "Height and weight", "kilograms, 240 people", [40, 60, 80, 100])
    right = c.wide - 8
    for x, wobble in zip(c.rng.normal(0.5, 0.17, 240), c.rng.normal(0, 7, 240), strict=True):
        weight = 50 + 42 * x + wobble
        if 0.02 < x < 0.98 and 41 < weight < 99:
            c.disc(LEFT + x * (right - LEFT), _level(weight, 40, 100), 0.95, f"{PURPLE}a0")
    c.line([(LEFT + 3, _level(51, 40, 100)), (right - 3, _level(91, 40, 100))], RED, 0.6)
    for index, centimetres in enumerate(range(150, 201, 10)):
        c.text(LEFT + index * (right - LEFT) / 5, FOOT + 4, f"{centimetres}", 3.4, GREY, "mm")
    c.text((LEFT + right) / 2, 94, "height in cm", 3.4, GREY, "mm")


def age_histogram(c: Canvas) -> None:
    """Histogram of the ages of visitors."""
    _frame(c, "Age of visitors", "number of people", [0, 50, 100, 150])
    counts = (12, 31, 58, 97, 138, 126, 91, 64, 40, 22, 9)
    width = (c.wide - 8 - LEFT) / len(counts)
    for index, count in enumerate(counts):
        x = LEFT + index * width
        c.rect(x, _level(count, 0, 150), x + width - 0.4, FOOT, "#3a9aa8")
        c.text(x + width / 2, FOOT + 4, f"{index * 8 + 4}", 3.2, GREY, "mm")


def stock_price(c: Canvas) -> None:
    """Area chart of a share price on dark ground."""
    c.rect(0, 0, c.wide, 100, "#12161d")
    c.text(6, 9, "NORDWIND AG", 6, "#f2f4f7")
    c.text(6, 16.5, "142.80  +3.2 %", 4.6, "#37d08a")
    for row in range(5):
        y = 26 + row * 15
        c.line([(6, y), (c.wide - 6, y)], "#262c36", 0.25)
        c.text(c.wide - 4, y - 2, str(160 - row * 20), 3, "#7d8796", "rm")
    walk = np.cumsum(c.rng.normal(0.16, 1.3, 180))
    walk = (walk - walk.min()) / (walk.max() - walk.min())
    line: list[Point] = [
        (6 + i * (c.wide - 18) / 179, 82 - 50 * float(price)) for i, price in enumerate(walk)
    ]
    c.polygon([*line, (line[-1][0], 88), (6, 88)], "#1f8f5f60")
    c.line(line, "#37d08a", 0.7)
    for index, month in enumerate(("Jan", "Mar", "May", "Jul", "Sep", "Nov")):
        c.text(10 + index * (c.wide - 24) / 5, 93, month, 3.2, "#7d8796", "mm")


def heat_map(c: Canvas) -> None:
    """Heat map of visits by weekday and hour."""
    c.rect(0, 0, c.wide, 100, "#ffffff")
    _title(c, "Visits by weekday and hour", "darker is busier")
    days, hours = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), 16
    width = (c.wide - 24) / hours
    for row, day in enumerate(days):
        y = 24 + row * 9
        c.text(5, y + 4, day, 3.8, GREY)
        for column in range(hours):
            rush = math.exp(-((column - 3) ** 2) / 6) + 1.2 * math.exp(-((column - 11) ** 2) / 8)
            busy = min(1, rush * (0.35 if row > 4 else 0.85) + 0.15 * c.rng.random())
            red, green, blue = (
                round(247 - 225 * busy),
                round(251 - 180 * busy),
                round(255 - 120 * busy),
            )
            x = 16 + column * width
            c.rect(x, y, x + width - 0.6, y + 8.4, f"#{red:02x}{green:02x}{blue:02x}", 0.6)
    for column in range(0, hours, 3):
        c.text(16 + (column + 0.5) * width, 92, f"{column + 7}:00", 3.4, GREY, "mm")


def _frame(c: Canvas, title: str, unit: str, ticks: list[int]) -> None:
    """White ground, title, and horizontal lines labelled with the ticks."""
    c.rect(0, 0, c.wide, 100, "#ffffff")
    _title(c, title, unit)
    for tick in ticks:
        y = _level(tick, ticks[0], ticks[-1])
        c.line([(LEFT, y), (c.wide - 8, y)], GRID, 0.3)
        c.text(LEFT - 2, y, str(tick), 3.4, GREY, "rm")
    c.line([(LEFT, FOOT), (c.wide - 8, FOOT)], GREY, 0.4)


def _title(c: Canvas, title: str, unit: str) -> None:
    c.text(6, 7, title, 6.2, INK)
    c.text(6, 13.5, unit, 3.8, GREY)


def _bars(c: Canvas, bars: list[tuple[str, int]], most: int, colour: str) -> None:
    width = (c.wide - 8 - LEFT) / len(bars)
    for index, (name, value) in enumerate(bars):
        x, top = LEFT + (index + 0.2) * width, _level(value, 0, most)
        c.rect(x, top, x + width * 0.6, FOOT, colour)
        c.text(x + width * 0.3, top - 3, str(value), 4, INK, "mm")
        c.text(x + width * 0.3, FOOT + 5, name, 4, GREY, "mm")


def _legend(c: Canvas, entries: tuple[tuple[str, str], ...]) -> None:
    for index, (name, colour) in enumerate(entries):
        y = 28 + index * 8
        c.rect(c.wide - 22, y - 1.8, c.wide - 18.4, y + 1.8, colour, 0.5)
        c.text(c.wide - 16, y, name, 4, INK)


def _level(value: float, low: float, high: float) -> float:
    """Return the vertical position of a value of the axis."""
    return FOOT - (value - low) / (high - low) * (FOOT - TOP)
