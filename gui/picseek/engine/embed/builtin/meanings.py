"""The shipped words: what each means, and how sure the model is that a picture shows it.

`words.tsv` has a line for each meaning: its number, a tab, its words and phrases in several
languages. Number -1: unknown things ("hot dog" is not a dog).
`words.npz` has a row for each meaning: `score = directions[k] . content - means[k]` is a standard
score (0 is an everyday photo, 1 one spread above), `sigmoid(slope * score + offsets[k])` how likely
the picture shows it. `strong.json` has the score of a strong match, for words where that was
measured on ordinary snapshots; for others it is unknown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.builtin.arrays import read_arrays
from picseek.engine.embed.builtin.description import read_description
from picseek.engine.embed.builtin.intent import WHOLE_OR_THING
from picseek.engine.embed.builtin.model_files import MEANINGS, STRONG, WORDS, damaged
from picseek.engine.embed.builtin.products import product
from picseek.engine.embed.builtin.vocabulary import Vocabulary, joined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin.model_files import Shipped

    Floats = NDArray[np.float32]

_NARROW = 40  # things of a kind at most, for them to be taken for each other
_GUESSES = 3  # of one kind in one picture: it is one of them

Names = tuple[str, ...]
"""Names of things, any of which will do."""


@dataclass(frozen=True)
class Meanings:
    """What words mean.

    Attributes:
        vocabulary: All words and phrases, including those for what pixels show.
        numbers: Row of each meaning.
        directions: float16 (meanings, content).
        means: float32 (meanings,).
        slope: From standard scores to probabilities, of all.
        offsets: float32 (meanings,).
        strong: By row: standard score of a strong match.
    """

    vocabulary: Vocabulary
    numbers: Mapping[Names, int]
    directions: NDArray[np.float16]
    means: Floats
    slope: float
    offsets: Floats
    strong: Mapping[int, float]

    def seen(self, content: Floats, least: float) -> list[tuple[str, float]]:
        """The single things that a picture shows; of many of one narrow kind the most likely.

        Args:
            content: Of the picture, shape (content,).
            least: Probability from which on a thing counts.

        Returns:
            Names in the model with probabilities, the most likely first.
        """
        scores = product(self.directions.astype(np.float32), content) - self.means
        likely = sigmoid(self.slope * scores + self.offsets)
        found = [
            (names[0], float(likely[row]))
            for names, row in self.numbers.items()
            if len(names) == 1 and likely[row] >= least
        ]
        return _without_guesses(sorted(found, key=lambda each: (-each[1], each[0])), self.numbers)


def _without_guesses(
    found: list[tuple[str, float]], kinds: Iterable[Names]
) -> list[tuple[str, float]]:
    """Remove alternatives of the most likely: six breeds of dogs are one dog.

    Args:
        found: Names with probabilities, the most likely first.
        kinds: Names of things that are of one kind.
    """
    guesses: set[str] = set()
    for kind in kinds:
        alike = [name for name, _ in found if name in kind] if 1 < len(kind) <= _NARROW else []
        if len(alike) >= _GUESSES:
            guesses.update(alike[1:])
    return [each for each in found if each[0] not in guesses]


@cache
def read_meanings(shipped: Shipped) -> Meanings:
    """Read the words of a model.

    Raises:
        ModelError: A file is missing or damaged, or was made for another model.
    """
    names = read_description(shipped).meanings
    numbers = {each: row for row, each in enumerate(names)}
    stored = read_arrays(shipped, MEANINGS)
    try:
        found = Meanings(
            vocabulary=_vocabulary(_read_words(shipped, names)),
            numbers=numbers,
            directions=stored["directions"].astype(np.float16),
            means=stored["means"].astype(np.float32),
            slope=float(stored["slope"].astype(np.float32)),
            offsets=stored["offsets"].astype(np.float32),
            strong=_read_strong(shipped, numbers),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(MEANINGS) from error
    rows = (len(names),)
    if found.directions.shape != (*rows, shipped.content):
        raise damaged(MEANINGS)
    if not found.means.shape == found.offsets.shape == rows:
        raise damaged(MEANINGS)
    return found


def _read_words(shipped: Shipped, names: tuple[Names, ...]) -> dict[str, Names]:
    """By word or phrase, in lower case: what it means; empty for an unknown thing."""
    found: dict[str, Names] = {}
    try:
        for line in shipped.read(WORDS).decode().splitlines():
            number, words = line.split("\t")
            meaning = names[int(number)] if int(number) >= 0 else ()
            found.update(dict.fromkeys(words.split("|"), meaning))
    except (ValueError, IndexError) as error:
        raise damaged(WORDS) from error
    if not found:
        raise damaged(WORDS)
    return found


def _read_strong(shipped: Shipped, numbers: Mapping[Names, int]) -> dict[int, float]:
    """By row of a meaning: the score of a strong match."""
    content = shipped.read(STRONG)
    try:
        listed = json.loads(content)["cut_offs"]
        return {numbers[tuple(names.split(","))]: float(cut) for names, cut in listed.items()}
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise damaged(STRONG) from error


def _vocabulary(words: Mapping[str, Names]) -> Vocabulary:
    found = joined(words)
    return replace(found, whole=found.whole - {WHOLE_OR_THING})


def sigmoid(values: Floats) -> Floats:
    """1 / (1 + exp(-x)), without overflow."""
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -40, 40))), np.float32)
