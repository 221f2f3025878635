"""Writes `picture.onnx`: the encoder at eight bits with our heads behind it.

    pixels   uint8 [h, w, 3]; both sides multiples of 32
    pool     float32 [n, h / 32 * w / 32]; each row says how cells are averaged
    vectors  float32 [1 + n, content]: of the picture as a whole, then of each row of `pool`

The first vector is made of the mean of the rows' features and the greatest of their class
evidence. All have length one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from training.arrays import Floats, unit
from training.heads import Classifier

_CHANNELS = 1280
"""Features of a cell."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What lies behind the encoder.

    Attributes:
        classifier: Its own last layer.
        weights: Of the joint space, float32 [joint, 2280], or [joint, 3560] where it sees the
            features of a branch, too.
        bias: float32 [joint].
        projection: Of class evidence, float32 [evidence, 1000].
        share: Of the evidence in the squared length of a vector.
        blocks: Parts of equal length that the joint numbers are made of.
    """

    classifier: Classifier
    weights: Floats
    bias: Floats
    projection: Floats
    share: float
    blocks: int = 1

    @property
    def content(self) -> int:
        """Length of a vector: joint part, evidence, filling."""
        return len(self.weights) + len(self.projection) + 1

    @property
    def branched(self) -> bool:
        """Whether the joint space sees the features of a branch, too."""
        return self.weights.shape[1] > _CHANNELS + len(self.classifier.bias)

    def vectors(self, features: Floats, classes: Floats, branch: Floats | None = None) -> Floats:
        """The same sums in NumPy: vectors [n, content] of roots as `heads.fused` makes them."""
        seen = [features, classes] if branch is None else [features, classes, branch]
        joint = np.concatenate(seen, axis=1) @ self.weights.T + self.bias
        joint = unit(joint.reshape(len(joint), self.blocks, -1)).reshape(joint.shape)
        joint *= np.sqrt((1 - self.share) / self.blocks)
        evidence = classes @ self.projection.T
        left = 1 - (evidence * evidence).sum(axis=1, keepdims=True)
        scaled = np.concatenate([evidence, np.sqrt(np.maximum(left, 0))], axis=1)
        return np.asarray(np.concatenate([joint, scaled * np.sqrt(self.share)], axis=1), np.float32)


class _Graph:
    """Adds nodes and constants to a model."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._graph = model.graph
        self._count = 0

    def constant(self, value: npt.NDArray[np.generic]) -> str:
        """Store an array; large ones as 16-bit floats."""
        self._count += 1
        name = f"head_{self._count}"
        small = value.size < 4096 or value.dtype != np.float32
        saved = value if small else value.astype(np.float16)
        self._graph.initializer.append(numpy_helper.from_array(saved, name))
        return name if small else self("Cast", name, to=TensorProto.FLOAT)

    def number(self, value: float) -> str:
        """A stored float."""
        return self.constant(np.array(value, np.float32))

    def axes(self, *values: int) -> str:
        """Stored axes."""
        return self.constant(np.array(values, np.int64))

    def __call__(self, kind: str, *inputs: str, output: str = "", **settings: Any) -> str:  # noqa: ANN401
        """Add a node; returns the name of its output."""
        self._count += 1
        name = output or f"head_{self._count}"
        self._graph.node.append(helper.make_node(kind, inputs, [name], **settings))
        return name

    def unit(self, rows: str, axis: int = 1) -> str:
        """Rows brought to length one."""
        squares = self("ReduceSum", self("Mul", rows, rows), self.axes(axis), keepdims=1)
        return self("Div", rows, self("Sqrt", self("Add", squares, self.number(1e-12))))


def write(encoder: Path, heads: Heads, target: Path) -> None:
    """Join the encoder, which gives `cells` and may give `branch_cells`, and the heads."""
    model = onnx.load(str(encoder))
    graph = _Graph(model)
    features, classes = _fused(graph, heads)
    branch = [_branch(graph)] if heads.branched else []
    _answered(graph, heads, classes, [features, classes, *branch])
    pool = helper.make_tensor_value_info("pool", TensorProto.FLOAT, ["n", "cells"])
    model.graph.input.append(pool)
    del model.graph.output[:]
    shape: list[str | int | None] = ["vectors", heads.content]
    model.graph.output.append(helper.make_tensor_value_info("vectors", TensorProto.FLOAT, shape))
    onnx.checker.check_model(model)
    onnx.save(model, str(target))


def _fused(graph: _Graph, heads: Heads) -> tuple[str, str]:
    """Roots of features and of class probabilities: first the whole picture's, then the rows'."""
    pooled = graph("MatMul", "pool", "cells")
    features = graph.unit(graph("Sqrt", graph("Relu", pooled)))
    weights = graph.constant(np.ascontiguousarray(heads.classifier.weights.T))
    logits = graph("Add", graph("MatMul", pooled, weights), graph.constant(heads.classifier.bias))
    classes = graph("Sqrt", graph("Softmax", logits, axis=1))
    mean = graph.unit(graph("ReduceMean", features, axes=[0], keepdims=1))
    most = graph.unit(graph("ReduceMax", classes, axes=[0], keepdims=1))
    return graph("Concat", mean, features, axis=0), graph("Concat", most, classes, axis=0)


def _branch(graph: _Graph) -> str:
    """Roots of the branch's features: first the whole picture's, then the rows'."""
    rows = graph.unit(graph("Sqrt", graph("Relu", graph("MatMul", "pool", "branch_cells"))))
    mean = graph.unit(graph("ReduceMean", rows, axes=[0], keepdims=1))
    return graph("Concat", mean, rows, axis=0)


def _answered(graph: _Graph, heads: Heads, classes: str, seen: Sequence[str]) -> None:
    joined = graph("Concat", *seen, axis=1)
    weights = graph.constant(np.ascontiguousarray(heads.weights.T))
    sums = graph("Add", graph("MatMul", joined, weights), graph.constant(heads.bias))
    blocks = graph("Reshape", sums, graph.axes(0, heads.blocks, -1))
    joint = graph("Reshape", graph.unit(blocks, axis=2), graph.axes(0, -1))
    evidence = graph("MatMul", classes, graph.constant(np.ascontiguousarray(heads.projection.T)))
    squares = graph("ReduceSum", graph("Mul", evidence, evidence), graph.axes(1), keepdims=1)
    left = graph("Relu", graph("Sub", graph.number(1.0), squares))
    scaled = graph("Concat", evidence, graph("Sqrt", left), axis=1)
    parts = (
        graph("Mul", joint, graph.number(float(np.sqrt((1 - heads.share) / heads.blocks)))),
        graph("Mul", scaled, graph.number(float(np.sqrt(heads.share)))),
    )
    graph("Concat", *parts, output="vectors", axis=1)
