"""Draws what can be drawn truly: pages, receipts, charts, maps, screenshots, drawings, logos.

Every picture comes from one random generator, so a seed makes the same set again.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw, ImageFilter

from training.charts import chart
from training.strokes import SIDE, Colour, dark, font, light, line_of_text, paragraphs, vivid, word


def document(dice: Random) -> Image.Image:
    """A page of text: one or two columns, perhaps a heading, a table or a figure."""
    wide, high = (SIDE, round(SIDE * dice.uniform(1.2, 1.5)))
    page = Image.new("RGB", (wide, high), light(dice))
    draw, ink = ImageDraw.Draw(page), dark(dice)
    edge, top = dice.randint(10, 34), dice.randint(12, 40)
    if dice.random() < 0.7:
        size = dice.randint(12, 24)
        line_of_text(draw, (edge, top), wide - edge, size, ink, dice)
        top += size * 2
    size = dice.randint(5, 11)
    if dice.random() < 0.25:
        box = (edge, top, wide - edge, top + dice.randint(40, 110))
        picture = chart(dice).resize((box[2] - box[0], box[3] - box[1]))
        page.paste(picture, box)
        top = box[3] + 10
    columns = 2 if dice.random() < 0.3 else 1
    width = (wide - 2 * edge) // columns
    for column in range(columns):
        left = edge + column * (width + 4)
        paragraphs(draw, (left, top, left + width - 8, high - edge), size, ink, dice)
    return page


def receipt(dice: Random) -> Image.Image:
    """A narrow strip: a name in the middle, lines with prices at the right, a total."""
    wide, high = dice.randint(110, 170), round(SIDE * dice.uniform(1.0, 1.6))
    strip = Image.new("RGB", (wide, high), light(dice))
    draw, ink, size = ImageDraw.Draw(strip), dark(dice), dice.randint(7, 10)
    draw.text((wide // 5, 8), word(dice).upper() + " " + word(dice).upper(), ink, font(size + 4))
    top = 36
    while top < high - 40:
        if dice.random() < 0.1:
            draw.text((8, top), "-" * 40, ink, font(size))
        else:
            draw.text((8, top), f"{word(dice)} {word(dice)}"[:16], ink, font(size))
            price = f"{dice.randint(0, 99)}.{dice.randint(0, 99):02d}"
            draw.text((wide - 8 - 5 * size // 2 - 6, top), price, ink, font(size))
        top += round(size * dice.uniform(1.2, 1.7))
    draw.text((8, high - 30), "TOTAL", ink, font(size + 5))
    draw.text((wide - 52, high - 30), f"{dice.randint(5, 300)}.00", ink, font(size + 5))
    return strip


def city_map(dice: Random) -> Image.Image:
    """Streets over land, water and parks, with names."""
    land, street = dice.choice(
        (
            ((242, 239, 233), (255, 255, 255)),
            ((235, 227, 205), (250, 220, 120)),
            ((32, 38, 48), (70, 80, 95)),
        )
    )
    picture = Image.new("RGB", (SIDE, SIDE), land)
    draw = ImageDraw.Draw(picture)
    for colour in ((170, 211, 223), (200, 225, 175), (205, 235, 176)):
        middle = (dice.randint(0, SIDE), dice.randint(0, SIDE))
        radius = dice.randint(20, 80)
        corners = [
            (
                middle[0] + radius * dice.uniform(0.6, 1.4) * math.cos(turn),
                middle[1] + radius * dice.uniform(0.6, 1.4) * math.sin(turn),
            )
            for turn in (0, 0.8, 1.6, 2.5, 3.3, 4.1, 5, 5.7)
        ]
        draw.polygon(corners, colour)
    turn = dice.uniform(0, math.pi)
    for direction in (turn, turn + math.pi / 2):
        across, down = math.cos(direction), math.sin(direction)
        for offset in range(-260, 260, dice.randint(14, 44)):
            start = (128 - down * offset - across * 300, 128 + across * offset - down * 300)
            end = (128 - down * offset + across * 300, 128 + across * offset + down * 300)
            draw.line((*start, *end), street, dice.choice((1, 2, 3, 5)))
    bend = [
        (step, 128 + 70 * math.sin(step / dice.uniform(38, 46) + turn)) for step in range(0, 257, 8)
    ]
    draw.line(
        bend, dice.choice(((233, 144, 160), (249, 178, 156), (170, 211, 223))), dice.randint(4, 11)
    )
    for _ in range(dice.randint(3, 14)):
        draw.text(
            (dice.randint(0, 220), dice.randint(0, 240)),
            word(dice).title(),
            (90, 90, 110),
            font(dice.randint(8, 13)),
        )
    return picture


def _desktop(dice: Random) -> Image.Image:
    wide, high = round(SIDE * dice.uniform(1.3, 1.78)), SIDE
    night = dice.random() < 0.4
    ground: Colour = (dice.randint(25, 48),) * 3 if night else (dice.randint(240, 255),) * 3
    ink: Colour = (205, 205, 210) if night else (40, 40, 45)
    picture = Image.new("RGB", (wide, high), ground)
    draw = ImageDraw.Draw(picture)
    bar: Colour = tuple(max(0, tone - 18) for tone in ground)  # type: ignore[assignment]
    draw.rectangle((0, 0, wide, dice.randint(14, 24)), vivid(dice) if dice.random() < 0.3 else bar)
    side = dice.randint(40, 110)
    draw.rectangle((0, 20, side, high), bar)
    for row in range(30, high, dice.randint(10, 18)):
        line_of_text(draw, (8, row), 8 + dice.randint(20, side - 14), 7, ink, dice)
    if dice.random() < 0.5:
        for row in range(28, high, 10):
            colour = vivid(dice) if dice.random() < 0.4 else ink
            indent = side + 8 + 10 * dice.randint(0, 4)
            line_of_text(draw, (indent, row), indent + dice.randint(15, 140), 7, colour, dice)
        return picture
    for top in range(30, high, dice.randint(40, 90)):
        for left in range(side + 10, wide - 30, dice.randint(60, 120)):
            draw.rounded_rectangle((left, top, left + 50, top + 30), 4, vivid(dice))
            line_of_text(draw, (left, top + 32), left + 50, 7, ink, dice)
    return picture


def _phone(dice: Random) -> Image.Image:
    wide, high = 150, round(150 * dice.uniform(1.7, 2.1))
    night = dice.random() < 0.4
    picture = Image.new("RGB", (wide, high), (18, 18, 22) if night else (246, 246, 248))
    draw = ImageDraw.Draw(picture)
    ink: Colour = (225, 225, 225) if night else (30, 30, 30)
    draw.text((8, 3), "12:34", ink, font(9))
    draw.rectangle((0, 16, wide, 42), vivid(dice))
    draw.text((10, 22), word(dice).title(), (255, 255, 255), font(13))
    top = 52
    while top < high - 20:
        if dice.random() < 0.5:
            left = dice.choice((6, 44))
            tall = dice.randint(16, 44)
            draw.rounded_rectangle(
                (left, top, left + 98, top + tall), 8, vivid(dice) if left > 6 else (120, 120, 126)
            )
            line_of_text(draw, (left + 6, top + 4), left + 90, 8, (255, 255, 255), dice)
            top += tall + 8
        else:
            draw.ellipse((8, top, 26, top + 18), vivid(dice))
            line_of_text(draw, (34, top), 130, 9, ink, dice)
            line_of_text(draw, (34, top + 11), 110, 7, (130, 130, 130), dice)
            top += 28
    return picture


def screenshot(dice: Random) -> Image.Image:
    """The window of a program or the screen of a phone."""
    return _desktop(dice) if dice.random() < 0.6 else _phone(dice)


def drawing(dice: Random) -> Image.Image:
    """Strokes of a pen: closed shapes, curves and hatching, perhaps a few filled."""
    paper = light(dice)
    picture = Image.new("RGB", (SIDE, SIDE), paper)
    draw = ImageDraw.Draw(picture)
    ink = dark(dice) if dice.random() < 0.8 else vivid(dice)
    width = dice.randint(1, 4)
    for _ in range(dice.randint(3, 12)):
        middle = (dice.uniform(50, 206), dice.uniform(50, 206))
        radius, corners = dice.uniform(8, 70), dice.randint(3, 24)
        wobble = dice.uniform(0, 0.35)
        points = [
            (
                middle[0]
                + radius
                * dice.uniform(1 - wobble, 1 + wobble)
                * math.cos(math.tau * step / corners),
                middle[1]
                + radius
                * dice.uniform(1 - wobble, 1 + wobble)
                * math.sin(math.tau * step / corners),
            )
            for step in range(corners)
        ]
        if dice.random() < 0.25:
            draw.polygon(points, vivid(dice))
        draw.line([*points, points[0]], ink, width, joint="curve")
        if dice.random() < 0.3:
            for step in range(0, int(radius), 5):
                draw.line(
                    (
                        middle[0] - radius / 2,
                        middle[1] + step,
                        middle[0] + radius / 2,
                        middle[1] + step - 12,
                    ),
                    ink,
                    1,
                )
    return picture


def logo(dice: Random) -> Image.Image:
    """A simple flat sign on a plain ground, perhaps with a word."""
    picture = Image.new(
        "RGB", (SIDE, SIDE), dice.choice(((255, 255, 255), vivid(dice), dark(dice)))
    )
    draw, first, second = ImageDraw.Draw(picture), vivid(dice), vivid(dice)
    edge, low = dice.randint(40, 80), dice.randint(150, 200)
    box = (edge, edge - 20, SIDE - edge, low)
    kind = dice.randrange(4)
    if kind == 0:
        draw.ellipse(box, first)
        draw.ellipse((edge + 28, edge + 8, SIDE - edge - 28, low - 28), second)
    elif kind == 1:
        draw.rounded_rectangle(box, dice.randint(4, 40), first)
        draw.polygon([(128, edge), (SIDE - edge - 20, low - 20), (edge + 20, low - 20)], second)
    elif kind == 2:
        draw.regular_polygon((128, 110, 70), dice.randint(3, 8), dice.randint(0, 90), first)
        draw.regular_polygon((128, 110, 36), dice.randint(3, 8), dice.randint(0, 90), second)
    else:
        draw.text((60, 50), word(dice)[0].upper(), first, font(130))
    if dice.random() < 0.7:
        draw.text((60, 208), word(dice).title()[:7], second, font(dice.randint(22, 36)))
    return picture


def text(dice: Random) -> Image.Image:
    """A few large words: a sign, a slide, a poster."""
    ground, ink = (light(dice), dark(dice)) if dice.random() < 0.5 else (vivid(dice), (255,) * 3)
    picture = Image.new("RGB", (round(SIDE * dice.uniform(1, 1.6)), SIDE), ground)
    draw, size, top = ImageDraw.Draw(picture), dice.randint(20, 64), dice.randint(8, 40)
    while top < SIDE - size:
        line_of_text(draw, (dice.randint(8, 30), top), picture.width - 12, size, ink, dice)
        top += round(size * dice.uniform(1.2, 1.8))
    return picture


def graphic(dice: Random) -> Image.Image:
    """Plain graphics: gradients, stripes, tiles."""
    first, second = vivid(dice), vivid(dice)
    if dice.random() < 0.5:
        mask = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270)))
        return Image.composite(
            Image.new("RGB", (SIDE, SIDE), first), Image.new("RGB", (SIDE, SIDE), second), mask
        )
    picture = Image.new("RGB", (SIDE, SIDE), first)
    draw, step = ImageDraw.Draw(picture), dice.randint(10, 60)
    for left in range(0, SIDE, step):
        for top in range(0, SIDE, step):
            if (left // step + top // step) % 2 == 0 or dice.random() < 0.1:
                draw.rectangle(
                    (left, top, left + step, top + step),
                    second if dice.random() < 0.7 else vivid(dice),
                )
    return picture


KINDS: dict[str, Callable[[Random], Image.Image]] = {
    "chart": chart,
    "document": document,
    "drawing": drawing,
    "graphic": graphic,
    "logo": logo,
    "map": city_map,
    "receipt": receipt,
    "screenshot": screenshot,
    "text": text,
}
PHOTOGRAPHED = ("document", "receipt", "text", "chart", "map", "drawing")


def draw_one(kind: str, dice: Random, backdrop: Image.Image | None = None) -> Image.Image:
    """One picture of a kind; half of the paper ones lie, turned and shaded, on a backdrop."""
    picture = KINDS[kind](dice)
    if kind in PHOTOGRAPHED and backdrop is not None and dice.random() < 0.5:
        picture = _lying_on(picture, backdrop, dice)
    if dice.random() < 0.3:
        picture = picture.filter(ImageFilter.GaussianBlur(dice.uniform(0.3, 1.5)))
    return picture


def _lying_on(paper: Image.Image, backdrop: Image.Image, dice: Random) -> Image.Image:
    shade = dice.uniform(0.6, 1.0)
    paper = paper.point(lambda tone: round(tone * shade))
    scene = backdrop.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BICUBIC)
    scale = dice.uniform(0.6, 1.0) * SIDE / max(paper.size)
    paper = paper.resize((round(paper.width * scale), round(paper.height * scale)))
    angle = dice.gauss(0, 9)
    mask = Image.new("L", paper.size, 255).rotate(angle, expand=True)
    turned = paper.rotate(angle, expand=True, resample=Image.Resampling.BILINEAR)
    place = tuple((SIDE - side) // 2 + dice.randint(-16, 16) for side in turned.size)
    scene.paste(turned, (place[0], place[1]), mask)
    return scene
