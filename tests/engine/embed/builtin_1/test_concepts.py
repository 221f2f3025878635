"""Words of learnt things: what they ask for, and which pictures come first."""

from __future__ import annotations

import numpy as np
import pytest

from picseek.engine.embed.builtin.concepts import COMPONENTS
from picseek.engine.embed.builtin.vocabulary import joined
from picseek.engine.embed.builtin_1.concept_scores import SEEN, SURE, THERE
from picseek.engine.embed.builtin_1.model_files import Shipped
from picseek.engine.embed.builtin_1.spec import spec_of
from picseek.engine.embed.builtin_1.vector_space import Space
from picseek.engine.embed.builtin_1.weighted_query import WeightedQuery, weigh
from picseek.engine.text.query_parser import parse

NAMES = (
    "dog",
    "cat",
    "beach",
    "snow",
    "car",
    "ice cream",
    "orange",
    "people",
    "landscape",
    "night",
)
WORDS: dict[str, tuple[str, ...]] = {
    **{name: (name,) for name in NAMES},
    "hund": ("dog",),
    "hunde": ("dog",),
    "chien": ("dog",),
    "plage": ("beach",),
    "strand": ("beach",),
    "straße": ("car",),
    "puppy": ("dog",),
    "geese": ("cat",),
    "auto": ("car",),
    "red": ("car",),
    "t-shirt": ("people",),
    "oranges": ("orange",),
    "hat": ("people",),
    "at night": ("night",),
    "animal": ("cat", "dog"),
    "hot dog": (),
    "sea lion": (),
    "wedding": (),
}
KNOWN = joined(WORDS)
FEATURES = 8
SPACE = Space(NAMES)
DIM = spec_of(Shipped("", "", len(NAMES), FEATURES)).dim


def weighted(text: str) -> WeightedQuery:
    return weigh(parse(text).tokens, KNOWN)


def asked_for(text: str) -> set[str]:
    """Things wanted, and those excluded with a minus before them; colours in brackets."""
    found = set()
    for name, weight in weighted(text).weights.items():
        plain = name.removeprefix(SEEN) if name.startswith(SEEN) else f"({name})"
        found.add(f"-{plain}" if weight < 0 else plain)
    return {name for name in found if "mostly" not in name}


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("dog", {"dog"}),
        ("DOGS", {"dog"}),
        ("dog's", {"dog"}),
        ("a cat behind a dog in front of a car", {"cat", "dog", "car"}),
        ("puppies", {"dog"}),
        ("geese", {"cat"}),
        ("a photo of a dog", {"dog"}),
        ("Hunde am Strand", {"dog", "beach"}),
        ("chiens sur la plage", {"dog", "beach"}),
        ("l'auto", {"car"}),
        ("Straßen", set()),
        ("STRASSE", {"car"}),
        ("dog on a beach", {"dog", "beach"}),
        ("ice cream", {"ice cream"}),
        ("ice creams", {"ice cream"}),
        ("ice-cream", {"ice cream"}),
        ("ice-creams", {"ice cream"}),
        ("T-Shirts", {"people"}),
        ("animals", {"dog", "cat"}),
        ("dog or cat", {"dog", "cat"}),
        ("beach at night", {"beach", "night"}),
        ("dog -cat", {"dog", "-cat"}),
        ("dog without a cat", {"dog", "-cat"}),
        ("no people", {"-people"}),
        ("-ice cream", {"-ice cream"}),
        ("-animals", {"-dog", "-cat"}),
        ("red car", {"(red)", "car"}),
        ("voitures rouges", {"(red)"}),
        ("dark beach", {"(dark)", "beach"}),
        ("dark blue car", {"(dark blue)", "car"}),
        ("black and white dog", {"(black)", "(white)", "dog"}),
        ("black and white photo of a dog", {"(monochrome)", "dog"}),
        ("orange", {"(orange)"}),
        ("oranges", {"orange"}),
        ("a man with a hat", {"people"}),
        ("landscape", {"landscape"}),
        ("landscape format", {"(landscape)"}),
    ],
)
def test_words_ask_for_things(text: str, things: set[str]) -> None:
    assert asked_for(text) == things


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("two dogs on a beach", ("two",)),
        ("dog at a wedding", ("wedding",)),
        ("hot dog", ("hot dog",)),
        ("hot dogs", ("hot dog",)),
        ("-hot dog", ("hot dog",)),
        ("hot-dog", ("hot-dog",)),
        ("sea lion with a dog", ("sea lion",)),
        ("large dog", ("large",)),
        ("dogma catalogue", ("dogma", "catalogue")),
        ("snowing", ("snowing",)),
    ],
)
def test_unknown_words_are_reported_and_never_guessed(text: str, unknown: tuple[str, ...]) -> None:
    words = weighted(text).unknown
    assert tuple(word.removesuffix("s") for word in words) == unknown
    assert "dog" not in asked_for(text) or "dog" not in " ".join(unknown)


def picture(*, colour_evidence: dict[str, float] | None = None, **seen: float) -> np.ndarray:
    """A picture with this evidence, and features of its own."""
    evidence = np.array([seen.get(name.replace(" ", "_"), 0.0) for name in NAMES], np.float32)
    colours = np.array([(colour_evidence or {}).get(name, 0.0) for name in COMPONENTS], np.float32)
    features = np.random.default_rng(len(seen)).normal(size=FEATURES).astype(np.float32)
    cells = np.full((9, 3), 128, np.uint8)
    return SPACE.picture_vector(evidence, colours, cells, features / np.linalg.norm(features))


def found(text: str, **library: np.ndarray) -> list[str]:
    """Names of the pictures above the floor, the best first."""
    asked = weighted(text)
    vector, scale = SPACE.query_vector(asked.weights, DIM)
    scores = {name: float(each @ vector) for name, each in library.items()}
    return sorted(
        (name for name in scores if scores[name] > asked.floor * scale),
        key=lambda name: -scores[name],
    )


def test_a_score_is_the_evidence_whatever_else_is_seen() -> None:
    vector, scale = SPACE.query_vector(weighted("dog").weights, DIM)
    for other in (0.0, 1.0):
        each = picture(
            dog=0.5, cat=other, people=other, colour_evidence={"red": other, "dark": other}
        )
        assert float(each @ vector) / scale == pytest.approx(0.5, abs=1e-5)


def test_a_picture_that_shows_very_much_is_still_a_unit_vector() -> None:
    everything = picture(
        colour_evidence=dict.fromkeys(COMPONENTS, 1.0), **dict.fromkeys(NAMES, 1.0)
    )
    assert everything.shape == (DIM,)
    assert float(np.linalg.norm(everything)) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("length", [0.0, 0.99, 1.02])
def test_features_that_are_not_quite_of_length_one(length: float) -> None:
    features = np.full(FEATURES, length / np.sqrt(FEATURES), np.float32)
    none, cells = np.zeros(len(COMPONENTS), np.float32), np.full((9, 3), 128, np.uint8)
    each = SPACE.picture_vector(np.ones(len(NAMES), np.float32), none, cells, features)
    assert float(np.linalg.norm(each)) == pytest.approx(1, abs=1e-5)


def test_more_evidence_comes_first_and_too_little_is_not_found() -> None:
    library = {"sure": 0.9, "likely": 0.6, "unlikely": THERE - 0.1, "none": 0.0}
    names = found("dog", **{name: picture(dog=dog) for name, dog in library.items()})
    assert names == ["sure", "likely"]


def test_a_dog_on_a_beach_needs_both() -> None:
    names = found(
        "dog on a beach",
        dog=picture(dog=SURE),
        beach=picture(beach=SURE),
        both=picture(dog=SURE, beach=SURE),
        rather=picture(dog=0.65, beach=0.6),
        neither=picture(cat=1.0),
    )
    assert names == ["both", "rather"]


def test_the_surest_dog_does_not_make_up_for_the_beach() -> None:
    names = found("dog on a beach", dog=picture(dog=1.0), both=picture(dog=0.7, beach=0.6))
    assert names[0] == "both"
    assert "dog" not in names


def test_a_red_car_is_red_and_a_car() -> None:
    names = found(
        "red car",
        red=picture(colour_evidence={"red": 1.0, "mostly red": 1.0}),
        car=picture(car=0.9),
        red_car=picture(car=0.8, colour_evidence={"red": 0.8}),
    )
    assert names == ["red_car"]


def test_any_of_a_set_will_do() -> None:
    names = found(
        "animal", dog=picture(dog=0.9), cat=picture(cat=0.8), car=picture(car=1.0, beach=1.0)
    )
    assert names == ["dog", "cat"]


def test_what_is_excluded_is_not_found() -> None:
    library = {
        "dog": picture(dog=SURE),
        "with_cat": picture(dog=SURE, cat=SURE),
        "beach": picture(beach=SURE, dog=0.05),
    }
    assert found("dog -cat", **library) == ["dog"]
    assert found("-dog", **library) == ["beach"]
    assert set(found("-cat", **library)) == {"dog", "beach"}


def test_likeness_goes_by_features_first() -> None:
    rng = np.random.default_rng(1)
    one, other = rng.normal(size=(2, FEATURES)).astype(np.float32)
    one, other = one / np.linalg.norm(one), other / np.linalg.norm(other)
    cells = np.full((9, 3), 128, np.uint8)
    dog, cat = np.eye(len(NAMES), dtype=np.float32)[:2]
    none = np.zeros(len(COMPONENTS), np.float32)
    here = SPACE.picture_vector(dog, none, cells, one)
    same_look = SPACE.picture_vector(cat, none, cells, one)
    same_thing = SPACE.picture_vector(dog, none, cells, other)
    assert float(here @ same_look) > float(here @ same_thing)
