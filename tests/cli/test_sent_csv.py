"""``picseek sent --csv``: the whole table, or what was there before."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from picseek.cli.main import main
from picseek.engine.library import Library
from picseek.engine.store.send_log import SendLogRepository
from picseek.engine.types import SentRow


@pytest.fixture
def library(tmp_path: Path) -> Path:
    Library.open(tmp_path / "library").close()
    return tmp_path / "library"


def test_a_table_that_cannot_be_finished_leaves_the_older_one(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "sent.csv"
    file.write_text("an older one", encoding="utf-8")

    def rows_until_the_disk_is_full(_log: SendLogRepository) -> Iterator[SentRow]:
        yield from ()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SendLogRepository, "all", rows_until_the_disk_is_full)
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
