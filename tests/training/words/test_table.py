"""The table of words, built from a WordNet in miniature."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from picseek.engine.embed.builtin.vocabulary import describing_words, own_words
from picseek.engine.embed.builtin_1.model_files import Shipped
from picseek.engine.embed.builtin_1.word_table import read_words
from picseek.engine.text.query_parser import STOP_WORDS
from tests.support.builtin_1_model import make_model
from training.words.__main__ import main
from training.words.concepts import Concept
from training.words.names import Names, read_names
from training.words.table import Table, plural
from training.words.wordnet import WordNet
from training.words.writing import table_text

ANIMAL, ARTIFACT, FOOD, PERSON, TOPS = 5, 6, 13, 18, 3

# Offset, lexicographer file, words with their counts, offset of what is above (minus: instance).
SYNSETS: tuple[tuple[int, int, dict[str, int], int | None], ...] = (
    (100, TOPS, {"entity": 10}, None),
    (110, TOPS, {"animal": 50, "creature": 5}, 100),
    (120, ANIMAL, {"dog": 40, "domestic_dog": 0}, 110),
    (121, ANIMAL, {"poodle": 2}, 120),
    (122, ANIMAL, {"Fido": 0}, -120),
    (130, ANIMAL, {"cat": 20}, 110),
    (140, ANIMAL, {"wombat": 1}, 110),
    (150, ANIMAL, {"sea_lion": 1, "seal": 1}, 110),
    (160, ANIMAL, {"goose": 3}, 110),
    (170, ANIMAL, {"red_fox": 1}, 110),
    (200, TOPS, {"artifact": 30}, 100),
    (210, ARTIFACT, {"machine": 20}, 200),
    (220, ARTIFACT, {"car": 60, "auto": 4}, 210),
    (230, ARTIFACT, {"printer": 60}, 210),
    (240, ARTIFACT, {"container": 5}, 200),
    (250, ARTIFACT, {"bottle": 30}, 240),
    (255, ARTIFACT, {"jar": 30}, 240),
    (260, ARTIFACT, {"john": 0, "toilet": 9}, 200),
    (300, FOOD, {"hot_dog": 1}, 100),
    (400, PERSON, {"john": 0}, 100),
    (410, PERSON, {"John_Dog": 0}, -100),
)


@pytest.fixture(scope="module")
def wordnet(wordnet_folder: Path) -> WordNet:
    return WordNet(wordnet_folder)


@pytest.fixture(scope="module")
def wordnet_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wordnet")
    licence = "  1 This software and database is being provided to you\n"
    data, counts = [licence], list[str]()
    senses: dict[str, list[int]] = {}
    for offset, domain, words, above in SYNSETS:
        listed = " ".join(f"{word} 0" for word in words)
        kind = "" if above is None else f"{'@' if above > 0 else '@i'} {abs(above):08} n 0000 "
        pointers = f"{'000 ' if above is None else '001 ' + kind}"
        data.append(f"{offset:08} {domain:02} n {len(words):02x} {listed} {pointers}| a gloss  \n")
        counts += [f"{w.lower()}%1:{domain:02}:00:: 1 {n}\n" for w, n in words.items() if n]
        for word in words:
            senses.setdefault(word.lower(), []).append(offset)
    index = [licence]
    for word, offsets in sorted(senses.items()):
        listed = " ".join(f"{offset:08}" for offset in offsets)
        index.append(f"{word} n {len(offsets)} 1 @ {len(offsets)} 0 {listed}  \n")
    for name, lines in (
        ("data.noun", data),
        ("index.noun", index),
        ("cntlist.rev", [*counts, "dog%2:38:00:: 1 2\n"]),
        ("noun.exc", ["geese goose\n", "Wombati wombat\n"]),
    ):
        (folder / name).write_text("".join(lines), encoding="ascii")
    return folder


def concept(name: str, synset: int | None, *aliases: str, claimed: bool = True) -> Concept:
    return Concept(name, synset, aliases, claimed)


DOG, CAT, CAR = concept("dog", 120), concept("cat", 130), concept("car", 220, "motorcar")
NAMES = {
    "dog": Names(("puppy",), ("hündchen",), ("chien",)),
    "car": Names((), ("straßenkreuzer",), ()),
    "unheard of": Names(("nobody",), (), ()),
}


def words(wordnet: WordNet, *concepts: Concept) -> dict[str, tuple[str, ...]]:
    return Table(concepts, NAMES, wordnet, reserved=("red", "fido"), described=("red",)).words


def test_names_aliases_and_synonyms(wordnet: WordNet) -> None:
    table = words(wordnet, DOG, CAR)
    for word in ("dog", "dogs", "puppy", "domestic dog", "chien", "hündchen", "huendchen"):
        assert table[word] == ("dog",), word
    for word in ("car", "motorcar", "auto", "straßenkreuzer", "strassenkreuzer"):
        assert table[word] == ("car",), word
    assert "nobody" not in table
    assert "fido" not in table


def test_what_stands_above_is_all_that_is_below_if_that_is_most_of_it(wordnet: WordNet) -> None:
    table = words(wordnet, DOG, CAT, concept("poodle", 121), CAR)
    assert table["animal"] == table["creature"] == ("cat", "dog")
    assert table["poodle"] == ("poodle",)
    assert "machine" not in table  # only one of the machines is known
    assert "entity" not in table
    assert "artifact" not in table
    assert "animal" not in words(wordnet, concept("wombat", 140))


def test_a_word_too_broad_is_not_known(wordnet: WordNet) -> None:
    assert "container" not in words(wordnet, concept("bottle", 250), concept("jar", 255))


def test_what_is_below_a_concept_is_not_it(wordnet: WordNet) -> None:
    table = words(wordnet, DOG)
    assert "poodle" not in table


def test_a_concept_of_its_own_is_itself(wordnet: WordNet) -> None:
    table = words(wordnet, concept("animal", 110), DOG, CAT)
    assert table["animal"] == table["creature"] == ("animal",)


def test_an_unclaimed_concept_is_not_known_by_any_of_its_words(wordnet: WordNet) -> None:
    table = words(wordnet, concept("dog", 120, claimed=False), concept("poodle", 121), CAT)
    for word in ("dog", "dogs", "puppy", "domestic dog", "chien"):
        assert table[word] == (), word
    assert table["poodle"] == ("poodle",)


def test_an_alias_brings_the_words_written_for_it(wordnet: WordNet) -> None:
    table = words(wordnet, concept("vehicle", None, "car"), concept("pet", None, "dog"), DOG)
    assert table["straßenkreuzer"] == ("vehicle",)
    assert table["hündchen"] == ("dog",)


def test_a_claimed_alias_comes_before_an_unclaimed_one(wordnet: WordNet) -> None:
    shy = concept("cat", 130, "pet", claimed=False)
    assert words(wordnet, shy, concept("dog", 120, "pet"))["pet"] == ("dog",)


def test_a_word_of_many_rare_meanings_is_not_taken(wordnet: WordNet) -> None:
    table = words(wordnet, concept("toilet", 260))
    assert table["toilet"] == ("toilet",)
    assert "john" not in table


def test_irregular_forms(wordnet: WordNet) -> None:
    assert words(wordnet, concept("goose", 160))["geese"] == ("goose",)


def test_phrases_that_are_things_of_their_own_are_known_not_to_be_known(wordnet: WordNet) -> None:
    table = words(wordnet, DOG, concept("sea", None))
    assert table["hot dog"] == table["sea lion"] == table["red fox"] == ()
    assert "john dog" not in table  # one individual
    assert table["domestic dog"] == ("dog",)


def test_the_table_as_text(wordnet: WordNet) -> None:
    lines = table_text(words(wordnet, DOG, CAT)).splitlines()
    rows = dict(line.split("\t") for line in lines if not line.startswith("#"))
    assert rows["cat,dog"] == "animal|creature"
    assert rows["cat"] == "cat|cats"
    assert "hot dog" in rows[""].split("|")


@pytest.mark.parametrize(
    ("word", "more"),
    [
        ("dog", "dogs"),
        ("bus", "buses"),
        ("baby", "babies"),
        ("toy", "toys"),
        ("ice lolly", "ice lollies"),
    ],
)
def test_plurals(word: str, more: str) -> None:
    assert plural(word) == more


def test_the_words_written_by_hand_are_of_one_piece(tmp_path: Path) -> None:
    names = read_names()
    assert len(names) > 300
    written = {word for each in names.values() for word in each.english + each.german + each.french}
    assert (written | set(names)) & STOP_WORDS == {"hat"}  # the only one that is worth it
    for name, each in names.items():
        assert name == name.lower()
        assert each.german, name
        assert each.french, name
    bad = tmp_path / "names.txt"
    for text in ("dog | dogs | Hund", "dog | a | b | c\ndog | a | b | c"):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(ValueError, match=r"names\.txt"):
            read_names(bad)


def test_one_command_remakes_what_follows_from_an_export(
    wordnet_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = make_model(tmp_path, {"": "nothing yet"})
    module = tmp_path / "shipped.py"
    arguments = ["--wordnet", str(wordnet_folder), "--model", str(tmp_path)]
    assert main([*arguments, "--module", str(module)]) == 0
    assert "4 of 5 concepts claimed" in capsys.readouterr().out
    found: dict[str, Shipped] = {}
    exec(module.read_text(encoding="utf-8"), found)
    assert found["SHIPPED"] == replace(made, folder="")
    words = read_words(made)
    assert words["snow"] == words["schnee"] == ("snow",)
    assert words["wedding"] == ()


def test_reserved_words_are_those_of_the_query_language() -> None:
    assert {"red", "not", "the", "black and white"} <= own_words()
    assert not {"portrait", "chart", "capture d'écran"} & own_words()
    assert "red" in describing_words()
    assert not {"not", "the", "square"} & describing_words()
