"""Figures of searches, as they are reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from training.arrays import Floats
from training.words.labels import ABSENT, SHOWN, Labels

FEWEST = 3
"""Photos that have to show a thing for its search to count."""


@dataclass(frozen=True, slots=True)
class Search:
    """How a search for one thing went.

    Attributes:
        name: The thing.
        right: Photos that show it.
        precision: Right ones of the first five, over five or as many as there are.
        first: Whether the first photo is right.
    """

    name: str
    right: int
    precision: float
    first: bool


def search(name: str, scores: Floats, labels: npt.NDArray[np.int8]) -> Search | None:
    """Rank photos by score [photos]; those of which nothing is known are excluded."""
    known = labels >= ABSENT
    hits = labels[known][np.argsort(-scores[known], kind="stable")] == SHOWN
    right = int(hits.sum())
    if right < FEWEST or right == len(hits):
        return None
    best = min(5, right)
    return Search(name, right, float(hits[:5].sum() / best), bool(hits[0]))


def searches(names: Sequence[str], scores: Floats, labels: Labels) -> list[Search]:
    """All searches that count; scores and labels are [photos, things]."""
    found = (search(n, scores[:, c], labels[:, c]) for c, n in enumerate(names))
    return [each for each in found if each is not None]


def summary(found: Sequence[Search]) -> dict[str, float]:
    """Means over searches."""
    return {
        "words": len(found),
        "precision": float(np.mean([each.precision for each in found])) if found else 0.0,
        "first": float(np.mean([each.first for each in found])) if found else 0.0,
    }
