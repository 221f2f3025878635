"""``picseek restore``, and what the other commands say of a damaged library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from picseek.cli.exit_codes import EXIT_CANNOT, EXIT_INCOMPLETE, EXIT_OK, EXIT_USAGE
from picseek.cli.main import main
from picseek.engine.library import DATABASE_NAME
from tests.support.libraries import draw


@pytest.fixture
def library(tmp_path: Path) -> Path:
    draw(tmp_path / "photos" / "rose.png", (210, 15, 20))
    assert run(tmp_path / "library", "index", str(tmp_path / "photos")) == EXIT_OK
    return tmp_path / "library"


def run(library: Path, *arguments: str) -> int:
    return main([*arguments, "--library", str(library)])


def test_from_damage_to_a_whole_library(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / DATABASE_NAME).write_bytes(b"")
    for command in ("status", "sent", "search red"):
        assert run(library, *command.split()) == EXIT_CANNOT
        assert "its database is empty. Restore a backup" in capsys.readouterr().err
    assert run(library, "restore") == EXIT_OK
    number, *_, pictures, word = capsys.readouterr().out.split()
    assert (number, pictures, word) == ("1", "1", "picture")
    assert run(library, "restore", number) == EXIT_OK
    assert "The previous library was moved to" in capsys.readouterr().err
    assert run(library, "search", "red") == EXIT_OK


def test_the_backups_as_json(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(library, "restore", "--json") == EXIT_OK
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["number"], row["pictures"]) == (1, 1)
    assert Path(row["path"]).stat().st_size == row["bytes"]
    assert set(row) == {"number", "time", "pictures", "bytes", "path"}


def test_a_number_that_there_is_not(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (library / DATABASE_NAME).read_bytes()
    assert run(library, "restore", "2") == EXIT_USAGE
    assert "There is no backup 2" in capsys.readouterr().err
    assert (library / DATABASE_NAME).read_bytes() == before


def test_starting_again(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (library / DATABASE_NAME).unlink()
    assert run(library, "index", str(tmp_path / "photos")) == EXIT_CANNOT
    assert run(library, "restore", "--start-again") == EXIT_OK
    assert run(library, "index", str(tmp_path / "photos")) == EXIT_OK
    assert "1 indexed" in capsys.readouterr().out


def test_where_there_never_was_a_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path / "none", "restore") == EXIT_INCOMPLETE
    assert "no backups" in capsys.readouterr().err
    assert run(tmp_path / "none", "restore", "--start-again") == EXIT_USAGE
    assert not (tmp_path / "none").exists()
