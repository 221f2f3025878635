"""Which colours belong to which things, and what is wanted or not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from picseek.engine.embed.builtin.intent import WHOLE_OR_THING, Intent, intent_of
from picseek.engine.embed.builtin.interpreter import Term, interpret
from picseek.engine.embed.builtin.vocabulary import joined
from picseek.engine.text.query_parser import parse

NAMES = ("car", "house", "dog", "ball", "sea", "people", "chair", "portrait", "cat", "child")
JOINED = joined(
    {name: (name,) for name in NAMES}
    | {"voiture": ("car",), "maison": ("house",), "auto": ("car",), "hot dog": ()}
    | {"chat": ("cat",), "kind": ("child",), "hut": ("house",)}
)
KNOWN = replace(JOINED, whole=JOINED.whole - {WHOLE_OR_THING})


def intent(text: str) -> Intent:
    return intent_of(interpret(parse(text).tokens, KNOWN))


def things_and_tones(text: str) -> set[str]:
    """Things with their colours, and tones in brackets."""
    found = intent(text)
    nouns = {" ".join((*noun.colours, noun.entry.words)) for noun in found.nouns}
    return nouns | {f"({term.meaning})" for term in found.tones}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red car", {"red car"}),
        ("a car", {"car"}),
        ("red car beside a white house", {"red car", "white house"}),
        ("red car and white house", {"red car", "white house"}),
        ("black and white dog", {"monochrome dog"}),
        ("white and black dog", {"white black dog"}),
        ("dark red car", {"dark red car"}),
        ("red and blue", {"(red)", "(blue)"}),
        ("dark sea", {"(dark)", "sea"}),
        ("sea, red", {"red sea"}),
        ("voiture rouge devant une maison blanche", {"red voiture", "white maison"}),
        ("rotes Auto", {"red auto"}),
        ("a car with a red ball", {"car", "red ball"}),
        ("red old car", {"old", "red car"}),
        ("red scooter", {"red scooter"}),
        ("red hot dog", {"red hot dog"}),
        ("black and white", {"(monochrome)"}),
        ("black and white photo of a dog", {"(monochrome)", "dog"}),
        ("black and white portrait", {"(monochrome)", "portrait"}),
        ("red portrait", {"red portrait"}),
        ("red car, red house", {"red car", "red house"}),
        ("red car -blue", {"red car"}),
        ("dogs and dog", {"dog"}),
        ("", set()),
    ],
)
def test_colours_belong_to_things(text: str, expected: set[str]) -> None:
    assert things_and_tones(text) == expected


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("sea -people", ["people"]),
        ("sea without people", ["people"]),
        ("sea without people or dogs", ["people", "dogs"]),
        ("sea -red", ["red"]),
        ("sea -scooter", ["scooter"]),
        ("no scooter", ["scooter"]),
        ("sea -people -people", ["people"]),
        ("sea", []),
    ],
)
def test_what_is_excluded(text: str, excluded: list[str]) -> None:
    assert [entry.words for entry in intent(text).excluded] == excluded


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("A Red Car on a hill", "A Red Car on a hill"),
        ("Hund am Strand -Leute", "Hund am Strand"),
        ("a sea without people at night", "a sea at night"),
        ("dunkelrotes Auto", "dunkelrotes Auto"),
        ("sea or house", "sea or house"),
    ],
)
def test_the_sentence_is_what_is_wanted_as_it_was_typed(text: str, sentence: str) -> None:
    assert intent(text).sentence == sentence


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("chat", {"chat"}),
        ("chat dans la maison", {"chat", "maison"}),
        ("a picture of the chat", set()),
        ("the chat and the dog", {"dog"}),
        ("kind of a dog", {"dog"}),
        ("ein Kind", {"kind"}),
        ("hut", {"hut"}),
        ("a hut by the sea", {"hut", "sea"}),
        ("Kind mit Hut", {"kind"}),
    ],
)
def test_a_word_of_two_languages_is_read_by_those_around_it(text: str, listed: set[str]) -> None:
    """What is listed for another language is left to the sentence, which knows both."""
    entries = interpret(parse(text).tokens, KNOWN).entries
    assert {entry.words for entry in entries if isinstance(entry, Term)} == listed


def test_meaningless_words_are_ignored() -> None:
    found = intent_of(interpret(parse("qwxzt dog Qwxzt").tokens, KNOWN), {"qwxzt"})
    assert [noun.entry.words for noun in found.nouns] == ["dog"]
    assert found.sentence == "dog"
