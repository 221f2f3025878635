"""Drawn pictures that the stand-in can distinguish: things in colours, and charts."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

from tests.support.cohere.vectors import COLOURS

Pen = ImageDraw.ImageDraw
Colour = tuple[int, int, int]
INK, PAPER = (60, 60, 60), (255, 255, 255)


def draw(thing: str, colour: str, size: tuple[int, int] = (480, 360)) -> Image.Image:
    """One of THINGS in a colour: charts on paper, the rest on a ground of its own."""
    ground = PAPER if thing in CHARTS else (205, 225, 235)
    picture = Image.new("RGB", (600, 450), ground)
    THINGS[thing](ImageDraw.Draw(picture), COLOURS[colour])
    return picture.resize(size, Image.Resampling.LANCZOS)


def _car(pen: Pen, colour: Colour) -> None:
    pen.polygon([(210, 130), (390, 130), (440, 210), (160, 210)], colour)
    pen.rectangle((80, 205, 520, 310), colour)
    for x in (170, 430):
        pen.ellipse((x - 50, 270, x + 50, 370), (25, 25, 25))


def _house(pen: Pen, colour: Colour) -> None:
    pen.polygon([(300, 50), (480, 190), (120, 190)], colour)
    pen.rectangle((120, 190, 480, 400), colour)


def _tree(pen: Pen, colour: Colour) -> None:
    pen.ellipse((140, 30, 460, 280), colour)
    pen.rectangle((265, 270, 335, 420), COLOURS["brown"])


def _boat(pen: Pen, colour: Colour) -> None:
    pen.polygon([(270, 40), (270, 250), (450, 250)], colour)
    pen.rectangle((255, 40, 268, 290), INK)
    pen.polygon([(80, 285), (520, 285), (450, 400), (150, 400)], colour)


def _heart(pen: Pen, colour: Colour) -> None:
    turns = [2 * math.pi * step / 200 for step in range(200)]
    points = [
        (
            300 + 10.5 * 16 * math.sin(t) ** 3,
            210
            - 10.5
            * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)),
        )
        for t in turns
    ]
    pen.polygon(points, colour)


def _ball(pen: Pen, colour: Colour) -> None:
    pen.ellipse((130, 55, 470, 395), colour)


def _axes(pen: Pen) -> None:
    pen.rectangle((80, 40, 88, 400), INK)
    pen.rectangle((80, 392, 540, 400), INK)


def _bars(pen: Pen, colour: Colour) -> None:
    _axes(pen)
    for index, height in enumerate((150, 230, 190, 320, 260)):
        left = 110 + 86 * index
        pen.rectangle((left, 392 - height, left + 56, 392), colour)


def _lines(pen: Pen, colour: Colour) -> None:
    _axes(pen)
    points = [(100, 370), (190, 330), (280, 240), (370, 210), (450, 110), (535, 50)]
    pen.line(points, colour, 16, joint="curve")


def _pie(pen: Pen, colour: Colour) -> None:
    pen.pieslice((110, 35, 490, 415), -90, 160, colour)
    pen.pieslice((110, 35, 490, 415), 160, 270, tuple(each // 2 for each in colour))


def _scatter(pen: Pen, colour: Colour) -> None:
    _axes(pen)
    for index in range(26):
        x = 110 + 16.5 * index
        y = 90 + 10 * index + 45 * math.sin(index * 2.4)
        pen.ellipse((x - 11, y - 11, x + 11, y + 11), colour)


CHARTS: dict[str, Callable[[Pen, Colour], None]] = {
    "bar": _bars,
    "line": _lines,
    "pie": _pie,
    "scatter": _scatter,
}
THINGS: dict[str, Callable[[Pen, Colour], None]] = {
    "car": _car,
    "house": _house,
    "tree": _tree,
    "boat": _boat,
    "heart": _heart,
    "ball": _ball,
    **CHARTS,
}

# Two dozen pictures, as in the guide: things and charts, no two of a kind in one colour.
GALLERY = (
    ("car", "red"),
    ("car", "blue"),
    ("car", "green"),
    ("house", "red"),
    ("house", "yellow"),
    ("house", "brown"),
    ("tree", "green"),
    ("tree", "orange"),
    ("tree", "pink"),
    ("boat", "red"),
    ("boat", "purple"),
    ("heart", "red"),
    ("heart", "pink"),
    ("ball", "yellow"),
    ("ball", "blue"),
    ("ball", "orange"),
    ("bar", "blue"),
    ("bar", "green"),
    ("line", "red"),
    ("line", "blue"),
    ("pie", "orange"),
    ("pie", "purple"),
    ("scatter", "red"),
    ("scatter", "blue"),
)


def saved(picture: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    """A picture as a file's bytes."""
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def data_uri(data: bytes, mime: str = "image/jpeg") -> str:
    """Bytes as the API takes them."""
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"
