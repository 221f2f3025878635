"""The fit of what is a strong match, on scores whose precision is known."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("onnxruntime", reason="the extra `train` is not installed")

from training.labels import ABSENT, SHOWN, UNSURE
from training.strong import (
    MOST_COMMON,
    Meaning,
    Photos,
    Tally,
    cut_off,
    cut_offs,
    pairs,
    summary,
    without,
    words,
)


def scores_of(right: int, wrong: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Photos with the thing score 0.4 to 1 evenly, those without it 0 to 0.8."""
    dice = np.random.default_rng(seed)
    scores = np.concatenate([dice.uniform(0.4, 1, right), dice.uniform(0, 0.8, wrong)])
    labels = np.array([SHOWN] * right + [ABSENT] * wrong, np.int8)
    return scores.astype(np.float32), labels


def test_the_cut_off_lies_where_the_wrong_ones_end() -> None:
    cut = cut_off(*scores_of(200, 4000))
    assert cut is not None
    assert 0.75 < cut < 0.85


def test_a_cut_off_does_not_get_laxer_where_a_thing_is_common() -> None:
    rare, common = cut_off(*scores_of(400, 3600)), cut_off(*scores_of(3600, 3600))
    assert rare is not None
    assert common is not None
    assert common == pytest.approx(rare, abs=0.03)  # both as for `MOST_COMMON`
    assert MOST_COMMON == 400 / 4000


def test_it_has_to_hold_in_each_group() -> None:
    scores, labels = scores_of(200, 4000)
    fooled = np.zeros(len(scores), bool)
    fooled[200:600] = True
    scores[200:600] += 0.15
    alone, among = cut_off(scores, labels), cut_off(scores, labels, [fooled])
    assert alone is not None
    assert among is None or among > alone


def test_what_is_seldom_right_or_seldom_seen_has_none() -> None:
    dice = np.random.default_rng(2)
    labels = np.array([SHOWN] * 100 + [ABSENT] * 4000, np.int8)
    assert cut_off(dice.random(4100).astype(np.float32), labels) is None
    assert cut_off(*scores_of(4, 4000)) is None
    assert cut_off(*scores_of(200, 50)) is None


def photos() -> Photos:
    """Photos of dogs, of a beach, and of both; the last is not known to show a dog."""
    evidence = np.array([[0.9, 0], [0.9, 0.9], [0.2, 0.9], [0.9, 0.95]], np.float32)
    evidence = np.repeat(evidence, [40, 40, 40, 1], axis=0)
    labels = np.array([[SHOWN, ABSENT], [SHOWN, SHOWN], [ABSENT, SHOWN], [UNSURE, SHOWN]], np.int8)
    labels = np.repeat(labels, [40, 40, 40, 1], axis=0)
    return Photos(evidence, labels, np.array(["tiny"] * 121), ["dog", "beach"])


def test_strong_matches_are_counted_where_it_is_known() -> None:
    cuts: dict[Meaning, float] = {("dog",): 0.8, ("beach",): 0.8}
    assert words(photos(), cuts) == [Tally("dog", 80, 80, 80), Tally("beach", 81, 81, 81)]
    assert pairs(photos(), cuts) == [Tally("dog and beach", 40, 40, 40)]
    apart = without(photos(), {("dog",): 0.8}, list(cuts))
    assert apart == [Tally("dog without beach", 40, 40, 40)]


def test_any_of_several_concepts_will_do() -> None:
    scores, labels = photos().asked(("dog", "beach"))
    assert scores[40] == pytest.approx(1.8, abs=1e-3)
    assert (labels == SHOWN).all()


def test_only_meanings_that_can_be_told_get_one() -> None:
    scores, labels = scores_of(200, 4000)
    noise = np.random.default_rng(3).random(len(scores)).astype(np.float32)
    sources = np.array(["tiny"] * len(scores))
    both = Photos(np.stack([scores, noise], 1), np.stack([labels] * 2, 1), sources, ["dog", "cat"])
    assert set(cut_offs([("dog",), ("cat",)], both)) == {("dog",)}


def test_questions_without_strong_matches_have_no_precision() -> None:
    found = summary([Tally("dog", 3, 4, 10), Tally("cat", 0, 0, 10)])
    assert (found["questions"], found["precision"], found["recall"]) == (1, 0.75, 0.15)
    assert summary([])["precision"] is None
    lost = summary([Tally("cow", 0, 7, 0)])
    assert (lost["precision"], lost["astray"]) == (None, 7)
