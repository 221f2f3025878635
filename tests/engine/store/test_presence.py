"""Folders on volumes: which one of a path is here, and what is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from picseek.engine.store import Batch, Store
from picseek.engine.store.migrations import MIGRATIONS, migrate
from tests.support.stores import ROOT, SPEC, paths_of, picture, record, save

FOLDER = ROOT / "card"
SEEN = {"a.jpg": (100, 10**18), "b.jpg": (100, 10**18)}


def put(store: Store, volume: str, *names: str) -> None:
    save(store, *(replace(record(name, f"{volume}{name}"), volume=volume) for name in names))


def known(store: Store, volume: str, folder: Path = FOLDER) -> set[str]:
    return set(store.files.known(folder, store.vectors.ensure_set(SPEC), volume))


def leave(store: Store, *volumes: str) -> None:
    rows = [each.id for each in store.folders.known(ROOT) if each.volume in volumes]
    store.presence.mark_absent(rows)


def test_two_volumes_in_turn_at_one_path_keep_their_files(store: Store) -> None:
    put(store, "one", "card/a.jpg", "card/b.jpg")
    store.presence.mark_present(FOLDER, "two", {"a.jpg": (7, 7)})
    put(store, "two", "card/a.jpg")
    assert (known(store, "one"), known(store, "two")) == ({"a.jpg", "b.jpg"}, {"a.jpg"})
    assert store.pictures.counts()[:2] == (3, 3)
    assert store.pictures.counts().absent == 2
    (here,) = (each for each in store.folders.known(ROOT) if not each.absent)
    assert here.volume == "two"
    store.presence.mark_present(FOLDER, "one", SEEN)
    assert store.pictures.counts().absent == 1


def test_what_lies_at_a_path_is_what_is_here(store: Store) -> None:
    put(store, "one", "card/a.jpg")
    first = picture(store, "card/a.jpg")
    store.presence.mark_present(FOLDER, "two", {})
    put(store, "two", "card/a.jpg")
    assert picture(store, "card/a.jpg") != first
    store.files.remove(FOLDER, ["a.jpg"], "two")
    assert picture(store, "card/a.jpg") == first


def test_a_picture_is_shown_where_a_copy_is_here(store: Store) -> None:
    away, here = record("card/a.jpg", "A"), record("here/a.jpg", "A", known=True)
    save(store, replace(away, volume="card"), replace(here, volume="disk"))
    number = picture(store, "card/a.jpg")
    assert store.pictures.rows([number])[0].path == ROOT / "card/a.jpg"
    leave(store, "card")
    (row,) = store.pictures.rows([number])
    assert (row.path, row.absent_since, row.copies) == (ROOT / "here/a.jpg", None, 2)
    assert paths_of(store, number)[0] == ROOT / "here/a.jpg"
    assert store.pictures.counts().absent == 0
    leave(store, "disk")
    assert store.pictures.rows([number])[0].absent_since is not None
    assert store.pictures.counts().absent == 1


def test_a_folder_of_an_older_library_takes_the_volume_it_is_found_on(store: Store) -> None:
    save(store, record("card/a.jpg"), record("card/gone.jpg"))
    store.presence.mark_present(FOLDER, "card", SEEN)
    assert known(store, "card") == {"a.jpg", "gone.jpg"}
    assert [each.volume for each in store.folders.known(ROOT)] == ["card"]


def test_but_not_if_it_has_none_of_its_files(store: Store) -> None:
    save(store, record("card/other.jpg"))
    store.presence.mark_present(FOLDER, "card", SEEN)
    assert known(store, "card") == set()
    assert store.pictures.counts().absent == 1


@pytest.mark.parametrize(
    ("files", "is_same"),
    [
        (SEEN, True),
        ({**SEEN, "new.jpg": (5, 5)}, True),
        ({"a.jpg": (100, 10**18)}, False),
        ({**SEEN, "b.jpg": (101, 10**18)}, False),
    ],
)
def test_a_volume_by_another_name_is_known_by_all_of_its_files(
    store: Store, files: dict[str, tuple[int, ...]], is_same: bool
) -> None:
    put(store, "disk", "card/a.jpg", "card/b.jpg")
    store.presence.mark_present(FOLDER, "disk by another name", files)
    assert store.pictures.counts().absent == (0 if is_same else 2)
    assert known(store, "disk by another name") == ({"a.jpg", "b.jpg"} if is_same else set())


def test_absences_are_the_outermost_folders_with_nothing_here(store: Store) -> None:
    store.folders.add_root(ROOT)
    put(store, "disk", "own.jpg", "trips/own.jpg")
    put(store, "usb", "trips/usb/x.jpg", "trips/usb/deep/er/y.jpg")
    put(store, "nas", "nas/2019/z.jpg")
    leave(store, "usb", "nas")
    found = [(each.path, each.volume, each.pictures) for each in store.presence.absent_folders()]
    assert found == [(ROOT / "nas", "nas", 1), (ROOT / "trips" / "usb", "usb", 2)]


def test_a_folder_that_begins_alike_is_not_the_same(store: Store) -> None:
    store.folders.add_root(ROOT)
    put(store, "disk", "usb2/own.jpg")
    put(store, "usb", "usb/x.jpg", "usb/y/z.jpg")
    leave(store, "usb")
    assert [each.path for each in store.presence.absent_folders()] == [ROOT / "usb"]


def test_forgetting_takes_what_is_not_here_of_one_volume(store: Store) -> None:
    for volume in ("one", "two", "three"):
        store.presence.mark_present(FOLDER, volume, {"a.jpg": (1, 1)})
        put(store, volume, "card/a.jpg")
    assert store.pictures.counts().absent == 2
    assert store.presence.remove_absent(ROOT, "one").files == 1
    assert store.pictures.counts().absent == 1
    assert store.presence.remove_absent(ROOT).files == 1
    assert store.pictures.counts()[:2] == (1, 1)
    assert store.presence.remove_absent(ROOT).files == 0


def test_a_failure_belongs_to_the_file_on_its_volume(store: Store) -> None:
    put(store, "one", "card/a.jpg")
    store.presence.mark_present(FOLDER, "two", {})
    refreshed = replace(record("card/a.jpg", "other"), volume="two")
    store.save(Batch(store.vectors.ensure_set(SPEC), [refreshed]))
    assert known(store, "one") == known(store, "two") == {"a.jpg"}
    assert store.pictures.counts().files == 2


def test_an_older_library_gets_volumes_and_loses_the_troubles_of_a_moment() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        migrate(database, Path("l.sqlite"), MIGRATIONS[:7])
        codes = ("damaged", "vanished", "unreadable", "timeout", "out_of_memory", "refused")
        database.execute("INSERT INTO folders VALUES (3, x'2F61')")
        database.executemany(
            "INSERT INTO failures VALUES (3, ?, 1, 1, 'decode', ?, '', NULL)",
            [(code.encode(), code) for code in codes],
        )
        database.executemany("INSERT INTO settings VALUES (?, '')", [("mount:2f61",), ("model",)])
        migrate(database, Path("l.sqlite"))
        assert database.execute("SELECT * FROM folders").fetchall() == [(3, b"/a", "", None)]
        left = {code for (code,) in database.execute("SELECT code FROM failures")}
        assert left == {"damaged", "refused"}
        assert database.execute("SELECT key FROM settings").fetchall() == [("model",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        (sql,) = database.execute("SELECT sql FROM sqlite_master WHERE name = 'files'").fetchone()
        assert "REFERENCES folders(id)" in sql
