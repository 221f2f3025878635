"""Writes `branched.onnx`: the encoder with a branch beside its last block, both at eight bits.

pixels        uint8 [h, w, 3]
cells         float32 [h / 32 * w / 32, 1280]: the encoder's own feature map
branch_cells  float32 [h / 32 * w / 32, 1280]: that of the branch
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import onnx
import torch
from onnx import compose
from torch import Tensor, nn

from training.activations import branch_point
from training.arrays import Halves
from training.branch import Branch
from training.eight_bits import quantise

CELLS = "branch_cells"
_PREFIX, _PLANES = "branch/", "planes"


class _Flat(nn.Module):
    """A branch that gives its map as rows."""

    def __init__(self, branch: Branch) -> None:
        super().__init__()
        self.branch = branch

    def forward(self, planes: Tensor) -> Tensor:
        """Activations [1, channels, h, w] to features of each cell, [h * w, 1280]."""
        cells: Tensor = self.branch(planes)[0].flatten(1).T
        return cells


def write(encoder: Path, branch: Branch, examples: Sequence[Halves], target: Path) -> None:
    """Bring a branch to eight bits and put it beside the encoder's last block.

    Args:
        encoder: The encoder at eight bits.
        branch: What was learnt.
        examples: Activations [h, w, channels] that the ranges of the eight bits are measured on.
        target: Where to.
    """
    exact, small = target.with_suffix(".exact.onnx"), target.with_suffix(".small.onnx")
    planes = [each.transpose(2, 0, 1)[None].astype("float32") for each in examples]
    torch.onnx.export(
        _Flat(branch.eval()),
        (torch.from_numpy(planes[0]),),
        str(exact),
        input_names=[_PLANES],
        output_names=["cells"],
        dynamic_axes={_PLANES: {2: "h", 3: "w"}, "cells": {0: "cells"}},
        opset_version=17,
        dynamo=False,
    )
    quantise(exact, small, planes)
    onnx.save(_merged(onnx.load(str(encoder)), onnx.load(str(small))), str(target))
    exact.unlink()
    small.unlink()


def _merged(encoder: onnx.ModelProto, branch: onnx.ModelProto) -> onnx.ModelProto:
    point = branch_point(encoder)
    named = compose.add_prefix(branch, _PREFIX).graph
    renamed = {_PREFIX + _PLANES: point, _PREFIX + "cells": CELLS}
    for node in named.node:
        node.input[:] = [renamed.get(name, name) for name in node.input]
        node.output[:] = [renamed.get(name, name) for name in node.output]
    encoder.graph.node.extend(named.node)
    encoder.graph.initializer.extend(named.initializer)
    output = encoder.graph.output.add()
    output.CopyFrom(named.output[0])
    output.name = CELLS
    onnx.checker.check_model(encoder)
    return encoder
