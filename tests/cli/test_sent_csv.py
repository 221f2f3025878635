"""``picseek sent --csv``: the whole table, or what was there before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TextIO

import pytest

from picseek.cli.main import main
from picseek.engine.library import Library
from picseek.engine.sending.outgoing import Outgoing


@pytest.fixture
def library(tmp_path: Path) -> Path:
    Library.open(tmp_path / "library").close()
    return tmp_path / "library"


def test_a_table_that_cannot_be_finished_leaves_the_older_one(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sent.csv"
    file.write_text("an older one", encoding="utf-8")

    def full(_self: Outgoing, stream: TextIO) -> int:
        stream.write("half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Outgoing, "export", full)
    assert main(["sent", "--library", str(library), "--csv", str(file)]) == 2
    assert file.read_text(encoding="utf-8") == "an older one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library", "sent.csv"]


@pytest.mark.skipif(os.name == "nt", reason="there is no such file there")
def test_a_table_goes_into_a_pipe(library: Path) -> None:
    command = [sys.executable, "-m", "picseek", "sent", "--library", str(library)]
    done = subprocess.run(
        [*command, "--csv", "/dev/stdout"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("time,")
