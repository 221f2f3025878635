"""The fit of strong matches on captioned snapshots, on scores whose precision is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from picseek.engine.embed.builtin.meanings import read_meanings
from tests.support.builtin_model import small_model
from training.snapshots import (
    FEWEST,
    LOWEST,
    cut_off,
    cut_off_of_looks,
    held,
    mentioned,
    read_captions,
)


def scores_of(right: int, wrong: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Photos with the thing score 2 to 8 evenly, those without it -2 to 5."""
    dice = np.random.default_rng(seed)
    scores = np.concatenate([dice.uniform(2, 8, right), dice.uniform(-2, 5, wrong)])
    labels = np.arange(right + wrong) < right
    return scores.astype(np.float32), labels


def test_above_the_cut_off_enough_are_right() -> None:
    scores, right = scores_of(100, 2000)
    cut = cut_off(scores, right)
    assert 4.5 < cut < 5.2  # where the wrong ones end
    assert right[scores >= cut].mean() >= 0.8


def test_a_cut_off_does_not_get_laxer_where_a_thing_is_common() -> None:
    rare, common = cut_off(*scores_of(200, 1800)), cut_off(*scores_of(1800, 1800))
    assert abs(rare - common) < 0.3


def test_what_is_seldom_right_or_seldom_shown_has_none() -> None:
    scores, right = scores_of(FEWEST - 1, 500)
    assert cut_off(scores, right) == np.inf
    dice = np.random.default_rng(3)
    chance = dice.uniform(0, 8, 1000).astype(np.float32)
    assert cut_off(chance, np.arange(1000) < 50) == np.inf
    assert cut_off(chance, np.zeros(1000, bool)) == np.inf


def test_no_cut_off_is_near_what_everyday_photos_score() -> None:
    scores = np.linspace(0, 0.9, 100).astype(np.float32)
    assert cut_off(scores, scores > 0.8) == LOWEST


def test_each_half_is_judged_by_the_other() -> None:
    scores, right = scores_of(200, 2000)
    halves = np.random.default_rng(0).permutation(len(scores)) < 1100
    ((called, good),) = held(scores[None, :, None], right[:, None], halves)
    assert called > 50
    assert good / called > 0.75


def test_a_cut_off_holds_for_both_looks() -> None:
    scores, right = scores_of(100, 2000)
    blurred = scores + np.where(right, 0, 1).astype(np.float32)
    assert cut_off_of_looks(np.stack([scores, blurred]), right) == cut_off(blurred, right)
    assert cut_off_of_looks(np.stack([blurred, scores]), right) == cut_off(blurred, right)


def test_a_photo_shows_what_its_captions_mention() -> None:
    found = read_meanings(small_model())
    table = mentioned([["Snow by the sea .", "a photo"], ["Meadow ."], []], found)
    shown = [
        {names for names, row in found.numbers.items() if table[photo, row]} for photo in range(3)
    ]
    assert shown == [{("snow",), ("sea",)}, {("meadow",)}, set()]


def test_captions_are_read_with_their_commas(tmp_path: Path) -> None:
    file = tmp_path / "captions.txt"
    file.write_text('image,caption\na.jpg,"Snow, and sea ."\na.jpg,A dog, running .\n', "utf-8")
    assert read_captions(file) == {"a.jpg": ["Snow, and sea .", "A dog, running ."]}
