"""The joint space: pictures and sentences as vectors whose dot product says how well they fit.

Two projections are learnt by contrast within a batch, as in Alec Radford et al., "Learning
Transferable Visual Models From Natural Language Supervision", 2021,
https://arxiv.org/abs/2103.00020; both encoders below them stay as they are (Xiaohua Zhai et al.,
"LiT: Zero-Shot Transfer with Locked-image text Tuning", 2022, https://arxiv.org/abs/2111.07991).

A picture's side is linear; what it adds to is the evidence for classes, which is not learnt. The
side of sentences answers in the same space, so it can use that evidence, too.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the towers are trained.

    Attributes:
        joint: Numbers of the learnt part of a picture's vector.
        hidden: Width of the side of sentences.
        batch: Pairs a step.
        passes: Over all sentences.
        rate: Largest learning rate; falls to nothing along half a cosine.
        decay: Weight decay.
        names: Weight of the loss on names of classes.
        labels: Weight of the loss on labels of photos without sentences.
        translated: Weight of the loss on sentences in other languages.
        evidence: Share of the evidence in a picture's squared length.
        sharper: Added to the logarithm of the scale when going on from earlier towers.
    """

    joint: int = 256
    hidden: int = 512
    batch: int = 512
    passes: int = 6
    rate: float = 1.5e-3
    decay: float = 0.05
    names: float = 0.5
    labels: float = 0.3
    translated: float = 0.5
    evidence: float = 0.35
    sharper: float = 0.4


class Towers(nn.Module):
    """Both sides.

    Args:
        plan: Sizes.
        seen: Numbers of a picture's input (roots of features, of class probabilities).
        evidence: Numbers of its evidence.
        sentence: Numbers of a sentence's vector.
    """

    def __init__(self, plan: Plan, seen: int, evidence: int, sentence: int = 384) -> None:
        super().__init__()
        self.share = plan.evidence
        self.picture = nn.Linear(seen, plan.joint)
        self.drop = nn.Dropout(0.3)
        self.text = nn.Sequential(
            nn.Linear(sentence, plan.hidden),
            nn.GELU(),
            nn.Dropout(0.25),
            nn.Linear(plan.hidden, plan.joint + evidence),
        )
        self.scale = nn.Parameter(torch.tensor(2.9))

    def sharpen(self, more: float) -> None:
        """Make scores count for more: small differences were not yet worth much."""
        with torch.no_grad():
            self.scale.add_(more)

    def pictures(self, seen: Tensor, evidence: Tensor) -> Tensor:
        """Unit vectors [n, joint + evidence] of pictures; `evidence` rows have length <= 1."""
        learnt = normalize(self.picture(self.drop(seen)), dim=1)
        both = [learnt * (1 - self.share) ** 0.5, evidence * self.share**0.5]
        return torch.cat(both, dim=1)

    def sentences(self, vectors: Tensor) -> Tensor:
        """Unit vectors [n, joint + evidence] of sentences."""
        return normalize(self.text(vectors), dim=1)

    def loss(self, pictures: Tensor, sentences: Tensor, same: Tensor) -> Tensor:
        """Of a batch of pairs; `same` marks pairs of one picture, which are no contrast."""
        scores = self.scale.exp() * sentences @ pictures.T
        others = same & ~torch.eye(len(same), dtype=torch.bool, device=same.device)
        scores = scores.masked_fill(others, -1e4)
        right = torch.arange(len(same), device=same.device)
        return (cross_entropy(scores, right) + cross_entropy(scores.T, right)) / 2
