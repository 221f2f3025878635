"""Directions of all meanings of words, and the probabilities of their matches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.arrays import Floats, unit
from training.calibration import Background, Curve
from training.material import Pictures
from training.picture_model import Heads
from training.pipeline import Joint, Library, Vocabulary, everyday, vectors
from training.search import FEWEST
from training.words import directions, meanings
from training.words.directions import Examples
from training.words.labels import ABSENT, SHOWN, UNSURE, Labels, Reader

CLASS_SHARE = 1.0
"""Weight of class evidence beside the joint space, both in standard units."""
_MOST_DESCRIBED, _MOST_LABELLED = 5000, 900
"""Photos of one source that directions are learnt from."""


@dataclass(frozen=True)
class Tables:
    """What words ask for.

    Attributes:
        rows: Directions in standard units of everyday photos, [meanings, content].
        means: Mean score of everyday photos, [meanings].
        curve: From standard scores to probabilities.
        background: How vectors of everyday photos are spread.
    """

    rows: Floats
    means: Floats
    curve: Curve
    background: Background

    def scores(self, pictures: Floats) -> Floats:
        """Standard scores of pictures' vectors [n, content]: [n, meanings]."""
        return np.asarray(pictures @ self.rows.T - self.means, np.float32)


def known_beforehand(
    library: Library, vocabulary: Vocabulary, joint: Joint, heads: Heads, spread: Background
) -> Floats:
    """Directions from classes and names alone, in standard units."""
    found = vocabulary.found
    by_name = _named(library, vocabulary, joint)
    by_text = meanings.name_vectors(found, vocabulary.concepts, by_name)
    by_class = _by_class(library, vocabulary, heads)
    rows = by_text / spread.standard(by_text)[1][:, None]
    seen = np.flatnonzero(found.members.sum(axis=1) > 0)
    rows[seen] += CLASS_SHARE * by_class[seen] / spread.standard(by_class[seen])[1][:, None]
    return np.asarray(rows / spread.standard(rows)[1][:, None], np.float32)


def _named(library: Library, vocabulary: Vocabulary, joint: Joint) -> dict[str, Floats]:
    """What the text side says to each thing: the mean over its English names."""
    found = {}
    for concept, names in zip(vocabulary.concepts, vocabulary.names, strict=True):
        texts = [t for lang, n in names if lang == "en" for t in (n, f"a photo of a {n}")][:6]
        ready = [text for text in texts if text in library.store] or texts[:1]
        found[concept.name] = unit(joint.ask(library.store(ready)).mean(axis=0))
    return found


def _by_class(library: Library, vocabulary: Vocabulary, heads: Heads) -> Floats:
    roots = library.roots()
    asked = directions.class_directions(roots, roots @ heads.projection.T, vocabulary.found.members)
    before, after = len(heads.weights), 1
    return np.pad(asked, ((0, 0), (before, after)))


def reader(vocabulary: Vocabulary) -> Reader:
    """Finds things in sentences and labels."""
    return Reader(vocabulary.concepts, vocabulary.words)


def labels_of(pictures: Pictures, reads: Reader, width: int) -> Labels:
    """What photos show, int8 [photos, meanings]; of several things at once nothing is known."""
    single = reads.table(pictures.photos)
    unsure = np.full((len(single), width - single.shape[1]), -1, np.int8)
    return np.concatenate([single, unsure], axis=1)


def tested(pictures: Pictures, reads: Reader, width: int) -> Labels:
    """What test photos show, int8 [photos, meanings].

    Photos with labels only have one or a few of their source's labels, so the others count as
    absent there; of words that fewer than three photos are said to show nothing is known: people
    do not write "golden retriever".
    """
    labels = labels_of(pictures, reads, width)
    shown = labels == SHOWN
    if not any(photo.sentences for photo in pictures.photos):
        labels[:, shown.any(axis=0)] = np.where(shown, SHOWN, ABSENT)[:, shown.any(axis=0)]
    labels[:, shown.sum(axis=0) < FEWEST] = UNSURE
    return labels


def examples(library: Library, vocabulary: Vocabulary, heads: Heads) -> Examples:
    """Photos that directions are learnt from, at either look by turns."""
    reads, width = reader(vocabulary), len(vocabulary.found.things)
    rows, labels = [], []
    for part in library.trainable:
        most = _MOST_DESCRIBED if part.photos[0].sentences else _MOST_LABELLED
        step = max(len(part.photos) // most, 1)
        chosen = part.part(np.arange(len(part.photos)) % step == 0)
        half = np.arange(len(chosen.photos)) % 2 == 0
        both = [vectors(heads, chosen.part(half == (look == 0)), look) for look in (0, 1)]
        rows += both
        labels += [labels_of(chosen.part(half == (look == 0)), reads, width) for look in (0, 1)]
    return Examples(np.concatenate(rows), np.concatenate(labels))


def directions_of(
    library: Library, vocabulary: Vocabulary, joint: Joint, heads: Heads
) -> tuple[Floats, Floats, Background]:
    """Directions of all meanings, their mean scores, and how everyday photos are spread."""
    spread = everyday(library, heads)
    start = known_beforehand(library, vocabulary, joint, heads, spread)
    learnt = directions.learn(start, examples(library, vocabulary, heads))
    rows = np.asarray(learnt / spread.standard(learnt)[1][:, None], np.float32)
    return rows, spread.standard(rows)[0], spread


def judged(
    library: Library, vocabulary: Vocabulary, heads: Heads, rows: Floats, means: Floats
) -> tuple[Floats, Labels]:
    """Standard scores and labels of test photos, at the second look."""
    parts: Sequence[Pictures] = [library.captioned, *library.held_out]
    reads, width = reader(vocabulary), len(vocabulary.found.things)
    scores = [vectors(heads, part, 1) @ rows.T - means for part in parts]
    labels = [tested(part, reads, width) for part in parts]
    return np.concatenate(scores).astype(np.float32), np.concatenate(labels)


def widened(found: Tables, heads: Heads, spread: Background) -> Tables:
    """What words ask of a joint space, asked of one whose first block it is, and only of that.

    Args:
        found: Fitted to the first space alone.
        heads: Of several spaces as one.
        spread: Of everyday photos by these heads.
    """
    own = len(heads.weights) // heads.blocks
    rows = np.zeros((len(found.rows), heads.content), np.float32)
    rows[:, :own] = found.rows[:, :own] * heads.blocks**0.5  # blocks are shorter when joined
    rows[:, len(heads.weights) :] = found.rows[:, own:]
    return Tables(rows, found.means, found.curve, spread)


def save(found: Tables, file: Path) -> None:
    """Store fitted tables."""
    passing = file.with_suffix(".part.npz")
    np.savez(
        passing,
        rows=found.rows,
        means=found.means,
        slope=np.float32(found.curve.slope),
        offset=found.curve.offset,
        strong=found.curve.strong,
        mean=found.background.mean,
        covariance=found.background.covariance,
    )
    passing.replace(file)


def load(file: Path) -> Tables:
    """Read stored tables."""
    kept = np.load(file)
    curve = Curve(float(kept["slope"]), kept["offset"], kept["strong"])
    spread = Background(kept["mean"], kept["covariance"])
    return Tables(kept["rows"], kept["means"], curve, spread)
