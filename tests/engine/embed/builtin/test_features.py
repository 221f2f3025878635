"""What the built-in model sees: drawn pictures, asked for in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from picseek.engine.embed.builtin.concepts import AMOUNTS
from tests.support.builtin_drawings import SWATCHES, as_jpeg, flat, halves, part, scene
from tests.support.builtin_library import ask, embed, find

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHROMATIC = [name for name in AMOUNTS if name not in ("black", "grey", "white")]
GREY = SWATCHES["grey"]
ALL_FLAT = {name: embed(flat(colour)) for name, colour in SWATCHES.items()}


def toned(picture: Image.Image, light: str) -> Image.Image:
    return ImageOps.colorize(picture.convert("L"), "black", light).convert("RGB")


# Colours


@pytest.mark.parametrize("name", SWATCHES)
def test_a_picture_of_one_colour_is_first_for_its_name(name: str) -> None:
    assert find(name, ALL_FLAT)[0] == name


@pytest.mark.parametrize("name", AMOUNTS)
def test_a_picture_of_one_colour_is_mostly_that(name: str) -> None:
    assert find(f"mostly {name}", ALL_FLAT)[0] == name


@pytest.mark.parametrize("name", CHROMATIC)
@pytest.mark.parametrize("level", [0, 20, 60, 90, 128, 160, 200, 230, 255])
def test_grey_is_never_a_colour(name: str, level: int) -> None:
    greys = {"flat": embed(flat((level,) * 3)), "jpeg": embed(as_jpeg(flat((level,) * 3)))}
    assert find(name, greys) == []


@pytest.mark.parametrize("name", CHROMATIC)
def test_a_part_of_the_picture_is_enough(name: str) -> None:
    library = {"with": embed(part(SWATCHES[name], 0.12)), "without": embed(flat(GREY))}
    assert find(name, library) == ["with"]


@pytest.mark.parametrize("name", ["red", "orange", "yellow", "pink", "purple"])
def test_a_speck_of_colour_is_not(name: str) -> None:
    assert find(name, {"speck": embed(part(SWATCHES[name], 0.002))}) == []


def test_more_of_a_colour_comes_before_less() -> None:
    library = {f"{share}": embed(part(SWATCHES["red"], share)) for share in (0.05, 0.6, 0.2)}
    assert find("red", library) == ["0.6", "0.2", "0.05"]
    assert find("mostly red", library) == ["0.6"]
    assert find("a bit of red", library) == ["0.05", "0.2", "0.6"]


def test_nothing_is_found_where_there_is_nothing() -> None:
    library = {name: vector for name, vector in ALL_FLAT.items() if "red" not in name}
    assert find("red", library) == []


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        ((224, 172, 140), "orange"),  # skin
        ((224, 172, 140), "pink"),
        ((140, 100, 70), "orange"),  # wood
        ((140, 100, 70), "red"),
        ((150, 165, 80), "yellow"),  # sunlit grass
        ((140, 205, 245), "turquoise"),  # sky
        ((75, 0, 130), "blue"),  # indigo
        ((0, 0, 128), "purple"),  # navy
    ],
)
def test_neighbours_are_distinguished(colour: tuple[int, int, int], name: str) -> None:
    assert find(name, {"flat": embed(flat(colour))}) == []


# Several at once


def test_two_colours_must_both_be_there() -> None:
    red, blue = SWATCHES["red"], SWATCHES["blue"]
    library = ALL_FLAT | {"both": embed(halves(red, blue)), "some": embed(part(red, 0.06, blue))}
    assert set(find("red and blue", library)) == {"both", "some"}
    assert {"both", "some", "red", "blue"} <= set(find("red or blue", library))


def test_three_colours_must_all_be_there() -> None:
    flag = halves(SWATCHES["red"], SWATCHES["white"])
    two = embed(flag)
    flag.paste(SWATCHES["blue"], (80, 0, 120, 150))
    assert find("red, white and blue", {"flag": embed(flag), "two": two}) == ["flag"]


def test_what_is_excluded_is_not_found() -> None:
    red, blue = SWATCHES["red"], SWATCHES["blue"]
    library = {
        "red": embed(flat(red)),
        "blue": embed(flat(blue)),
        "both": embed(halves(red, blue)),
        "grey": embed(flat(GREY)),
    }
    for no_red in ("-red", "no red", "not red", "without red", "ohne Rot", "sans rouge"):
        assert set(find(no_red, library)) == {"blue", "grey"}, no_red
        assert find(f"blue {no_red}", library) == ["blue"], no_red


def test_dark_and_a_colour_without_such_a_shade() -> None:
    library = {
        "dark purple": embed(flat((60, 10, 70))),
        "purple": embed(flat((150, 30, 170))),
        "dark": embed(flat((15, 15, 15))),
    }
    assert find("dark purple", library) == ["dark purple"]


# Tones


def tones() -> dict[str, Image.Image]:
    photo = scene(1)
    rainbow = Image.new("RGB", (240, 180))
    for place in range(12):
        stripe = Image.new("HSV", (20, 180), (place * 21, 230, 230)).convert("RGB")
        rainbow.paste(stripe, (place * 20, 0))
    checks = np.kron(np.indices((9, 12)).sum(axis=0) % 2, np.ones((20, 20)))
    return {
        "dark": photo.point(lambda level: level // 5),
        "bright": photo.point(lambda level: 190 + level // 4),
        "black and white": ImageOps.autocontrast(photo.convert("L")).convert("RGB"),
        "sepia": toned(photo, "#f2dcae"),
        "colourful": rainbow,
        "vivid": flat((235, 20, 30), (240, 180)),
        "muted": flat((125, 131, 144), (240, 180)),
        "pastel": halves((240, 205, 215), (205, 232, 215)),
        "high contrast": Image.fromarray((checks * 255).astype(np.uint8)).convert("RGB"),
        "low contrast": flat((128, 120, 120), (240, 180)),
        "warm": toned(photo, "#ff9a40"),
        "cold": toned(photo, "#4090ff"),
    }


@pytest.fixture(scope="module")
def tone_library() -> dict[str, NDArray[np.float32]]:
    return {name: embed(as_jpeg(picture, 90)) for name, picture in tones().items()}


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("dark", {"cold"}),
        ("bright", {"pastel", "colourful"}),
        ("black and white", {"high contrast"}),
        ("sepia", {"warm"}),
        ("colourful", set()),
        ("vivid", {"colourful", "cold", "warm"}),
        ("muted", {"low contrast", "dark", "bright"}),
        ("pastel", set()),
        ("high contrast", {"black and white"}),
        ("low contrast", {"dark", "bright", "muted", "pastel", "vivid"}),
        ("warm", {"vivid", "sepia"}),
        ("cold", {"muted"}),
    ],
)
def test_a_tone_finds_its_picture(
    text: str,
    others: set[str],
    tone_library: dict[str, NDArray[np.float32]],
) -> None:
    found = find(text, tone_library)
    assert text in found[: 1 + len(others)]
    assert set(found) <= {text} | others


@pytest.mark.parametrize("seed", range(5))
def test_a_greyscale_photo_has_no_colour_and_a_colour_photo_is_not_black_and_white(
    seed: int,
) -> None:
    photo = scene(seed)
    library = {"colour": embed(as_jpeg(photo)), "grey": embed(as_jpeg(ImageOps.grayscale(photo)))}
    assert find("black and white", library) == ["grey"]
    assert find("not black and white", library) == ["colour"]
    assert [name for name in CHROMATIC if "grey" in find(name, library)] == []


def test_blue_toning_is_no_sepia() -> None:
    assert find("sepia", {"blue": embed(toned(scene(2), "#b0c8f0"))}) == []


# Shape and size


SHAPES = {
    "portrait": (900, 1200),
    "landscape": (1200, 900),
    "square": (1000, 1000),
    "panorama": (3000, 1000),
    "small": (64, 64),
    "large": (6000, 4000),
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("portrait", {"portrait"}),
        ("vertical picture", {"portrait"}),
        ("landscape", {"landscape", "panorama", "large"}),
        ("square", {"square", "small"}),
        ("panorama", {"panorama"}),
        ("tiny", {"small"}),
        ("high resolution", {"large"}),
        ("not square", {"portrait", "landscape", "panorama", "large"}),
    ],
)
def test_shape_and_size_are_those_of_the_original(text: str, found: set[str]) -> None:
    library = {name: embed(flat(GREY, (160, 120)), size) for name, size in SHAPES.items()}
    assert set(find(text, library)) == found


@pytest.mark.parametrize("size", [(1, 1), (1, 4000), (4000, 1), (2, 3), (97, 95), (3000, 40)])
def test_any_size_can_be_embedded(size: tuple[int, int]) -> None:
    vector = embed(flat(SWATCHES["red"], size))
    assert abs(float(np.linalg.norm(vector)) - 1) < 1e-5
    assert find("red", {"it": vector}) == ["it"]


# Texture


def diagram() -> Image.Image:
    picture = Image.new("RGB", (400, 300), "white")
    draw = ImageDraw.Draw(picture)
    for place, colour in enumerate(("navy", "orange", "teal", "gray")):
        draw.rectangle((40 + 80 * place, 250 - 50 * place, 95 + 80 * place, 270), fill=colour)
    draw.line((20, 280, 380, 280), fill="black", width=2)
    return picture


def test_texture() -> None:
    noise = np.random.default_rng(0).integers(0, 255, (180, 240), dtype=np.uint8)
    ramp = Image.linear_gradient("L").resize((240, 180)).convert("RGB")
    library = {
        "leaves": embed(Image.fromarray(noise).convert("RGB")),
        "fog": embed(as_jpeg(ramp)),
        "photo": embed(as_jpeg(scene(3))),
        "diagram": embed(diagram()),
    }
    assert find("detailed", library) == ["leaves"]
    assert "leaves" not in find("smooth", library)
    assert find("smooth", library)[0] == "fog"
    assert find("diagram", library) == ["diagram"]
    assert set(find("not a diagram", library)) == {"leaves", "fog", "photo"}


# What must not matter


@pytest.mark.parametrize("seed", range(4))
def test_size_and_compression_hardly_matter(seed: int) -> None:
    original = scene(seed, (800, 600))
    vector = embed(original)
    for copy in (original.resize((400, 300), Image.Resampling.BOX), as_jpeg(original)):
        assert float(vector @ embed(copy, original.size)) > 0.98


def test_likeness_sees_where_colours_are() -> None:
    red, blue = SWATCHES["red"], SWATCHES["blue"]
    here, there = embed(halves(red, blue)), embed(halves(blue, red))
    similar = embed(halves((200, 30, 60), (50, 80, 200)))
    assert float(here @ similar) > float(here @ there)


def test_the_score_of_a_word_is_within_reach() -> None:
    asked = ask("red")
    assert asked.vector is not None
    assert asked.floor is not None
    both = embed(halves(SWATCHES["red"], SWATCHES["blue"]))
    assert asked.floor < float(asked.vector @ both) <= 1
