"""Models, vectors and generations."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from picseek.engine.embed.base import ModelSpec
from picseek.engine.store import Batch, Store
from picseek.engine.types import Stage
from tests.support.stores import (
    OTHER_SPEC,
    ROOT,
    SPEC,
    fail,
    failure,
    hash_of,
    open_store,
    picture,
    record,
    remove_within,
    save,
    vector_counts,
    vector_of,
)


def test_a_model_keeps_its_number(store: Store) -> None:
    model = store.vectors.ensure_set(SPEC)
    assert model != store.vectors.ensure_set(OTHER_SPEC)
    assert store.vectors.ensure_set(SPEC) == model
    assert store.vectors.ensure_set(replace(SPEC, title="Renamed")) == model


@pytest.mark.parametrize("changed", [{"revision": "2"}, {"dim": 8}])
def test_a_model_that_changed_has_vectors_of_its_own_and_the_old_ones_stay(
    store: Store, changed: dict[str, object]
) -> None:
    save(store, record("a.jpg"), record("b.jpg"))
    fail(store, failure("b.jpg", stage=Stage.EMBED))
    save(store, record("a.jpg"), model=store.vectors.ensure_set(OTHER_SPEC))
    old, spec = store.vectors.ensure_set(SPEC), replace(SPEC, **changed)  # type: ignore[arg-type]
    before = store.vectors.generation(old)
    new = store.vectors.ensure_set(spec)
    assert new != old
    assert store.vectors.searchable_ids(new).tolist() == []
    assert store.files.known(ROOT, new)["b.jpg"].problem is None
    assert vector_counts(store) == {"other": 1, "small": 0}
    assert store.vectors.has_any(OTHER_SPEC)
    assert not store.vectors.has_any(spec)
    assert not store.vectors.has_any(replace(SPEC, id="no such model"))
    assert store.vectors.ensure_set(SPEC) == old
    assert len(store.vectors.searchable_ids(old)) == 2
    assert store.vectors.generation(old) == before
    assert store.pictures.counts().pictures == 2


def test_vectors_of_an_unrecorded_host_are_taken_over_once(store: Store) -> None:
    here, there = replace(SPEC, host="here"), replace(SPEC, host="there")
    unrecorded = store.vectors.ensure_set(SPEC)
    assert store.vectors.ensure_set(here) == unrecorded
    assert store.vectors.ensure_set(there) != unrecorded
    assert store.vectors.ensure_set(here) == unrecorded
    assert [each.host for each in store.vectors.sets()] == ["here", "there"]


def test_readers_take_no_vectors_of_a_model_that_changed(store: Store, tmp_path: Path) -> None:
    save(store, record("a.jpg"))
    reader = open_store(tmp_path, readonly=True)
    assert reader.vectors.ensure_set(SPEC) == store.vectors.ensure_set(SPEC)
    for spec in (replace(SPEC, revision="2"), ModelSpec("new", "1", "New", 4)):
        nothing = reader.vectors.ensure_set(spec)
        assert reader.vectors.searchable_ids(nothing).tolist() == []
        assert list(reader.vectors.chunks(nothing)) == []
        assert reader.vectors.generation(nothing) == 0
    reader.close()
    assert vector_counts(store) == {"small": 1}


def test_generation_counts_every_change_of_the_searchable_set(store: Store) -> None:
    small, other = store.vectors.ensure_set(SPEC), store.vectors.ensure_set(OTHER_SPEC)
    seen = [store.vectors.generation(small)]

    def changed() -> bool:
        seen.append(store.vectors.generation(small))
        return seen[-1] != seen[-2]

    store.save(Batch(small, [record("a.jpg", "A")]))
    assert not changed()
    store.save(Batch(small, vectors=[(hash_of("A"), vector_of("A"))]))
    assert changed()
    save(store, record("a.jpg", "A"), model=other)
    assert not changed()
    store.save(Batch(other, [record("copy.jpg", "A", known=True)]))
    assert not changed()
    store.files.remove(ROOT, ["copy.jpg"])
    assert not changed()
    remove_within(store, ROOT)
    assert changed()
    store.save(Batch(other, [record("a.jpg", "A", known=True)]))  # revived by another's run
    assert changed()
    fail(store, failure("a.jpg", mtime=5), model=other)
    assert changed()


def test_a_batch_reports_what_is_new_for_its_model_only(store: Store) -> None:
    save(store, record("a.jpg", "A"))
    store.files.remove(ROOT, ["a.jpg"])
    saved = store.save(
        Batch(store.vectors.ensure_set(OTHER_SPEC), [record("a.jpg", "A", known=True)])
    )
    assert saved.searchable_ids.tolist() == []
    assert saved.searchable.shape == (0, 4)
    assert store.vectors.searchable_ids(store.vectors.ensure_set(SPEC)).tolist() == [
        picture(store, "a.jpg")
    ]


def test_a_vector_of_an_orphan_is_stored_but_not_searchable(store: Store) -> None:
    """The file vanished while its picture was being embedded: what was paid for is stored."""
    model = store.vectors.ensure_set(SPEC)
    store.save(Batch(model, [record("a.jpg", "A")]))
    number = picture(store, "a.jpg")
    store.files.remove(ROOT, ["a.jpg"])
    before = store.vectors.generation(model)
    saved = store.save(Batch(model, vectors=[(hash_of("A"), vector_of("A"))]))
    assert saved.searchable_ids.tolist() == []
    assert store.vectors.generation(model) == before
    assert vector_counts(store) == {"small": 0}
    assert not store.vectors.has_any(SPEC)
    assert list(store.vectors.chunks(model)) == []
    assert list(store.vectors.chunks(model, np.array([number]))) == []
    assert store.vectors.get(model, number) is not None


def test_vectors_come_in_bounded_chunks_in_order(store: Store) -> None:
    model, count = store.vectors.ensure_set(SPEC), 5000
    records = [record(f"{number}.jpg") for number in range(count)]
    save(store, *records)
    store.files.remove(ROOT, ["3.jpg"])
    chunks = list(store.vectors.chunks(model))
    assert [len(ids) for ids, _ in chunks] == [4096, count - 1 - 4096]
    ids = np.concatenate([ids for ids, _ in chunks])
    assert ids.dtype == np.int64
    assert ids.tolist() == store.vectors.searchable_ids(model).tolist()
    assert np.all(np.diff(ids) > 0)
    matrix = np.concatenate([matrix for _, matrix in chunks])
    assert matrix.dtype == np.float32
    expected = [vector_of(str(ROOT / f"{number}.jpg")) for number in range(count) if number != 3]
    assert np.array_equal(matrix, np.array(expected))


def test_vectors_of_ids_come_in_the_order_asked(store: Store) -> None:
    model = store.vectors.ensure_set(SPEC)
    save(store, *(record(f"{number}.jpg") for number in range(4200)))
    asked = np.concatenate([store.vectors.searchable_ids(model)[::-1], [10**12]])
    chunks = list(store.vectors.chunks(model, asked))
    assert all(len(ids) <= 4096 for ids, _ in chunks)
    assert np.concatenate([ids for ids, _ in chunks]).tolist() == asked[:-1].tolist()
    first = vector_of(str(ROOT / "4199.jpg"))
    assert np.array_equal(chunks[0][1][0], first)


def test_a_store_can_change_while_its_vectors_are_read(store: Store) -> None:
    model = store.vectors.ensure_set(SPEC)
    save(store, *(record(f"{number}.jpg") for number in range(4200)))
    chunks = store.vectors.chunks(model)
    next(chunks)
    remove_within(store, ROOT)
    assert list(chunks) == []


def test_a_vector_can_be_changed_without_changing_the_store(store: Store) -> None:
    save(store, record("a.jpg", "A"))
    model, number = store.vectors.ensure_set(SPEC), picture(store, "a.jpg")
    taken = store.vectors.get(model, number)
    assert taken is not None
    taken *= 2
    again = store.vectors.get(model, number)
    assert again is not None
    assert np.array_equal(again, vector_of("A"))
    assert store.vectors.get(model, number + 1) is None


def test_double_precision_is_stored_as_single(store: Store) -> None:
    model = store.vectors.ensure_set(SPEC)
    double = np.array([0.1, 0.2, 0.3, 0.4])
    store.save(Batch(model, [record("a.jpg", "A")], [(hash_of("A"), double)]))
    stored = store.vectors.get(model, picture(store, "a.jpg"))
    assert stored is not None
    assert np.array_equal(stored, double.astype(np.float32))
