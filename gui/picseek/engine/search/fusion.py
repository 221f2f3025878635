"""Fuses several rankings of the same pictures into one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

# The constant k of the paper cited in `fuse`: the larger, the less the very first ranks stand out.
_K = 60

MEANING_WEIGHT = 1.0
"""Of the ranking by vectors; the other weights are relative to it."""

ALL_WORDS_WEIGHT = 5.0
"""Of files that have all words of the query: "img_2041" or "march 2019" should list exactly those
first. 5 / (60 + 244) is still more than 1 / 61: even the 244th of them comes before the
best picture that only looks right."""

ANY_WORD_WEIGHT = 0.5
"""Of files that have some of the words: half of one name is weaker evidence than what a picture
shows, but lifts a picture that also looks right past others: .5 / 61 + 1 / 90 > 1 / 61."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """Picture ids, the best first, each at most once; and the weight of the ranking."""

    ids: Sequence[int]
    weight: float = 1.0


def fuse(rankings: Sequence[Ranking]) -> list[tuple[int, float]]:
    """Fuse by reciprocal rank: a picture scores the sum of weight / (60 + rank).

    By ranks, not by scores: a cosine of 0.2 and a text score of -7.3 have no common scale, a
    model's cosines shift with every query, and no mapping between them would hold for the next
    model. Source: Cormack, Clarke, Buettcher, "Reciprocal Rank Fusion outperforms Condorcet and
    individual Rank Learning Methods", SIGIR 2009.

    Returns:
        All ids with their scores, the best first; ties in the order of their ids.
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, picture_id in enumerate(ranking.ids, start=1):
            scores[picture_id] += ranking.weight / (_K + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
