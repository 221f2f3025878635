"""CLIP-class models of random weights, with the graph signatures of the real ones.

A vision tower takes `pixel_values` (batch, 3, size, size), a text tower `input_ids` (batch,
tokens); they give `image_embeds` and `text_embeds` (batch, dim), or as SigLIP does
`last_hidden_state` and `pooler_output`. At full size the arithmetic is that of the real models.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Array = NDArray[np.generic]


@dataclass(frozen=True)
class Tower:
    """Sizes of one transformer. `patch` and `size` are the picture's, `vocabulary` the text's."""

    width: int
    layers: int
    heads: int
    dim: int
    patch: int = 32
    size: int = 224
    vocabulary: int = 49408
    length: int = 77
    causal: bool = True


VIT_B32 = Tower(width=768, layers=12, heads=12, dim=512)
CLIP_TEXT = Tower(width=512, layers=12, heads=8, dim=512)
TINY_PICTURE = Tower(width=16, layers=1, heads=2, dim=8, patch=8, size=16)
TINY_TEXT = Tower(width=16, layers=1, heads=2, dim=8, vocabulary=64, length=12)


class Graph:
    """Collects the nodes and weights of a graph; each op gives the name of its output."""

    def __init__(self, seed: int) -> None:
        self._random = np.random.default_rng(seed)
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def op(self, kind: str, *inputs: str, **attributes: Any) -> str:  # noqa: ANN401 - as ONNX has it
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def named(self, kind: str, output: str, *inputs: str, **attributes: Any) -> str:  # noqa: ANN401 - as ONNX has it
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def value(self, array: Array) -> str:
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(array, name))
        return name

    def ints(self, *values: int) -> str:
        return self.value(np.array(values, np.int64))

    def weight(self, *shape: int) -> str:
        scale = 1 / np.sqrt(shape[0] if len(shape) > 1 else 400)
        return self.value(self._random.normal(0, scale, shape).astype(np.float32))

    def linear(self, x: str, inside: int, outside: int) -> str:
        return self.op(
            "Add", self.op("MatMul", x, self.weight(inside, outside)), self.weight(outside)
        )

    def norm(self, x: str, width: int) -> str:
        ones = self.value(np.ones(width, np.float32))
        return self.op("LayerNormalization", x, ones, self.weight(width), axis=-1)

    def block(self, x: str, tower: Tower, mask: str | None) -> str:
        x = self.op("Add", x, self._attention(self.norm(x, tower.width), tower, mask))
        inner = self.linear(self.norm(x, tower.width), tower.width, 4 * tower.width)
        scaled = self.op("Mul", inner, self.value(np.array(1.702, np.float32)))
        inner = self.op("Mul", inner, self.op("Sigmoid", scaled))  # what CLIP calls quick GELU
        return self.op("Add", x, self.linear(inner, 4 * tower.width, tower.width))

    def _attention(self, x: str, tower: Tower, mask: str | None) -> str:
        head = tower.width // tower.heads
        split = self.ints(0, 0, tower.heads, head)
        q, k, v = (self.linear(x, tower.width, tower.width) for _ in range(3))
        q, v = (
            self.op("Transpose", self.op("Reshape", each, split), perm=[0, 2, 1, 3])
            for each in (q, v)
        )
        k = self.op("Transpose", self.op("Reshape", k, split), perm=[0, 2, 3, 1])
        scores = self.op("MatMul", q, k)
        scores = self.op("Mul", scores, self.value(np.array(head**-0.5, np.float32)))
        if mask is not None:
            scores = self.op("Add", scores, mask)
        mixed = self.op("MatMul", self.op("Softmax", scores, axis=-1), v)
        joined = self.op("Transpose", mixed, perm=[0, 2, 1, 3])
        joined = self.op("Reshape", joined, self.ints(0, 0, tower.width))
        return self.linear(joined, tower.width, tower.width)


def add_vision(graph: Graph, tower: Tower, output: str, hidden: str = "") -> None:
    """Pixels to vectors, with a class token as in CLIP."""
    cells = (tower.size // tower.patch) ** 2
    kernel = graph.weight(tower.width, 3, tower.patch, tower.patch)
    x = graph.op("Conv", "pixel_values", kernel, strides=[tower.patch, tower.patch])
    x = graph.op("Transpose", graph.op("Reshape", x, graph.ints(0, 0, cells)), perm=[0, 2, 1])
    batch = graph.op("Gather", graph.op("Shape", "pixel_values"), graph.ints(0))
    shape = graph.op("Concat", batch, graph.ints(1, tower.width), axis=0)
    x = graph.op("Concat", graph.op("Expand", graph.weight(1, 1, tower.width), shape), x, axis=1)
    x = graph.norm(graph.op("Add", x, graph.weight(1, cells + 1, tower.width)), tower.width)
    for _ in range(tower.layers):
        x = graph.block(x, tower, None)
    if hidden:
        graph.named("Identity", hidden, x)
    first = graph.op("Gather", x, graph.value(np.array(0, np.int64)), axis=1)
    projection = graph.weight(tower.width, tower.dim)
    graph.named("MatMul", output, graph.norm(first, tower.width), projection)


def add_text(graph: Graph, tower: Tower, output: str, hidden: str = "") -> None:
    """Token ids to vectors: at the first end token as CLIP does, or at the last place."""
    x = graph.op("Gather", graph.weight(tower.vocabulary, tower.width), "input_ids")
    length = graph.op("Gather", graph.op("Shape", "input_ids"), graph.ints(1))
    start = graph.ints(0)
    places = graph.op("Slice", graph.weight(tower.length, tower.width), start, length, start)
    x = graph.op("Add", x, places)
    mask = None
    if tower.causal:
        future = np.triu(np.full((tower.length, tower.length), -1e9, np.float32), 1)
        ends = graph.op("Concat", length, length, axis=0)
        mask = graph.op("Slice", graph.value(future), graph.ints(0, 0), ends, graph.ints(0, 1))
    for _ in range(tower.layers):
        x = graph.block(x, tower, mask)
    x = graph.norm(x, tower.width)
    if hidden:
        graph.named("Identity", hidden, x)
    if tower.causal:
        end = graph.op("ArgMax", "input_ids", axis=1, keepdims=1)
        places = graph.op("Range", *_scalars(graph, length))
        here = graph.op("Equal", end, graph.op("Unsqueeze", places, graph.ints(0)))
        chosen = graph.op("Unsqueeze", graph.op("Cast", here, to=TensorProto.FLOAT), graph.ints(2))
        x = graph.op("ReduceSum", graph.op("Mul", x, chosen), graph.ints(1), keepdims=0)
    else:
        x = graph.op("Gather", x, graph.value(np.array(-1, np.int64)), axis=1)
    graph.named("MatMul", output, x, graph.weight(tower.width, tower.dim))


def _scalars(graph: Graph, length: str) -> tuple[str, str, str]:
    zero, one = (graph.value(np.array(value, np.int64)) for value in (0, 1))
    return zero, graph.op("Squeeze", length), one


def pixels_input(tower: Tower, batch: str | int = "batch") -> onnx.ValueInfoProto:
    shape = [batch, 3, tower.size, tower.size]
    return helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, shape)


def ids_input(batch: str = "batch") -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info("input_ids", TensorProto.INT64, [batch, "tokens"])


def output(name: str, *shape: str | int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def save(
    path: Path,
    graph: Graph,
    inputs: list[onnx.ValueInfoProto],
    outputs: list[onnx.ValueInfoProto],
) -> Path:
    made = helper.make_graph(graph.nodes, "clip", inputs, outputs, graph.weights)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(path))
    return path


def save_vision(
    path: Path, tower: Tower = TINY_PICTURE, *, seed: int = 1, name: str = "image_embeds"
) -> Path:
    """A vision tower as CLIP's conversions have it."""
    graph = Graph(seed)
    add_vision(graph, tower, name)
    return save(path, graph, [pixels_input(tower)], [output(name, "batch", tower.dim)])


def save_text(
    path: Path, tower: Tower = TINY_TEXT, *, seed: int = 2, name: str = "text_embeds"
) -> Path:
    """A text tower as CLIP's conversions have it."""
    graph = Graph(seed)
    add_text(graph, tower, name)
    return save(path, graph, [ids_input()], [output(name, "batch", tower.dim)])


def save_siglip(folder: Path, picture: Tower = TINY_PICTURE, text: Tower = TINY_TEXT) -> None:
    """Both towers as SigLIP's conversions have them: two outputs, the pooled one second."""
    hidden, pooled = "last_hidden_state", "pooler_output"
    graph = Graph(3)
    add_vision(graph, picture, pooled, hidden)
    outputs = [
        output(hidden, "batch", "cells", picture.width),
        output(pooled, "batch", picture.dim),
    ]
    save(folder / "vision_model.onnx", graph, [pixels_input(picture)], outputs)
    graph = Graph(4)
    add_text(graph, text, pooled, hidden)
    outputs = [output(hidden, "batch", "tokens", text.width), output(pooled, "batch", text.dim)]
    save(folder / "text_model.onnx", graph, [ids_input()], outputs)


def save_combined(path: Path, picture: Tower = TINY_PICTURE, text: Tower = TINY_TEXT) -> Path:
    """Both towers in one graph, as TinyCLIP's conversion has them."""
    graph = Graph(5)
    add_vision(graph, picture, "image_embeds")
    add_text(graph, text, "text_embeds")
    turned = graph.op("Transpose", "image_embeds", perm=[1, 0])
    graph.named("MatMul", "logits_per_text", "text_embeds", turned)
    graph.named("Transpose", "logits_per_image", "logits_per_text", perm=[1, 0])
    mask = helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["texts", "tokens"])
    return save(
        path,
        graph,
        [ids_input("texts"), pixels_input(picture, "pictures"), mask],
        [
            output("logits_per_image", "pictures", "texts"),
            output("logits_per_text", "texts", "pictures"),
            output("text_embeds", "texts", text.dim),
            output("image_embeds", "pictures", picture.dim),
        ],
    )


def quantise(source: Path, path: Path) -> Path:
    """Weights of 8 bits, scales found per run: as the `_quantized` files of the hub are made."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(source), str(path), weight_type=QuantType.QUInt8, op_types_to_quantize=["MatMul"]
    )
    return path
