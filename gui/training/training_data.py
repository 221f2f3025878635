"""Assembles the data that the joint spaces are trained on."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training.arrays import Bools, Floats, Halves, Ints, unit
from training.heads import Classifier, feature_roots, fused
from training.joint import Looks, TrainingData
from training.material import Pictures
from training.sentences import SentenceStore
from training.words.concepts import Concept

CLASSES = 1000
LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl")
FOREIGN = 2
"""Sentences in other languages that a photo has at most, chosen at random."""


@dataclass(frozen=True, slots=True)
class PhotoSentences:
    """Sentences about photos.

    Attributes:
        texts: The sentences.
        of: Which photo each is about.
    """

    texts: Sequence[str]
    of: Sequence[int]

    def known(self, store: SentenceStore) -> PhotoSentences:
        """Those whose vectors have been computed."""
        pairs = [(t, n) for t, n in zip(self.texts, self.of, strict=True) if t in store]
        return PhotoSentences([t for t, _ in pairs], [n for _, n in pairs])


def halves(rows: Floats | Halves) -> Tensor:
    """Sixteen-bit floats to save memory."""
    return torch.tensor(rows.astype(np.float16))


def looks_at(pictures: Pictures, projection: Floats) -> Looks:
    """Pictures as the towers take them."""
    seen = np.concatenate([pictures.roots, pictures.classes], axis=2)
    looks = range(pictures.classes.shape[1])
    evidence = [pictures.classes[:, n].astype(np.float32) @ projection.T for n in looks]
    return Looks(halves(seen), halves(np.stack(evidence, axis=1)))


def looks_of_rows(classifier: Classifier, rows: Halves, projection: Floats) -> Looks:
    """Looks whose features, [pictures, looks, 1280], are pooled over the whole picture each."""
    looks = [rows[:, n : n + 1].astype(np.float32) for n in range(rows.shape[1])]
    found = [fused(classifier, each) for each in looks]
    seen = np.stack([np.concatenate(each, axis=1) for each in found], axis=1)
    evidence = np.stack([classes @ projection.T for _, classes in found], axis=1)
    return Looks(halves(seen), halves(evidence))


def class_looks(classifier: Classifier, projection: Floats) -> Looks:
    """Each class as a picture that is nothing else: its own weights, and surely that class."""
    roots = feature_roots(classifier.weights)
    sure = np.eye(CLASSES, dtype=np.float32)
    seen = np.concatenate([roots, sure], axis=1)[:, None]
    return Looks(halves(seen), halves((sure @ projection.T)[:, None]))


def members_of(concepts: Sequence[Concept]) -> Floats:
    """Which classes show each thing: [things, 1000], 0 or 1."""
    members = np.zeros((len(concepts), CLASSES), np.float32)
    for row, concept in enumerate(concepts):
        members[row, list(concept.classes)] = 1
    return members


def spoken(
    pictures: Pictures, others: dict[str, list[tuple[str, str]]], seed: int = 0
) -> PhotoSentences:
    """English sentences of photos, and up to `FOREIGN` in other languages."""
    texts, of = [], []
    for number, photo in enumerate(pictures.photos):
        dice = random.Random(f"{seed} {photo.path.name}")  # noqa: S311
        foreign = [said for lang, said in others.get(photo.path.name, ()) if lang in LANGUAGES]
        chosen = [*photo.sentences, *dice.sample(foreign, min(len(foreign), FOREIGN))]
        texts += chosen
        of += [number] * len(chosen)
    return PhotoSentences(texts, of)


def centred(vectors: Floats, mean: Floats) -> Floats:
    """Sentences' vectors less their mean, brought to length one; what heads read stays as it is."""
    own = unit(np.asarray(vectors[:, : len(mean)] - mean, np.float32))
    return np.concatenate([own, vectors[:, len(mean) :]], axis=1).astype(np.float32)


@dataclass(frozen=True)
class Named:
    """Names of things that classes show.

    Attributes:
        texts: A name, or a phrase with it.
        members: bool [texts, 1000].
        languages: Of each text.
    """

    texts: Sequence[str]
    members: Bools
    languages: Sequence[str]

    def weights(self) -> Floats:
        """How often each is to be learnt: languages with few names more often, [texts]."""
        counts = Counter(self.languages)
        return np.array([counts[each] ** -0.5 for each in self.languages], np.float32)


def named(
    concepts: Sequence[Concept], names: Sequence[Sequence[tuple[str, str]]], members: Floats
) -> Named:
    """Names of all things with classes, bare and (English) as "a photo of a ..."."""
    texts: list[str] = []
    rows: list[int] = []
    languages: list[str] = []
    for row, (concept, found) in enumerate(zip(concepts, names, strict=True)):
        for language, name in found if concept.classes else ():
            phrased = [name, f"a photo of a {name}"] if language == "en" else [name]
            texts += phrased
            rows += [row] * len(phrased)
            languages += [language] * len(phrased)
    return Named(texts, members[rows] > 0, languages)


def without(rows: Named, store: SentenceStore) -> Named:
    """Only those whose vectors have been computed."""
    kept = [n for n, text in enumerate(rows.texts) if text in store]
    texts, languages = ([of[n] for n in kept] for of in (rows.texts, rows.languages))
    return Named(texts, rows.members[kept], languages)


@dataclass(frozen=True)
class Labelled:
    """Photos without sentences, and their labels.

    Attributes:
        looks: The photos.
        texts: Each label, bare, then in a phrase.
        shown: bool [photos, texts].
    """

    looks: Looks
    texts: Sequence[str]
    shown: Bools


def labelled(pictures: Pictures, projection: Floats, store: SentenceStore) -> Labelled:
    """Photos that have labels, and the labels whose vectors are there."""
    labels = sorted({label for photo in pictures.photos for label in photo.labels})
    texts = [t for label in labels for t in (label, f"a photo of a {label}")]
    column = {label: 2 * n for n, label in enumerate(labels)}
    shown = np.zeros((len(pictures.photos), len(texts)), bool)
    for row, photo in enumerate(pictures.photos):
        for label in photo.labels:
            shown[row, column[label] : column[label] + 2] = True
    kept = np.array([text in store for text in texts])
    rows = np.asarray(shown[:, kept].any(axis=1))
    part = pictures.part(rows)
    texts = [t for t, k in zip(texts, kept, strict=True) if k]
    return Labelled(looks_at(part, projection), texts, shown[rows][:, kept])


def assembled(
    photos: Looks,
    said: PhotoSentences,
    classes: Looks,
    names: Named,
    labels: Labelled,
    pairs: Sequence[tuple[str, str]],
    store: SentenceStore,
    mean: Floats | None = None,
) -> tuple[TrainingData, Floats]:
    """All training data, and the subtracted mean of sentences: `mean`, or else their own."""
    vectors = store(said.texts)
    mean = vectors.mean(axis=0) if mean is None else mean

    def ready(texts: Sequence[str]) -> Tensor:
        return halves(centred(store(texts), mean))

    found = TrainingData(
        photos=photos,
        sentences=halves(centred(vectors, mean)),
        of=torch.tensor(said.of),
        classes=classes,
        names=ready(names.texts),
        members=torch.tensor(names.members),
        name_weights=torch.tensor(names.weights()),
        labelled=labels.looks,
        label_rarity=torch.tensor(labels.shown.sum(axis=0).astype(np.float32)).rsqrt(),
        label_vectors=ready(labels.texts),
        labels=torch.tensor(labels.shown),
        english=ready([english for english, _ in pairs]),
        foreign=ready([foreign for _, foreign in pairs]),
    )
    return found, mean


def by_photo(found: TrainingData, photos: int) -> tuple[Tensor, Ints]:
    """Sentences in the order of their photos, and the number of each photo's first.

    Returns:
        float16 [sentences, 384], and int64 [photos + 1]: the last is the number of all sentences.
    """
    order = found.of.argsort(stable=True)
    starts = np.searchsorted(found.of[order].numpy(), np.arange(photos + 1))
    return found.sentences[order], starts
