"""Rows of pictures, and single pictures by path and by id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from picseek.engine.store import Store
from tests.support.stores import (
    ROOT,
    hash_of,
    open_store,
    paths_of,
    picture,
    record,
    save,
    thumbnail_of,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path)
    opened.folders.add_root(ROOT)
    yield opened
    opened.close()


def test_rows_are_in_the_order_given_without_removed_pictures(store: Store) -> None:
    save(store, *(record(f"{number}.jpg") for number in range(4)))
    ids = [picture(store, f"{number}.jpg") for number in range(4)]
    store.files.remove(ROOT, ["2.jpg"])
    asked = [ids[3], 10**12, ids[2], ids[0], -1, ids[3]]
    assert [row.id for row in store.pictures.rows(asked)] == [ids[3], ids[0], ids[3]]
    assert store.pictures.rows([]) == []


def test_rows_of_ten_thousand_pictures(store: Store) -> None:
    save(store, *(record(f"{number % 7}/{number}.jpg") for number in range(10_000)))
    ids = store.pictures.newest_first()
    rows = store.pictures.rows(ids)
    assert [row.id for row in rows] == list(ids)
    assert len({row.path for row in rows}) == 10_000
    assert [row.id for row in store.pictures.rows(np.array(ids[:3]).tolist())] == list(ids[:3])


def test_a_row_has_its_thumbnail_and_its_first_file(store: Store) -> None:
    save(store, record("b.jpg", "A"))
    save(store, record("a.jpg", "A"))
    number = picture(store, "a.jpg")
    (row,) = store.pictures.rows([number])
    assert row.thumbnail == thumbnail_of(hash_of("A"))
    assert row.path == ROOT / "b.jpg"
    store.files.remove(ROOT, ["b.jpg"])
    (row,) = store.pictures.rows([number])
    assert (row.path, row.copies) == (ROOT / "a.jpg", 1)


def test_one_picture_by_path_and_by_id(store: Store) -> None:
    save(store, record("a/x.jpg", "X"))
    number = picture(store, "a/x.jpg")
    assert store.pictures.at(ROOT / "a" / ".." / "a" / "x.jpg") == number
    assert store.pictures.at(ROOT / "a") is None
    assert store.pictures.hash_of(number) == hash_of("X")
    assert store.pictures.hash_of(number + 1) is None
    assert paths_of(store, number + 1) == []
