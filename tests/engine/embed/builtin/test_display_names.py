"""Names of what the model recognizes, as users read them."""

from __future__ import annotations

import pytest

from picseek.engine.embed.builtin.description import read_description
from picseek.engine.embed.builtin.display_names import (
    display_name,
    for_display,
    read_things,
)
from picseek.engine.embed.builtin.shipped import SHIPPED
from picseek.engine.types import SeenThing

THINGS = [names[0] for names in read_description(SHIPPED).meanings if len(names) == 1]
LANGUAGES = ("en", "de")


def test_every_thing_has_a_german_name() -> None:
    """A thing that the model learns needs a line in `display_names.tsv`."""
    named = {name for name, thing in read_things().items() if "de" in thing.names}
    assert sorted(set(THINGS) - named) == []


def test_names_of_nothing_are_removed() -> None:
    assert sorted(read_things().keys() - set(THINGS)) == []


def test_german_names_are_written_as_nouns() -> None:
    names = {display_name(thing, "de") for thing in THINGS}
    assert {name for name in names if not name[0].isupper()} == {"iPod"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_have_no_trace_of_the_tables(language: str) -> None:
    """Numbers of classes, commas, underscores and spaces at the ends."""
    names = [display_name(thing, language) for thing in THINGS]
    assert [name for name in names if any(sign in name for sign in "0123456789,_|<>")] == []
    assert [name for name in names if name != name.strip() or "  " in name] == []


@pytest.mark.parametrize(
    ("thing", "language", "name"),
    [
        ("dog", "de", "Hund"),
        ("dog", "en", "dog"),
        ("dog", "xx", "dog"),
        ("crane", "de", "Kranich"),
        ("crane 517", "de", "Kran"),
        ("crane 517", "en", "crane (machine)"),
        ("german shepherd", "en", "German shepherd"),
        ("a new thing", "de", "a new thing"),
        ("a new thing 12", "de", "a new thing"),
    ],
)
def test_a_name_falls_back_to_english(thing: str, language: str, name: str) -> None:
    assert display_name(thing, language) == name


def test_things_with_equal_names_are_shown_once() -> None:
    found = [("soccer ball", 0.9), ("dog", 0.8), ("football", 0.7)]
    assert for_display(found, "de") == [SeenThing("Fußball", 0.9), SeenThing("Hund", 0.8)]


def test_a_thing_is_a_kind_of_something_that_the_model_knows() -> None:
    general = {thing.kind_of for thing in read_things().values() if thing.kind_of}
    assert sorted(general - set(THINGS)) == []


def test_several_breeds_are_one_dog() -> None:
    """The model is sure of the dog, but not of its breed."""
    found = [("malinois", 0.97), ("grass", 0.95), ("irish terrier", 0.9), ("dog", 0.8)]
    assert for_display(found, "en") == [SeenThing("dog", 0.97), SeenThing("grass", 0.95)]


def test_one_breed_is_named() -> None:
    found = [("dalmatian", 0.97), ("dog", 0.95), ("tabby", 0.6)]
    assert [each.name for each in for_display(found, "de")] == [
        "Dalmatiner",
        "Hund",
        "Getigerte Katze",
    ]
