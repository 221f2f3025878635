"""What is stored of a picture's windows, and what can be read from it."""

from __future__ import annotations

import numpy as np

from picseek.engine.embed.builtin import features, looks
from picseek.engine.embed.builtin.regions import COLOURS, Reduction, colour_shares
from tests.support.builtin_drawings import SWATCHES, halves
from training.ship import reduction

SHARE = 0.6


def test_what_is_stored_is_what_was_seen() -> None:
    dice = np.random.default_rng(1)
    reduction = Reduction(np.zeros(20, np.float32), np.eye(8, 20, dtype=np.float32))
    windows = dice.normal(size=(looks.WINDOWS, 20)).astype(np.float32)
    shares = dice.uniform(size=(looks.WINDOWS, len(COLOURS))).astype(np.float32)
    stored = reduction.pack(windows, shares)
    assert len(stored) == reduction.size
    numbers, amounts = reduction.unpack([stored, b""])
    np.testing.assert_allclose(numbers[0], windows[:, :8], atol=0.03)
    np.testing.assert_allclose(amounts[0], shares, atol=0.005)
    assert not numbers[1].any()  # nothing was stored
    assert not amounts[1].any()


def test_a_shipped_model_stores_less_than_a_kilobyte() -> None:
    assert Reduction(np.zeros(513, np.float32), np.zeros((128, 513), np.float32)).size < 1000


def test_colours_are_measured_per_window() -> None:
    sample = features.sample(halves(SWATCHES["red"], SWATCHES["blue"]))
    shares = colour_shares(sample, SHARE)
    red, blue = shares[:, COLOURS.index("red")], shares[:, COLOURS.index("blue")]
    whole, upper_left, upper_right = 0, 1, 2
    assert 0.4 < red[whole] < 0.6
    assert red[upper_left] > 0.75 > 0.25 > blue[upper_left]
    assert blue[upper_right] > 0.75 > 0.25 > red[upper_right]


def test_the_stored_numbers_answer_the_words() -> None:
    dice = np.random.default_rng(2)
    mixing = dice.normal(size=(30, 30)) * np.linspace(0.1, 2, 30)
    content = dice.normal(size=(5000, 30)) @ mixing.T
    covariance = np.cov(content.T).astype(np.float32)
    directions = dice.normal(size=(6, 30)).astype(np.float32)
    rows = reduction(directions, covariance, numbers=6)
    numbers = (content - content.mean(axis=0)) @ rows.T
    np.testing.assert_allclose(np.cov(numbers.T), np.eye(6), atol=0.1)
    exact = content @ directions.T
    answered = numbers @ (rows @ covariance @ directions.T)
    for column in range(6):
        assert np.corrcoef(exact[:, column], answered[:, column])[0, 1] > 0.999
