from __future__ import annotations

from pathlib import Path

import pytest

from training.wordnet import Nouns, offset_of, read_nouns

DATA = """\
  1 This software and database is being provided to you
02084071 05 n 02 dog 0 Domestic_dog 1 002 @ 02083346 n 0000 ~ 01322604 n 0000 | a canid
02083346 05 n 01 canine 0 001 @ 00015388 n 0000 | dogs and the like
00015388 03 n 01 animal 0 000 | a living organism
02084072 05 n 01 Fido 0 001 @i 02084071 n 0000 | one of them
"""
DOG, FIDO, ANIMAL, MISSING = 2084071, 2084072, 15388, 99999999


@pytest.fixture
def nouns(tmp_path: Path) -> Nouns:
    file = tmp_path / "data.noun"
    file.write_text(DATA)
    return read_nouns(file)


def test_a_dog_is_an_animal_but_no_animal_is_a_dog(nouns: Nouns) -> None:
    assert nouns.is_a(DOG, ANIMAL)
    assert nouns.is_a(FIDO, ANIMAL)
    assert not nouns.is_a(ANIMAL, DOG)


def test_words_are_as_they_are_typed(nouns: Nouns) -> None:
    assert nouns.synsets[DOG].words == ("dog", "domestic dog")
    assert nouns.synsets[DOG].lex_ids == (0, 1)


def test_individuals_are_told_from_kinds(nouns: Nouns) -> None:
    assert [nouns.synsets[each].instance for each in (DOG, FIDO, ANIMAL)] == [False, True, False]


def test_an_unknown_synset_is_only_itself(nouns: Nouns) -> None:
    assert nouns.is_a(MISSING, MISSING)
    assert not nouns.is_a(MISSING, ANIMAL)


def test_classes_of_imagenet_name_synsets() -> None:
    assert offset_of("n02084071") == DOG
    assert offset_of("n0208407") is None
    assert offset_of("dog") is None
