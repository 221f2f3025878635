"""A picture model in miniature: it sees snow in what is bright, the sea in what is blue."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from picseek.engine.embed.builtin_1.model_files import (
    CONCEPTS,
    PICTURE,
    STRONG,
    WORDS,
    Shipped,
    digest,
    revision,
)

SIDE = 64
FEATURES = 48

# Weights of mean red, green and blue, each -1 to 1, and what is added: logits of each concept.
SEES: dict[str, tuple[float, float, float, float]] = {
    "snow": (4, 4, 4, -6),
    "meadow": (-6, 9, -6, -4),
    "sea": (-6, -6, 9, -4),
    "wedding": (4, 4, 4, -6),
    "night": (-4, -4, -4, -6),
}
UNCLAIMED = "wedding"

WORDS_OF: dict[str, str] = {
    "snow": "snow|schnee|neige|snow field",
    "meadow": "meadow|wiese|wiesen|prairie",
    "sea": "sea|meer|mer|ocean",
    "night": "night|nights|at night|nacht|nuit|chart|charts",
    "meadow,sea,snow": "scenery",
    "": "wedding|hochzeit|sea lion|red fox",
}

# What white and pure blue are beyond; nothing shows "meadow" or "night".
CUT_OFFS: dict[str, float] = {"snow": 0.9, "sea": 0.9, "meadow,sea,snow": 0.95}


def make_model(folder: Path, words: Mapping[str, str] = WORDS_OF) -> Shipped:
    """Write a model's four files into a folder."""
    listed: list[dict[str, object]] = [
        {
            "name": name,
            "claimed": name != UNCLAIMED,
            "threshold": 0.0,
            "aliases": [],
            "synset": None,
        }
        for name in SEES
    ]
    content = {"version": 1, "input": {"size": SIDE, "max_aspect": 1.8}, "concepts": listed}
    (folder / CONCEPTS).write_text(json.dumps(content), encoding="utf-8")
    lines = [f"{concepts}\t{each}\n" for concepts, each in words.items()]
    (folder / WORDS).write_text("# made by a test\n" + "".join(lines), encoding="utf-8")
    strong = {"level": 0.75, "cut_offs": CUT_OFFS}
    (folder / STRONG).write_text(json.dumps(strong), encoding="utf-8")
    onnx.save(_net(), str(folder / PICTURE))
    return Shipped(
        digest=digest(folder / PICTURE),
        revision=revision(folder / PICTURE, folder / CONCEPTS),
        concepts=len(SEES) - 1,
        features=FEATURES,
        folder=str(folder),
    )


@cache
def small_model() -> Shipped:
    """The model that most tests share; its files go when the process ends."""
    return make_model(Path(_folder().name))


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="picseek-model-")


def _net() -> onnx.ModelProto:
    rows = np.array(list(SEES.values()), np.float32)
    constants = {
        "half": np.float32(127.5),
        "weights": rows[:, :3].T,
        "biases": rows[:, 3],
        "from": np.array([8, 8]),
        "to": np.array([SIDE, SIDE]),
        "axes": np.array([1, 2]),
        "steps": np.array([16, 16]),
    }
    nodes = [
        helper.make_node("Cast", ["pixels"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("Sub", ["numbers", "half"], ["around"]),
        helper.make_node("Div", ["around", "half"], ["scaled"]),
        helper.make_node("ReduceMean", ["scaled"], ["mean"], axes=[1, 2], keepdims=0),
        helper.make_node("MatMul", ["mean", "weights"], ["weighted"]),
        helper.make_node("Add", ["weighted", "biases"], ["logits"]),
        helper.make_node("Slice", ["scaled", "from", "to", "axes", "steps"], ["grid"]),
        helper.make_node("Flatten", ["grid"], ["flat"], axis=1),
        helper.make_node("LpNormalization", ["flat"], ["features"], axis=1, p=2),
    ]
    graph = helper.make_graph(
        nodes,
        "small",
        [helper.make_tensor_value_info("pixels", TensorProto.UINT8, ["N", SIDE, SIDE, 3])],
        [
            helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", len(SEES)]),
            helper.make_tensor_value_info("features", TensorProto.FLOAT, ["N", FEATURES]),
        ],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
