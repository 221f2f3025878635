"""Saved searches are stored in the library."""

from __future__ import annotations

from pathlib import Path

import pytest

from picseek.engine.errors import LibraryUnwritable, UsageError
from picseek.engine.search.saved_searches import LONGEST_NAME, SavedSearches
from picseek.engine.store import Store
from picseek.engine.types import Query, SavedSearch
from tests.support.stores import open_store


@pytest.fixture
def saved(store: Store) -> SavedSearches:
    return SavedSearches(store.settings)


def names(saved: SavedSearches) -> list[str]:
    return [search.name for search in saved.list()]


def test_a_search_is_saved_completely(saved: SavedSearches, store: Store) -> None:
    query = Query(
        "red -blue", (7, Path("/x/caf\udce9.jpg")), 500, "clip", folder=Path("/a b/\udce9")
    )
    search = saved.save("  Red\n things ", query)
    assert search == SavedSearch(1, "Red things", query.text, query.like, query.folder, "clip")
    assert SavedSearches(store.settings).list() == [search]


def test_text_with_half_characters_is_saved(saved: SavedSearches) -> None:
    saved.save("x", Query("\ud83d"))
    assert saved.list()[0].text == "\ud83d"


def test_a_folder_alone_can_be_saved(saved: SavedSearches) -> None:
    assert saved.save("x", Query(folder=Path("/a"))).folder == Path("/a")


@pytest.mark.parametrize(("name", "query"), [("x", Query()), ("x", Query("  ")), (" ", Query("a"))])
def test_nothing_and_no_name_are_refused(saved: SavedSearches, name: str, query: Query) -> None:
    with pytest.raises(UsageError):
        saved.save(name, query)
    assert saved.list() == []


def test_renaming(saved: SavedSearches) -> None:
    number = saved.save("a", Query("x")).id
    saved.rename(number, "b" * 1000)
    assert names(saved) == ["b" * LONGEST_NAME]
    with pytest.raises(UsageError, match="name"):
        saved.rename(number, " ")
    with pytest.raises(UsageError, match="no longer exists"):
        saved.rename(99, "x")


def test_removing_and_taking_it_back(saved: SavedSearches) -> None:
    first, second, third = (saved.save(name, Query(name)) for name in "abc")
    at = saved.remove(second.id)
    assert names(saved) == ["a", "c"]
    saved.restore(second, at)
    saved.restore(second, at)
    assert saved.list() == [first, second, third]


def test_an_id_is_never_given_again(saved: SavedSearches) -> None:
    number = saved.save("a", Query("a")).id
    saved.remove(number)
    assert saved.save("b", Query("b")).id != number


def test_a_new_order(saved: SavedSearches) -> None:
    a, b, c, d = (saved.save(name, Query(name)).id for name in "abcd")
    saved.arrange([c, a, 99])
    assert names(saved) == ["c", "a", "b", "d"]
    saved.arrange([d, c, b, a])
    assert names(saved) == ["d", "c", "b", "a"]


@pytest.mark.parametrize(
    "stored", ["", "{", "7", "[7, null]", '[{"id": 1}]', '[{"id": 1, "name": "x", "like": 3}]']
)
def test_what_cannot_be_read_is_skipped(saved: SavedSearches, store: Store, stored: str) -> None:
    store.settings.set("saved_searches", stored)
    assert saved.list() == []
    saved.save("new", Query("x"))
    assert names(saved) == ["new"]


def test_a_library_that_is_only_read_keeps_what_it_has(
    saved: SavedSearches, store: Store, tmp_path: Path
) -> None:
    number = saved.save("a", Query("x")).id
    reader = open_store(tmp_path, readonly=True)
    try:
        with pytest.raises(LibraryUnwritable):
            SavedSearches(reader.settings).remove(number)
        assert names(SavedSearches(reader.settings)) == ["a"]
    finally:
        reader.close()
