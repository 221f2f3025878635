"""A direction and a bias for each thing: how much a picture's vector speaks for it.

What is known beforehand is the sum of class evidence and the answer of the joint space. Where
photos with labels or sentences are at hand, a logistic regression starts from there and moves as
far as they are worth.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from training.arrays import Floats, Ints
from training.words.labels import ABSENT, SHOWN, Labels

FEWEST = 12
"""Photos that have to show a thing before it is learnt from them."""


def class_directions(roots: Floats, projected: Floats, members: Floats) -> Floats:
    """How to ask projected evidence for sums of class roots.

    Args:
        roots: Class roots of many photos, [n, 1000].
        projected: Their evidence, [n, evidence].
        members: [things, 1000].

    Returns:
        [things, evidence], by least squares; small rows for classes that the photos lack.
    """
    moments = projected.T @ projected / len(projected)
    moments += np.eye(len(moments), dtype=np.float32) * 0.01 * np.trace(moments) / len(moments)
    return np.asarray(members @ (roots.T @ projected / len(roots)) @ np.linalg.inv(moments))


@dataclass(frozen=True)
class Examples:
    """Photos with what they show.

    Attributes:
        vectors: float32 [n, content].
        labels: int8 [n, things].
    """

    vectors: Floats
    labels: Labels


def learn(start: Floats, examples: Examples, stiffness: float = 0.02, steps: int = 40) -> Floats:
    """Move directions towards what photos show.

    Args:
        start: What is known beforehand, [things, content], scores varying by about one.
        examples: What to learn from.
        stiffness: How much a photo less is worth than what was known.
        steps: Of the optimiser, over all photos.

    Returns:
        [things, content]; as they were where fewer than `FEWEST` photos show a thing.
    """
    shown = (examples.labels == SHOWN).sum(axis=0)
    trainable = np.flatnonzero((shown >= FEWEST) & ((examples.labels == ABSENT).sum(axis=0) >= 100))
    if not len(trainable):
        return start
    found = start.copy()
    found[trainable] = _fit(start[trainable], examples, trainable, stiffness, steps)
    return found


def _fit(start: Floats, examples: Examples, things: Ints, stiffness: float, steps: int) -> Floats:
    vectors = torch.tensor(examples.vectors)
    labels = torch.tensor(examples.labels[:, things])
    known, right = (labels >= 0).float(), (labels == SHOWN).float()
    balance = (known - right).sum(0) / right.sum(0)
    weights = known * (1 + right * (balance.clamp(1, 30) - 1))
    weights /= weights.sum(0)
    first = torch.tensor(start)
    move = torch.zeros_like(first, requires_grad=True)
    bias = torch.zeros(len(things), requires_grad=True)
    optimiser = torch.optim.LBFGS([move, bias], max_iter=steps, history_size=8)

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = vectors @ (first + move).T + bias
        total = (
            binary_cross_entropy_with_logits(scores, right, weights, reduction="sum")
            + stiffness * move.square().mean(1).sum()
        )
        total.backward()  # type: ignore[no-untyped-call]
        return total

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return np.asarray((first + move).detach().numpy(), np.float32)
