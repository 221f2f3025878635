"""Getting a model from a hub: whole, held, cut off, resumed, damaged, refused."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from filelock import FileLock

from picseek.engine.cancel import JobControl
from picseek.engine.embed.clip.catalog import ClipModel
from picseek.engine.embed.clip.download import Download
from picseek.engine.embed.clip.hub import HuggingFaceHub
from picseek.engine.embed.clip.model_folder import ModelFolder
from picseek.engine.errors import Cancelled, ModelError
from picseek.engine.types.models import FetchProgress, LocalModelState
from tests.support.clip.models import make_model
from tests.support.hub.server import HubServer, serving

VISION, TEXT = "onnx/vision_model.onnx", "onnx/text_model.onnx"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    with serving(HubServer(tmp_path / "repository")) as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        yield server


@pytest.fixture
def model(tmp_path: Path) -> ClipModel:
    return make_model(tmp_path / "repository")


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "my models")


def fetch(
    folder: ModelFolder,
    model: ClipModel,
    job: JobControl | None = None,
    on_progress: Callable[[FetchProgress], None] = lambda _progress: None,
) -> None:
    waits = (0.01, 0.01, 0.01)
    Download(folder, model, HuggingFaceHub(), job or JobControl(), on_progress, waits=waits).run()


def size_of(model: ClipModel, path: str) -> int:
    return next(file.size for file in model.files if file.path == path)


def test_what_came_is_what_the_hub_has(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    reports: list[FetchProgress] = []
    assert folder.state(model) is LocalModelState.MISSING
    fetch(folder, model, on_progress=reports.append)
    assert folder.state(model) is LocalModelState.READY
    for file in model.files:
        assert folder.file(model, file).read_bytes() == (hub.repository / file.path).read_bytes()
        assert not folder.part(model, file).exists()
    assert (reports[-1].done, reports[-1].total) == (model.size, model.size)
    assert [each.done for each in reports] == sorted(each.done for each in reports)


def test_nothing_about_the_user_is_sent(
    hub: HubServer, model: ClipModel, folder: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_a_token_of_the_user")
    fetch(folder, model)
    assert hub.requests
    for request in hub.requests:
        sent = {name.lower(): value for name, value in request.headers.items()}
        assert "authorization" not in sent
        assert sent["user-agent"].startswith("picseek/")
        assert not {"cookie", "referer"} & set(sent)


def test_a_cut_connection_goes_on_where_it_stopped(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    hub.cuts = 2
    fetch(folder, model)
    assert folder.state(model) is LocalModelState.READY
    half = size_of(model, VISION) // 2
    assert hub.asked_for_bytes(VISION)[:2] == [0, half]


def test_a_partial_file_is_resumed_at_the_next_start(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    hub.cuts = 1
    original = HuggingFaceHub.look_up
    with pytest.MonkeyPatch.context() as patch:
        seen: list[str] = []

        def once(self: HuggingFaceHub, *asked: str) -> object:
            seen.append(asked[2])
            if seen.count(VISION) > 1:
                raise ModelError("the program was killed here")
            return original(self, *asked)

        patch.setattr(HuggingFaceHub, "look_up", once)
        with pytest.raises(ModelError, match="killed"):
            fetch(folder, model)
    half = size_of(model, VISION) // 2
    assert folder.state(model) is LocalModelState.PARTIAL
    assert folder.present(model) == half
    assert "remaining" in folder.needs(model)
    fetch(folder, model)
    assert hub.asked_for_bytes(VISION) == [0, half]
    assert folder.state(model) is LocalModelState.READY


def test_a_silent_server_is_given_up_and_the_partial_file_stays(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    fetch(folder, model)
    part = folder.part(model, model.text.file)
    folder.file(model, model.text.file).rename(part)
    part.write_bytes(part.read_bytes()[:100])
    hub.status = 503
    reports: list[FetchProgress] = []
    with pytest.raises(ModelError, match="The next attempt continues"):
        fetch(folder, model, on_progress=reports.append)
    assert any("Retrying" in each.note for each in reports)
    assert part.stat().st_size == 100


def test_damage_is_found_and_got_again_once(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    hub.damaged = 1
    fetch(folder, model)
    assert hub.asked_for_bytes(VISION) == [0, 0]
    assert folder.state(model) is LocalModelState.READY
    shutil.rmtree(folder.root)
    hub.damaged = 2
    with pytest.raises(ModelError, match="damaged in two downloads"):
        fetch(folder, model)
    assert folder.state(model) is LocalModelState.MISSING


def test_a_file_changed_on_the_disk_is_found_and_got_again(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    fetch(folder, model)
    file = folder.file(model, model.vision.file)
    file.write_bytes(file.read_bytes()[:-10])
    assert folder.state(model) is LocalModelState.DAMAGED
    assert "Download it again" in folder.needs(model)
    fetch(folder, model)
    assert folder.state(model) is LocalModelState.READY
    assert hub.asked_for_bytes(TEXT) == [0]


def test_another_file_than_the_pinned_one_is_not_taken(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    path = hub.repository / VISION
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(ModelError, match="isn't the file that Picseek expects"):
        fetch(folder, model)
    assert not hub.asked_for_bytes(VISION)


def test_a_server_without_ranges_starts_over(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    hub.cuts, hub.ignores_ranges = 1, True
    fetch(folder, model)
    assert folder.state(model) is LocalModelState.READY


def test_a_stop_keeps_what_came(hub: HubServer, model: ClipModel, folder: ModelFolder) -> None:
    job = JobControl()
    hub.cuts = 1
    with pytest.raises(Cancelled):
        fetch(folder, model, job, lambda each: job.cancel() if each.done else None)
    assert folder.state(model) is LocalModelState.PARTIAL
    fetch(folder, model)
    assert folder.state(model) is LocalModelState.READY


@pytest.mark.parametrize("kind", ["resolve", "bytes"])
def test_a_stop_does_not_wait_for_a_silent_server(
    hub: HubServer,
    model: ClipModel,
    folder: ModelFolder,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    monkeypatch.setattr("picseek.engine.embed.clip.hub._SECONDS", 600.0)
    hub.silent_about = kind
    job = JobControl()
    with ThreadPoolExecutor(1) as executor:
        fetched = executor.submit(fetch, folder, model, job)
        assert hub.heard.wait(30)
        job.cancel()
        with pytest.raises(Cancelled):
            fetched.result(30)
    assert not hub.speaks.is_set()
    hub.silent_about = ""
    fetch(folder, model)  # nothing that was left to itself is in the way
    assert folder.state(model) is LocalModelState.READY


def test_a_pause_lets_the_connection_go_and_resumes(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    job, held = JobControl(), threading.Event()
    seen: list[FetchProgress] = []

    def on_progress(progress: FetchProgress) -> None:
        seen.append(progress)
        if progress.note == "Paused.":
            held.set()
        elif len(seen) == 1:
            job.pause()

    thread = threading.Thread(target=fetch, args=(folder, model, job, on_progress))
    thread.start()
    assert held.wait(30)
    assert folder.state(model) is not LocalModelState.READY
    job.resume()
    thread.join(30)
    assert folder.state(model) is LocalModelState.READY


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (401, "doesn't allow downloading"),
        (403, "doesn't allow downloading"),
        (404, "no longer has"),
        (500, "error 500"),
    ],
)
def test_a_refusal_is_one_plain_sentence(
    hub: HubServer, model: ClipModel, folder: ModelFolder, status: int, sentence: str
) -> None:
    hub.status = status
    with pytest.raises(ModelError, match=sentence) as caught:
        fetch(folder, model)
    assert "\n" not in str(caught.value)
    assert hub.url in str(caught.value)


def test_no_network_is_one_plain_sentence(model: ClipModel, folder: ModelFolder) -> None:
    with pytest.raises(ModelError, match="can't be reached") as caught:
        fetch(folder, model)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_offline_mode_asks_nobody(
    hub: HubServer,
    model: ClipModel,
    folder: ModelFolder,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    monkeypatch.setenv(name, "1")
    with pytest.raises(ModelError, match=name):
        fetch(folder, model)
    assert not hub.requests


def test_a_proxy_of_the_environment_is_used(
    model: ClipModel, folder: ModelFolder, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_PROXY")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match="can't be reached"):
        fetch(folder, model)
    assert not hub.requests


def test_a_full_disk_is_found_before_the_download(
    hub: HubServer, model: ClipModel, folder: ModelFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(folder.root.parent)._replace(free=1000)
    monkeypatch.setattr("picseek.engine.embed.clip.model_files.shutil.disk_usage", lambda _: usage)
    with pytest.raises(ModelError, match="Free up some space"):
        fetch(folder, model)
    assert not hub.requests


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is forbidden here")
def test_a_folder_that_cannot_be_written_is_reported(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    folder.root.mkdir(mode=0o500)
    with pytest.raises(ModelError, match="PICSEEK_MODELS"):
        fetch(folder, model)


def test_a_file_in_the_way_is_reported(model: ClipModel, folder: ModelFolder) -> None:
    folder.root.write_text("isn't a folder", encoding="utf-8")
    with pytest.raises(ModelError, match="PICSEEK_MODELS"):
        fetch(folder, model)


def test_two_programs_do_not_get_the_same_model(
    hub: HubServer, model: ClipModel, folder: ModelFolder
) -> None:
    folder.path(model).mkdir(parents=True)
    with (
        FileLock(folder.path(model) / ".lock"),
        pytest.raises(ModelError, match="another Picseek window"),
    ):
        fetch(folder, model)
    fetch(folder, model)
