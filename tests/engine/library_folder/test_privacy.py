"""A library is for its owner only."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from picseek.engine.library import Library
from picseek.engine.types import ExportOptions, FilesDone
from tests.support.libraries import draw

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def index(tmp_path: Path) -> Library:
    draw(tmp_path / "photos" / "rose.png", (210, 15, 20))
    library = Library.open(tmp_path / "library")
    library.index([tmp_path / "photos"])
    return library


def modes(folder: Path) -> set[int]:
    every = [folder, *folder.rglob("*")]
    return {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in every}


def test_a_new_one_with_all_that_is_in_it(tmp_path: Path) -> None:
    library = index(tmp_path)
    assert (library.path / "library.sqlite-wal").exists()
    assert {file.name for file in library.path.iterdir()} >= {"backups", "thumbnails", "vectors"}
    assert modes(library.path) == {0}
    library.close()
    assert modes(library.path) == {0}


def test_an_older_one_is_made_private_when_it_is_opened(tmp_path: Path) -> None:
    index(tmp_path).close()
    folder = tmp_path / "library"
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    Library.open(folder).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in ("library.sqlite", "lock"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    for name in ("thumbnails", "vectors", "backups"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o700


def test_a_folder_with_files_of_others_stays_open_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir(mode=0o755)
    (folder / "notes.txt").write_text("for all")
    Library.open(folder).close()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert stat.S_IMODE((folder / "library.sqlite").stat().st_mode) == 0o600


def test_exports_are_as_other_files_are(tmp_path: Path) -> None:
    with closing(index(tmp_path)) as library:
        done: list[FilesDone] = []
        target = tmp_path / "exported"
        library.files.export(list(library.browse()), ExportOptions(target), on_done=done.append)
        library.outgoing.export(tmp_path / "sent.csv")
    assert stat.S_IMODE((target / "rose.png").stat().st_mode) & 0o044 == 0o044
    assert stat.S_IMODE((tmp_path / "sent.csv").stat().st_mode) == 0o644
