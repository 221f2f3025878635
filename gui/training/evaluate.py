"""Measures the written files, on photos that were never learnt from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from training import calibration, search
from training.arrays import Bools, Floats, Ints
from training.calibration import Background
from training.joint import ranks
from training.picture_model import Heads
from training.pipeline import Joint, Library, Vocabulary, vectors
from training.tables import Tables, reader, tested
from training.words.labels import SHOWN, Labels

LOOKS = ("first look", "second look")


def sentences(library: Library, joint: Joint, heads: Heads) -> dict[str, dict[str, float]]:
    """First sentence of each captioned snapshot -> the snapshot among all of them."""
    pictures = library.captioned
    asked = joint.ask(library.store([photo.sentences[0] for photo in pictures.photos]))
    right = np.arange(len(pictures.photos))
    return {
        name: _found(ranks(asked, vectors(heads, pictures, look), right))
        for look, name in enumerate(LOOKS)
    }


def _found(ranked: Ints) -> dict[str, float]:
    return {
        "first": float((ranked < 1).mean()),
        "among ten": float((ranked < 10).mean()),
        "questions": len(ranked),
    }


def words(
    library: Library, vocabulary: Vocabulary, heads: Heads, tables: Tables
) -> dict[str, dict[str, dict[str, float]]]:
    """Searches for one thing, by test source and look: precision of the first five, first."""
    reads, width = reader(vocabulary), len(vocabulary.found.things)
    names = [",".join(things) for things in vocabulary.found.things]
    found: dict[str, dict[str, dict[str, float]]] = {}
    for pictures in (library.captioned, *library.held_out):
        labels = tested(pictures, reads, width)
        found[pictures.sources[0]] = {
            name: search.summary(
                search.searches(names, tables.scores(vectors(heads, pictures, look)), labels)
            )
            for look, name in enumerate(LOOKS)
        }
    return found


def single_words(
    library: Library, vocabulary: Vocabulary, heads: Heads, tables: Tables
) -> list[search.Search]:
    """Every search for one thing on captioned snapshots at the second look."""
    reads, width = reader(vocabulary), len(vocabulary.found.things)
    names = [",".join(things) for things in vocabulary.found.things]
    scores = tables.scores(vectors(heads, library.captioned, 1))
    return search.searches(names, scores, tested(library.captioned, reads, width))


def languages(
    library: Library, vocabulary: Vocabulary, joint: Joint, heads: Heads
) -> dict[str, dict[str, float]]:
    """The same words in several languages, by the joint space alone, on captioned snapshots."""
    reads, width = reader(vocabulary), len(vocabulary.concepts)
    labels = reads.table(library.captioned.photos)[:, :width]
    seen = vectors(heads, library.captioned, 1)
    found: dict[str, list[search.Search]] = {}
    same: dict[str, list[search.Search]] = {}
    asked = _in_languages(vocabulary, labels)
    library.store.compute(name for by_language in asked.values() for name in by_language.values())
    for column, by_language in asked.items():
        english: search.Search | None = None
        for language, name in sorted(by_language.items(), key=lambda each: each[0] != "en"):
            scores = seen @ joint.ask(library.store([name]))[0]
            result = search.search(name, scores, labels[:, column])
            english = result if language == "en" else english
            if result and english:
                found.setdefault(language, []).append(result)
                same.setdefault(language, []).append(english)
    return {
        language: search.summary(each) | {"english": search.summary(same[language])["precision"]}
        for language, each in found.items()
    }


def _in_languages(vocabulary: Vocabulary, labels: Labels) -> dict[int, dict[str, str]]:
    """A name by language of things that enough photos show, where there are some."""
    found = {}
    for column in map(int, np.flatnonzero((labels == SHOWN).sum(axis=0) >= search.FEWEST)):
        by_language: dict[str, str] = {}
        for language, name in vocabulary.names[column]:
            by_language.setdefault(language, name)
        if {"en", "de", "fr"} <= set(by_language):
            found[column] = by_language
    return found


def strong(scores: Floats, labels: Labels, halves: Bools) -> Mapping[str, Any]:
    """How many strong matches are right, fitted on each half of the test and asked of the other."""
    called = right = 0
    for half in (halves, ~halves):
        curve = calibration.fit(scores[half], labels[half])
        more, good = calibration.held(scores[~half], curve.strong, labels[~half])
        called, right = called + more, right + good
    return {"matches": called, "right": right, "share": right / max(called, 1)}


def sentence_curve(asked: Floats, pictures: Floats, spread: Background) -> Sequence[float]:
    """Slope, offset and score of a strong match for whole sentences, each about one picture.

    Args:
        asked: Directions of sentences [n, content]; the n-th is about the n-th picture.
        pictures: Their vectors [n, content].
        spread: Of everyday photos.
    """
    means, spreads = spread.standard(asked)
    scores = ((pictures @ asked.T - means) / spreads).astype(np.float32)
    labels = np.eye(len(asked), dtype=np.int8)
    curve = calibration.fit(scores, labels, stiffness=1e6)
    return curve.slope, float(curve.offset.mean()), float(np.median(curve.strong))
