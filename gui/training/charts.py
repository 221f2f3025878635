"""Charts: bars, curves, dots and pies with axes, titles and legends."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from PIL import Image, ImageDraw

from training.strokes import SIDE, Colour, dark, font, light, line_of_text, vivid, word


def _axes(draw: ImageDraw.ImageDraw, ink: Colour, dice: Random) -> None:
    for step in range(1, 6):
        height = 220 - step * 36
        if dice.random() < 0.8:
            draw.line((30, height, 240, height), (215, 215, 215))
        draw.text((6, height - 5), str(step * dice.choice((5, 10, 20))), ink, font(9))
    draw.line((30, 30, 30, 220), ink, 2)
    draw.line((30, 220, 240, 220), ink, 2)
    for step in range(5):
        draw.text((40 + step * 42, 225), word(dice)[:5], ink, font(9))


def _bars(draw: ImageDraw.ImageDraw, colours: Sequence[Colour], dice: Random) -> None:
    count = dice.randint(3, 12)
    width = 205 / count
    for number in range(count):
        left = 33 + number * width
        colour = colours[number % len(colours)]
        draw.rectangle((left, 220 - dice.randint(10, 185), left + width * 0.75, 219), colour)


def _curves(draw: ImageDraw.ImageDraw, colours: Sequence[Colour], dice: Random) -> None:
    for colour in colours:
        level, points = dice.uniform(60, 200), []
        for across in range(32, 240, dice.choice((3, 8, 20))):
            level = min(215.0, max(35.0, level + dice.uniform(-16, 16)))
            points.append((across, level))
        draw.line(points, colour, dice.randint(1, 4))


def _dots(draw: ImageDraw.ImageDraw, colours: Sequence[Colour], dice: Random) -> None:
    slope = dice.uniform(-0.6, 0.6)
    for number in range(dice.randint(25, 160)):
        across = dice.uniform(36, 236)
        down = min(214.0, max(34.0, 125 + slope * (across - 136) + dice.gauss(0, 25)))
        radius = dice.randint(1, 4)
        draw.ellipse(
            (across - radius, down - radius, across + radius, down + radius),
            colours[number % len(colours)],
        )


def _pie(draw: ImageDraw.ImageDraw, colours: Sequence[Colour], dice: Random) -> None:
    start, box = dice.uniform(0, 360), (44, 40, 212, 208)
    for number in range(dice.randint(3, 8)):
        end = start + dice.uniform(25, 100)
        draw.pieslice(box, start, end, colours[number % len(colours)], (255, 255, 255), 2)
        start = end
    draw.pieslice(box, start, start + 40, colours[0], (255, 255, 255), 2)
    if dice.random() < 0.3:
        draw.ellipse((90, 86, 166, 162), (255, 255, 255))


def chart(dice: Random) -> Image.Image:
    """Bars, curves, dots or a pie, with axes, a title and perhaps a legend."""
    night = dice.random() < 0.15
    picture = Image.new("RGB", (SIDE, SIDE), dark(dice) if night else light(dice))
    draw = ImageDraw.Draw(picture)
    ink: Colour = (220, 220, 220) if night else dark(dice)
    colours = [vivid(dice) for _ in range(dice.randint(1, 5))]
    kind = dice.choice((_bars, _bars, _curves, _curves, _dots, _pie))
    if kind is not _pie:
        _axes(draw, ink, dice)
    kind(draw, colours, dice)
    if dice.random() < 0.8:
        line_of_text(draw, (60, 8), 200, dice.randint(10, 15), ink, dice)
    if dice.random() < 0.5:
        for row, colour in enumerate(colours):
            draw.rectangle((190, 40 + row * 14, 198, 48 + row * 14), colour)
            draw.text((202, 38 + row * 14), word(dice)[:6], ink, font(9))
    return picture
