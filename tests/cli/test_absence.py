"""What the command line says of pictures that are not here, and of paths nobody can ask."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from picseek.cli.main import main
from tests.support.libraries import draw

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


class Shell:
    """Runs commands on one library."""

    def __init__(self, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._library = str(library)
        self._capsys = capsys

    def run(self, *arguments: str | Path) -> tuple[int, str]:
        code = main([*map(str, arguments), "--library", self._library])
        return code, self._capsys.readouterr().out

    def json(self, *arguments: str | Path) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.run(*arguments, "--json")[1])
        return found


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "library", capsys)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    draw(tmp_path / "pictures" / "own.png", (200, 20, 20))
    draw(tmp_path / "disk" / "lighthouse.png", (20, 20, 200))
    (tmp_path / "pictures" / "NAS").symlink_to(tmp_path / "disk")
    return tmp_path / "pictures"


def test_what_is_not_here_is_found_listed_and_forgotten(
    shell: Shell, pictures: Path, tmp_path: Path
) -> None:
    assert shell.json("index", pictures)["absent"] == 0
    (tmp_path / "disk").rename(tmp_path / "unplugged")
    code, text = shell.run("index", pictures)
    assert (code, "1 picture not available" in text) == (0, True)
    report = shell.json("index", pictures)
    assert (report["absent"], report["removed"], report["failed"]) == (1, 0, [])
    assert shell.json("status")["absent"] == 1
    assert f"Not connected: {pictures / 'NAS'} (1 picture, since 2" in shell.run("status")[1]
    hits = shell.json("search", "lighthouse")["hits"]
    assert isinstance(hits, list)
    assert (hits[0]["path"], hits[0]["absent"]) == (str(pictures / "NAS" / "lighthouse.png"), True)
    assert shell.json("forget", pictures) == {"forgotten": 1}
    assert (shell.json("status")["absent"], shell.json("status")["pictures"]) == (0, 1)
    assert shell.run("forget", pictures)[0] == 1


def test_what_is_here_has_no_such_mark(shell: Shell, pictures: Path) -> None:
    shell.run("index", pictures)
    hits = shell.json("search", "lighthouse")["hits"]
    assert isinstance(hits, list)
    assert all("absent" not in hit for hit in hits)


@pytest.fixture
def deep(tmp_path: Path) -> Iterator[Path]:
    """A folder in which a path gets too long for the system."""
    top = tmp_path / "deep"
    draw(top / "top.png", (1, 2, 3))
    before = Path.cwd()
    os.chdir(top)
    for _ in range(25):
        Path("d" * 200).mkdir()
        os.chdir("d" * 200)
    os.chdir(before)
    yield top
    os.chdir(top)
    shutil.rmtree("d" * 200)  # relative: as a whole, the path cannot be removed
    os.chdir(before)


def test_a_path_that_is_too_long_ends_in_a_report(shell: Shell, deep: Path) -> None:
    for indexed in (1, 0):
        report = shell.json("index", deep)
        assert report["indexed"] == indexed
        failed = report["failed"]
        assert isinstance(failed, list)
        assert [each["code"] for each in failed] == ["unreadable"]
        assert "too long" in failed[0]["message"]
    code, text = shell.run("index", deep)
    assert (code, "1 failed" in text) == (1, True)


@pytest.mark.parametrize("name", ["x" * 5000, "d/" * 3000])
def test_a_folder_nobody_can_ask_for_is_wrong_use(shell: Shell, tmp_path: Path, name: str) -> None:
    assert shell.run("index", tmp_path / name)[0] == 2
