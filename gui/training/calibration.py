"""How sure an answer is: probabilities from scores, fitted on photos that were not learnt from.

A score is in units of its standard deviation over everyday photos (`Background`). One logistic
curve for all words says how likely a photo with that score is right (John Platt, "Probabilistic
Outputs for Support Vector Machines", 1999); a word with enough photos of its own moves it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.arrays import Bools, Floats, sigmoid
from training.words.labels import ABSENT, SHOWN, Labels

_MOST_OWN = 2.0
"""How far a word's own offset may go: the test photos have other shares of things."""

_LEAST_STRONG = 1.0
"""Standard score that a strong match has at least."""

_FEWEST_PAIRS = 20

STRONG = 0.75
"""Share of strong matches that have to be right."""


@dataclass(frozen=True)
class Background:
    """How vectors of everyday photos are spread.

    Attributes:
        mean: [content].
        covariance: [content, content].
    """

    mean: Floats
    covariance: Floats

    def standard(self, directions: Floats) -> tuple[Floats, Floats]:
        """Mean and spread of the scores of directions [n, content]; both [n]."""
        spread = np.sqrt(np.einsum("nc,cd,nd->n", directions, self.covariance, directions))
        return np.asarray(directions @ self.mean), np.asarray(np.maximum(spread, 1e-6))


def background(vectors: Floats) -> Background:
    """Of pictures' vectors [n, content]."""
    mean = vectors.mean(axis=0)
    off = vectors - mean
    return Background(mean, np.asarray(off.T @ off / len(vectors), np.float32))


@dataclass(frozen=True)
class Curve:
    """Probability = sigmoid(slope * score + offset), score in standard units.

    Attributes:
        slope: Of all.
        offset: Of each word, [words].
        strong: Standard score from which on a match is strong, [words]; infinite for none.
    """

    slope: float
    offset: Floats
    strong: Floats


def fit(scores: Floats, labels: Labels, stiffness: float = 20.0) -> Curve:
    """Fit the curve, and choose from where on a match is strong.

    The choice looks at probabilities of each half of the photos by the curve of the other half.

    Args:
        scores: Standard scores [photos, words].
        labels: int8 [photos, words].
        stiffness: Photos that all words together count as in a word's own offset.
    """
    slope, offset = _offsets(scores, labels, stiffness)
    half = np.arange(len(scores)) % 2 == 0
    chance = np.zeros(scores.shape, np.float32)
    for part in (half, ~half):
        other, own = _offsets(scores[~part], labels[~part], stiffness)
        chance[part] = sigmoid(other * scores[part] + own)
    least = _least(chance, labels)
    bars = (np.log(least / (1 - least)) - offset) / slope
    return Curve(slope, offset, np.asarray(np.maximum(bars, _LEAST_STRONG), np.float32))


def _offsets(
    scores: Floats, labels: Labels, stiffness: float, rounds: int = 25
) -> tuple[float, Floats]:
    """Slope of all words and offset of each, by Newton's method."""
    known, right = labels >= ABSENT, labels == SHOWN
    slope, common = 1.5, -5.0
    own = np.zeros(scores.shape[1])
    for _ in range(rounds):
        chance = sigmoid((slope * scores + common + own).astype(np.float32))
        wrong, sure = np.where(known, chance - right, 0), np.where(known, chance * (1 - chance), 0)
        slope, common = _newton(slope, common, scores, wrong, sure)
        step = (wrong.sum(axis=0) + stiffness * own / 4) / (sure.sum(axis=0) + stiffness / 4)
        own = np.clip(own - np.clip(step, -1, 1), -_MOST_OWN, _MOST_OWN)
    return float(slope), np.asarray(common + own, np.float32)


def _newton(
    slope: float, common: float, scores: Floats, wrong: Floats, sure: Floats
) -> tuple[float, float]:
    gradient = np.array([(wrong * scores).sum(), wrong.sum()])
    cross = (sure * scores).sum()
    moments = np.array([[(sure * scores * scores).sum(), cross], [cross, sure.sum()]])
    step = np.linalg.solve(moments + np.eye(2), gradient)
    return slope - float(np.clip(step[0], -0.5, 0.5)), common - float(np.clip(step[1], -1, 1))


def _least(chance: Floats, labels: Labels) -> float:
    """The least probability above which enough of all matches are right."""
    known, right = labels >= ABSENT, labels == SHOWN
    order = np.argsort(-chance[known])
    share = np.cumsum(right[known][order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero((share >= STRONG) & (np.arange(len(order)) >= _FEWEST_PAIRS))
    least = float(chance[known][order][good[-1]]) if len(good) else 1.0
    return min(max(least, 0.5), 0.999)


def held(scores: Floats, strong: Floats, labels: Labels) -> tuple[int, int]:
    """Strong matches, and how many of them are right, among pairs with a known answer."""
    called: Bools = (scores >= strong) & (labels >= ABSENT)
    return int(called.sum()), int((called & (labels == SHOWN)).sum())
