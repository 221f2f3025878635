"""A library that is moved, deleted, or replaced while it is open: nothing is lost unnoticed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from picseek.engine.errors import LibraryLocked, LibraryMoved
from picseek.engine.library import DATABASE_NAME, Library
from picseek.engine.types import IndexEvent, PicturesChanged
from tests.support.libraries import draw
from tests.support.remote_model import ONE, FarModels, Server

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="open files stay there")


def removed(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)  # a process may have made a thumbnail meanwhile


def without_database(folder: Path) -> None:
    for file in folder.glob(f"{DATABASE_NAME}*"):
        file.unlink()


def renamed(folder: Path) -> None:
    folder.rename(folder.with_name("renamed"))


def replaced(folder: Path) -> None:
    Library.open(folder.with_name("other")).close()
    (folder.with_name("other") / DATABASE_NAME).replace(folder / DATABASE_NAME)


def unlocked(folder: Path) -> None:
    (folder / "lock").unlink()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    for n in range(200):
        draw(tmp_path / "photos" / f"{n}.png", (n, 255 - n, 90))
    return tmp_path / "photos"


@pytest.mark.parametrize("change", [removed, without_database, renamed, replaced, unlocked])
def test_a_run_ends_and_says_why(
    library: Library, photos: Path, change: Callable[[Path], None]
) -> None:
    changes = [change]

    def move(event: IndexEvent) -> None:
        if isinstance(event, PicturesChanged) and changes:
            changes.pop()(library.path)

    with pytest.raises(LibraryMoved, match="moved, deleted, or replaced"):
        library.index([photos], on_event=move)
    if change in (removed, renamed):
        assert not library.path.exists()  # nothing was made where it was


def test_a_renamed_library_keeps_what_was_committed(library: Library, photos: Path) -> None:
    library.index([photos])
    renamed(library.path)
    with pytest.raises(LibraryMoved):
        library.add_folder(photos)
    library.close()
    with closing(Library.open(library.path.with_name("renamed"))) as found:
        assert found.status().pictures == 200


def test_deleting_the_lock_file_lets_no_second_writer_in(library: Library) -> None:
    (library.path / "lock").unlink()
    with pytest.raises(LibraryLocked, match="another Picseek window"):
        Library.open(library.path)


def test_nothing_more_is_sent_to_be_paid_for(
    tmp_path: Path, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Server()
    monkeypatch.setattr("picseek.engine.library.Registry", lambda *_, **__: FarModels(server))
    with closing(Library.open(tmp_path / "library")) as library:
        sent: list[int] = []

        def move(event: IndexEvent) -> None:
            if server.sizes and not sent:
                renamed(library.path)
                sent.append(len(server.sizes))

        with pytest.raises(LibraryMoved):
            library.index([photos], model=ONE, agreed=True, on_event=move)
        under_way = 2
        assert len(server.sizes) <= sent[0] + under_way
    with closing(Library.open(tmp_path / "renamed")) as found:  # what was answered is there
        assert found.status().models.get(ONE, 0) == sum(server.sizes)
