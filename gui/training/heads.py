"""The concept head: one calibrated logit for each concept, learnt on the backbone's features."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.data import Floats
from training.labels import SHOWN, UNSURE, Labels

_log = logging.getLogger(__name__)


class ConceptHead(nn.Module):
    """Features to concept logits through one hidden layer."""

    def __init__(self, features: int, concepts: int, hidden: int = 640) -> None:
        super().__init__()
        self.register_buffer("centre", torch.zeros(features))
        self.register_buffer("scale", torch.ones(features))
        self.hidden = nn.Linear(features, hidden)
        self.out = nn.Linear(hidden, concepts)
        self.dropout = nn.Dropout(0.3)

    def forward(self, features: Tensor) -> Tensor:
        """Maps [N, features] to logits [N, concepts]."""
        level = (features - self.centre) * self.scale
        return self.out(self.dropout(functional.relu(self.hidden(level))))


@dataclass(frozen=True)
class Lesson:
    """What the concept head learns from.

    Attributes:
        features: float32 [N, features].
        rows: int64 [N], each picture's row in `table`.
        table: int8 [rows, concepts], see `labels`.
        weights: float32 [N], how much each picture counts; 1 on average.
    """

    features: Floats
    rows: npt.NDArray[np.int64]
    table: Labels
    weights: Floats


def _batches(lesson: Lesson, size: int, dice: np.random.Generator) -> Iterator[tuple[Tensor, ...]]:
    order = dice.permutation(len(lesson.features))
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        yield (
            torch.from_numpy(lesson.features[chosen]),
            torch.from_numpy(lesson.table[lesson.rows[chosen]]),
            torch.from_numpy(lesson.weights[chosen]),
        )


def learn(
    lesson: Lesson, epochs: int = 14, batch: int = 1024, rate: float = 4e-3, seed: int = 7
) -> ConceptHead:
    """Trains a head with binary cross entropy; labels that are `UNSURE` teach nothing."""
    torch.manual_seed(seed)
    dice = np.random.default_rng(seed)
    head = ConceptHead(lesson.features.shape[1], lesson.table.shape[1])
    head.centre.copy_(torch.from_numpy(lesson.features.mean(axis=0)))
    head.scale.copy_(torch.from_numpy(1 / (lesson.features.std(axis=0) + 1e-3)))
    nn.init.constant_(head.out.bias, -5.0)
    optimiser = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.02)
    steps = epochs * -(-len(lesson.features) // batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    head.train()
    for epoch in range(epochs):
        total = 0.0
        for features, labels, weights in _batches(lesson, batch, dice):
            each = functional.binary_cross_entropy_with_logits(
                head(features), (labels == SHOWN).float(), reduction="none"
            )
            known = (labels != UNSURE).float() * weights[:, None]
            loss = (each * known).sum() / len(features)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
            total += loss.item()
        _log.info("concepts: epoch %d loss %.4f", epoch + 1, total * batch / len(lesson.features))
    return head.eval()


def platt(logits: Floats, labels: Labels, steps: int = 60) -> tuple[float, float]:
    """Scale and offset that calibrate logits (Platt 1999), by Newton's method with a prior.

    Args:
        logits: float32 [N].
        labels: int8 [N], `SHOWN` or `ABSENT`.
        steps: Newton steps at most.

    Returns:
        (scale, offset); scale lies in 0.2 to 2. (1, 0) where nothing is shown.
    """
    shown = (labels == SHOWN).astype(np.float64)
    if not shown.any() or shown.all():
        return 1.0, 0.0
    values = logits.astype(np.float64)
    state = np.array([1.0, 0.0])
    design = np.stack((values, np.ones_like(values)), axis=1)
    prior = np.array([4.0, 0.5])
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-np.clip(design @ state, -30, 30)))
        slope = design.T @ (chance - shown) + prior * (state - (1.0, 0.0))
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(prior)
        move = np.linalg.solve(curve, slope)
        state -= np.clip(move, -1, 1)
        if np.abs(move).max() < 1e-5:
            break
    return float(np.clip(state[0], 0.2, 2.0)), float(state[1])
