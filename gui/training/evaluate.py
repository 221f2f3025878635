"""Measures the finished model on photos that were held out, word by word."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

from training.data import Floats
from training.labels import ABSENT, SHOWN, Concept, Labels

# Sources of which no photo was trained on.
NEVER_SEEN = frozenset(
    {"natural", "catdog", "sun1", "sun2", "sun3", "sun4", "sun5", "houses", "receiptslv", "web"}
)
FEWEST_RIGHT = 3
FEWEST_WRONG = 100
USEFUL_PRECISION = 0.4
SHOWN_FROM = 0.5


@dataclass(frozen=True)
class Library:
    """Held-out photos with what is known of them.

    Attributes:
        logits: float32 [N, concepts], the finished model's.
        labels: int8 [N, concepts].
        sources: Name of each photo's source, N.
    """

    logits: Floats
    labels: Labels
    sources: npt.NDArray[np.str_]

    def part(self, chosen: npt.NDArray[np.bool_]) -> Library:
        """The chosen photos."""
        return Library(self.logits[chosen], self.labels[chosen], self.sources[chosen])


@dataclass(frozen=True)
class Word:
    """How a search for one concept went.

    Attributes:
        name: The concept.
        right: Photos that show it.
        wrong: Photos known not to show it.
        precision: Right ones among the first 10 over min(10, right).
        first: Whether the first photo is right.
        five: Whether one of the first five is.
    """

    name: str
    right: int
    wrong: int
    precision: float
    first: bool
    five: bool


def half_of(path: str) -> int:
    """0 or 1, the same for a path on every machine: which half of the held-out photos it is in."""
    return hashlib.blake2b(path.encode("utf-8", "surrogatepass"), digest_size=4).digest()[0] & 1


def search(name: str, logits: Floats, labels: npt.NDArray[np.int8]) -> Word:
    """Ranks the photos by one concept's logit; unsure photos are left out."""
    known = labels >= ABSENT
    order = np.argsort(-logits[known], kind="stable")
    hits = labels[known][order] == SHOWN
    right = int(hits.sum())
    best = min(10, right)
    return Word(
        name,
        right,
        len(hits) - right,
        float(hits[:10].sum() / best) if best else 0.0,
        bool(hits[:1].any()),
        bool(hits[:5].any()),
    )


def searches(concepts: Sequence[Concept], library: Library) -> list[Word]:
    """All searches with enough right photos to say something."""
    words = [
        search(concept.name, library.logits[:, column], library.labels[:, column])
        for column, concept in enumerate(concepts)
    ]
    return [word for word in words if word.right >= FEWEST_RIGHT and word.wrong >= FEWEST_WRONG]


def threshold(logits: Floats, labels: npt.NDArray[np.int8], least: float = SHOWN_FROM) -> float:
    """The lowest logit down to which at least half of the photos shown so far are right.

    One right and one wrong photo are added to steady small numbers. Without any such logit it is
    the best photo's.
    """
    known = labels >= ABSENT
    order = np.argsort(-logits[known], kind="stable")
    hits = labels[known][order] == SHOWN
    counts = np.arange(1, len(hits) + 1)
    precision = (np.cumsum(hits) + 1 * least) / (counts + 1)
    good = np.flatnonzero(precision >= least)
    place = int(good[-1]) if len(good) else 0
    return float(logits[known][order][place])


def reliability(logits: Floats, labels: Labels, bins: int = 10) -> list[tuple[float, float, int]]:
    """Mean stated probability, share that is right and number of photos in each tenth.

    Args:
        logits: float32 [N, concepts].
        labels: int8 [N, concepts].
        bins: Equal parts of 0 to 1.
    """
    known = labels >= ABSENT
    chance = 1 / (1 + np.exp(-np.clip(logits[known], -30, 30)))
    right = labels[known] == SHOWN
    place = np.minimum((chance * bins).astype(int), bins - 1)
    return [
        (
            float(chance[place == each].mean()),
            float(right[place == each].mean()),
            int((place == each).sum()),
        )
        for each in range(bins)
        if (place == each).any()
    ]


def calibration_error(table: Sequence[tuple[float, float, int]]) -> float:
    """Expected calibration error: mean distance of stated and true, weighted by photos."""
    photos = sum(count for _, _, count in table)
    return sum(abs(stated - true) * count for stated, true, count in table) / max(1, photos)


def bootstrap(values: Sequence[float], rounds: int = 2000, seed: int = 1) -> tuple[float, float]:
    """95 % interval of the mean over words."""
    if not values:
        return 0.0, 0.0
    numbers = np.asarray(values)
    dice = np.random.default_rng(seed)
    means = numbers[dice.integers(0, len(numbers), (rounds, len(numbers)))].mean(axis=1)
    return float(np.quantile(means, 0.025)), float(np.quantile(means, 0.975))


def summary(words: Sequence[Word]) -> dict[str, float | int | list[float]]:
    """Means over words."""
    if not words:
        return {"words": 0}
    precisions = [word.precision for word in words]
    return {
        "words": len(words),
        "precision": round(float(np.mean(precisions)), 3),
        "interval": [round(value, 3) for value in bootstrap(precisions)],
        "first": round(float(np.mean([word.first for word in words])), 3),
        "five": round(float(np.mean([word.five for word in words])), 3),
    }


def known_words(
    everyday: Sequence[str], concepts: Sequence[Concept], claimed: frozenset[str]
) -> list[str]:
    """Which everyday words name a claimed concept or are one of its aliases."""
    names = set(claimed)
    for concept in concepts:
        if concept.name in claimed:
            names.update(concept.aliases)
    return [word for word in everyday if word in names]


def rows_of(words: Sequence[Word]) -> list[dict[str, object]]:
    """The words as plain values, for the figures' file."""
    return [asdict(word) | {"precision": round(word.precision, 3)} for word in words]


def by_name(words: Sequence[Word]) -> Mapping[str, Word]:
    """The words by their names."""
    return {word.name: word for word in words}
