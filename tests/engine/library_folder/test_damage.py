"""A library whose files are damaged is never taken for a new one, and loses nothing more."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from picseek.engine.errors import LibraryDamaged
from picseek.engine.library import DATABASE_NAME, Library, start_again
from tests.support.libraries import draw

WAL = os.urandom(5000)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A library of one picture."""
    draw(tmp_path / "photos" / "rose.png", (210, 15, 20))
    folder = tmp_path / "library"
    with closing(Library.open(folder)) as library:
        library.index([tmp_path / "photos"])
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def emptied(folder: Path) -> None:
    (folder / DATABASE_NAME).write_bytes(b"")


def emptied_beside_its_log(folder: Path) -> None:
    """As a power cut or a sync program leaves it."""
    for name in ("thumbnails", "vectors", "backups"):
        shutil.rmtree(folder / name)
    emptied(folder)
    (folder / f"{DATABASE_NAME}-wal").write_bytes(WAL)


def deleted(folder: Path) -> None:
    (folder / DATABASE_NAME).unlink()


def deleted_but_for_paid_answers(folder: Path) -> None:
    for name in ("thumbnails", "vectors", "backups"):
        shutil.rmtree(folder / name)
    deleted(folder)
    (folder / "answers.journal").write_bytes(b"PsA1 and so on")


def deleted_but_for_the_windows_settings(folder: Path) -> None:
    for name in ("thumbnails", "vectors", "backups"):
        shutil.rmtree(folder / name)
    deleted(folder)
    (folder / "window.ini").write_text("[General]\n")


def of_version(number: int) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        with closing(sqlite3.connect(folder / DATABASE_NAME)) as database:
            database.execute(f"PRAGMA user_version = {number}")

    return damage


@pytest.mark.parametrize("writable", [True, False])
@pytest.mark.parametrize(
    "damage",
    [
        emptied,
        emptied_beside_its_log,
        deleted,
        deleted_but_for_paid_answers,
        deleted_but_for_the_windows_settings,
        of_version(-3),
        of_version(0),
    ],
)
def test_it_is_refused_and_nothing_is_touched(
    closed: Path, damage: Callable[[Path], None], writable: bool
) -> None:
    damage(closed)
    before = contents(closed)
    with pytest.raises(LibraryDamaged, match="is damaged"):
        Library.open(closed, writable=writable)
    assert contents(closed) == before


def test_a_folder_that_never_held_one_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "library" / "thumbnails").mkdir(parents=True)
    (tmp_path / "library" / DATABASE_NAME).touch()
    (tmp_path / "library" / "holiday.txt").write_text("of somebody else")
    Library.open(tmp_path / "library").close()


def test_a_database_that_was_not_closed_is_looked_through(closed: Path) -> None:
    """SQLite itself stumbles over damage only where it reads."""
    database = closed / DATABASE_NAME
    with closing(sqlite3.connect(database)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        page = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'replaced_vectors'"
        ).fetchone()[0]
    content = bytearray(database.read_bytes())
    content[(page - 1) * size : page * size] = b"\xff" * size
    database.write_bytes(content)
    Library.open(closed).close()  # nobody reads that page
    database.with_name(f"{DATABASE_NAME}-wal").write_bytes(b"\0" * 40)
    with pytest.raises(LibraryDamaged, match="is damaged"):
        Library.open(closed)


def test_starting_again_moves_all_of_the_database_away(closed: Path) -> None:
    emptied_beside_its_log(closed)
    former = start_again(closed)
    assert former.parent == closed
    assert contents(former) == {DATABASE_NAME: b"", f"{DATABASE_NAME}-wal": WAL}
    with closing(Library.open(closed)) as library:
        assert library.status().pictures == 0
        assert library.index([closed.parent / "photos"]).indexed == 1
