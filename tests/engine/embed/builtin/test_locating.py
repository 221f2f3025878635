"""Where in a picture things are, and what is seen in it at all."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image

from picseek.engine.embed.base import Wanted
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from picseek.engine.embed.builtin.locating import MAX_BOXES, boxes
from picseek.engine.text.query_parser import parse
from picseek.engine.types import MatchBox
from tests.support.builtin_drawings import flat
from tests.support.builtin_library import embed
from tests.support.builtin_model import LOOKS, small_model

EMBEDDER = BuiltinEmbedder(small_model(), math.inf)
GREY = (128, 128, 128)
ANYTHING = Wanted("it", b"", found=2.0, slope=1.0, offset=-2.0)


def located(picture: Image.Image, text: str) -> tuple[MatchBox, ...]:
    return EMBEDDER.locator(picture, EMBEDDER.things_in(parse(text)))


def scores(*places: tuple[int, int, float]) -> np.ndarray:
    table = np.zeros((8, 10), np.float32)
    for row, column, score in places:
        table[row, column] = score
    return table


def test_a_thing_in_a_corner_is_found_there() -> None:
    picture = flat(GREY, (500, 400))
    picture.paste(LOOKS["fire"], (350, 250, 500, 400))
    (box,) = located(picture, "fire")
    assert box.words == "fire"
    assert box.left > 0.5
    assert box.top > 0.4
    assert (box.right, box.bottom) == (1, 1)
    assert box.probability > 0.5


@pytest.mark.parametrize("text", ["fire and sea", "Feuer agua", "blue sea -snow red fire"])
def test_several_things_have_a_box_each(text: str) -> None:
    picture = flat(GREY, (500, 400))
    picture.paste(LOOKS["fire"], (0, 0, 150, 150))
    picture.paste(LOOKS["sea"], (350, 250, 500, 400))
    first, second = sorted(located(picture, text), key=lambda box: box.left)
    assert first.right < second.left
    assert first.bottom <= second.top


@pytest.mark.parametrize("text", ["snow", "powder", "qwxzt", "red", ""])
def test_what_is_not_there_has_no_box(text: str) -> None:
    assert located(flat(LOOKS["sea"], (300, 300)), text) == ()


def test_places_apart_are_boxes_of_their_own_and_the_likeliest_come_first() -> None:
    found = boxes(scores((1, 1, 4.0), (1, 2, 3.5), (6, 8, 5.0)), ANYTHING)
    assert [(b.left, b.top, b.right, b.bottom) for b in found] == [
        (0.8, 0.75, 0.9, 0.875),
        (0.1, 0.125, 0.3, 0.25),
    ]
    assert found[0].probability > found[1].probability > 0.5


def test_there_are_few_boxes_and_none_below_the_score_of_what_is_there() -> None:
    many = scores(*((row, column, 5.0) for row in (1, 4, 7) for column in (1, 4, 7)))
    assert len(boxes(many, ANYTHING)) == MAX_BOXES
    assert boxes(scores((1, 1, 1.9)), ANYTHING) == []


def test_a_spot_inside_of_a_box_has_none_of_its_own() -> None:
    ring = [(r, c, 5.0) for r in range(7) for c in range(7) if r in (0, 6) or c in (0, 6)]
    assert len(boxes(scores(*ring, (3, 3, 4.0)), ANYTHING)) == 1


def test_boxes_that_overlap_are_one() -> None:
    found = boxes(scores((0, 0, 5.0), (1, 0, 5.0), (1, 1, 5.0), (3, 3, 4.9), (0, 3, 4.8)), ANYTHING)
    assert len(found) == 3
    ell = [(row, 0, 5.0) for row in range(6)] + [(5, column, 5.0) for column in range(5)]
    (box,) = boxes(scores(*ell, (1, 3, 4.0), (1, 4, 4.0)), ANYTHING)
    assert (box.left, box.top, box.right, box.bottom) == (0, 0, 0.5, 0.75)


def test_boxes_that_touch_are_one() -> None:
    """A dog and the shadow at its feet: the scores are means over neighbours, no finer."""
    dog = [(row, column, 5.0) for row in (2, 3, 4) for column in (3, 4) if (row, column) != (4, 4)]
    (box,) = boxes(scores(*dog, (5, 5, 3.0)), ANYTHING)
    assert (box.left, box.top, box.right, box.bottom) == (0.3, 0.25, 0.6, 0.75)


def test_everything_alike_is_one_box() -> None:
    (box,) = boxes(np.full((3, 3), 9, np.float32), ANYTHING)
    assert (box.left, box.top, box.right, box.bottom) == (0, 0, 1, 1)


def test_what_is_seen_in_a_picture_is_listed_with_its_probability() -> None:
    picture = Image.new("RGB", (320, 160), LOOKS["snow"])
    picture.paste(LOOKS["sea"], (176, 0, 320, 160))
    seen = EMBEDDER.seen(embed(picture))
    assert [thing.name for thing in seen] == ["snow", "sea"]
    assert all(0.5 <= thing.probability <= 1 for thing in seen)
    assert EMBEDDER.seen(embed(flat(GREY))) == ()


def test_many_of_one_kind_are_one_thing() -> None:
    """Breeds that are much alike are all likely: only the likeliest is said to be seen."""
    meanings = EMBEDDER.text_model.meanings
    rows = [meanings.numbers[(name,)] for name in ("snow", "sea", "meadow", "fire")]
    content = meanings.directions.astype(np.float32)[rows].sum(axis=0)
    names = [name for name, _ in meanings.seen(content, 0.5)]
    assert len(names) == 2
    assert "fire" in names
