"""Learns the joint space of pictures and sentences."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass, fields, replace

import numpy as np
import torch
from torch import Tensor

from training.arrays import Floats, Ints
from training.towers import Plan, Towers

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Looks:
    """Pictures as the towers take them.

    Attributes:
        seen: float16 [pictures, looks, 2280]: roots of features and of class probabilities.
        evidence: float16 [pictures, looks, evidence].
    """

    seen: Tensor
    evidence: Tensor

    def some(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """A look at each of the pictures, chosen by chance."""
        look = torch.randint(0, self.seen.shape[1], pictures.shape, device=pictures.device)
        return self.seen[pictures, look].float(), self.evidence[pictures, look].float()

    def to(self, device: torch.device) -> Looks:
        """The same on another device."""
        return Looks(self.seen.to(device), self.evidence.to(device))


@dataclass(frozen=True)
class TrainingData:
    """All that is learnt from.

    Attributes:
        photos: With sentences.
        sentences: float16 [sentences, 384], less their mean.
        of: Which photo each sentence is about.
        classes: One picture a class, one look.
        names: float16 [names, 384].
        members: bool [names, classes]: which classes a name names.
        name_weights: float32 [names]: how much each name is to be chosen.
        labelled: Photos with labels only.
        label_rarity: float32 [labels]: how much each label is to be chosen.
        label_vectors: float16 [labels, 384].
        labels: bool [labelled photos, labels].
        english: float16 [pairs, 384].
        foreign: float16 [pairs, 384], what says the same in other languages.
    """

    photos: Looks
    sentences: Tensor
    of: Tensor
    classes: Looks
    names: Tensor
    members: Tensor
    name_weights: Tensor
    labelled: Looks
    label_rarity: Tensor
    label_vectors: Tensor
    labels: Tensor
    english: Tensor
    foreign: Tensor

    def to(self, device: torch.device) -> TrainingData:
        """The same on another device."""
        return TrainingData(*(getattr(self, each.name).to(device) for each in fields(self)))

    def beside(self, classes: Looks) -> TrainingData:
        """The same with other looks at the classes."""
        return replace(self, classes=classes)


def learn(data: TrainingData, plan: Plan, before: Towers | None = None, seed: int = 0) -> Towers:
    """Train the towers; they come back for evaluation.

    Args:
        data: What to learn from.
        plan: How.
        before: Towers to go on from; None: new ones.
        seed: Of all chance.
    """
    torch.manual_seed(seed)
    seen, evidence = data.photos.seen.shape[-1], data.photos.evidence.shape[-1]
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    data = data.to(device)
    towers = Towers(plan, seen, evidence).to(device)
    if before is not None:
        towers.load_state_dict(before.state_dict())
        towers.sharpen(plan.sharper)
    steps = plan.passes * (len(data.of) // plan.batch)
    optimiser = torch.optim.AdamW(towers.parameters(), lr=plan.rate, weight_decay=plan.decay)
    step = 0
    for number in range(plan.passes):
        total = 0.0
        for take in torch.randperm(len(data.of), device=device).split(plan.batch):  # type: ignore[no-untyped-call]
            if len(take) < plan.batch:
                continue
            _set_rate(optimiser, plan.rate, step / steps)
            loss = _loss(towers, data, plan, take)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            total += loss.item()
            step += 1
        _log.info("pass %d: loss %.3f", number, total / max(step / (number + 1), 1))
    return towers.cpu().eval()


def _set_rate(optimiser: torch.optim.Optimizer, rate: float, done: float) -> None:
    warm = min(done / 0.05, 1.0)
    for group in optimiser.param_groups:
        group["lr"] = rate * warm * (1 + math.cos(math.pi * done)) / 2


def _loss(towers: Towers, data: TrainingData, plan: Plan, take: Tensor) -> Tensor:
    of = data.of[take]
    total = towers.loss(
        towers.pictures(*data.photos.some(of)),
        towers.sentences(data.sentences[take].float()),
        of[:, None] == of[None],
    )
    if len(data.names):
        total = total + plan.names * names_loss(towers, data)
    if len(data.labels):
        total = total + plan.labels * _labels_loss(towers, data)
    if len(data.english):
        total = total + plan.translated * translated_loss(towers, data)
    return total


def names_loss(towers: Towers, data: TrainingData, batch: int = 256) -> Tensor:
    """Contrast of some names with classes that they name."""
    names = torch.multinomial(data.name_weights, batch, replacement=True)
    chosen = torch.multinomial(data.members[names].float(), 1)[:, 0]
    same = data.members[names][:, chosen]
    pictures = towers.pictures(*data.classes.some(chosen))
    return towers.loss(pictures, towers.sentences(data.names[names].float()), same)


def _labels_loss(towers: Towers, data: TrainingData, batch: int = 256) -> Tensor:
    photos = torch.randint(0, len(data.labels), (batch,), device=data.of.device)
    chosen = torch.multinomial(data.labels[photos].float() * data.label_rarity, 1)[:, 0]
    same = data.labels[photos][:, chosen].T
    pictures = towers.pictures(*data.labelled.some(photos))
    return towers.loss(pictures, towers.sentences(data.label_vectors[chosen].float()), same)


def translated_loss(towers: Towers, data: TrainingData, batch: int = 256) -> Tensor:
    """Distance between what texts that say the same ask for."""
    pairs = torch.randint(0, len(data.english), (batch,), device=data.of.device)
    with torch.no_grad():
        wanted = towers.sentences(data.english[pairs].float())
    got = towers.sentences(data.foreign[pairs].float())
    return 4 * (1 - (wanted * got).sum(dim=1)).mean()


def encode(towers: Towers, seen: Floats, evidence: Floats) -> Floats:
    """Pictures' vectors, float32 [n, joint + evidence]."""
    with torch.no_grad():
        return np.asarray(towers.pictures(torch.tensor(seen), torch.tensor(evidence)).numpy())


def ask(towers: Towers, sentences: Floats) -> Floats:
    """Sentences' vectors, float32 [n, joint + evidence]."""
    with torch.no_grad():
        return np.asarray(towers.sentences(torch.tensor(sentences)).numpy())


def ranks(questions: Floats, pictures: Floats, right: Ints) -> Ints:
    """Of each question: how many pictures score higher than the right one."""
    scores = questions @ pictures.T
    return np.asarray((scores > scores[np.arange(len(right)), right][:, None]).sum(axis=1))
