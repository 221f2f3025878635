"""Backups of a library: when they are made, that they hold all, and that they can be put back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from picseek.engine import recovery
from picseek.engine.cancel import JobControl
from picseek.engine.errors import LibraryDamaged, LibraryLocked, UsageError
from picseek.engine.library import DATABASE_NAME, Library, list_backups, restore_backup, start_again
from picseek.engine.store import backups
from picseek.engine.types import IndexEvent, Progress, Query
from tests.support.libraries import draw, names
from tests.support.old_library import draw_photos
from tests.support.old_library import restore as restore_old

OLD = Path(__file__).parents[1] / "frozen" / "libraries" / "schema_5.sql"


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    draw(tmp_path / "photos" / "rose.png", (210, 15, 20))
    return tmp_path / "photos"


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> list[timedelta]:
    """How much later than in truth it is."""
    later = [timedelta(0)]

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) + later[0]

    for module in (recovery, backups):
        monkeypatch.setattr(module, "datetime", Later)
    return later


def test_a_run_that_changed_something_makes_one_a_day_and_the_newest_two_remain(
    library: Library, photos: Path, days: list[timedelta]
) -> None:
    made = []
    for day in range(4):
        days[0] = timedelta(days=day, seconds=day)
        draw(photos / f"{day}.png", (day, 15, 20))
        library.index([photos])
        made.append(list_backups(library.path)[0])
        draw(photos / f"{day} later.png", (day, 200, 20))
        library.index([photos])  # on the same day
    rows = list_backups(library.path)
    assert [row.made_at for row in rows] == [made[3].made_at, made[2].made_at]
    assert [row.pictures for row in rows] == [8, 6]


def test_where_nothing_changed_none_is_made(
    library: Library, photos: Path, days: list[timedelta]
) -> None:
    library.index([photos])
    days[0] = timedelta(days=2)
    library.index([photos])
    assert len(list_backups(library.path)) == 1
    library.sidebar.saved_searches.save("reds", Query("red"))
    library.index([photos])
    assert len(list_backups(library.path)) == 2


def test_stopping_leaves_no_half_backup(library: Library, photos: Path) -> None:
    library.index([photos])
    shutil.rmtree(library.path / "backups")
    job = JobControl()
    job.cancel()
    library.backups.make_if_due(job, lambda _event: None)
    assert list(library.path.glob("backups/*")) == []


def test_a_long_one_is_reported(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "_QUIET_SECONDS", -1.0)
    seen: list[IndexEvent] = []
    library.index([photos], on_event=seen.append)
    waits = [event.wait for event in seen if isinstance(event, Progress)]
    assert "Backing up the library…" in waits


def test_without_twice_the_room_none_is_made_and_that_is_said(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = (library.path / DATABASE_NAME).stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=size))
    assert library.index([photos]).indexed == 1
    assert list_backups(library.path) == []
    assert "too little free space for a backup" in library.backups.problem
    monkeypatch.undo()
    library.index([photos])
    assert library.backups.problem == ""


def test_damage_never_replaces_a_good_backup(
    library: Library, photos: Path, days: list[timedelta], monkeypatch: pytest.MonkeyPatch
) -> None:
    library.index([photos])
    days[0] = timedelta(days=2)
    good = list_backups(library.path)

    def damaged(_connection: object, file: Path) -> None:
        raise LibraryDamaged(f"{file} is damaged.")

    monkeypatch.setattr(backups, "require_sound", damaged)
    draw(photos / "new.png", (9, 9, 9))
    with pytest.raises(LibraryDamaged):
        library.index([photos])
    assert list_backups(library.path) == good


def test_one_is_made_before_an_older_library_is_migrated(tmp_path: Path) -> None:
    draw_photos(tmp_path / "photos")
    restore_old(OLD, tmp_path / "library", tmp_path / "photos")
    Library.open(tmp_path / "library").close()
    (backup,) = list_backups(tmp_path / "library")
    with closing(sqlite3.connect(backup.file)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (5,)
    assert backup.pictures == 3


def test_a_damaged_library_is_as_it_was_after_restoring(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    library.index([photos])
    library.close()
    (library.path / DATABASE_NAME).write_bytes(b"")
    (backup,) = list_backups(library.path)
    former = restore_backup(library.path, backup)
    assert (former / DATABASE_NAME).read_bytes() == b""
    assert backup.file.exists()
    with closing(Library.open(library.path)) as opened:
        assert names(opened, Query("red")) == ["rose.png"]
        assert opened.index().unchanged == 1


def test_a_library_that_is_open_is_not_replaced(library: Library, photos: Path) -> None:
    library.index([photos])
    (backup,) = list_backups(library.path)
    with pytest.raises(LibraryLocked):
        restore_backup(library.path, backup)
    with pytest.raises(LibraryLocked):
        start_again(library.path)
    assert library.status().pictures == 1


def test_a_damaged_backup_changes_nothing(library: Library, photos: Path) -> None:
    library.index([photos])
    library.close()
    (backup,) = list_backups(library.path)
    content = bytearray(backup.file.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    backup.file.write_bytes(content)
    before = (library.path / DATABASE_NAME).read_bytes()
    with pytest.raises(LibraryDamaged):
        restore_backup(library.path, backup)
    assert (library.path / DATABASE_NAME).read_bytes() == before
    assert not list(library.path.glob("damaged-*"))
    backup.file.unlink()
    with pytest.raises(UsageError, match="no longer exists"):
        restore_backup(library.path, backup)


def test_backups_survive_a_new_start_and_days_after_it(
    library: Library, photos: Path, days: list[timedelta]
) -> None:
    library.index([photos])
    library.close()
    (before,) = list_backups(library.path)
    start_again(library.path)
    for day in range(1, 5):
        days[0] = timedelta(days=day, seconds=day)
        draw(photos / f"{day}.png", (day, 15, 20))
        with closing(Library.open(library.path)) as opened:
            opened.index([photos])
    rows = list_backups(library.path)
    assert len(rows) == 3
    assert rows[-1].made_at == before.made_at
    restore_backup(library.path, rows[-1])
    with closing(Library.open(library.path)) as opened:
        assert opened.status().pictures == 1


# Vectors


def flip_vectors(folder: Path, names: set[str]) -> None:
    """Flip a bit in the vectors of these pictures, as a failing disk does."""
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as database:
        rows = database.execute(
            "SELECT content, CAST(f.name AS TEXT), vector FROM vectors JOIN files f USING (content)"
        ).fetchall()
        for content, name, vector in rows:
            if name in names:
                flipped = bytes([vector[0] ^ 64]) + vector[1:]
                database.execute(
                    "UPDATE vectors SET vector = ? WHERE content = ?", (flipped, content)
                )
        database.commit()


def stored_vectors(folder: Path) -> dict[str, bytes]:
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as database:
        return dict(
            database.execute(
                "SELECT CAST(f.name AS TEXT), vector FROM vectors JOIN files f USING (content)"
            ).fetchall()
        )


def test_damaged_vectors_come_from_a_backup_or_are_made_again(
    library: Library, photos: Path
) -> None:
    library.index([photos])
    draw(photos / "lawn.png", (20, 160, 40))
    library.index([photos])  # on the same day: only the first is in the backup
    library.close()
    before = stored_vectors(library.path)
    flip_vectors(library.path, {"rose.png", "lawn.png"})
    (library.path / f"{DATABASE_NAME}-wal").write_bytes(b"\0" * 40)  # it did not end well
    with closing(Library.open(library.path)) as opened:
        assert stored_vectors(library.path) == {"rose.png": before["rose.png"]}
        assert names(opened, Query("red")) == ["rose.png"]
        assert opened.index().indexed == 1
        assert stored_vectors(library.path) == before


def test_vectors_are_looked_through_before_each_backup(
    library: Library, photos: Path, days: list[timedelta]
) -> None:
    library.index([photos])
    before = stored_vectors(library.path)
    flip_vectors(library.path, {"rose.png"})
    days[0] = timedelta(days=2)
    library.index([photos])
    assert stored_vectors(library.path) == before
