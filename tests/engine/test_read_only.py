"""A library on a disk where nothing can be written is searched all the same."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from picseek.engine.library import DATABASE_NAME, Library
from tests.support.libraries import draw
from tests.support.mounts import needs_mounts

ASK = """
mount -o bind "$1" "$1" && mount -o remount,ro,bind "$1" || exit 77
for command in status "search red" sent models index; do
    [ "$command" = index ] && command="index $2"
    "$3" -c 'import sys; from picseek.cli.main import main; sys.exit(main())' \\
        $command --library "$1" >/dev/null 2>>"$4"
    printf '%s ' $?
done
"""
PROJECT = Path(__file__).parents[2]


def asked_on_a_read_only_disk(folder: Path, photos: Path) -> tuple[list[str], str]:
    """Exit codes of status, search, sent, models and index, and what they said."""
    said = folder.parent / "said"
    command: list[str | Path] = [
        "unshare",
        "-m",
        "sh",
        "-c",
        ASK,
        "sh",
        folder,
        photos,
        sys.executable,
        said,
    ]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=300, cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    return done.stdout.split(), said.read_text()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    draw(tmp_path / "photos" / "rose.png", (210, 15, 20))
    with closing(Library.open(tmp_path / "library")) as library:
        library.index([tmp_path / "photos"])
    return tmp_path / "library"


@needs_mounts
def test_one_that_was_closed_is_searched(folder: Path) -> None:
    codes, said = asked_on_a_read_only_disk(folder, folder.parent / "photos")
    assert codes == ["0", "0", "0", "0", "3"]
    assert "the disk is read-only" in said
    assert {file.name for file in folder.iterdir()} == {
        *("backups", DATABASE_NAME, "lock", "thumbnails", "vectors")
    }


@needs_mounts
def test_one_that_was_not_closed_says_what_to_do(folder: Path) -> None:
    database = folder / DATABASE_NAME
    log = database.with_name(f"{DATABASE_NAME}-wal")
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("INSERT INTO settings VALUES ('a', 'b')")
        connection.commit()
        left = log.read_bytes()
    log.write_bytes(left)  # closing has removed it
    codes, said = asked_on_a_read_only_disk(folder, folder.parent / "photos")
    assert codes == ["3", "3", "3", "3", "3"]
    assert "wasn't closed properly" in said
