"""The side of sentences: what it is trained on, and the joint space with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from training import activations, branch, pipeline, text_side, tokens, training_data
from training.activations import Activations
from training.arrays import Floats
from training.branch import Branch
from training.heads import Classifier
from training.joint import Looks
from training.material import Pictures
from training.pipeline import Joint, Library, Vocabulary
from training.text_side import TextData, TextSide
from training.towers import Towers

_AT_ONCE = 256


@dataclass(frozen=True)
class Described:
    """Photos with sentences, and their activations.

    Attributes:
        pictures: The photos.
        seen: Their activations, of one or more looks.
    """

    pictures: Pictures
    seen: Activations


def wanted_texts(library: Library, vocabulary: Vocabulary) -> list[str]:
    """All texts that the side of sentences is trained on and whose vectors have been computed."""
    named = _named(library, vocabulary)
    texts = [*pipeline.spoken(library, library.described).texts, *named.texts]
    for pair in pipeline.pairs(library):
        texts += pair
    return [text for text in dict.fromkeys(texts) if text in library.store]


def _named(library: Library, vocabulary: Vocabulary) -> training_data.Named:
    members = training_data.members_of(vocabulary.concepts)
    named = training_data.named(vocabulary.concepts, vocabulary.names, members)
    return training_data.without(named, library.store)


def data(
    library: Library,
    vocabulary: Vocabulary,
    joint: Joint,
    learnt: Branch,
    described: Sequence[Described],
) -> TextData:
    """Photos' vectors by a joint space that stays as it is, and all texts.

    Args:
        library: The photos.
        vocabulary: Names of things.
        joint: The space.
        learnt: Its branch.
        described: Photos with sentences, each part with as many looks as there are.
    """
    texts = tokens.read(library.paths.work / "tokens", _centred(library, joint.mean))
    numbers, of, pictures, start = [], [], [], 0
    for each in described:
        said = pipeline.spoken(library, each.pictures)
        numbers.append(texts.numbers(said.texts))
        of.append(torch.tensor(said.of, dtype=torch.int64) + start)
        pictures.append(_vectors(library.classifier, joint, learnt, each.seen))
        start += len(each.pictures.photos)
    named, pairs = _named(library, vocabulary), pipeline.pairs(library)
    return TextData(
        tokens=texts,
        pictures=_evened(pictures),
        sentences=torch.cat(numbers),
        of=torch.cat(of),
        classes=_classes(library.classifier, joint),
        names=texts.numbers(named.texts),
        members=torch.tensor(named.members),
        name_weights=torch.tensor(named.weights()),
        english=texts.numbers(english for english, _ in pairs),
        foreign=texts.numbers(foreign for _, foreign in pairs),
    )


def _centred(library: Library, mean: Floats) -> dict[bytes, Floats]:
    found = library.store.by_key()
    rows = training_data.centred(np.stack(list(found.values())), mean)
    return dict(zip(found, rows, strict=True))


def _evened(pictures: Sequence[Tensor]) -> Tensor:
    """Photos with fewer looks have theirs repeated."""
    most = max(part.shape[1] for part in pictures)
    return torch.cat([part[:, torch.arange(most) % part.shape[1]] for part in pictures])


def _vectors(classifier: Classifier, joint: Joint, learnt: Branch, seen: Activations) -> Tensor:
    """float16 [photos, looks, content]."""
    looks = training_data.looks_of_rows(classifier, seen.rows, joint.projection)
    photos, count = seen.shapes.shape[:2]
    rows = torch.arange(photos).split(_AT_ONCE)
    return torch.stack([
        torch.cat([_look(joint.towers, learnt, looks, seen, part, look) for part in rows])
        for look in range(count)
    ], dim=1)  # fmt: skip


def _look(
    towers: Towers, learnt: Branch, looks: Looks, seen: Activations, photos: Tensor, look: int
) -> Tensor:
    with torch.no_grad():
        chosen = photos.numpy()
        roots = branch.features(learnt, seen, chosen, np.full(len(chosen), look)).float()
        seen_twice = torch.cat([looks.seen[photos, look].float(), roots], dim=1)
        return towers.pictures(seen_twice, looks.evidence[photos, look].float()).half()


def _classes(classifier: Classifier, joint: Joint) -> Tensor:
    looks = branch.seen_twice(training_data.class_looks(classifier, joint.projection))
    with torch.no_grad():
        return joint.towers.pictures(looks.seen[:, 0].float(), looks.evidence[:, 0].float())


def with_side(joint: Joint, side: TextSide) -> Joint:
    """The joint space with another side of sentences."""
    return Joint(text_side.with_side(joint.towers, side), joint.mean, joint.projection)


def described(library: Library, rich: str, single: str) -> list[Described]:
    """Photos with sentences whose activations are stored, in folders of these names."""
    parts = [(library.rich, rich)]
    if library.single.photos:
        parts.append((library.single, single))
    return [Described(p, activations.read(library.paths.work / name)) for p, name in parts]
