"""Models on this computer through the facades: `LocalModels`, `Library`."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from picseek.engine.cancel import JobControl
from picseek.engine.embed.clip import catalog as models
from picseek.engine.embed.clip import onnx_runtime as sessions
from picseek.engine.embed.clip.catalog import ClipModel, table
from picseek.engine.embed.clip.model_folder import ModelFolder
from picseek.engine.errors import Cancelled, ConsentNeeded, ModelError, UsageError
from picseek.engine.library import Library
from picseek.engine.models.local import LocalModels
from picseek.engine.types import IndexEvent, Progress, Query
from picseek.engine.types.models import LocalModelState
from picseek.engine.types.settings import IndexingOptions
from tests.support.clip.graphs import save_vision
from tests.support.clip.models import install, make_model, write_configs
from tests.support.drawing import scene
from tests.support.hub.server import HubServer


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(6):
        scene(300 + 40 * number, 300).rotate(50 * number).save(folder / f"photo {number}.jpg")
    return folder


def test_the_table_is_whole() -> None:
    ids = [model.id for model in table()]
    assert {"clip-vit-b32", "clip-vit-b32-q8", "siglip2-b16-q8", "tinyclip-8m-q8"} <= set(ids)
    assert len(set(ids)) == len(ids)
    for model in table():
        assert len(model.revision) == 40
        assert model.license in {"MIT", "Apache-2.0"}
        assert model.license_url.startswith("https://")
        assert {"MIT": "MIT License", "Apache-2.0": "Apache License"}[model.license] in (
            model.license_text
        )
        assert model.quality_source
        assert model.good_at
        assert model.times_slower > 1
        assert model.memory > sum({model.vision.file.size, model.text.file.size})
        assert all("{}" in template for template in model.templates)
        assert model.picture.fit in {"crop", "squash"}
        for file in model.files:
            assert len(file.sha256) == 64
            assert file.size > 100_000
            assert ".." not in file.path.split("/")


def test_one_model_is_recommended_to_everybody() -> None:
    for language in ("en", "de", "ja", "xx"):
        chosen = [m for m in table() if language in m.recommended_for]
        chosen = chosen or [m for m in table() if "many" in m.recommended_for]
        assert len(chosen) == 1
        assert language == "en" or "many" in chosen[0].languages


def test_no_sentence_about_a_model_is_for_engineers() -> None:
    for model in table():
        words = f"{model.title} {model.about} {model.good_at} {model.notice}"
        assert not re.search(r"ImageNet|%|\bbits?\b|ViT|weights|quanti[sz]ed", words)


def test_the_users_folder_is_named_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PICSEEK_MODELS", str(tmp_path / "elsewhere"))
    assert ModelFolder().root == tmp_path / "elsewhere"
    monkeypatch.delenv("PICSEEK_MODELS")
    assert ModelFolder().root.name == "models"


def test_what_a_window_shows_before_and_after(tiny: ClipModel, hub: HubServer) -> None:
    local = LocalModels()
    (row,) = local.models()
    assert (row.state, row.present, row.size) == (LocalModelState.MISSING, 0, tiny.size)
    with pytest.raises(ConsentNeeded, match="license: MIT"):
        local.download("tiny", agreed=False)
    assert not hub.requests
    local.download("tiny", agreed=True)
    assert local.model("tiny").state is LocalModelState.READY
    assert local.model("tiny").present == tiny.size
    asked = len(hub.requests)
    local.download("tiny", agreed=False)  # it is here: nothing to agree to
    assert len(hub.requests) == asked
    local.remove("tiny")
    assert local.model("tiny").state is LocalModelState.MISSING
    assert not local.model("tiny").folder.exists()
    local.remove("tiny")
    with pytest.raises(ModelError, match="Choose one of these: tiny"):
        local.download("nothing", agreed=True)


def test_files_are_deleted_while_others_come_and_once_their_own_do_not(
    tiny: ClipModel, hub: HubServer, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(tiny, id="other")
    monkeypatch.setattr(models, "table", lambda: (tiny, other))
    local, job = LocalModels(), JobControl()
    install(other, repository, local.folder)
    hub.silent_about = "bytes"
    with ThreadPoolExecutor(2) as executor:
        fetched = executor.submit(local.download, "tiny", agreed=True, job=job)
        assert hub.heard.wait(30)
        local.remove("other")
        assert local.model("other").state is LocalModelState.MISSING
        removed = executor.submit(local.remove, "tiny")
        job.cancel()
        with pytest.raises(Cancelled):
            fetched.result(30)
        removed.result(30)
    assert not hub.speaks.is_set()
    assert not local.model("tiny").folder.exists()
    hub.silent_about = ""
    local.download("tiny", agreed=True)
    assert local.model("tiny").state is LocalModelState.READY


def test_what_models_run_on_is_chosen_once_for_all_libraries(tiny: ClipModel) -> None:
    local = LocalModels()
    assert local.accelerator == "auto"
    assert next(each.id for each in local.accelerators()) == "auto"
    assert next(each for each in local.accelerators() if each.id == "cpu").available
    local.set_accelerator("cpu")
    assert LocalModels().runtime().accelerator == "cpu"
    with pytest.raises(UsageError, match="Choose one of these"):
        local.set_accelerator("abacus")
    (local.folder.root / "settings.json").write_text("{", encoding="utf-8")
    assert local.accelerator == "auto"


def test_a_question_takes_no_more_cores_than_the_library_allows(
    tiny: ClipModel,
    repository: Path,
    library: Library,
    pictures: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(tiny, repository, library.local.folder)
    noted_threads: list[int] = []
    load = sessions.on_processor

    def noted(path: Path, *, threads: int, eager: bool) -> sessions.Session:
        noted_threads.append(threads)
        return load(path, threads=threads, eager=eager)

    monkeypatch.setattr("picseek.engine.embed.clip.embedder.on_processor", noted)
    library.options.set_indexing(IndexingOptions(cores=1))
    library.use_model("tiny")
    library.index([pictures])
    library.search(Query("a red cat"))
    assert noted_threads == [1]


def test_a_library_indexes_and_searches_with_it(
    tiny: ClipModel, repository: Path, library: Library, pictures: Path
) -> None:
    library.index([pictures])
    with pytest.raises(ModelError, match=r"“Tiny clip” can't be used yet\. .* Download it first"):
        library.index(model="tiny")
    install(tiny, repository, library.local.folder)
    library.use_model("tiny")
    events: list[IndexEvent] = []
    report = library.index(on_event=events.append)
    assert (report.model, report.indexed, report.failed) == ("tiny", 6, ())
    assert any(isinstance(event, Progress) for event in events)
    result = library.search(Query("a red cat"))
    assert (result.model, len(result.hits), result.note) == ("tiny", 6, "")
    like = library.search(Query(like=(pictures / "photo 3.jpg",)))
    assert like.hits[0].picture.path == pictures / "photo 3.jpg"
    assert library.status().models == {"builtin": 6, "tiny": 6}
    assert library.index().unchanged == 6


def test_until_a_model_has_embedded_the_one_before_answers(
    tiny: ClipModel, repository: Path, library: Library, pictures: Path
) -> None:
    library.index([pictures])
    install(tiny, repository, library.local.folder)
    library.use_model("tiny")
    result = library.search(Query("red"))
    assert result.model == "builtin"
    assert result.note.startswith(f"No pictures are indexed with “{tiny.title}” yet.")


def test_when_the_files_are_gone_the_built_in_model_answers(
    tiny: ClipModel, repository: Path, library: Library, pictures: Path, hub: HubServer
) -> None:
    library.index([pictures])
    install(tiny, repository, library.local.folder)
    library.use_model("tiny")
    library.index()
    assert library.search(Query("red")).model == "tiny"
    library.local.remove("tiny")
    result = library.search(Query("red"))
    assert result.model == "builtin"
    assert "Download it first" in result.note
    library.local.download("tiny", agreed=True)
    assert library.search(Query("red")).model == "tiny"
    assert library.index().unchanged == 6


def test_what_was_typed_before_is_answered_without_the_model(
    tiny: ClipModel, repository: Path, library: Library, pictures: Path
) -> None:
    install(tiny, repository, library.local.folder)
    library.use_model("tiny")
    library.index([pictures])
    first = library.search(Query("red"))
    library.local.folder.file(tiny, tiny.text.file).unlink()
    again = library.search(Query("red"))
    assert [hit.picture.id for hit in again.hits] == [hit.picture.id for hit in first.hits]


def test_a_model_in_use_is_not_pulled_away_from_a_run(
    tiny: ClipModel, repository: Path, library: Library, pictures: Path
) -> None:
    install(tiny, repository, library.local.folder)
    job, running = JobControl(), threading.Event()

    def hold(event: IndexEvent) -> None:
        if not running.is_set():
            job.pause()
            running.set()

    thread = threading.Thread(
        target=library.index,
        args=([pictures],),
        kwargs={"model": "tiny", "job": job, "on_event": hold},
    )
    thread.start()
    assert running.wait(60)
    with pytest.raises(UsageError, match="being indexed"):
        library.local.remove("tiny")
    job.resume()
    thread.join(60)
    assert library.status().models == {"tiny": 6}
    library.local.remove("tiny")


def test_a_missing_custom_model_is_no_fault(
    tiny: ClipModel, repository: Path, library: Library, pictures: Path, tmp_path: Path
) -> None:
    files = tmp_path / "files"
    make_model(files)
    write_configs(files)
    save_vision(files / "onnx/vision_model.onnx", seed=7)
    (row,) = library.local.add(files, name="Mine")
    assert (row.id, row.state, row.source) == ("own/mine", LocalModelState.READY, "")
    library.index([pictures], model=row.id)
    assert row.id in [each.id for each in library.models()]
    library.local.remove(row.id)
    assert row.id not in [each.id for each in library.models()]
    (left_over,) = library.status().other_sets
    assert (left_over.model, left_over.vectors) == (row.id, 6)
    library.local.add(files, name="Mine")
    assert library.index(model=row.id).unchanged == 6
