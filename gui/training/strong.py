"""From where on a search's matches are strong: a cut-off for each meaning of a word.

A cut-off is fitted on one half of held-out photos and measured on the other. It is the lowest
score from which on `LEVEL` of what is found would be right, with two cautions:

    shares    A library has other shares of dogs than the held-out photos. So it is not what was
              right among them that counts, but how often photos with and without a dog pass the
              cut-off (true and false positive rates), which do not depend on the share. They are
              put together for the held-out photos' share, but for `MOST_COMMON` at most: a share
              that is too low only makes the cut-off stricter. Of food the held-out photos have far
              more than snapshots have; so in each group below it is the group's own share, if that
              is lower, though not below `LEAST_COMMON`: who looks for something has some.
    groups    Photos unlike those that the model was trained on fool it more often. The captioned
              snapshots and the sources never trained on are few, but nearest to what people have:
              a cut-off has to hold with the rates of each of these groups too, which lean on
              those of all photos (as if they had `TRUE_WEIGHT` and `FALSE_WEIGHT` of them).

Too few right photos, or no such score: no cut-off. Then nothing is said to be a strong match.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from picseek.engine.embed.builtin_1.concept_scores import THERE, read_learnt
from picseek.engine.embed.builtin_1.model_files import (
    CONCEPTS,
    PICTURE,
    STRONG,
    Shipped,
    digest,
    revision,
)
from picseek.engine.embed.builtin_1.word_table import read_words
from training.data import Floats
from training.evaluate import NEVER_SEEN
from training.export import Runner
from training.labels import ABSENT, SHOWN, UNSURE, Labels
from training.pipeline import CAPTIONED, Material, held_out_photos, write_json
from training.words.concepts import read_concepts

LEVEL = 0.75
FIGURES = "figures.json"
MOST_COMMON, LEAST_COMMON = 0.1, 0.01
FEWEST_RIGHT = 5
FEWEST_PASSING = 4
FEWEST_WRONG = 100
TRUE_WEIGHT, FALSE_WEIGHT = 10, 200
PER_CLASS = 60
STEPS = 10_000
"""Evidence is taken down to a whole number of these steps of 1: what saturates is not told
apart any finer when it comes out of a library's vectors."""

Meaning = tuple[str, ...]
Bools = npt.NDArray[np.bool_]
Marks = npt.NDArray[np.int8]
Rates = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Photos:
    """Held-out photos as a search sees them.

    Attributes:
        evidence: float32 [N, names], as the engine makes it of the model's logits.
        labels: int8 [N, names].
        sources: Name of each photo's source, N.
        names: Concepts that can be searched by.
    """

    evidence: Floats
    labels: Labels
    sources: npt.NDArray[np.str_]
    names: Sequence[str]

    @property
    def never_seen(self) -> Bools:
        """Which are of sources that were not trained on, N."""
        return np.isin(self.sources, sorted(NEVER_SEEN))

    def part(self, chosen: Bools) -> Photos:
        """The chosen photos."""
        return replace(
            self,
            evidence=self.evidence[chosen],
            labels=self.labels[chosen],
            sources=self.sources[chosen],
        )

    def asked(self, meaning: Meaning) -> tuple[Floats, Marks]:
        """Score [N] and label [N] of each photo for a word that means any of these concepts."""
        columns = [self.names.index(name) for name in meaning]
        labels = self.labels[:, columns]
        shown, absent = (labels == SHOWN).any(axis=1), (labels == ABSENT).all(axis=1)
        whole = np.floor(self.evidence[:, columns] * STEPS) / STEPS
        return whole.sum(axis=1), np.where(shown, SHOWN, np.where(absent, ABSENT, UNSURE))


def cut_off(
    scores: Floats, labels: Marks, groups: Sequence[Bools] = (), level: float = LEVEL
) -> float | None:
    """The lowest score from which on at least `level` would be right; see the module.

    Args:
        scores: Of photos to fit on, N.
        labels: Of the same, N.
        groups: Photos among which it has to hold too, each N.
        level: Expected precision.
    """
    shown, absent = labels == SHOWN, labels == ABSENT
    right, wrong = scores[shown], scores[absent]
    if len(right) < FEWEST_RIGHT or len(wrong) < FEWEST_WRONG:
        return None
    share = min(len(right) / (len(right) + len(wrong)), MOST_COMMON)
    cuts = np.unique(right)
    passing = _passing(right, cuts)
    # One photo is taken to be missed, and one to be wrong, beyond those that are.
    true = passing / (len(right) + 1)
    false = (_passing(wrong, cuts) + 1) / (len(wrong) + 1)
    worst = _precision(share, true, false)
    for group in groups:
        among, beside = scores[group & shown], scores[group & absent]
        rates = (
            _leaning(among, cuts, true, TRUE_WEIGHT),
            _leaning(beside, cuts, false, FALSE_WEIGHT),
        )
        if len(among) + len(beside):
            own = max(len(among) / (len(among) + len(beside)), LEAST_COMMON)
            worst = np.minimum(worst, _precision(min(share, own), *rates))
    good = (worst >= level) & (passing >= FEWEST_PASSING)
    fitting = cuts[good & (cuts >= THERE)]  # what is below is not even found
    return float(fitting[0]) if len(fitting) else None


def _passing(scores: Floats, cuts: Floats) -> Rates:
    """How many scores reach each cut-off."""
    return len(scores) - np.searchsorted(np.sort(scores), cuts, side="left").astype(np.float64)


def _leaning(scores: Floats, cuts: Floats, rates: Rates, weight: int) -> Rates:
    """Shares of scores that reach each cut-off, with so many more that pass at the given rates."""
    return (_passing(scores, cuts) + weight * rates) / (len(scores) + weight)


def _precision(share: float, true: Rates, false: Rates) -> Rates:
    return share * true / (share * true + (1 - share) * false)


def cut_offs(meanings: Sequence[Meaning], photos: Photos) -> dict[Meaning, float]:
    """The cut-offs of all meanings that have one."""
    groups = [photos.sources == CAPTIONED, photos.never_seen]
    found = {}
    for meaning in meanings:
        cut = cut_off(*photos.asked(meaning), groups)
        if cut is not None:
            found[meaning] = round(cut, 4)
    return found


@dataclass(frozen=True)
class Tally:
    """What the strong matches of one question are.

    Attributes:
        name: The question.
        right: Strong matches that are right.
        found: Strong matches of which it is known whether they are.
        there: Photos that would be right.
    """

    name: str
    right: int
    found: int
    there: int


def _tally(name: str, strong: Bools, labels: Marks) -> Tally:
    shown, known = labels == SHOWN, labels != UNSURE
    return Tally(name, int((strong & shown).sum()), int((strong & known).sum()), int(shown.sum()))


def words(photos: Photos, cuts: Mapping[Meaning, float]) -> list[Tally]:
    """The strong matches of every meaning that has a cut-off."""
    tallies = []
    for meaning, cut in cuts.items():
        scores, labels = photos.asked(meaning)
        tallies.append(_tally(", ".join(meaning), scores >= cut, labels))
    return tallies


def pairs(photos: Photos, cuts: Mapping[Meaning, float]) -> list[Tally]:
    """Strong matches of two words at once, which have to be strong matches of each.

    Only pairs of which enough photos show both and enough the first alone.
    """
    asked = {meaning: photos.asked(meaning) for meaning in cuts}
    tallies = []
    for first, second in combinations(cuts, 2):
        (score, label), (other, other_label) = asked[first], asked[second]
        answer, enough = _both(label, other_label)
        if enough:
            strong = (score >= cuts[first]) & (other >= cuts[second])
            tallies.append(_tally(f"{first[0]} and {second[0]}", strong, answer))
    return tallies


def without(
    photos: Photos, cuts: Mapping[Meaning, float], meanings: Sequence[Meaning]
) -> list[Tally]:
    """Strong matches of one word that show nothing at all of another; pairs as in `pairs`."""
    asked = {meaning: photos.asked(meaning) for meaning in meanings}
    tallies = []
    for first, second in product(cuts, meanings):
        (score, label), (other, other_label) = asked[first], asked[second]
        answer, enough = _both(label, other_label)
        if first != second and enough:
            alone = np.where(answer == UNSURE, UNSURE, (label == SHOWN) & (answer != SHOWN))
            strong = (score >= cuts[first]) & (other <= 0)
            tallies.append(_tally(f"{first[0]} without {second[0]}", strong, alone.astype(np.int8)))
    return tallies


def _both(label: Marks, other: Marks) -> tuple[Marks, bool]:
    """Whether photos show both, N; and whether enough do, and enough the first alone."""
    known = (label != UNSURE) & (other != UNSURE)
    shown = (label == SHOWN) & (other == SHOWN)
    alone = (label == SHOWN) & (other == ABSENT)
    enough = bool(min(shown.sum(), alone.sum()) >= FEWEST_RIGHT)
    return np.where(known, np.where(shown, SHOWN, ABSENT), UNSURE).astype(np.int8), enough


def summary(tallies: Sequence[Tally]) -> dict[str, float | int | None]:
    """Over all strong matches, and the mean over the questions that have some.

    Questions that no photo answers are left out of the precision, as all they find is wrong;
    "astray" counts what they find.
    """
    telling = [each for each in tallies if each.found and each.there]
    found = sum(each.found for each in telling)
    right, there = sum(e.right for e in telling), sum(e.there for e in tallies)
    means = [each.right / each.found for each in telling]
    return {
        "questions": len(telling),
        "matches": found,
        "precision": round(right / found, 3) if found else None,
        "mean": round(float(np.mean(means)), 3) if means else None,
        "recall": round(right / there, 3) if there else None,
        "astray": sum(each.found for each in tallies if not each.there),
    }


def figures(
    photos: Photos,
    cuts: Mapping[Meaning, float],
    familiar: Mapping[Meaning, float],
    narrow: frozenset[str],
    meanings: Sequence[Meaning],
) -> dict[str, Any]:
    """What the card says of strong matches.

    Args:
        photos: Those that the cut-offs were not fitted on.
        cuts: The cut-offs.
        familiar: Those fitted without photos of sources that were not trained on.
        narrow: Names of concepts that are no everyday words.
        meanings: All that words can mean, with a cut-off or without.
    """
    plain = {meaning: cut for meaning, cut in cuts.items() if narrow.isdisjoint(meaning)}
    fine = {meaning: cut for meaning, cut in cuts.items() if meaning not in plain}
    familiar = {meaning: cut for meaning, cut in familiar.items() if narrow.isdisjoint(meaning)}
    captioned = photos.part(photos.sources == CAPTIONED)
    return {
        "level": LEVEL,
        "photos": len(photos.sources),
        "cut-offs": {"everyday": len(plain), "narrow": len(fine), "of": len(meanings)},
        "all held-out photos": summary(words(photos, plain)),
        "sources never seen": summary(words(photos.part(photos.never_seen), familiar)),
        "captioned photos": summary(words(captioned, plain)),
        "narrow classes": summary(words(photos, fine)),
        "two words": summary(pairs(photos, cuts)),
        "two words, captioned photos": summary(pairs(captioned, cuts)),
        "one without the other": summary(without(photos, cuts, meanings)),
        "words": [[each.name, each.right, each.found, each.there] for each in words(photos, plain)],
    }


def read_photos(material: Material, folder: Path) -> tuple[Photos, Photos]:
    """Both halves of the held-out photos, as the engine sees them with the model in a folder."""
    claimed = [each.name for each in read_concepts(folder / CONCEPTS) if each.claimed]
    held = held_out_photos(material, most=PER_CLASS)
    logits, _ = Runner.open(folder / PICTURE, 2)(held.pixels)
    evidence = read_learnt(_shipped(folder)).evidence(logits)
    every = [concept.name.lower() for concept in material.concepts]
    columns = [every.index(name) for name in claimed]
    photos = Photos(evidence, held.labels[:, columns], held.sources, claimed)
    return photos.part(held.halves == 0), photos.part(held.halves == 1)


def _shipped(folder: Path) -> Shipped:
    listed, picture = folder / CONCEPTS, folder / PICTURE
    claimed = sum(each.claimed for each in read_concepts(listed))
    path = str(folder.absolute())
    return Shipped(digest(picture), revision(picture, listed), claimed, 0, path)


def fit_shipped(material: Material, folder: Path) -> dict[str, Any]:
    """Write `strong.json` for the model and the words in a folder, and add to its figures.

    Returns:
        All figures.
    """
    photos, others = read_photos(material, folder)
    meanings = sorted({meaning for meaning in read_words(_shipped(folder)).values() if meaning})
    cuts = cut_offs(meanings, photos)
    familiar = cut_offs(meanings, photos.part(~photos.never_seen))
    listed = {",".join(meaning): cut for meaning, cut in cuts.items()}
    write_json(folder / STRONG, {"level": LEVEL, "cut_offs": listed})
    narrow = frozenset(concept.name.lower() for concept in material.concepts if concept.fine)
    found: dict[str, Any] = json.loads((folder / FIGURES).read_text(encoding="utf-8"))
    found["strong"] = figures(others, cuts, familiar, narrow, meanings)
    write_json(folder / FIGURES, found)
    return found
