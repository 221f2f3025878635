"""Taking a model from a folder of files: a known one, a custom one, and none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from picseek.engine.cancel import JobControl
from picseek.engine.embed.base import QueryInput
from picseek.engine.embed.clip import catalog as models
from picseek.engine.embed.clip.catalog import ClipModel
from picseek.engine.embed.clip.custom_models import ProbedModel, ProbeTask, probe_files
from picseek.engine.embed.clip.embedder import ClipEmbedder
from picseek.engine.embed.clip.import_folder import FolderImport
from picseek.engine.embed.clip.model_folder import ModelFolder
from picseek.engine.embed.clip.onnx_runtime import Runtime
from picseek.engine.errors import Cancelled, ModelError, UsageError
from picseek.engine.text.query_parser import parse
from picseek.engine.types.models import FetchProgress, LocalModelState
from tests.support.clip.graphs import TINY_PICTURE, Tower, quantise, save_vision
from tests.support.clip.models import make_model, write_configs


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "models")


def files_of(folder: Path, kind: str = "clip") -> Path:
    make_model(folder, kind=kind)
    write_configs(folder)
    return folder


def take(
    folder: ModelFolder,
    source: Path,
    name: str = "",
    on_progress: Callable[[FetchProgress], None] = lambda _progress: None,
) -> list[ClipModel]:
    return FolderImport(folder, source, JobControl(), on_progress).run(name)


def tried(source: Path) -> ProbedModel:
    """What the worker does, in this process."""
    return probe_files(ProbeTask(str(source), str(source)))


def works(folder: ModelFolder, model: ClipModel) -> bool:
    from picseek.engine.cancel import CancelToken

    embedder = ClipEmbedder(model, folder, Runtime(), on_notice=lambda _: None)
    vector = embedder.embed_query(QueryInput(parse("a cat")), CancelToken()).vector
    embedder.close()
    return vector is not None and vector.shape == (model.dim,)


def test_a_known_model_is_known_by_its_content_wherever_it_lies(
    tmp_path: Path, folder: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = make_model(tmp_path / "hub")
    monkeypatch.setattr(models, "table", lambda: (known,))
    flat = tmp_path / "downloads" / "some model"
    flat.mkdir(parents=True)
    for file in known.files:
        shutil.copy(tmp_path / "hub" / file.path, flat / Path(file.path).name.replace("_", " "))
    reports: list[FetchProgress] = []
    assert take(folder, tmp_path / "downloads", on_progress=reports.append) == [known]
    assert folder.state(known) is LocalModelState.READY
    assert (reports[-1].done, reports[-1].total) == (known.size, known.size)
    assert works(folder, known)


@pytest.mark.parametrize("kind", ["clip", "quantised", "combined"])
def test_other_files_become_a_custom_model(tmp_path: Path, folder: ModelFolder, kind: str) -> None:
    source = files_of(tmp_path / "My Größe 2", kind)
    (model,) = take(folder, source)
    assert model.id == "own/my-gr-e-2"
    assert tried(source).dim == model.dim  # what the worker has found out
    assert model.title == "My Größe 2"
    assert model.dim == TINY_PICTURE.dim
    assert model.quantised == (kind == "quantised")
    assert model.tokens.length == 12
    assert folder.state(model) is LocalModelState.READY
    assert folder.find(model.id) == model
    assert ModelFolder(folder.root).models()[-1] == model
    assert works(folder, model)


def test_a_siglip_like_model_is_recognized_by_its_configuration(
    tmp_path: Path, folder: ModelFolder
) -> None:
    source = tmp_path / "sig"
    make_model(source, kind="siglip")
    write_configs(source, model_type="siglip")
    tokenizer = {"pad_token": "<pad>", "tokenizer_class": "GemmaTokenizerFast"}
    (source / "tokenizer_config.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    (model,) = take(folder, source, "Mine")
    assert (model.id, model.templates) == ("own/mine", ("{}",))
    assert (tried(source).tokens.fixed, tried(source).tokens.lower) == (True, True)
    assert (model.tokens.fixed, model.tokens.lower, model.tokens.pad) == (True, True, 0)
    assert model.vision.output == model.text.output == "pooler_output"
    assert works(folder, model)


def test_a_file_of_the_same_name_but_other_content_is_another_model(
    tmp_path: Path, folder: ModelFolder
) -> None:
    source = files_of(tmp_path / "mine")
    (first,) = take(folder, source)
    save_vision(source / "onnx/vision_model.onnx", seed=99)
    (second,) = take(folder, source)
    assert first.id == second.id
    assert first.vector_revision != second.vector_revision
    assert folder.find("own/mine") == second


def remove(name: str) -> Callable[[Path], None]:
    def change(source: Path) -> None:
        (source / name).unlink()

    return change


def broken(name: str) -> Callable[[Path], None]:
    def change(source: Path) -> None:
        (source / name).write_text("{ not JSON", encoding="utf-8")

    return change


def not_a_graph(source: Path) -> None:
    (source / "onnx/text_model.onnx").write_bytes(b"GIF89a, not a graph")


def two_graphs_for_pictures(source: Path) -> None:
    save_vision(source / "onnx/another.onnx")


def halves_of_two_models(source: Path) -> None:
    save_vision(source / "onnx/vision_model.onnx", Tower(16, 1, 2, dim=12, patch=8, size=16))


def odd_pixels(source: Path) -> None:
    write_configs(source)
    path = source / "preprocessor_config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**config, "resample": 1}), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (remove("tokenizer.json"), "tokenizer.json is missing"),
        (remove("preprocessor_config.json"), "how pixels are prepared"),
        (remove("onnx/text_model.onnx"), "No file .* takes words"),
        (remove("onnx/vision_model.onnx"), "No file .* takes pictures"),
        (not_a_graph, "can't be loaded as a model"),
        (two_graphs_for_pictures, "Several files could be used: another.onnx, vision_model.onnx"),
        (halves_of_two_models, "don't belong to the same model"),
        (odd_pixels, "doesn't support the way"),
        (broken("preprocessor_config.json"), "can't be read"),
        (broken("tokenizer.json"), "can't be read as a tokenizer"),
    ],
)
def test_what_does_not_fit_is_reported(
    tmp_path: Path, folder: ModelFolder, change: Callable[[Path], None], sentence: str
) -> None:
    source = files_of(tmp_path / "mine")
    change(source)
    with pytest.raises(ModelError, match=sentence) as caught:
        take(folder, source)
    assert "\n" not in str(caught.value)
    with pytest.raises(ModelError, match=sentence):
        tried(source)
    assert all(model.repository for model in folder.models())


def test_an_empty_folder_and_none_at_all(tmp_path: Path, folder: ModelFolder) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=r"ends in \.onnx"):
        take(folder, tmp_path / "empty")
    with pytest.raises(UsageError, match="isn't a folder"):
        take(folder, tmp_path / "nowhere")


def test_a_stop_leaves_nothing_that_looks_ready(tmp_path: Path, folder: ModelFolder) -> None:
    source, job = files_of(tmp_path / "mine"), JobControl()

    def stop(progress: FetchProgress) -> None:
        if progress.done:
            job.cancel()

    with pytest.raises(Cancelled):
        FolderImport(folder, source, job, stop).run()
    assert all(model.repository for model in folder.models())


def test_a_graph_that_takes_one_picture_only_is_asked_one_at_a_time(
    tmp_path: Path, folder: ModelFolder
) -> None:
    source = files_of(tmp_path / "mine")
    path = source / "onnx/vision_model.onnx"
    quantise(path, path)
    (model,) = take(folder, source)
    assert model.quantised
