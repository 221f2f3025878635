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
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize, pad

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
        blocks: Parts of equal length that the learnt numbers are made of.
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
    blocks: int = 1


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
        self.plan, self.share, self.blocks = plan, plan.evidence, plan.blocks
        self.evidence, self.sentence = evidence, sentence
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
        blocks = self.picture(self.drop(seen)).unflatten(1, (self.blocks, -1))
        learnt = normalize(blocks, dim=2).flatten(1) / self.blocks**0.5
        both = [learnt * (1 - self.share) ** 0.5, evidence * self.share**0.5]
        return torch.cat(both, dim=1)

    def sentences(self, vectors: Tensor) -> Tensor:
        """Unit vectors [n, joint + evidence] of sentences."""
        return normalize(self.text(vectors), dim=1)

    def loss(self, pictures: Tensor, sentences: Tensor, same: Tensor) -> Tensor:
        """Of a batch of pairs; `same` marks pairs of one picture, which are no contrast."""
        return contrast(self.scale.exp() * sentences @ pictures.T, same)


def contrast(scores: Tensor, same: Tensor) -> Tensor:
    """Loss on the scores of a batch of pairs; `same` marks pairs of one picture."""
    others = same & ~torch.eye(len(same), dtype=torch.bool, device=same.device)
    scores = scores.masked_fill(others, -1e4)
    right = torch.arange(len(same), device=same.device)
    return (cross_entropy(scores, right) + cross_entropy(scores.T, right)) / 2


def joined(first: Towers, second: Towers, sentences: Tensor, share: float = 0.5) -> Towers:
    """Two pairs of towers as one, whose scores are the weighted sums of theirs.

    Towers that were learnt apart are wrong about different pictures, so their sum is right more
    often. Lengths of what sentences ask for are evened by the mean only, as one length is
    left to the joined side.

    Args:
        first: Towers of one block.
        second: Others of the same share, over the same evidence; they may see a branch, too.
        sentences: What lengths are measured on, [n, sentence].
        share: Weight of the second's learnt numbers; the evidence counts the same for any.
    """
    both = (first, second)
    with torch.no_grad():
        lengths = [float(each.text(sentences).norm(dim=1).mean()) for each in both]
    plan = Plan(
        joint=sum(each.plan.joint for each in both),
        hidden=sum(each.plan.hidden for each in both),
        evidence=first.share,
        blocks=2,
    )
    inner, outer = linear_layers(first)
    evidence = outer.out_features - first.plan.joint
    seen = max(each.picture.in_features for each in both)
    made = Towers(plan, seen, evidence, inner.in_features)
    with torch.no_grad():
        _stack(made.picture, [each.picture for each in both])
        _stack(linear_layers(made)[0], [linear_layers(each)[0] for each in both])
        outers = [linear_layers(each)[1] for each in both]
        _add(linear_layers(made)[1], outers, lengths, (2 - 2 * share, 2 * share), evidence)
    return made.eval()


def _add(
    layer: nn.Linear,
    parts: Sequence[nn.Linear],
    lengths: Sequence[float],
    weights: Sequence[float],
    evidence: int,
) -> None:
    """Each part asks its own joint numbers, and all together the evidence."""
    layer.weight.zero_()
    layer.bias.zero_()
    row = column = 0
    for part, length, weight in zip(parts, lengths, weights, strict=True):
        own, wide = part.out_features - evidence, part.in_features
        rows, columns = slice(row, row + own), slice(column, column + wide)
        longer = weight * len(parts) ** 0.5 / length  # blocks are shorter in joined pictures
        layer.weight[rows, columns] = part.weight[:own] * longer
        layer.bias[rows] = part.bias[:own] * longer
        layer.weight[-evidence:, columns] = part.weight[own:] / length
        layer.bias[-evidence:] += part.bias[own:] / length
        row, column = row + own, column + wide


def linear_layers(towers: Towers) -> tuple[nn.Linear, nn.Linear]:
    """Of the side of sentences."""
    inner, outer = towers.text[0], towers.text[3]
    assert isinstance(inner, nn.Linear)
    assert isinstance(outer, nn.Linear)
    return inner, outer


def _stack(layer: nn.Linear, parts: Sequence[nn.Linear]) -> None:
    """Their rows one after the other; what a part does not see counts as zero."""
    rows = [pad(each.weight, (0, layer.in_features - each.in_features)) for each in parts]
    layer.weight.copy_(torch.cat(rows))
    layer.bias.copy_(torch.cat([each.bias for each in parts]))
