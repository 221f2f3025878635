from __future__ import annotations

import numpy as np
import pytest

from training.evaluate import (
    bootstrap,
    calibration_error,
    half_of,
    known_words,
    reliability,
    search,
    summary,
    threshold,
)
from training.labels import ABSENT, SHOWN, UNSURE, Concept


def test_precision_is_over_what_could_be_found() -> None:
    logits = np.array([5, 4, 3, 2, 1], np.float32)
    labels = np.array([SHOWN, ABSENT, SHOWN, ABSENT, ABSENT], np.int8)
    word = search("dog", logits, labels)
    assert (word.right, word.wrong, word.precision, word.first, word.five) == (2, 3, 1, True, True)


def test_unsure_photos_are_left_out() -> None:
    logits = np.array([9, 5, 4], np.float32)
    labels = np.array([UNSURE, ABSENT, SHOWN], np.int8)
    word = search("dog", logits, labels)
    assert not word.first
    assert word.five


def test_the_threshold_is_where_half_are_right() -> None:
    logits = np.arange(10, 0, -1).astype(np.float32)
    labels = np.array([SHOWN] * 3 + [ABSENT] * 7, np.int8)
    assert threshold(logits, labels) == 5.0


def test_honest_probabilities_have_no_calibration_error() -> None:
    dice = np.random.default_rng(3)
    chance = dice.random((4000, 1))
    labels = (dice.random((4000, 1)) < chance).astype(np.int8)
    table = reliability(np.log(chance / (1 - chance)).astype(np.float32), labels)
    assert calibration_error(table) < 0.03
    wrong = reliability(np.full((4000, 1), 3.0, np.float32), labels)
    assert calibration_error(wrong) > 0.3


def test_the_halves_do_not_depend_on_the_machine() -> None:
    assert [half_of(f"photo{number}.jpg") for number in range(6)] == [0, 0, 1, 1, 0, 0]


def test_the_interval_holds_the_mean() -> None:
    low, high = bootstrap([0.2, 0.4, 0.6, 0.8])
    assert low < 0.5 < high
    assert bootstrap([]) == (0.0, 0.0)


def test_aliases_of_claimed_concepts_are_known() -> None:
    concepts = [
        Concept("sea", "scene", ("ocean",), (), ()),
        Concept("cat", "thing", ("kitten",), (), ()),
    ]
    assert known_words(["ocean", "sea", "kitten"], concepts, frozenset({"sea"})) == ["ocean", "sea"]


def test_no_words_have_no_mean() -> None:
    assert summary([]) == {"words": 0}
    with pytest.raises(KeyError):
        _ = summary([])["precision"]
