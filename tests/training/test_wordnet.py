from __future__ import annotations

from training.wordnet import parse_nouns

LINES = [
    "  1 This software and database is being provided to you",
    "02084071 05 n 02 dog 0 domestic_dog 0 002 @ 02083346 n 0000 ~ 01322604 n 0000 | a canid",
    "02083346 05 n 01 canine 0 001 @ 00015388 n 0000 | dogs and the like",
    "00015388 03 n 01 animal 0 000 | a living organism",
]


def test_a_dog_is_an_animal_but_no_animal_is_a_dog() -> None:
    nouns = parse_nouns(LINES)
    assert nouns.is_a("n02084071", "n00015388")
    assert not nouns.is_a("n00015388", "n02084071")
    assert nouns.lemmas["n02084071"] == "dog"


def test_an_unknown_synset_is_only_itself() -> None:
    nouns = parse_nouns(LINES)
    assert nouns.is_a("n99999999", "n99999999")
    assert not nouns.is_a("n99999999", "n00015388")
