"""Files that are written completely or not at all."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TextIO

import pytest

from picseek.engine.filesystem.atomic_files import (
    PRIVATE,
    atomic_write,
    remove_abandoned,
    temporary_file,
    text_output,
)

KILLED = """
import os, sys
from pathlib import Path
from picseek.engine.filesystem.atomic_files import temporary_file
with temporary_file(Path(sys.argv[1])):
    os._exit(9)
"""


def write_half(stream: TextIO) -> None:
    stream.write("half of it")
    stream.flush()
    raise OSError(28, "No space left on device")


@pytest.mark.skipif(sys.platform == "win32", reason="no such permissions there")
def test_only_the_owner_reads_what_is_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"for all to read")
    with atomic_write(tmp_path / "file") as stream:
        stream.write(b"private")
    assert (tmp_path / "file").read_bytes() == b"private"
    assert (tmp_path / "file").stat().st_mode & 0o777 == PRIVATE


def test_an_error_leaves_the_older_file(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("an older one")

    with pytest.raises(OSError, match="No space"), text_output(file) as stream:
        write_half(stream)
    with pytest.raises(OSError, match="No space"), atomic_write(file) as binary:
        write_half(io.TextIOWrapper(binary))
    assert file.read_text() == "an older one"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "link.csv").symlink_to(tmp_path / "list.csv")
    with text_output(tmp_path / "link.csv") as stream:
        stream.write("all")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "list.csv").read_text() == "all"


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes")
def test_a_pipe_gets_it_directly(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", tmp_path / "pipe"], stdout=subprocess.PIPE) as reader:
        with text_output(tmp_path / "pipe") as stream:
            stream.write("all")
        assert reader.communicate(timeout=60)[0] == b"all"
    assert not (tmp_path / "pipe").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="leftovers are recognized by their age there")
def test_what_a_killed_process_left_is_removed_and_what_is_in_use_is_not(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, timeout=60)
    assert killed.returncode == 9
    (left,) = tmp_path.iterdir()
    with temporary_file(tmp_path) as used:
        remove_abandoned(tmp_path)
        assert list(tmp_path.iterdir()) == [used]
    assert left != used
