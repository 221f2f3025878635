"""What scripts type: commands, their options, and the exit codes they get."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from picseek.cli import commands
from picseek.cli.main import main

COMMON = {"--help", "--library", "-h"}
OPTIONS = {
    "": {"--version"},
    "index": {
        "--json",
        "--max-money",
        "--max-pictures",
        "--model",
        "--retry",
        "--send-linked",
        "--yes",
    },
    "search": {"--json", "--like", "--model", "--yes", "-n"},
    "status": {"--json"},
    "forget": {"--json"},
    "models": {"--json"},
    "models use": {"--describe", "--no-describe"},
    "models price": set(),
    "models stop-sending": set(),
    "models get": {"--yes"},
    "models add": {"--name"},
    "models remove": set(),
    "models license": set(),
    "models runs-on": set(),
    "key": {"--forget", "--pictures-per-minute", "--server", "--set", "--test"},
    "sent": {"--csv", "--json", "-n"},
    "restore": {"--json", "--start-again"},
    "demo": set(),
}


@pytest.mark.parametrize(("command", "options"), OPTIONS.items())
def test_every_command_has_its_options(
    command: str, options: set[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split(), "--help"])
    assert ended.value.code == 0
    lines = (line for line in capsys.readouterr().out.splitlines() if line.startswith("  -"))
    heads = (line.strip().partition("  ")[0] for line in lines)
    shown = {name for head in heads for name in re.findall(r"(?<!\S)--?[a-z][a-z-]*", head)}
    assert shown >= options | COMMON


@pytest.fixture
def library(tmp_path: Path) -> str:
    return str(tmp_path / "library")


def test_0_is_done(library: str, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    assert main(["index", str(tmp_path / "photos"), "--library", library]) == 0
    assert main(["status", "--library", library]) == 0


def test_1_is_nothing_found(library: str, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    main(["index", str(tmp_path / "photos"), "--library", library])
    assert main(["search", "giraffe", "--library", library]) == 1


def test_2_is_wrong_use(library: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["search", "--no-such-option"])
    assert ended.value.code == 2
    assert main(["index", str(Path(library) / "missing"), "--library", library]) == 2


def test_3_is_cannot_go_on(library: str) -> None:
    assert main(["status", "--library", library]) == 3


def test_130_is_stopped(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "status", interrupted)
    assert main(["status", "--library", library]) == 130
