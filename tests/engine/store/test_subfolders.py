"""Subfolders of a folder, its pictures, and searching among them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from picseek.engine.store import Store, subfolders, timelines
from picseek.engine.types import FolderNode
from tests.support.stores import ROOT, fail, failure, open_store, picture, record, save


@pytest.fixture
def store(store: Store) -> Store:
    """One that looks into ROOT."""
    store.folders.add_root(ROOT)
    return store


def names(store: Store, folder: str = "") -> list[str]:
    return [node.path.name for node in store.folders.children(ROOT / folder)]


def browsed(store: Store, folder: str) -> list[str]:
    return [
        row.path.name for row in store.pictures.rows(store.pictures.newest_first(ROOT / folder))
    ]


def test_children_are_counted_with_their_subfolders(store: Store) -> None:
    save(store, record("a/1.jpg"), record("a/b/2.jpg"), record("a/b/c/3.jpg"), record("z.jpg"))
    fail(store, failure("a/b/broken.jpg"))
    assert store.folders.children(ROOT) == [FolderNode(ROOT / "a", 3, 1, True)]
    assert store.folders.children(ROOT / "a") == [FolderNode(ROOT / "a/b", 2, 1, True)]
    assert store.folders.children(ROOT / "a/b") == [FolderNode(ROOT / "a/b/c", 1, 0, False)]
    assert store.folders.children(ROOT / "a/b/c") == []
    assert store.folders.children(ROOT / "nowhere") == []


@pytest.mark.parametrize("few", [0, 1000])
def test_copies_in_a_folder_count_once(
    store: Store, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subfolders, "_FEW", few)
    save(
        store,
        record("a/1.jpg", "A"),
        record("a/copy.jpg", "A"),
        record("a/b/copy.jpg", "A"),
        record("a/b/2.jpg", "B"),
        record("c/copy.jpg", "A"),
        record("c/3.jpg", "C"),
    )
    assert store.folders.children(ROOT) == [
        FolderNode(ROOT / "a", 2, 0, True),
        FolderNode(ROOT / "c", 2),
    ]
    assert store.folders.children(ROOT / "a") == [FolderNode(ROOT / "a/b", 2)]
    (root,) = store.folders.root_rows()
    assert root.pictures == store.pictures.counts().pictures == 3


def test_a_folder_between_that_holds_no_file_is_listed(store: Store) -> None:
    save(store, record("deep/down/further/1.jpg"))
    assert store.folders.children(ROOT) == [FolderNode(ROOT / "deep", 1, 0, True)]


def test_folders_come_in_natural_order(store: Store) -> None:
    save(store, *(record(f"{name}/x.jpg") for name in ("10", "9", "b", "A", "a2", "a10", "Ä")))
    assert names(store) == ["9", "10", "A", "a2", "a10", "b", "Ä"]


@pytest.mark.parametrize("name", ["100%", "a_b", "it's", "[x]*?", "new\nline", "caf\udce9", " "])
def test_any_name_is_a_folder_of_its_own(store: Store, name: str) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    save(store, record(f"{name}/x.jpg"), record(f"{name}{name}/y.jpg"))
    assert store.folders.children(ROOT)[0] == FolderNode(ROOT / name, 1)
    assert browsed(store, name) == ["x.jpg"]


def test_a_folder_that_lost_its_files_is_not_listed(store: Store) -> None:
    save(store, record("a/1.jpg"), record("b/2.jpg"))
    store.files.remove(ROOT / "a", ["1.jpg"])
    assert names(store) == ["b"]


def test_pictures_of_a_folder_are_those_with_a_file_in_it(store: Store) -> None:
    save(store, record("a/1.jpg", "A"), record("ab/2.jpg", "B"), record("b/copy.jpg", "A"))
    ids = store.pictures.in_folder(ROOT / "b")
    assert ids is not None
    assert ids.tolist() == [picture(store, "a/1.jpg")]
    ids = store.pictures.in_folder(ROOT / "a")
    assert ids is not None
    assert ids.tolist() == [picture(store, "a/1.jpg")]


def test_a_folder_that_holds_everything_filters_nothing(store: Store) -> None:
    save(store, record("a/1.jpg"), record("2.jpg"))
    assert store.pictures.in_folder(None) is None
    assert store.pictures.in_folder(ROOT) is None
    assert list(store.pictures.newest_first(ROOT)) == list(store.pictures.newest_first())


def test_a_folder_without_pictures_finds_nothing(store: Store) -> None:
    save(store, record("a/1.jpg"))
    ids = store.pictures.in_folder(ROOT / "empty")
    assert ids is not None
    assert ids.tolist() == []
    assert list(store.pictures.newest_first(ROOT / "empty")) == []


@pytest.mark.parametrize("few", [0, 1000])
def test_browsing_a_folder_shows_its_newest_first(
    store: Store, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timelines, "_FEW", few)
    save(
        store,
        record("a/old.jpg", mtime=1_000_000),
        record("other/x.jpg", mtime=2_000_000),
        record("a/b/new.jpg", mtime=3_000_000),
    )
    assert browsed(store, "a") == ["new.jpg", "old.jpg"]
    assert store.pictures.newest_first(ROOT / "a").typecode == "q"


def test_pictures_of_a_folder_are_cached_until_something_is_written(store: Store) -> None:
    save(store, record("a/1.jpg"), record("b/2.jpg"), record("b/3.jpg"))
    first = store.pictures.in_folder(ROOT / "a")
    assert store.pictures.in_folder(ROOT / "a") is first
    assert store.pictures.in_folder(ROOT / "b") is not first
    store.files.remove(ROOT / "b", ["3.jpg"])
    ids = store.pictures.in_folder(ROOT / "b")
    assert ids is not None
    assert ids.tolist() == [picture(store, "b/2.jpg")]


def test_a_file_that_moved_to_a_folder_is_found_there_at_once(store: Store) -> None:
    save(store, record("a/1.jpg", "A"), record("b/2.jpg", "B"))
    assert store.pictures.in_folder(ROOT / "b") is not None
    store.files.remove(ROOT / "a", ["1.jpg"])
    save(store, record("b/1.jpg", "A"), record("c/3.jpg"))
    ids = store.pictures.in_folder(ROOT / "b")
    assert ids is not None
    assert ids.tolist() == sorted([picture(store, "b/1.jpg"), picture(store, "b/2.jpg")])


def test_what_another_process_writes_is_seen(store: Store, tmp_path: Path) -> None:
    save(store, record("a/1.jpg"), record("b/2.jpg"))
    reader = open_store(tmp_path, readonly=True)
    before = reader.pictures.in_folder(ROOT / "a")
    save(store, record("a/3.jpg"))
    after = reader.pictures.in_folder(ROOT / "a")
    reader.close()
    assert before is not None
    assert after is not None
    assert (len(before), len(after)) == (1, 2)


def test_words_are_looked_for_in_a_folder(store: Store) -> None:
    save(store, record("a/dog.jpg"), record("ab/dog.jpg"), record("a/b/dog cat.jpg"))
    found = list(store.text.match(["dog"], every=True, limit=9, folder=ROOT / "a"))
    assert found == [picture(store, "a/dog.jpg"), picture(store, "a/b/dog cat.jpg")]
    assert len(list(store.text.match(["dog"], every=True, limit=9))) == 3


def test_ten_thousand_folders_in_one(store: Store) -> None:
    save(store, *(record(f"{number}/x.jpg") for number in range(10_000)))
    nodes = store.folders.children(ROOT)
    assert [node.path.name for node in nodes] == [str(number) for number in range(10_000)]
