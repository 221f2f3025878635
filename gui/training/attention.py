"""Attention over the tokens of a text, beside the mean of them all.

The sentence encoder's mean gives each token the same weight. A few heads that learn which tokens
matter for pictures read more out of the states in the middle of the encoder, which is not changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from training.arrays import Floats, Halves
from training.sentences import LONGEST, PREFIX, WIDTH
from training.text_encoder import GRAPH, PIECES, TOKENIZER

LAYERS = 9
"""Of the encoder's twelve: states after these are what heads read."""
_NEVER = -1e4  # added to the logits of what is not there


def token_states(model: onnx.ModelProto) -> str:
    """The value [texts, tokens, WIDTH] that heads read; of a shallow encoder, what is pooled."""
    nodes = model.graph.node
    normalised = [node.output[0] for node in nodes if node.op_type == "SkipLayerNormalization"]
    if len(normalised) >= 2 * LAYERS:  # a layer has two
        return normalised[2 * LAYERS - 1]
    return next(node.input[0] for node in nodes[::-1] if node.op_type == "Mul")


def attending(model: onnx.ModelProto, queries: Floats) -> onnx.ModelProto:
    """A sentence encoder whose `vectors` are followed by what each head reads.

    Args:
        model: `ids` and `mask` to `vectors`, [texts, WIDTH].
        queries: Of the heads, [heads, WIDTH]: the softmax of their products with the states are
            the weights.

    Returns:
        The same to [texts, WIDTH * (1 + heads)].
    """
    made = onnx.ModelProto()
    made.CopyFrom(model)
    graph, heads = made.graph, len(queries)
    for node in graph.node:
        node.output[:] = ["mean" if name == "vectors" else name for name in node.output]
    constants = {
        "queries": queries.T.astype(np.float32),
        "there": np.float32(1),
        "never": np.float32(-_NEVER),
        "each_head": np.array([-1]),
        "side_by_side": np.array([0, WIDTH * heads]),
    }
    graph.initializer.extend(
        numpy_helper.from_array(np.asarray(value), f"heads.{name}")
        for name, value in constants.items()
    )
    graph.node.extend(_nodes(token_states(model)))
    out = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", None])
    graph.output[0].CopyFrom(out)
    return made


def _nodes(states: str) -> list[onnx.NodeProto]:
    def node(kind: str, inputs: str, output: str, **settings: Any) -> onnx.NodeProto:  # noqa: ANN401
        names = [states if name == "states" else f"heads.{name}" for name in inputs.split()]
        return helper.make_node(kind, names, [f"heads.{output}"], **settings)

    return [
        node("MatMul", "states queries", "products"),
        helper.make_node("Cast", ["mask"], ["heads.mask"], to=TensorProto.FLOAT),
        node("Sub", "mask there", "absent"),
        node("Mul", "absent never", "lowered"),
        node("Unsqueeze", "lowered each_head", "column"),
        node("Add", "products column", "logits"),
        node("Softmax", "logits", "weights", axis=1),
        helper.make_node("Transpose", ["heads.weights"], ["heads.rows"], perm=[0, 2, 1]),
        node("MatMul", "rows states", "read"),
        node("Reshape", "read side_by_side", "flat"),
        helper.make_node("Concat", ["mean", "heads.flat"], ["vectors"], axis=1),
    ]


def write_attending(text: Path, queries: Floats, folder: Path) -> None:
    """Write the sentence encoder of a folder with heads of attention into another one."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (PIECES, TOKENIZER):
        shutil.copyfile(text / name, folder / name)
    onnx.save(attending(onnx.load(str(text / GRAPH)), queries), str(folder / GRAPH))


class TokenEncoder:
    """The states that heads read, by `text.onnx` and `tokenizer.json` of a folder."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        model = onnx.load(str(folder / GRAPH))
        self._states = token_states(model)
        info = helper.make_tensor_value_info(self._states, TensorProto.FLOAT, None)
        model.graph.output.append(info)
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = ort.InferenceSession(
            model.SerializeToString(), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def __call__(self, texts: Sequence[str]) -> list[Halves]:
        """States of each text's tokens, float16 [tokens, WIDTH]."""
        found = self._tokenizer.encode_batch([PREFIX + each for each in texts])
        ids = np.array([each.ids for each in found], np.int64)
        mask = np.array([each.attention_mask for each in found], np.int64)
        (states,) = self._session.run([self._states], {"ids": ids, "mask": mask})
        return [states[n, : mask[n].sum()].astype(np.float16) for n in range(len(texts))]
