"""Custom models are copied, tried in a separate process, and added only if they work."""

from __future__ import annotations

import shutil
from pathlib import Path

import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper
from onnx.external_data_helper import set_external_data

from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.embed.base import QueryInput
from picseek.engine.embed.clip.catalog import ClipModel
from picseek.engine.embed.clip.embedder import ClipEmbedder
from picseek.engine.embed.clip.external_data import external_files
from picseek.engine.embed.clip.import_folder import FolderImport
from picseek.engine.embed.clip.model_folder import ModelFolder
from picseek.engine.embed.clip.onnx_runtime import Runtime
from picseek.engine.errors import ModelError
from picseek.engine.text.query_parser import parse
from picseek.engine.types.models import LocalModelState
from tests.support.clip.graphs import output, save_vision
from tests.support.clip.models import make_model, write_configs

VISION, TEXT = "onnx/vision_model.onnx", "onnx/text_model.onnx"


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "models")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = tmp_path / "mine"
    make_model(made)
    write_configs(made)
    return made


def take(folder: ModelFolder, source: Path) -> ClipModel:
    (model,) = FolderImport(folder, source, JobControl(), lambda _progress: None).run()
    return model


def with_data_outside(graph: Path, location: str) -> None:
    """Move the weights of a graph into another file, as large models have them."""
    model = onnx.load(graph)
    for tensor in model.graph.initializer:
        if tensor.data_type == TensorProto.FLOAT:
            set_external_data(tensor, location)
    onnx.save_model(model, graph)


def works(folder: ModelFolder, model: ClipModel) -> bool:
    embedder = ClipEmbedder(model, folder, Runtime(), on_notice=lambda _: None)
    vector = embedder.embed_query(QueryInput(parse("a cat")), CancelToken()).vector
    embedder.close()
    return vector is not None and vector.shape == (model.dim,)


def added(folder: ModelFolder) -> list[str]:
    return [model.id for model in folder.models() if not model.repository]


def test_files_that_belong_to_a_graph_come_along(folder: ModelFolder, source: Path) -> None:
    with_data_outside(source / VISION, "vision.data")
    with_data_outside(source / TEXT, "text.onnx_data")
    model = take(folder, source)
    assert [file.path for file in model.companions] == ["onnx/text.onnx_data", "onnx/vision.data"]
    shutil.rmtree(source)
    assert works(folder, model)
    assert ModelFolder(folder.root).find(model.id) == model
    folder.file(model, model.companions[0]).write_bytes(b"short")
    assert folder.state(model) is LocalModelState.DAMAGED


def test_other_numbers_beside_the_same_graph_are_another_model(
    folder: ModelFolder, source: Path
) -> None:
    with_data_outside(source / VISION, "vision.data")
    first = take(folder, source)
    data = source / "onnx" / "vision.data"
    data.write_bytes(data.read_bytes()[:-8] + bytes(8))
    assert take(folder, source).vector_revision != first.vector_revision


def test_a_graph_without_its_numbers_is_not_added(folder: ModelFolder, source: Path) -> None:
    with_data_outside(source / VISION, "vision.data")
    (source / "onnx" / "vision.data").unlink()
    with pytest.raises(ModelError, match=r"vision\.data is missing"):
        take(folder, source)
    assert added(folder) == []


@pytest.mark.parametrize("location", ["../outside.data", "/etc/passwd"])
def test_a_graph_that_reaches_outside_its_folder_is_not_added(
    folder: ModelFolder, source: Path, location: str
) -> None:
    graph = onnx.load(source / VISION)
    tensor = graph.graph.initializer[0]
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", location
    (source / VISION).write_bytes(graph.SerializeToString())
    with pytest.raises(ModelError, match="refers to files outside its folder"):
        take(folder, source)
    assert added(folder) == []


def test_graphs_are_never_loaded_in_this_process(
    folder: ModelFolder, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loaded(*_: object, **__: object) -> None:
        raise AssertionError("a graph was loaded here")

    monkeypatch.setattr(onnxruntime, "InferenceSession", loaded)
    assert folder.state(take(folder, source)) is LocalModelState.READY


def test_a_graph_that_floods_the_memory_costs_nothing_but_itself(
    folder: ModelFolder, source: Path
) -> None:
    """It would take 256 GB in the window's process."""
    shape = helper.make_tensor("shape", TensorProto.INT64, [2], [1 << 18, 1 << 18])
    nodes = [
        helper.make_node("ConstantOfShape", ["shape"], ["flood"]),
        helper.make_node("ReduceMean", ["flood"], ["mean"], keepdims=1),
        helper.make_node("Flatten", ["pixel_values"], ["flat"]),
        helper.make_node("Mul", ["flat", "mean"], ["image_embeds"]),
    ]
    pixels = onnx.load(source / VISION).graph.input[0]
    graph = helper.make_graph(
        nodes, "flood", [pixels], [output("image_embeds", "batch", 768)], [shape]
    )
    onnx.save(
        helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8),
        source / VISION,
    )
    with pytest.raises(ModelError):
        take(folder, source)
    assert added(folder) == []
    assert not list(folder.root.rglob("*.onnx"))


def test_a_model_that_worked_stays_when_its_successor_does_not(
    folder: ModelFolder, source: Path
) -> None:
    model = take(folder, source)
    (source / TEXT).write_bytes(b"no graph")
    with pytest.raises(ModelError):
        take(folder, source)
    assert folder.state(model) is LocalModelState.READY
    assert works(folder, model)


def test_what_the_model_had_before_is_deleted(folder: ModelFolder, source: Path) -> None:
    model = take(folder, source)
    (folder.path(model) / "stale.onnx").write_bytes(b"of an older version")
    save_vision(source / VISION, seed=99)
    model = take(folder, source)
    assert not (folder.path(model) / "stale.onnx").exists()
    assert not (folder.path(model) / ".new").exists()


@pytest.mark.parametrize(
    "content", [b"", b"\xff" * 100, b"\x3a\xff\xff\xff\xff\xff\x0f", b"GIF89a, no graph", bytes(99)]
)
def test_what_is_no_graph_has_no_files_beside_it(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.onnx").write_bytes(content)
    assert external_files(tmp_path / "a.onnx", CancelToken()) == set()
