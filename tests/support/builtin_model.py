"""The built-in model in miniature: what it calls snow, sea, meadow, night and fire are colours."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from picseek.engine.embed.builtin import model_files
from picseek.engine.embed.builtin.model_files import Shipped
from training.ship import shipped_in, write_regions

Floats = NDArray[np.float32]

# What each thing looks like. Nothing is called the last one.
LOOKS: dict[str, tuple[int, int, int]] = {
    "snow": (250, 250, 250),
    "meadow": (20, 230, 20),
    "sea": (20, 20, 230),
    "night": (5, 5, 5),
    "fire": (230, 20, 20),
    "": (128, 128, 128),
}
THINGS = tuple(LOOKS)[:-1]
CONTENT = 2 * len(LOOKS) + 1

WORDS_OF: dict[str, str] = {
    "snow": "snow|schnee|neige|snow field",
    "meadow": "meadow|wiese|wiesen|prairie",
    "sea": "sea|meer|mer|ocean",
    "night": "night|nights|at night|nacht|nuit|chart|charts",
    "fire": "fire|feuer|fire waves",
    "meadow,sea,snow": "scenery",
    "": "sea lion|red fox",
}

# Unlisted words of the sentence encoder, and what they mean; `FILLERS` are words that mean nothing
# to be seen.
SENTENCE_WORDS: dict[str, str] = {
    **{thing: thing for thing in THINGS},
    "powder": "snow",
    "Pulver": "snow",
    "lawn": "meadow",
    "waves": "sea",
    "agua": "sea",
    "flames": "fire",
    "lion": "sea",
}
FILLERS = ("query:", "a", "of", "on", "in", "at", "the", "old", "two", "blue", "red", "black",
           "white", "and", "photo", "or")  # fmt: skip

_SHARE = 0.35  # of the evidence in a vector's squared length
_SLOPE, _OFFSET = 1.5, -4.5  # likely from a score of 3 on
_ALL, _ORDINARY = 7.0, 1.0  # score of a picture that is all of one thing, plus 1
_WIDTH = 384
_MEANT = len(LOOKS)  # the number in a sentence's vector that is 1 if it means anything


def make_model(folder: Path, words: Mapping[str, str] = WORDS_OF) -> Shipped:
    """Write a model's files into a folder."""
    meanings = [tuple(names.split(",")) for names in words if names]
    listed = {"content": CONTENT, "first_side": 128, "second_side": 160, "stride": 32,
              "window_share": 0.6, "word_share": 0.5,
              "meaning_names": [",".join(names) for names in meanings]}  # fmt: skip
    (folder / model_files.DESCRIPTION).write_text(json.dumps(listed), encoding="utf-8")
    numbers = {names: row for row, names in enumerate(filter(None, words))}
    lines = [f"{numbers.get(names, -1)}\t{each}\n" for names, each in words.items()]
    (folder / model_files.WORDS).write_text("".join(lines), encoding="utf-8")
    np.savez(folder / model_files.MEANINGS, allow_pickle=False, **_meanings(meanings))
    cuts = {",".join(names): 5.0 for names in meanings if names != ("meadow",)}
    (folder / model_files.STRONG).write_text(json.dumps({"cut_offs": cuts}), encoding="utf-8")
    np.savez(folder / model_files.ASKING, allow_pickle=False, **_asking())
    onnx.save(_picture_net(), str(folder / model_files.PICTURE))
    pieces, table = _pieces()
    onnx.save(_text_net(table), str(folder / model_files.TEXT))
    scores = [-float(place) for place in range(len(pieces))]
    content = json.dumps({"pieces": "\n".join(pieces), "scores": scores})
    (folder / model_files.PIECES).write_text(content, encoding="utf-8")
    write_regions(folder, numbers=8)
    return shipped_in(folder)


@cache
def small_model() -> Shipped:
    """The model that most tests share; its files go when the process ends."""
    return make_model(Path(_folder().name))


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="picseek-model-")


def _meanings(meanings: list[tuple[str, ...]]) -> dict[str, NDArray[np.generic]]:
    directions = np.zeros((len(meanings), CONTENT), np.float32)
    for row, names in enumerate(meanings):
        places = [THINGS.index(name) for name in names]
        directions[row, places] = _ALL / np.sqrt(1 - _SHARE)
    return {
        "directions": directions.astype(np.float16),
        "means": np.full(len(meanings), _ORDINARY, np.float32),
        "slope": np.float32(_SLOPE),  # type: ignore[dict-item]
        "offsets": np.full(len(meanings), _OFFSET, np.float32),
    }


def _asking() -> dict[str, NDArray[np.generic]]:
    looks = len(LOOKS)
    hidden = np.zeros((looks, _WIDTH), np.float32)
    hidden[:, :looks] = np.eye(looks) * 8
    known = np.zeros(_WIDTH, np.float32)
    known[_MEANT] = 1
    return {
        "mean": np.zeros(_WIDTH, np.float32),
        "hidden_weights": hidden.astype(np.float16),
        "hidden_bias": np.zeros(looks, np.float32),
        "weights": np.eye(CONTENT - 1, looks).astype(np.float16),
        "bias": np.zeros(CONTENT - 1, np.float32),
        "known_weights": known,
        "known_bias": np.float32(0),  # type: ignore[dict-item]
        "background_mean": np.zeros(CONTENT, np.float32),
        "background_covariance": (np.eye(CONTENT) * 0.02).astype(np.float16),
        "sentence": np.array([_SLOPE, _OFFSET, 5.0], np.float32),
    }


def _pieces() -> tuple[list[str], Floats]:
    """The vocabulary, and a row for each of it."""
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    pieces = [*special, *(f"▁{word}" for word in (*SENTENCE_WORDS, *FILLERS))]
    table = np.zeros((len(pieces), _WIDTH), np.float32)
    table[3, _MEANT] = -10
    for row, thing in enumerate(SENTENCE_WORDS.values(), len(special)):
        table[row, THINGS.index(thing)] = 1
        table[row, _MEANT] = 1
    table[len(special) + len(SENTENCE_WORDS) + 1 :, _MEANT] = 1
    return pieces, table


def _text_net(table: Floats) -> onnx.ModelProto:
    """The mean of the pieces' rows, L2-normalised."""
    nodes = [
        helper.make_node("Gather", ["table", "ids"], ["rows"]),
        helper.make_node("Cast", ["mask"], ["weights"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["weights", "last"], ["column"]),
        helper.make_node("Mul", ["rows", "column"], ["kept"]),
        helper.make_node("ReduceSum", ["kept", "middle"], ["sum"], keepdims=0),
        helper.make_node("Add", ["sum", "little"], ["some"]),
        helper.make_node("LpNormalization", ["some"], ["vectors"], axis=1, p=2),
    ]
    little = np.zeros(_WIDTH, np.float32)
    little[-1] = 1e-3
    constants = {"table": table, "last": [2], "middle": [1], "little": little}
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["n", "t"])
        for name in ("ids", "mask")
    ]
    return _model("text", nodes, inputs, ["n", _WIDTH], constants)


def _picture_net() -> onnx.ModelProto:
    """How much of each window looks like which thing; all of it twice, as a root at second."""
    looks = np.array(list(LOOKS.values()), np.float32)
    nodes = [
        helper.make_node("Cast", ["pixels"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["numbers"], ["planes"], perm=[2, 0, 1]),
        helper.make_node("Unsqueeze", ["planes", "first"], ["image"]),
        helper.make_node("AveragePool", ["image"], ["small"], kernel_shape=[32, 32],
                         strides=[32, 32]),
        helper.make_node("Reshape", ["small", "flat"], ["channels"]),
        helper.make_node("Transpose", ["channels"], ["cells"], perm=[1, 0]),
        # -|c - look|^2 but for |c|^2, which all looks have in common
        helper.make_node("MatMul", ["cells", "twice"], ["products"]),
        helper.make_node("Sub", ["products", "squares"], ["near"]),
        helper.make_node("Mul", ["near", "sharp"], ["sharper"]),
        helper.make_node("Softmax", ["sharper"], ["like"], axis=1),
        helper.make_node("MatMul", ["pool", "like"], ["rows"]),
        helper.make_node("ReduceMax", ["rows"], ["most"], axes=[0], keepdims=1),
        helper.make_node("ReduceSum", ["most", "last"], ["all"], keepdims=1),
        helper.make_node("Div", ["most", "all"], ["whole"]),
        helper.make_node("Concat", ["whole", "rows"], ["every"], axis=0),
        helper.make_node("LpNormalization", ["every"], ["unit"], axis=1, p=2),
        helper.make_node("Mul", ["unit", "joint"], ["first_part"]),
        helper.make_node("Sqrt", ["every"], ["roots"]),
        helper.make_node("Mul", ["roots", "evidence"], ["second_part"]),
        helper.make_node("MatMul", ["every", "nothing"], ["filling"]),
        helper.make_node("Concat", ["first_part", "second_part", "filling"], ["vectors"], axis=1),
    ]  # fmt: skip
    constants = {
        "first": [0],
        "last": [1],
        "flat": [3, -1],
        "twice": 2 * looks.T,
        "squares": (looks * looks).sum(axis=1),
        "sharp": np.float32(1e-3),
        "joint": np.float32(np.sqrt(1 - _SHARE)),
        "evidence": np.float32(np.sqrt(_SHARE)),
        "nothing": np.zeros((len(LOOKS), 1), np.float32),
    }
    inputs = [
        helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["h", "w", 3]),
        helper.make_tensor_value_info("pool", TensorProto.FLOAT, ["n", "cells"]),
    ]
    return _model("picture", nodes, inputs, ["rows", CONTENT], constants)


def _model(
    name: str,
    nodes: list[onnx.NodeProto],
    inputs: list[onnx.ValueInfoProto],
    shape: list[str | int],
    constants: Mapping[str, object],
) -> onnx.ModelProto:
    output = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, shape)
    stored = [numpy_helper.from_array(np.asarray(v), n) for n, v in constants.items()]
    graph = helper.make_graph(nodes, name, inputs, [output], stored)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
