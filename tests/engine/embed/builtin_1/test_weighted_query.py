"""What the built-in model understands of colours and tones, and what it admits not to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picseek.engine.embed.builtin.concepts import AMOUNTS, COMPONENTS, CONCEPTS, SHADES, Concept
from picseek.engine.embed.builtin.vocabulary import joined
from picseek.engine.embed.builtin_1.weighted_query import WeightedQuery, weigh
from picseek.engine.text.query_parser import STOP_WORDS, parse

KEYS = {concept.key for concept in CONCEPTS}
EVERY_PHRASE = [
    (phrase.replace("-", " "), concept)
    for concept in CONCEPTS
    for column in (concept.english, concept.german, concept.french)
    for phrase in column.split()
]


PIXELS_ONLY = joined({})


def interpret(text: str) -> WeightedQuery:
    return weigh(parse(text).tokens, PIXELS_ONLY)


def asked_for(text: str) -> set[str]:
    """Concepts wanted, and those excluded with a minus before them."""
    weights = interpret(text).weights
    names = {name.removeprefix("mostly "): weight for name, weight in weights.items()}
    names |= {name: weight for name, weight in weights.items() if name in KEYS}
    return {f"-{name}" if weight < 0 else name for name, weight in names.items()}


@pytest.mark.parametrize(("phrase", "concept"), EVERY_PHRASE)
def test_every_word_of_the_table_is_understood(phrase: str, concept: Concept) -> None:
    weighted = interpret(phrase)
    assert asked_for(phrase) == {concept.key}
    assert weighted.unknown == ()


def test_no_phrase_stands_in_the_table_twice_for_different_things() -> None:
    seen: dict[str, str] = {}
    for phrase, concept in EVERY_PHRASE:
        assert seen.setdefault(phrase, concept.key) == concept.key, phrase


def test_no_word_of_the_table_is_passed_over_as_a_stop_word() -> None:
    assert not {phrase for phrase, _ in EVERY_PHRASE} & STOP_WORDS


def test_shades_and_amounts_speak_of_known_concepts() -> None:
    assert set(AMOUNTS) | set(SHADES.values()) | {colour for _, colour in SHADES} <= KEYS
    assert len(set(COMPONENTS)) == len(COMPONENTS)


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("Red", {"red"}),
        ("a picture of something red", {"red"}),
        ("red and blue", {"red", "blue"}),
        ("dark red", {"dark red"}),
        ("dark-red", {"dark red"}),
        ("dark and red", {"dark", "red"}),
        ("dark purple", {"dark", "purple"}),
        ("light blue", {"light blue"}),
        ("light brown", {"beige"}),
        ("sky blue", {"light blue"}),
        ("bright red", {"red"}),
        ("bright", {"bright"}),
        ("blue-green", {"turquoise"}),
        ("black-yellow", {"black", "yellow"}),
        ("black and white", {"monochrome"}),
        ("B&W", {"monochrome"}),
        ("black, white and red", {"monochrome", "red"}),
        ("black and white dog", {"black", "white"}),
        ("black and white photo of a dog", {"monochrome"}),
        ("black and white -dog", {"monochrome"}),
        ("white and black", {"white", "black"}),
        ("very dark", {"dark"}),
        ("rot", {"red"}),
        ("rote Häuser", {"red"}),
        ("ein Foto mit roten Blumen", {"red"}),
        ("dunkelrot", {"dark red"}),
        ("hellblaue", {"light blue"}),
        ("hellgelb", {"bright", "yellow"}),
        ("dunkler", {"dark"}),
        ("dunkle Bilder", {"dark"}),
        ("Schwarzweiß", {"monochrome"}),
        ("schwarz-weiss", {"monochrome"}),
        ("SCHWARZ WEISS", {"monochrome"}),
        ("weiße", {"white"}),
        ("grün und gelb", {"green", "yellow"}),
        ("rouge", {"red"}),
        ("fleurs rouges", {"red"}),
        ("bleu clair", {"light blue"}),
        ("vert foncé", {"dark green"}),
        ("rouge vif", {"red"}),
        ("noir et blanc", {"monochrome"}),
        ("photo sombre", {"dark"}),
        ("beaucoup d'orange", {"orange"}),
        ("l\u2019orange", {"orange"}),
        ("gru\u0308n", {"green"}),  # decomposed, as macOS types it
    ],
)
def test_phrases(text: str, concepts: set[str]) -> None:
    assert asked_for(text) == concepts


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("-red", {"-red"}),
        ("blue -red", {"blue", "-red"}),
        ("no red", {"-red"}),
        ("not red or blue", {"-red", "-blue"}),
        ("not red but blue", {"-red", "blue"}),
        ("red not blue", {"red", "-blue"}),
        ("without the red", {"-red"}),
        ("-black-and-white", {"-monochrome"}),
        ("-dark -blue", {"-dark blue"}),
        ("-dark blue", {"-dark", "blue"}),
        ("kein Rot", {"-red"}),
        ("nicht dunkel", {"-dark"}),
        ("ohne Grün und ohne Blau", {"-green", "-blue"}),
        ("sans rouge ni bleu", {"-red", "-blue"}),
        ("pas de rouge", {"-red"}),
        ("no people red", {"red"}),
    ],
)
def test_negation(text: str, concepts: set[str]) -> None:
    assert asked_for(text) == concepts


@pytest.mark.parametrize(
    "text",
    ["mostly red", "all red", "a lot of red", "lots of red", "viel Rot", "très rouge", "sehr rot"],
)
def test_much_of_a_colour(text: str) -> None:
    assert interpret(text).weights == {"mostly red": 1}


@pytest.mark.parametrize("text", ["a bit of red", "slightly red", "etwas Rot", "un peu de rouge"])
def test_little_of_a_colour(text: str) -> None:
    assert interpret(text).weights == {"red": 1, "mostly red": -1}


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("two dogs on a red beach", ("two", "dogs", "beach")),
        ("Dogs RED Cats", ("dogs", "cats")),
        ("dogs dogs", ("dogs",)),
        ("red -dogs", ("dogs",)),
        ("T-Shirt", ("t-shirt",)),
        ("red-nosed", ("red-nosed",)),
        ("large dog", ("large", "dog")),
        ("big red dog", ("big", "dog")),
        ("wide picture of a street", ("street",)),
        ("light", ("light",)),
        ("Häuser", ("häuser",)),
        ("img_2041", ("img", "2041")),
        ("redd", ("redd",)),
        ("r", ("r",)),
        ("the picture", ()),
        ("", ()),
    ],
)
def test_what_is_not_understood_is_reported(text: str, unknown: tuple[str, ...]) -> None:
    assert interpret(text).unknown == unknown


def test_nothing_is_guessed() -> None:
    assert interpret("sunset at the beach with friends").weights == {}


QUERY = "a bit of red or blue and no dark -red black and white light dog mostly hell vif"
words = st.sampled_from(QUERY.split(" "))


@settings(max_examples=200)
@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=8).map(" ".join)))
def test_any_text_gets_an_answer_and_always_the_same(text: str) -> None:
    weighted = interpret(text)
    assert weighted == interpret(text)
    assert set(weighted.weights) <= set(COMPONENTS)
    assert all(word == word.lower() for word in weighted.unknown)
