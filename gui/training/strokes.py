"""Letters, colours and lines of text, for all that is drawn."""

from __future__ import annotations

from functools import lru_cache
from random import Random

from PIL import ImageDraw, ImageFont

SIDE = 256
Colour = tuple[int, int, int]
LETTERS = "eeeeetttaaaoooiiinnnsshhrrddlluccmfwypvbgkjqxz"


@lru_cache(maxsize=64)
def font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """The built-in font at a size in pixels."""
    return ImageFont.load_default(size)


def word(dice: Random) -> str:
    """Letters that look like a word."""
    return "".join(dice.choice(LETTERS) for _ in range(dice.randint(2, 9)))


def light(dice: Random) -> Colour:
    """A colour of paper."""
    tone = dice.randint(225, 255)
    return (tone, tone - dice.randint(0, 12), tone - dice.randint(0, 24))


def dark(dice: Random) -> Colour:
    """A colour of ink."""
    return (dice.randint(0, 60), dice.randint(0, 60), dice.randint(0, 80))


def vivid(dice: Random) -> Colour:
    """A strong colour."""
    values = [dice.randint(0, 90), dice.randint(60, 200), dice.randint(150, 255)]
    dice.shuffle(values)
    return (values[0], values[1], values[2])


def line_of_text(
    draw: ImageDraw.ImageDraw,
    place: tuple[int, int],
    end: int,
    size: int,
    colour: Colour,
    dice: Random,
) -> None:
    """Writes words from a place to about `end` pixels from the left."""
    text = ""
    while len(text) * size * 0.5 < end - place[0]:
        text += word(dice) + " "
    draw.text(place, text[: max(1, int((end - place[0]) / (size * 0.5)))], colour, font(size))


def paragraphs(
    draw: ImageDraw.ImageDraw,
    box: tuple[int, int, int, int],
    size: int,
    colour: Colour,
    dice: Random,
) -> None:
    """Fills a box (left, top, right, bottom) with paragraphs."""
    left, top, right, bottom = box
    while top < bottom - size:
        for _ in range(dice.randint(2, 9)):
            if top >= bottom - size:
                break
            line_of_text(draw, (left, top), right, size, colour, dice)
            top += round(size * 1.4)
        line_of_text(
            draw, (left, top), left + (right - left) * dice.randint(2, 8) // 10, size, colour, dice
        )
        top += round(size * dice.uniform(1.6, 3))
