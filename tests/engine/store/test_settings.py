"""Settings that a newer version wrote, or that a disk has damaged."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.indexing.options import LibraryOptions
from picseek.engine.models.service import Service
from picseek.engine.models.speed import Speeds
from picseek.engine.search.saved_searches import SavedSearches
from picseek.engine.store import Store
from picseek.engine.types import Query, ServiceOptions
from picseek.engine.types.settings import Exclusions, IndexingOptions, IndexStart
from tests.support.keyrings import Box
from tests.support.ui.fake_sending import FakeStore


def test_what_cannot_be_read_is_at_its_default_and_the_rest_as_it_was(store: Store) -> None:
    stored = {"patterns": ["*.gif"], "least_bytes": "many", "least_pixels": 40, "stars": 3}
    store.settings.set("exclusions", json.dumps(stored))
    store.settings.set(
        "indexing", json.dumps({"start": "weekly", "cores": -3, "look_closer": True})
    )
    store.settings.set(
        "service", json.dumps({"base_url": "isn't a server address", "calls_in_flight": 8})
    )
    options, service = LibraryOptions(store), Service(store, Box)
    assert options.exclusions == Exclusions(("*.gif",), 0, 40)
    assert options.indexing == IndexingOptions()
    assert service.options == ServiceOptions(calls_in_flight=8)
    names = [note.rpartition(": ")[2] for note in (*options.warnings, service.note)]
    assert names == [
        "exclusions.least_bytes.",
        "indexing.start, indexing.cores.",
        "service.base_url.",
    ]


@pytest.mark.parametrize("junk", ["junk", "[1]", "5", "{", "[" * 100_000, '"\\ud800"'])
def test_a_setting_that_is_no_setting_at_all(store: Store, junk: str) -> None:
    for key in ("exclusions", "indexing", "service"):
        store.settings.set(key, junk)
    options, service = LibraryOptions(store), Service(store, Box)
    assert (options.exclusions, options.indexing) == (Exclusions(), IndexingOptions())
    assert service.options == ServiceOptions()
    assert len([*options.warnings, service.note]) == 3


def test_what_a_newer_version_set_survives_a_change(store: Store) -> None:
    store.settings.set("indexing", json.dumps({"start": "idle", "nights_only": True}))
    options = LibraryOptions(store)
    options.set_indexing(IndexingOptions(IndexStart.MANUAL, 1))
    stored = json.loads(store.settings.get("indexing") or "")
    assert (stored["start"], stored["cores"], stored["nights_only"]) == ("manual", 1, True)
    assert options.warnings == []


def test_numbers_that_are_none(store: Store) -> None:
    store.settings.set("saved_searches_last_id", "many")
    store.settings.set("speed/builtin", "quick")
    assert SavedSearches(store.settings).save("reds", Query("red")).id == 1
    assert Speeds(store.settings, lambda _model: 0.0).of("builtin") is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(["patterns", "least_bytes", "start", "cores", "base_url", "describe", "x"]),
        json_values,
    )
)
def test_no_setting_ends_in_a_traceback(stored: dict[str, object]) -> None:
    store = FakeStore()
    for key in ("exclusions", "indexing", "service"):
        store.settings.set(key, json.dumps(stored))
    options = LibraryOptions(store)  # type: ignore[arg-type]
    service = Service(store, Box)  # type: ignore[arg-type]
    assert isinstance(options.exclusions, Exclusions)
    assert 0 <= options.indexing.cores <= 256
    assert service.options.calls_in_flight == 4
