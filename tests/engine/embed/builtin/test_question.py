"""What texts find: listed words, sentences, colours of things, and what is excluded."""

from __future__ import annotations

import pytest
from PIL import Image

from tests.support.builtin_asking import Album
from tests.support.builtin_drawings import flat
from tests.support.builtin_model import LOOKS

SNOW, MEADOW, SEA, NIGHT, FIRE = (LOOKS[n] for n in ("snow", "meadow", "sea", "night", "fire"))
GREY = (128, 128, 128)


def side_by_side(*colours: tuple[int, int, int]) -> Image.Image:
    """Stripes of equal breadth."""
    picture = Image.new("RGB", (60 * len(colours), 120))
    for place, colour in enumerate(colours):
        picture.paste(colour, (60 * place, 0, 60 * place + 60, 120))
    return picture


@pytest.fixture(scope="module")
def album() -> Album:
    return Album(
        {
            "snow": flat(SNOW),
            "meadow": flat(MEADOW),
            "sea": flat(SEA),
            "night": flat(NIGHT),
            "fire": flat(FIRE),
            "snow by the sea": side_by_side(SNOW, SEA),
            "a little snow": side_by_side(SNOW, GREY, GREY, GREY, GREY, GREY),
        }
    )


# One thing


@pytest.mark.parametrize("text", ["snow", "Schnee", "a photo of snow", "powder", "Pulver"])
def test_a_word_finds_what_it_means_listed_or_not(album: Album, text: str) -> None:
    found = album.ask(text)
    assert found.order[0] == "snow"
    assert found.found == {"snow", "snow by the sea"}
    assert found.unknown == ()


def test_what_looks_a_little_like_it_is_a_near_match_and_not_found(album: Album) -> None:
    found = album.ask("snow")
    assert found.order[2] == "a little snow"
    assert "a little snow" not in found.found


def test_a_match_is_strong_from_the_cut_off_on(album: Album) -> None:
    assert album.ask("snow").strong == {"snow"}
    assert album.ask("sea").strong == {"sea"}


@pytest.mark.parametrize("text", ["meadow", "powder", "red"])
def test_nothing_is_called_strong_that_was_not_fitted(album: Album, text: str) -> None:
    assert not album.ask(text).strong


def test_any_of_several_things_will_do(album: Album) -> None:
    assert album.ask("scenery").found == {"snow", "meadow", "sea", "snow by the sea"}
    assert album.ask("snow or sea").found == {"snow", "sea", "snow by the sea"}


# Several things


@pytest.mark.parametrize("text", ["snow sea", "sea and snow", "the sea and powder", "powder sea"])
def test_a_picture_with_both_comes_before_one_with_much_of_one(album: Album, text: str) -> None:
    assert album.ask(text).order[0] == "snow by the sea"


def test_what_lacks_one_of_the_things_is_not_found(album: Album) -> None:
    assert album.ask("snow sea").found == {"snow by the sea"}
    assert album.ask("snow fire").found == set()


def test_strong_is_what_shows_the_one_thing_strongly_or_is_what_is_described(album: Album) -> None:
    assert album.ask("snow and sea").strong == {"snow by the sea"}  # by the whole
    assert album.ask("snow or sea").strong == {"snow", "sea"}
    assert album.ask("snow fire").strong == set()


def test_a_phrase_has_a_meaning_of_its_own(album: Album) -> None:
    found = album.ask("sea lion")  # it is no sea, but the sentence side may know it
    assert found.order[0] == "sea"
    assert found.strong is None


def test_a_phrase_asks_for_less_than_the_thing_that_it_is_listed_under() -> None:
    """As a "bike race" is not any race."""
    both = side_by_side(FIRE, SEA)
    found = Album({"fire": flat(FIRE), "sea": flat(SEA), "both": both}).ask("fire waves")
    assert found.order[0] == "both"
    assert found.strong == {"both"}  # by the whole: that it is a strong fire says too little


# What is excluded


def test_what_is_excluded_is_not_shown(album: Album) -> None:
    assert album.ask("sea -snow").order[0] == "sea"
    assert "snow by the sea" not in album.ask("sea without snow").order
    assert "snow by the sea" not in album.ask("sea -powder").order
    assert album.ask("sea -snow").found == {"sea"}
    assert album.ask("snow -blue").found == {"snow"}


def test_all_but_what_is_excluded(album: Album) -> None:
    found = album.ask("-snow")
    assert found.found == {"meadow", "sea", "night", "fire", "a little snow"}


# Colours and tones


def test_colours_alone_are_answered_from_pixels(album: Album) -> None:
    assert album.ask("red").found == {"fire"}
    assert album.ask("blue and white").found == {"snow by the sea"}
    assert album.ask("dark").found == {"night"}
    assert album.ask("dark night").order[0] == "night"


def test_a_colour_belongs_to_the_thing_beside_its_word() -> None:
    # The thing "meadow" is seen in what is green; of two, one is darker than the net minds.
    pale, dark = (20, 230, 20), (10, 95, 20)
    album = Album(
        {
            "dark meadow, pale sea": side_by_side(dark, dark, GREY, GREY, (140, 205, 245)),
            "pale meadow, dark sea": side_by_side(pale, pale, GREY, GREY, (10, 20, 80)),
        }
    )
    assert album.ask("light green meadow").order[0] != album.ask("dark green meadow").order[0]
    assert album.ask("dark green meadow").order[0] == "dark meadow, pale sea"


def test_of_things_that_have_the_colour_the_plainest_comes_first() -> None:
    """A speck of the thing in its colour says less than a picture of it."""
    speck = Image.new("RGB", (120, 120), GREY)
    speck.paste((20, 230, 20), (0, 0, 24, 24))
    album = Album({"a speck": speck, "all": flat(MEADOW), "no meadow": flat(SEA)})
    assert album.ask("green meadow").order == ["all", "a speck", "no meadow"]


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("gap", range(1, 6))
@pytest.mark.parametrize("shade", [(230, 20, 20), (200, 40, 30)])
def test_a_red_thing_beside_a_blue_car_ranks_below_a_red_car(
    mirrored: bool, gap: int, shade: tuple[int, int, int]
) -> None:
    """Twenty drawn cases; the "car" of the miniature is what is black and white: its wheels."""
    pictures = {
        "red car": _drawn(car=shade, other=(20, 20, 230), gap=gap),
        "blue car": _drawn(car=(20, 20, 230), other=shade, gap=gap),
    }
    if mirrored:
        flip = Image.Transpose.FLIP_LEFT_RIGHT
        pictures = {name: each.transpose(flip) for name, each in pictures.items()}
    album = Album(pictures)
    assert album.ask("red night").order[0] == "red car"
    assert album.ask("blue night").order[0] == "blue car"


def _drawn(*, car: tuple[int, int, int], other: tuple[int, int, int], gap: int) -> Image.Image:
    """A car on black wheels at one end, something else on white at the other."""
    stripes = [GREY] * gap
    picture = side_by_side(car, NIGHT, *stripes, other, SNOW)
    return picture.resize((480, 240))


# What means nothing


@pytest.mark.parametrize("text", ["qwxzt", "qwxzt -", "2019", "march 2019", "img_2041", "zyx 12"])
def test_what_means_nothing_is_no_vector(album: Album, text: str) -> None:
    asked = album.embed(text)
    assert asked.vector is None
    assert asked.unknown


@pytest.mark.parametrize("text", ["", "  ", "the photo", "-", "of"])
def test_what_asks_for_nothing_is_no_vector(album: Album, text: str) -> None:
    asked = album.embed(text)
    assert asked.vector is None
    assert asked.unknown == ()


def test_unknown_words_are_reported_and_ignored(album: Album) -> None:
    found = album.ask("qwxzt snow 2019")
    assert found.unknown == ("qwxzt", "2019")
    assert found.order[0] == "snow"
    assert found.strong == {"snow"}


def test_for_words_that_mean_something_the_nearest_are_always_shown(album: Album) -> None:
    for text in ("fire", "powder", "snow fire", "purple", "red sea"):
        assert album.embed(text).nearest == -1
