"""Trains the backbone on all sources at once; stops and resumes at any time."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.augment import crops
from training.data import Store
from training.net import MultiHead, Shape, normalised

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plan:
    """How long and how to train.

    Attributes:
        seconds: Training time in all, over all runs; the learning rate and the sizes follow it.
        steps: Or that many steps, whichever is over first: the same on every machine.
        sizes: Up to which share of the time the crops have which side in pixels.
        batch: Pictures of a step.
        rate: Highest learning rate.
        decay: Weight decay.
        smoothing: Label smoothing.
        seed: Of the starting weights and of the crops.
        save_every: Seconds between checkpoints.
    """

    seconds: float = math.inf
    steps: float = math.inf
    sizes: Sequence[tuple[float, int]] = ((0.45, 40), (0.85, 48), (1.0, 56))
    batch: int = 128
    rate: float = 0.15
    decay: float = 5e-4
    smoothing: float = 0.1
    seed: int = 7
    save_every: float = 120.0


@dataclass
class Run:
    """A network in training; `spent` seconds of the plan are over."""

    net: MultiHead
    optimiser: torch.optim.SGD
    spent: float = 0.0
    steps: int = 0
    log: list[str] = field(default_factory=list)

    @property
    def device(self) -> torch.device:
        """Where the network is."""
        return next(self.net.parameters()).device


def share_done(plan: Plan, run: Run) -> float:
    """How much of the plan is over, 0 to 1 and a little more."""
    return max(run.spent / plan.seconds, run.steps / plan.steps)


def learning_rate(plan: Plan, share: float) -> float:
    """Linear warm-up over 4 % of the time, then a cosine down to 0."""
    if share < 0.04:
        return plan.rate * max(share, 0.002) / 0.04
    return plan.rate * 0.5 * (1 + math.cos(math.pi * min(1.0, (share - 0.04) / 0.96)))


def crop_size(plan: Plan, share: float) -> int:
    """Side of the crops at a share of the training time."""
    return next((size for end, size in plan.sizes if share < end), plan.sizes[-1][1])


def begin(plan: Plan, shape: Shape, classes: Mapping[str, int], checkpoint: Path) -> Run:
    """A new run, or the one of the checkpoint; new heads start from nothing.

    It runs on a GPU where PyTorch finds one.
    """
    torch.manual_seed(plan.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    net = MultiHead(shape, classes).to(device, memory_format=torch.channels_last)
    matrices = [p for p in net.parameters() if p.ndim > 1]
    vectors = [p for p in net.parameters() if p.ndim <= 1]
    optimiser = torch.optim.SGD(
        [
            {"params": matrices, "weight_decay": plan.decay},
            {"params": vectors, "weight_decay": 0.0},
        ],
        lr=plan.rate,
        momentum=0.9,
        nesterov=True,
    )
    run = Run(net, optimiser)
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True, map_location=device)
        fitting = {
            name: value
            for name, value in saved["net"].items()
            if name in net.state_dict() and net.state_dict()[name].shape == value.shape
        }
        net.load_state_dict(fitting, strict=False)
        run.spent, run.steps = saved["spent"], saved["steps"]
        for name, parameter in net.named_parameters():
            if name in saved["momentum"] and saved["momentum"][name].shape == parameter.shape:
                optimiser.state[parameter]["momentum_buffer"] = saved["momentum"][name]
    return run


def save(run: Run, checkpoint: Path) -> None:
    """Writes the checkpoint beside the old one, then over it."""
    momentum = {
        name: run.optimiser.state[parameter]["momentum_buffer"]
        for name, parameter in run.net.named_parameters()
        if "momentum_buffer" in run.optimiser.state.get(parameter, {})
    }
    new = checkpoint.with_suffix(".new")
    torch.save(
        {"net": run.net.state_dict(), "momentum": momentum, "spent": run.spent, "steps": run.steps},
        new,
    )
    new.replace(checkpoint)


class Mixture:
    """Draws batches from the sources by their weights.

    Attributes:
        targets: For sources with several labels a picture: float [N, classes]; others learn
            `Store.labels`.
    """

    def __init__(self, stores: Sequence[Store], targets: Mapping[str, Tensor], seed: int) -> None:
        self.stores = stores
        self.targets = targets
        self.indices = [store.training for store in stores]
        weights = np.array([store.source.weight for store in stores])
        self.shares = weights / weights.sum()
        self.dice = np.random.default_rng(seed)

    def batch(self, count: int) -> tuple[Tensor, list[tuple[str, slice, Tensor]]]:
        """uint8 pictures [count, 64, 64, 3], and for each source its rows and their targets."""
        pictures, rows, start = [], [], 0
        for number, share in enumerate(self.dice.multinomial(count, self.shares)):
            if share == 0:
                continue
            store = self.stores[number]
            chosen = np.sort(self.dice.choice(self.indices[number], share))
            pictures.append(torch.from_numpy(store.pixels[chosen]))
            name = store.source.name
            target = (
                self.targets[name][chosen]
                if name in self.targets
                else torch.from_numpy(store.labels[chosen])
            )
            rows.append((name, slice(start, start + int(share)), target))
            start += int(share)
        return torch.cat(pictures), rows


def loss_of(
    net: MultiHead, features: Tensor, rows: list[tuple[str, slice, Tensor]], smoothing: float
) -> Tensor:
    """Cross entropy of each source's pictures on its own head, weighted by their number."""
    total = features.new_zeros(())
    for name, part, target in rows:
        logits = net.heads[name](features[part])
        target = target.to(logits.device)
        if target.dtype == torch.float32:
            each = functional.binary_cross_entropy_with_logits(logits, target, reduction="none")
            total = total + each.sum() * MULTI_LABEL_WEIGHT
        else:
            total = total + functional.cross_entropy(
                logits, target, reduction="sum", label_smoothing=smoothing
            )
    return total / len(features)


# Brings the sum over some 200 rare words near one softmax loss.
MULTI_LABEL_WEIGHT = 0.35


def train(run: Run, mixture: Mixture, plan: Plan, checkpoint: Path) -> None:
    """Trains until the plan's seconds are over, saving as it goes."""
    dice = torch.Generator().manual_seed(plan.seed + run.steps)
    run.net.train()
    last = saved = time.monotonic()
    mean = 0.0
    while (share := share_done(plan, run)) < 1:
        for group in run.optimiser.param_groups:
            group["lr"] = learning_rate(plan, share)
        pixels, rows = mixture.batch(plan.batch)
        cut = crops(pixels, crop_size(plan, share), dice)
        pictures = normalised(cut.to(run.device))
        features = run.net(pictures.contiguous(memory_format=torch.channels_last))
        loss = loss_of(run.net, features, rows, plan.smoothing)
        run.optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(run.net.parameters(), 5.0)
        run.optimiser.step()
        now = time.monotonic()
        run.spent, run.steps, last = run.spent + now - last, run.steps + 1, now
        mean = loss.item() if mean == 0 else 0.99 * mean + 0.01 * loss.item()
        if run.steps % 100 == 0:
            _log.info(
                "%d steps %.0f s size %d loss %.3f",
                run.steps,
                run.spent,
                crop_size(plan, share),
                mean,
            )
        if now - saved > plan.save_every:
            save(run, checkpoint)
            saved = now
    save(run, checkpoint)
