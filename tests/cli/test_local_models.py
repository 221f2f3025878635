"""``picseek models get``, ``add``, ``remove`` and ``runs-on``."""

from __future__ import annotations

import io
import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import huggingface_hub.constants  # noqa: F401 - reads HF_HUB_OFFLINE, before a test sets it

from picseek.cli.exit_codes import EXIT_CANNOT, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE
from picseek.cli.local_models import FetchPrinter
from picseek.cli.main import main
from picseek.engine.embed.clip.catalog import ClipModel
from picseek.engine.models.local import LocalModels
from picseek.engine.types.models import FetchProgress, LocalModelState
from tests.support.clip.graphs import save_vision
from tests.support.clip.models import write_configs
from tests.support.drawing import scene
from tests.support.hub.server import HubServer

if TYPE_CHECKING:
    import pytest


def state() -> LocalModelState:
    return LocalModels().model("tiny").state


def test_from_nothing_to_a_search(
    tiny: ClipModel, hub: HubServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    for number in range(3):
        scene(100 + number, 100).save(pictures / f"{number}.png")
    library = ["--library", str(tmp_path / "library")]
    assert main(["index", str(pictures), "--model", "tiny", *library]) == EXIT_CANNOT
    assert "isn't downloaded yet" in capsys.readouterr().err
    assert main(["models", "get", "tiny", "--yes", *library]) == EXIT_OK
    said = capsys.readouterr().err
    assert "License:  MIT" in said
    beside = (LocalModels().model("tiny").folder / "LICENSE.txt").read_text(encoding="utf-8")
    assert "Permission is hereby granted" in beside
    assert main(["models", "license", "tiny", *library]) == EXIT_OK
    assert capsys.readouterr().out == beside
    assert "ready" in said
    assert main(["index", str(pictures), "--model", "tiny", "--json", *library]) == EXIT_OK
    assert json.loads(capsys.readouterr().out)["indexed"] == 3
    assert main(["search", "red", "--model", "tiny", "--json", *library]) == EXIT_OK
    assert len(json.loads(capsys.readouterr().out)["hits"]) == 3
    assert main(["models", "--json", *library]) == EXIT_OK
    rows = {row["id"]: row for row in json.loads(capsys.readouterr().out)["models"]}
    assert (rows["tiny"]["ready"], rows["tiny"]["vectors"]) == (True, 3)
    assert main(["models", "get", "tiny"]) == EXIT_OK
    assert "already on this computer" in capsys.readouterr().err
    assert main(["models", "remove", "tiny"]) == EXIT_OK
    assert state() is LocalModelState.MISSING


def test_without_a_yes_nothing_is_downloaded(
    tiny: ClipModel, hub: HubServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "get", "tiny"]) == EXIT_CANNOT
    assert "Nothing was downloaded" in capsys.readouterr().err
    assert not hub.requests


def test_what_is_listed_says_what_is_needed(
    tiny: ClipModel, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models"]) == EXIT_OK
    line = next(
        each for each in capsys.readouterr().out.splitlines() if each.split()[:1] == ["tiny"]
    )
    assert "isn't downloaded yet" in line


def test_no_network_ends_with_one_sentence(
    tiny: ClipModel, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("picseek.engine.embed.clip.download._WAITS", ())
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert main(["models", "get", "tiny", "--yes"]) == EXIT_CANNOT
    last = capsys.readouterr().err.splitlines()[-1]
    assert last.startswith("picseek: “Tiny clip” couldn't be downloaded")


def test_an_interrupt_keeps_what_came(
    tiny: ClipModel, hub: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def interrupt(self: FetchPrinter, progress: FetchProgress) -> None:
        seen.append(progress.done)
        if sum(map(bool, seen)) == 1:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(FetchPrinter, "__call__", interrupt)
    hub.cuts = 1
    assert main(["models", "get", "tiny", "--yes"]) == EXIT_INTERRUPTED
    assert state() is LocalModelState.PARTIAL


def test_a_folder_of_files(
    tiny: ClipModel, repository: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["models", "add", str(repository)]) == EXIT_OK
    assert state() is LocalModelState.READY
    write_configs(repository)
    save_vision(repository / "onnx/vision_model.onnx", seed=5)
    assert main(["models", "add", str(repository), "--name", "My Own"]) == EXIT_OK
    assert "“own/my-own” is ready" in capsys.readouterr().err
    (repository / "tokenizer.json").unlink()
    assert main(["models", "add", str(repository)]) == EXIT_CANNOT
    assert "tokenizer.json is missing" in capsys.readouterr().err
    assert main(["models", "add", str(tmp_path / "nowhere")]) == EXIT_USAGE
    assert main(["models", "remove", "own/my-own"]) == EXIT_OK
    assert main(["models", "remove", "own/my-own"]) == EXIT_CANNOT


def test_what_models_run_on(tiny: ClipModel, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "runs-on"]) == EXIT_OK
    assert "* auto:" in capsys.readouterr().out
    assert main(["models", "runs-on", "cpu"]) == EXIT_OK
    assert "* cpu: Processor\n" in capsys.readouterr().out
    assert main(["models", "runs-on", "abacus"]) == EXIT_USAGE


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal_is_one_line() -> None:
    stream = Terminal()
    printer = FetchPrinter(stream)
    printer(FetchProgress(0, 2_000_000))
    printer(FetchProgress(1_000_000, 2_000_000, "Paused."))
    printer.close()
    text = stream.getvalue()
    assert "\n" not in text
    assert "1.0 MB of 2.0 MB" in text
    assert "Paused." in text
    assert text.endswith("\r")
