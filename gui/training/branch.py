"""A branch of the picture encoder: its last block and last convolution, fine-tuned.

The joint space learns better features for sentences there, while everything that relies on the
encoder's own features keeps them. Whatever lies before the branch stays frozen, so training starts
from stored activations (`training.activations`).
"""

from __future__ import annotations

import logging
import math
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, normalize, relu6

from training import activations, joint
from training.activations import Activations
from training.arrays import Ints
from training.joint import Looks, TrainingData
from training.towers import Towers

_log = logging.getLogger(__name__)
CHANNELS = 1280


@dataclass(frozen=True, slots=True)
class BranchPlan:
    """How a branch is trained.

    Attributes:
        passes: Over all photos.
        batch: Photos a step.
        sentences: Of each photo in a step.
        rate: Largest learning rate of the branch.
        towers_rate: Of the towers behind it.
        names: Weight of the loss on names of classes.
        translated: Weight of the loss on sentences in other languages.
        average: Share of the weights of earlier steps in their running mean, which is the result.
    """

    passes: int = 10
    batch: int = 192
    sentences: int = 3
    rate: float = 3e-4
    towers_rate: float = 5e-4
    names: float = 0.25
    translated: float = 0.5
    average: float = 0.95


class Branch(nn.Module):
    """The four convolutions; the third is the block's projection and has no activation.

    Args:
        weights: Of each convolution [out, in / groups, side, side], and its bias [out].
    """

    def __init__(self, weights: list[tuple[Tensor, Tensor]]) -> None:
        super().__init__()
        self.layers = nn.ModuleList(_convolution(*each) for each in weights)

    def forward(self, planes: Tensor) -> Tensor:
        """Activations [n, channels, h, w] to the feature map [n, 1280, h, w]."""
        for number, layer in enumerate(self.layers):
            planes = layer(planes)
            planes = planes if number == len(self.layers) - 2 else relu6(planes)
        return planes


def _convolution(weight: Tensor, bias: Tensor) -> nn.Conv2d:
    outs, ins, side, _ = weight.shape
    groups = outs if ins == 1 and side > 1 else 1
    layer = nn.Conv2d(ins * groups, outs, side, padding=side // 2, groups=groups)
    with torch.no_grad():
        layer.weight.copy_(weight)
        layer.bias.copy_(bias)  # type: ignore[union-attr]
    return layer


def read_branch(encoder: Path) -> Branch:
    """The encoder's own last convolutions, out of its ONNX file."""
    model = onnx.load(str(encoder))
    maker = {name: node for node in model.graph.node for name in node.output}
    stored = {each.name: numpy_helper.to_array(each) for each in model.graph.initializer}
    value = model.graph.output[0].name
    found: list[tuple[Tensor, Tensor]] = []
    while len(found) < activations.CONVOLUTIONS:
        node = maker[value]
        if node.op_type == "Conv":
            weight, bias = (_stored(name, maker, stored) for name in node.input[1:])
            found.append((weight, bias))
        value = node.input[0]
    return Branch(found[::-1])


def _stored(
    name: str, maker: dict[str, onnx.NodeProto], stored: dict[str, npt.NDArray[np.generic]]
) -> Tensor:
    """A constant as floats, brought back from eight bits where it has them."""
    if name in stored:
        return torch.tensor(stored[name].astype(np.float32))
    node = maker[name]
    value, scale = (stored[each].astype(np.float32) for each in node.input[:2])
    return torch.tensor(value * scale.reshape(-1, *[1] * (value.ndim - 1)))


def feature_roots(planes: Tensor) -> Tensor:
    """Square roots of the mean features of a map [n, 1280, h, w], as unit vectors [n, 1280]."""
    return normalize((planes.float().mean((2, 3)).clamp(min=0) + 1e-6).sqrt(), dim=1)


@dataclass(frozen=True)
class Examples:
    """Photos with activations, and their sentences.

    Attributes:
        activations: Of each photo and look.
        looks: The same as the towers took them so far.
        sentences: float16 [sentences, 384], less their mean, in the order of the photos.
        starts: Number of each photo's first sentence, and of all sentences, int64 [photos + 1].
    """

    activations: Activations
    looks: Looks
    sentences: Tensor
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1


def widened(towers: Towers) -> Towers:
    """Towers that see the features of a branch, too, which still are the encoder's own."""
    seen = towers.picture.in_features
    made = Towers(towers.plan, seen + CHANNELS, towers.evidence, towers.sentence)
    kept = towers.state_dict()
    weight = kept["picture.weight"].clone()
    weight[:, :CHANNELS] /= 2
    kept["picture.weight"] = torch.cat([weight, weight[:, :CHANNELS]], dim=1)
    made.load_state_dict(kept)
    return made


def learn(
    branch: Branch,
    towers: Towers,
    examples: Examples,
    data: TrainingData,
    plan: BranchPlan,
    seed: int = 0,
) -> tuple[Branch, Towers]:
    """Train a branch and the towers that see it, together.

    Args:
        branch: The encoder's own.
        towers: As `widened` makes them.
        examples: Photos with sentences.
        data: Names of classes and parallel sentences, learnt on the side; classes have no
            features of the branch, so they show the encoder's.
        plan: How.
        seed: Of all chance.
    """
    torch.manual_seed(seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    both = nn.ModuleDict({"branch": branch, "towers": towers}).to(device)
    data = data.beside(seen_twice(data.classes)).to(device)
    training = _Training(both, examples, data, plan, np.random.default_rng(seed))
    for number in range(plan.passes):
        _log.info("pass %d: loss %.3f", number, training.run(number))
    mean = training.mean.cpu().eval()
    return mean["branch"], mean["towers"]


class _Training:
    """One run over several passes.

    Attributes:
        mean: The running mean of the weights.
    """

    def __init__(
        self,
        both: nn.ModuleDict,
        examples: Examples,
        data: TrainingData,
        plan: BranchPlan,
        dice: np.random.Generator,
    ) -> None:
        self.mean = deepcopy(both)
        self._both, self._plan, self._dice = both, plan, dice
        self._examples, self._data = examples, data
        self._optimiser = torch.optim.AdamW(
            [
                {"params": both["branch"].parameters(), "weight_decay": 1e-3},
                {"params": both["towers"].parameters(), "weight_decay": 0.05},
            ]
        )

    def run(self, number: int) -> float:
        """One pass over all photos; returns the mean loss on sentences."""
        self._both.train()
        order = self._dice.permutation(len(self._examples))
        batches = [order[n : n + self._plan.batch] for n in range(0, len(order), self._plan.batch)]
        batches = [each for each in batches if len(each) == self._plan.batch]
        return float(np.mean([
            self._step(photos, number * len(batches) + n, self._plan.passes * len(batches))
            for n, photos in enumerate(batches)
        ]))  # fmt: skip

    def _step(self, photos: Ints, step: int, steps: int) -> float:
        _set_rates(self._optimiser, self._plan, step / steps)
        towers, plan = self._both["towers"], self._plan
        spoken = _loss(self._both["branch"], towers, self._examples, photos, plan, self._dice)
        loss = spoken + plan.names * joint.names_loss(towers, self._data)
        loss = loss + plan.translated * joint.translated_loss(towers, self._data)
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimiser.step()
        _average(self.mean, self._both, min(plan.average, step / (step + 1)))
        return spoken.item()


def _set_rates(optimiser: torch.optim.Optimizer, plan: BranchPlan, done: float) -> None:
    factor = min(done / 0.05, 1.0) * (1 + math.cos(math.pi * done)) / 2
    for group, rate in zip(optimiser.param_groups, (plan.rate, plan.towers_rate), strict=True):
        group["lr"] = rate * factor


def _average(mean: nn.Module, now: nn.Module, share: float) -> None:
    with torch.no_grad():
        for old, new in zip(mean.parameters(), now.parameters(), strict=True):
            old.lerp_(new, 1 - share)


def seen_twice(looks: Looks) -> Looks:
    """Looks as towers with a branch take them, the branch's features being the encoder's own."""
    seen = torch.cat([looks.seen, looks.seen[..., :CHANNELS]], dim=-1)
    return Looks(seen, looks.evidence)


def _loss(
    branch: Branch,
    towers: Towers,
    examples: Examples,
    photos: Ints,
    plan: BranchPlan,
    dice: np.random.Generator,
) -> Tensor:
    device = towers.scale.device
    look = dice.integers(0, examples.looks.seen.shape[1], len(photos))
    roots = features(branch, examples.activations, photos, look)
    seen = examples.looks.seen[photos, look].to(device).float()
    evidence = examples.looks.evidence[photos, look].to(device).float()
    pictures = towers.pictures(torch.cat([seen, roots], dim=1), evidence)
    chosen = [_some(examples.starts, photo, plan.sentences, dice) for photo in photos]
    of = torch.tensor(np.repeat(np.arange(len(photos)), [len(each) for each in chosen]))
    texts = towers.sentences(examples.sentences[np.concatenate(chosen)].to(device).float())
    scores = towers.scale.exp() * texts @ pictures.T
    back = scores.T.log_softmax(dim=1)[of, torch.arange(len(of))].mean()
    return cross_entropy(scores, of.to(device)) - back / 2


def _some(starts: Ints, photo: int, most: int, dice: np.random.Generator) -> Ints:
    all_of_it = np.arange(starts[photo], starts[photo + 1])
    return dice.choice(all_of_it, min(most, len(all_of_it)), replace=False)


def features(branch: Branch, stored: Activations, photos: Ints, look: Ints) -> Tensor:
    """Roots of the branch's features of one look at each photo, [photos, 1280]."""
    device = next(branch.parameters()).device
    found, numbers = [], []
    for chosen, cells in stored.of(photos, look):
        planes = torch.from_numpy(cells).to(device).permute(0, 3, 1, 2)
        with torch.autocast(device.type, torch.bfloat16):
            found.append(feature_roots(branch(planes.float())))
        numbers.append(chosen)
    order = np.argsort(np.concatenate(numbers))
    return torch.cat(found)[torch.from_numpy(order).to(device)]
