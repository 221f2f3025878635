from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import training.labels
from training.labels import (
    ABSENT,
    SHOWN,
    UNSURE,
    Concept,
    caption_labels,
    class_labels,
    read_concepts,
)
from training.wordnet import Nouns, Synset

CONCEPTS = Path(training.labels.__file__).parent / "concepts.txt"
NOUNS = Nouns({2084071: Synset(5, ("dog",), (0,), (15388,), instance=False)})


def concept(name: str, group: str, shown: str, unsure: str = "", fine: bool = False) -> Concept:
    return Concept(name, group, (), tuple(shown.split()), tuple(unsure.split()), None, fine)


def test_the_projects_own_list_is_whole() -> None:
    concepts = read_concepts(CONCEPTS)
    names = [each.name for each in concepts]
    assert len(names) == len(set(names)) > 150
    aliases = [alias for each in concepts for alias in each.aliases]
    assert all(word == word.strip() and word for word in aliases)


def test_a_line_with_an_unknown_group_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "concepts.txt"
    file.write_text("dog | beasts | | tiny:dog |\n")
    with pytest.raises(ValueError, match="not a concept"):
        read_concepts(file)


def test_a_missing_label_means_absent_only_where_the_source_is_complete() -> None:
    concepts = [concept("car", "thing", "cifar10:automobile"), concept("sky", "context", "cap:sky")]
    table = class_labels("cifar10", ["automobile", "frog"], concepts, NOUNS)
    assert table.tolist() == [[SHOWN, UNSURE], [ABSENT, UNSURE]]


def test_doubtful_classes_teach_nothing() -> None:
    concepts = [concept("bed", "clutter", "rooms:bedroom", "intel:street")]
    assert class_labels("intel", ["street", "sea"], concepts, NOUNS).tolist() == [
        [UNSURE],
        [ABSENT],
    ]


def test_hypernyms_show_their_kinds() -> None:
    concepts = [concept("animal", "thing", "wn:n00015388")]
    assert class_labels("tiny", ["n02084071"], concepts, NOUNS).tolist() == [[SHOWN]]


def test_a_photo_that_may_be_of_a_breed_says_nothing_against_it() -> None:
    concepts = [
        concept("dog", "thing", "tiny:n02084071 cifar10:dog"),
        concept("poodle", "thing", "tiny:n02084071", fine=True),
    ]
    table = class_labels("cifar10", ["dog", "truck"], concepts, NOUNS)
    assert table[:, 1].tolist() == [UNSURE, ABSENT]


def test_sentences_tell_what_is_shown_and_what_is_not() -> None:
    concepts = [concept("snow", "scene", "cap:snow", "cap:ice"), concept("rose", "people", "x:y")]
    counts = np.array([[1, 0], [0, 1], [0, 0]], np.int8)
    table = caption_labels(counts, ["snow", "ice"], concepts)
    assert table[:, 0].tolist() == [SHOWN, UNSURE, ABSENT]
    assert table[:, 1].tolist() == [UNSURE] * 3
