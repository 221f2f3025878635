"""Text -> words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.text.folding import words
from picseek.engine.text.query_parser import (
    MAX_CHARACTERS,
    parse,
)


@pytest.mark.parametrize(
    ("text", "wanted", "excluded"),
    [
        ("", (), ()),
        ("  \n\t ", (), ()),
        ("Two DOGS", ("two", "dogs"), ()),
        ("red, green; blue!", ("red", "green", "blue"), ()),
        ("t-shirt", ("t-shirt",), ()),
        ("dog's l'été d\u2019or", ("dog's", "l'été", "d'or"), ()),
        ("b&w R&B", ("b&w", "r&b"), ()),
        ("beach -people", ("beach",), ("people",)),
        ("-people beach", ("beach",), ("people",)),
        ("--people", (), ("people",)),
        ("(-people)", (), ("people",)),
        ('"-people"', (), ("people",)),
        ("-t-shirt", (), ("t-shirt",)),
        ("\u2212red \u2013blue", (), ("red", "blue")),
        ("beach - people", ("beach", "people"), ()),
        ("beach -", ("beach",), ()),
        ("beach- people", ("beach", "people"), ()),
        ("img_2041.jpg", ("img", "2041", "jpg"), ()),
        ("2019-03-14", ("2019-03-14",), ()),
        ("non\u2011breaking", ("non-breaking",), ()),
        ("\uff32\uff25\uff24 \ufb01sh", ("red", "fish"), ()),  # full width, ligature
        ("gru\u0308n", ("grün",), ()),
        ("Straße ΣΊΣΥΦΟΣ", ("straße", "σίσυφος"), ()),
        ("हिन्दी 写真 שָׁלוֹם", ("हिन्दी", "写真", "שָׁלוֹם"), ()),
        ("🐶 dog", ("🐶", "dog"), ()),
        ("bad\udce9name", ("bad", "name"), ()),
        ("dogs dogs", ("dogs", "dogs"), ()),
    ],
)
def test_words(text: str, wanted: tuple[str, ...], excluded: tuple[str, ...]) -> None:
    parsed = parse(text)
    assert (parsed.text, parsed.wanted, parsed.excluded) == (text, wanted, excluded)
    assert parsed.phrase == " ".join(wanted)


def test_long_texts_are_cut() -> None:
    parsed = parse("word " * MAX_CHARACTERS)
    assert len(parsed.wanted) == MAX_CHARACTERS // 5


def test_letters_that_unfold_to_many_do_not_lengthen_a_text() -> None:
    assert len(parse("\ufdfa" * MAX_CHARACTERS).phrase) <= MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a picture of the red car", ("red", "car")),
        ("Bilder mit Hunden", ("hunden",)),
        ("photo de la plage", ("plage",)),
        ("beach -people", ("beach",)),
        ("March 2019", ("march", "2019")),
        ("may", ("may",)),
        ("it", ("it",)),  # nothing else to look for
        ("-red", ()),
        ("", ()),
        ("sea without snow", ("sea",)),
        ("no snow", ()),
        ("comic sans", ("comic", "sans")),
        ("no", ("no",)),
    ],
)
def test_name_words(text: str, words: tuple[str, ...]) -> None:
    assert parse(text).name_words == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sea without snow", ("snow",)),
        ("sea -snow", ("snow",)),
        ("sea without the snow", ("snow",)),
        ("Meer ohne Schnee", ("schnee",)),
        ("kein Schnee", ("schnee",)),
        ("mer sans neige", ("neige",)),
        ("pas de neige", ("neige",)),
        ("sea without snow or people on a beach", ("snow", "people")),
        ("-red without snow", ("red", "snow")),
        ("red or blue", ()),
        ("comic sans", ()),
    ],
)
def test_unwanted_words(text: str, words: tuple[str, ...]) -> None:
    assert parse(text).unwanted_words == words


@given(st.text(max_size=200))
def test_parse_takes_any_text(text: str) -> None:
    parsed = parse(text)
    assert len(parsed.wanted) + len(parsed.excluded) == len(parsed.tokens)
    for word in parsed.wanted + parsed.excluded:
        assert word == word.lower()
        assert words(word) or not any(map(str.isalnum, word))
        assert not any(map(str.isspace, word))


@given(st.text(max_size=200))
def test_words_are_words_of_themselves(text: str) -> None:
    parsed = parse(text)
    assert parse(parsed.phrase).wanted == parsed.wanted


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_words_can_be_stored(text: str) -> None:
    for token in parse(text).tokens:
        token.word.encode()
