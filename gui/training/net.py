"""The network: a small residual backbone, one classifier per source, one head for concepts.

Residual blocks: He et al., "Identity Mappings in Deep Residual Networks" (2016); average pooling in
the shortcut and zero-initialised last scales: He et al., "Bag of Tricks" (2019).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

MEAN = (0.48, 0.45, 0.41)
DEVIATION = (0.26, 0.25, 0.27)


@dataclass(frozen=True)
class Shape:
    """Widths and depths of the backbone; its output has `widths[-1]` features."""

    stem: int = 32
    widths: tuple[int, ...] = (64, 128, 320)
    depths: tuple[int, ...] = (1, 2, 1)


class Block(nn.Module):
    """Two 3x3 convolutions beside a shortcut."""

    def __init__(self, before: int, after: int, stride: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(after)
        self.second = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(after)
        nn.init.zeros_(self.second_norm.weight)
        shortcut: list[nn.Module] = []
        if stride > 1:
            shortcut.append(nn.AvgPool2d(stride, ceil_mode=True, count_include_pad=False))
        if before != after:
            shortcut += [nn.Conv2d(before, after, 1, bias=False), nn.BatchNorm2d(after)]
        self.shortcut = nn.Sequential(*shortcut)

    def forward(self, inputs: Tensor) -> Tensor:
        """Maps [N, before, H, W] to [N, after, ceil(H / stride), ceil(W / stride)]."""
        hidden = functional.relu(self.first_norm(self.first(inputs)))
        hidden = self.second_norm(self.second(hidden))
        return functional.relu(hidden + self.shortcut(inputs))


class Backbone(nn.Module):
    """From normalised pictures to features; works at any size from 32 pixels."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(3, shape.stem, 3, 2, 1, bias=False), nn.BatchNorm2d(shape.stem), nn.ReLU()
        )
        blocks: list[nn.Module] = []
        before = shape.stem
        for width, depth in zip(shape.widths, shape.depths, strict=True):
            for place in range(depth):
                blocks.append(Block(before, width, 2 if place == 0 else 1))
                before = width
        self.blocks = nn.Sequential(*blocks)
        self.features = before

    def forward(self, pictures: Tensor) -> Tensor:
        """Maps float [N, 3, H, W] (normalised) to [N, features]."""
        return self.blocks(self.stem(pictures)).mean(dim=(2, 3))


class MultiHead(nn.Module):
    """The backbone with a linear classifier for each source of labels."""

    def __init__(self, shape: Shape, classes: Mapping[str, int]) -> None:
        super().__init__()
        self.backbone = Backbone(shape)
        self.heads = nn.ModuleDict(
            {name: nn.Linear(self.backbone.features, count) for name, count in classes.items()}
        )

    def forward(self, pictures: Tensor) -> Tensor:
        """The features of the pictures; the heads are applied by the loss."""
        return self.backbone(pictures)


def normalised(pixels: Tensor) -> Tensor:
    """Maps values of 0 to 255, [N, 3, H, W], to what the backbone was trained on."""
    mean = torch.tensor(MEAN, device=pixels.device).view(1, 3, 1, 1) * 255
    deviation = torch.tensor(DEVIATION, device=pixels.device).view(1, 3, 1, 1) * 255
    return (pixels - mean) / deviation
