"""The folders the user chose."""

from __future__ import annotations

from pathlib import Path

from picseek.engine.store import Batch, Store
from tests.support.stores import ROOT, SPEC, fail, failure, known_paths, picture, record, save


def test_roots_are_stored_once_and_listed_by_path(store: Store) -> None:
    for name in ("b", "a", "b"):
        store.folders.add_root(ROOT / name)
    assert store.folders.roots() == [ROOT / "a", ROOT / "b"]


def test_a_root_has_counts_and_whether_it_is_available(store: Store, tmp_path: Path) -> None:
    store.folders.add_root(tmp_path)
    store.folders.add_root(ROOT)
    save(store, record("x.jpg"), record("a/y.jpg"), record(tmp_path / "z.jpg"))
    fail(store, failure("a/broken.jpg"))
    rows = {row.path: row for row in store.folders.root_rows()}
    here, away = rows[tmp_path], rows[ROOT]
    assert (here.pictures, here.problems, here.available) == (1, 0, True)
    assert (away.pictures, away.problems, away.available) == (2, 1, False)


def test_removing_a_root_forgets_its_files(store: Store) -> None:
    store.folders.add_root(ROOT / "a")
    save(store, record("a/x.jpg"), record("ab/y.jpg"))
    fail(store, failure("a/broken.jpg"))
    number = picture(store, "a/x.jpg")
    forgotten = store.folders.remove_root(ROOT / "a")
    assert (forgotten.files, forgotten.orphaned.tolist()) == (1, [number])
    assert store.folders.roots() == []
    assert store.files.problems() == []
    assert picture(store, "ab/y.jpg")


def test_removing_an_outer_root_does_not_remove_files_of_an_inner_one(store: Store) -> None:
    store.folders.add_root(ROOT)
    store.folders.add_root(ROOT / "inner")
    save(store, record("x.jpg"), record("inner/y.jpg"), record("inner/deep/z.jpg"))
    assert [row.pictures for row in store.folders.root_rows()] == [3, 2]
    assert store.pictures.counts().files == 3
    assert store.folders.remove_root(ROOT).files == 1
    assert known_paths(store, ROOT) == {ROOT / "inner", ROOT / "inner/deep"}


def test_removing_an_inner_root_does_not_remove_files_of_the_outer_one(store: Store) -> None:
    store.folders.add_root(ROOT)
    store.folders.add_root(ROOT / "inner")
    save(store, record("inner/y.jpg"))
    assert store.folders.remove_root(ROOT / "inner").files == 0
    assert store.folders.roots() == [ROOT]
    assert picture(store, "inner/y.jpg")


def test_a_root_that_moved_costs_nothing_again(store: Store) -> None:
    """The user renames the folder: every picture is the one it was, vector and id."""
    old, new = ROOT / "old", ROOT / "new"
    store.folders.add_root(old)
    save(store, record(old / "x.jpg", "X"), record(old / "y.jpg", "Y"))
    numbers = store.vectors.searchable_ids(store.vectors.ensure_set(SPEC)).tolist()
    assert store.folders.remove_root(old).orphaned.tolist() == numbers
    store.folders.add_root(new)
    model = store.vectors.ensure_set(SPEC)
    for name, content in (("x.jpg", "X"), ("y.jpg", "Y")):
        moved = record(new / name, content, known=True)
        assert moved.content_hash in store.vectors.embedded_hashes_of_size(moved.size, model)
        store.save(Batch(model, [moved]))
    assert store.vectors.searchable_ids(model).tolist() == numbers
    assert [row.path.parent for row in store.pictures.rows(numbers)] == [new, new]


def test_the_outermost_roots_names_are_words(store: Store) -> None:
    store.folders.add_root(ROOT / "Holiday")
    store.folders.add_root(ROOT / "Holiday/Spain")
    save(store, record("Holiday/Spain/Beach/x.jpg"))
    number = picture(store, "Holiday/Spain/Beach/x.jpg")
    assert list(store.text.match(["holiday", "spain", "beach"], every=True, limit=9)) == [number]
    assert list(store.text.match([ROOT.name], every=True, limit=9)) == []


def test_paths_are_stored_without_dots(store: Store) -> None:
    store.folders.add_root(ROOT / "a" / ".." / "b")
    assert store.folders.roots() == [ROOT / "b"]
