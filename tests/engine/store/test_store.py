"""Saving, scanning and forgetting."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from picseek.engine.errors import LibraryError
from picseek.engine.store import Batch, Counts, FileRecord, KnownFile, Store
from picseek.engine.types import DateSource, PictureFacts, ProblemCode, Stage
from tests.support.stores import (
    OTHER_SPEC,
    ROOT,
    SECOND,
    SPEC,
    fail,
    failure,
    hash_of,
    known_paths,
    open_store,
    paths_of,
    picture,
    record,
    remove_within,
    save,
    vector_counts,
    vector_of,
)


@pytest.fixture
def store(store: Store) -> Store:
    """One that looks into ROOT."""
    store.folders.add_root(ROOT)
    return store


# Saving


def test_a_saved_file_is_known_and_shown(store: Store) -> None:
    saved = save(store, record("a.jpg", "A", taken_at=datetime(2019, 3, 14, 10, 11, 12, 500000)))
    model = store.vectors.ensure_set(SPEC)
    number = picture(store, "a.jpg")
    assert saved.searchable_ids.tolist() == [number]
    assert saved.searchable_ids.dtype == np.int64
    assert np.array_equal(saved.searchable, vector_of("A")[None])
    assert saved.searchable.dtype == np.float32
    assert saved.orphaned.tolist() == []
    known = store.files.known(ROOT, model)["a.jpg"]
    assert known == KnownFile(100, 1_000_000_000 * SECOND, number, True, None, True)
    (row,) = store.pictures.rows([number])
    assert row.facts == PictureFacts(
        *(40, 30, "JPEG", datetime(2019, 3, 14, 10, 11, 12, 500000), "Pinhole 1"),
        DateSource.CAMERA,
    )
    assert (row.path, row.modified_at, row.copies) == (ROOT / "a.jpg", 1e9, 1)


def test_everything_is_there_after_opening_again(tmp_path: Path) -> None:
    first = open_store(tmp_path)
    first.folders.add_root(ROOT)
    save(first, record("a.jpg", "A"))
    first.settings.set("model", "small")
    first.close()
    second = open_store(tmp_path)
    assert second.pictures.counts() == Counts(1, 1, 0)
    assert list(second.text.match(["a"], every=True, limit=9)) == [picture(second, "a.jpg")]
    assert vector_counts(second) == {"small": 1}
    assert second.settings.get("model") == "small"
    assert second.settings.get("colour") is None
    second.close()


def test_copies_are_one_picture(store: Store) -> None:
    saved = save(store, record("a.jpg", "A"), record("copy/b.jpg", "A"))
    assert len(saved.searchable_ids) == 1
    assert store.pictures.counts() == Counts(pictures=1, files=2, problems=0)
    number = picture(store, "a.jpg")
    assert paths_of(store, number) == [ROOT / "a.jpg", ROOT / "copy/b.jpg"]
    (row,) = store.pictures.rows([number])
    assert (row.path, row.copies) == (ROOT / "a.jpg", 2)


def test_a_file_of_a_known_content_needs_no_facts_and_no_vector(store: Store) -> None:
    save(store, record("a.jpg", "A", taken_at=datetime(2019, 3, 14)))
    saved = store.save(Batch(store.vectors.ensure_set(SPEC), [record("trip.jpg", "A", known=True)]))
    assert saved.searchable_ids.tolist() == []
    number = picture(store, "trip.jpg")
    assert store.files.known(ROOT, store.vectors.ensure_set(SPEC))["trip.jpg"].embedded
    assert list(store.text.match(["trip", "march"], every=True, limit=9)) == [number]


def test_a_known_content_that_is_unknown_is_the_callers_mistake(store: Store) -> None:
    with pytest.raises(ValueError, match="unknown content"):
        store.save(
            Batch(
                store.vectors.ensure_set(SPEC), [record("a.jpg"), record("b.jpg", "B", known=True)]
            )
        )
    assert store.pictures.counts() == Counts(0, 0, 0)


def test_a_vector_of_another_length_is_the_callers_mistake(store: Store) -> None:
    vectors = [(hash_of("A"), np.zeros(3, np.float32))]
    with pytest.raises(ValueError, match="shape"):
        store.save(Batch(store.vectors.ensure_set(SPEC), [record("a.jpg", "A")], vectors))
    assert store.pictures.counts() == Counts(0, 0, 0)


def test_a_vector_of_nothing_known_is_the_callers_mistake(store: Store) -> None:
    with pytest.raises(ValueError, match="unknown content"):
        store.save(Batch(store.vectors.ensure_set(SPEC), vectors=[(hash_of("A"), vector_of("A"))]))


def test_a_vector_is_paid_once_the_first_one_stays(store: Store) -> None:
    save(store, record("a.jpg", "A"))
    model = store.vectors.ensure_set(SPEC)
    before = store.vectors.generation(model)
    saved = store.save(Batch(model, vectors=[(hash_of("A"), np.ones(4, np.float32))]))
    assert saved.searchable_ids.tolist() == []
    assert store.vectors.generation(model) == before
    stored = store.vectors.get(model, picture(store, "a.jpg"))
    assert stored is not None
    assert np.array_equal(stored, vector_of("A"))


def test_a_changed_file_shows_its_new_content(store: Store) -> None:
    save(store, record("a.jpg", "old"))
    old = picture(store, "a.jpg")
    saved = save(store, record("a.jpg", "new", mtime=1_000_000_001))
    new = picture(store, "a.jpg")
    assert saved.searchable_ids.tolist() == [new]
    assert saved.orphaned.tolist() == [old]
    assert new != old
    assert store.pictures.counts() == Counts(1, 1, 0)
    assert store.pictures.rows([old]) == []


def test_a_later_decode_may_add_facts(store: Store) -> None:
    save(store, record("a.jpg", "A"))
    save(store, record("a.jpg", "A", taken_at=datetime(2001, 2, 3)))
    (row,) = store.pictures.rows([picture(store, "a.jpg")])
    assert row.facts.taken_at == datetime(2001, 2, 3)


def test_a_date_beyond_the_range_of_nanoseconds_is_no_reason_to_fail(store: Store) -> None:
    save(
        store, record("future.jpg", mtime=20_000_000_000), record("past.jpg", mtime=-9_000_000_000)
    )
    assert list(store.pictures.newest_first()) == [
        picture(store, "future.jpg"),
        picture(store, "past.jpg"),
    ]


def test_names_that_are_no_text_are_stored_unchanged(store: Store) -> None:
    names = ["caf\udce9.jpg", "100%_.jpg", "quo\"te's.jpg", "two\nlines.jpg", " .jpg"]
    save(store, *(record(name) for name in names))
    assert set(store.files.known(ROOT, store.vectors.ensure_set(SPEC))) == set(names)
    rows = store.pictures.rows([picture(store, name) for name in names])
    assert [row.path for row in rows] == [ROOT / name for name in names]
    assert list(store.text.match(["caf"], every=True, limit=9)) == [picture(store, names[0])]
    assert store.files.remove(ROOT, names).files == len(names)


def test_a_readonly_store_writes_nothing(store: Store, tmp_path: Path) -> None:
    reader = open_store(tmp_path, readonly=True)
    with pytest.raises(LibraryError, match="read-only"):
        reader.settings.set("model", "small")
    with pytest.raises(LibraryError, match="read-only"):
        save(reader, record("a.jpg"), model=1)
    reader.close()
    assert store.settings.get("model") is None


# Failures


def test_a_failure_is_known_with_its_reason(store: Store) -> None:
    fail(store, failure("a.jpg"))
    (problem,) = store.files.problems()
    assert problem == failure("a.jpg").problem
    known = store.files.known(ROOT, store.vectors.ensure_set(SPEC))["a.jpg"]
    assert known == KnownFile(100, 1_000_000_000 * SECOND, None, False, problem, True)
    assert store.pictures.counts() == Counts(0, 0, 1)


def test_problems_are_listed_by_path(store: Store) -> None:
    fail(store, failure("b/x.jpg"), failure("a/z.jpg"), failure("a/y.jpg"))
    paths = [problem.path for problem in store.files.problems()]
    assert paths == [ROOT / "a/y.jpg", ROOT / "a/z.jpg", ROOT / "b/x.jpg"]


def test_a_file_that_changed_into_a_damaged_one_is_no_longer_searchable(store: Store) -> None:
    save(store, record("a.jpg"))
    number = picture(store, "a.jpg")
    saved = fail(store, failure("a.jpg", mtime=1_000_000_001))
    assert saved.orphaned.tolist() == [number]
    assert store.pictures.at(ROOT / "a.jpg") is None
    assert list(store.text.match(["a"], every=True, limit=9)) == []
    assert store.vectors.searchable_ids(store.vectors.ensure_set(SPEC)).tolist() == []


def test_a_file_that_can_be_read_again_is_no_longer_a_problem(store: Store) -> None:
    fail(store, failure("a.jpg"))
    save(store, record("a.jpg"))
    assert store.files.problems() == []
    assert store.files.known(ROOT, store.vectors.ensure_set(SPEC))["a.jpg"].problem is None


def test_a_later_failure_replaces_the_earlier(store: Store) -> None:
    fail(store, failure("a.jpg"))
    fail(store, failure("a.jpg", code=ProblemCode.EMPTY))
    assert [problem.code for problem in store.files.problems()] == [ProblemCode.EMPTY]


@pytest.mark.parametrize("stage", [Stage.DECODE, Stage.EMBED])
def test_what_one_model_cannot_have_stays_searchable_for_the_other(
    store: Store, stage: Stage
) -> None:
    save(store, record("a.jpg"))
    small, other = store.vectors.ensure_set(SPEC), store.vectors.ensure_set(OTHER_SPEC)
    saved = fail(store, failure("a.jpg", stage=stage), model=other)
    assert saved.orphaned.tolist() == []
    assert store.vectors.searchable_ids(small).tolist() == [picture(store, "a.jpg")]
    assert store.files.known(ROOT, small)["a.jpg"].problem is None
    refused = store.files.known(ROOT, other)["a.jpg"]
    assert refused.problem is not None
    assert refused.picture_id == picture(store, "a.jpg")
    assert not refused.embedded


def test_a_new_file_that_one_model_refuses_is_no_problem_for_the_other(store: Store) -> None:
    small, other = store.vectors.ensure_set(SPEC), store.vectors.ensure_set(OTHER_SPEC)
    fail(store, failure("a.jpg", stage=Stage.EMBED), model=other)
    assert store.files.known(ROOT, small)["a.jpg"][2:6] == (None, False, None, True)
    assert store.files.known(ROOT, other)["a.jpg"].problem is not None


def test_a_damaged_file_is_a_problem_for_every_model(store: Store) -> None:
    fail(store, failure("a.jpg"), model=store.vectors.ensure_set(OTHER_SPEC))
    assert store.files.known(ROOT, store.vectors.ensure_set(SPEC))["a.jpg"].problem is not None


def test_a_changed_file_that_is_refused_is_no_longer_what_it_was(store: Store) -> None:
    save(store, record("a.jpg"))
    fail(store, failure("a.jpg", stage=Stage.EMBED, mtime=1_000_000_001))
    assert store.pictures.at(ROOT / "a.jpg") is None


# Scanning


def test_known_files_are_those_of_one_folder(store: Store) -> None:
    save(store, record("a/x.jpg"), record("a/b/y.jpg"), record("ab/z.jpg"))
    assert set(store.files.known(ROOT / "a", store.vectors.ensure_set(SPEC))) == {"x.jpg"}
    assert store.files.known(ROOT / "nowhere", store.vectors.ensure_set(SPEC)) == {}


def test_embedded_refers_to_the_given_model(store: Store) -> None:
    save(store, record("a.jpg"))
    assert not store.files.known(ROOT, store.vectors.ensure_set(OTHER_SPEC))["a.jpg"].embedded


def test_known_folders_hold_files_or_failures(store: Store) -> None:
    save(store, record("a/x.jpg"), record("a/b/y.jpg"), record("gone/z.jpg"))
    fail(store, failure("failed/x.jpg"))
    store.files.remove(ROOT / "gone", ["z.jpg"])
    assert known_paths(store, ROOT) == {ROOT / "a", ROOT / "a/b", ROOT / "failed"}
    assert known_paths(store, ROOT / "a") == {ROOT / "a", ROOT / "a/b"}


def test_hashes_of_a_size_are_those_embedded_also_of_orphans(store: Store) -> None:
    model = store.vectors.ensure_set(SPEC)
    save(store, record("a.jpg", "A"), record("b.jpg", "B"))
    store.save(Batch(model, [record("not-embedded.jpg", "C")]))
    store.save(Batch(model, [FileRecord(ROOT / "d", 7, 0, hash_of("D"), record("d").facts)]))
    store.files.remove(ROOT, ["b.jpg"])
    assert set(store.vectors.embedded_hashes_of_size(100, model)) == {hash_of("A"), hash_of("B")}
    assert store.vectors.embedded_hashes_of_size(7, model) == ()
    assert store.vectors.embedded_hashes_of_size(100, store.vectors.ensure_set(OTHER_SPEC)) == ()


# Forgetting


def test_removed_files_are_no_longer_found_but_their_vectors_remain(store: Store) -> None:
    save(store, record("a.jpg", "A"), record("b.jpg", "B"))
    model, number = store.vectors.ensure_set(SPEC), picture(store, "a.jpg")
    forgotten = store.files.remove(ROOT, ["a.jpg", "never-there.jpg"])
    assert (forgotten.files, forgotten.orphaned.tolist()) == (1, [number])
    assert list(store.text.match(["a"], every=True, limit=9)) == []
    assert number not in store.pictures.newest_first()
    assert number not in store.vectors.searchable_ids(model)
    assert vector_counts(store) == {"small": 1}
    assert store.vectors.get(model, number) is not None
    assert store.pictures.hash_of(number) == hash_of("A")
    assert paths_of(store, number) == []


def test_an_orphan_comes_back_with_its_vector_and_its_id(store: Store) -> None:
    save(store, record("a.jpg", "A"))
    model, number = store.vectors.ensure_set(SPEC), picture(store, "a.jpg")
    store.files.remove(ROOT, ["a.jpg"])
    before = store.vectors.generation(model)
    saved = store.save(Batch(model, [record("moved.jpg", "A", known=True)]))
    assert saved.searchable_ids.tolist() == [number]
    assert np.array_equal(saved.searchable, vector_of("A")[None])
    assert store.vectors.generation(model) != before
    assert store.pictures.rows([number])[0].path == ROOT / "moved.jpg"


def test_a_remaining_copy_keeps_the_picture(store: Store) -> None:
    save(store, record("a.jpg", "A"), record("b.jpg", "A"))
    before = store.vectors.generation(store.vectors.ensure_set(SPEC))
    assert store.files.remove(ROOT, ["a.jpg"]).orphaned.tolist() == []
    assert store.pictures.rows([picture(store, "b.jpg")])[0].path == ROOT / "b.jpg"
    assert store.vectors.generation(store.vectors.ensure_set(SPEC)) == before


def test_forgetting_a_file_forgets_its_failure(store: Store) -> None:
    fail(store, failure("a.jpg"))
    assert store.files.remove(ROOT, ["a.jpg"]).files == 0
    assert store.files.problems() == []


def test_removing_folders_removes_their_subfolders_and_no_neighbour(store: Store) -> None:
    staying = ["a/bc/x.jpg", "a/b.jpg", "a/b%/x.jpg", "a/B/x.jpg", "a/b-/x.jpg"]
    gone = ["a/b/x.jpg", "a/b/c/y.jpg", "a/b/\udcff/z.jpg"]
    save(store, *map(record, staying + gone))
    fail(store, failure("a/b/c/broken.jpg"), failure("a/bc/broken.jpg"))
    ids = sorted(picture(store, name) for name in gone)
    forgotten = remove_within(store, ROOT / "a/b")
    assert forgotten.files == len(gone)
    assert forgotten.orphaned.tolist() == ids
    assert [problem.path for problem in store.files.problems()] == [ROOT / "a/bc/broken.jpg"]
    assert all(store.pictures.at(ROOT / name) for name in staying)


@pytest.mark.parametrize("name", ["a%", "a_", "100% ours_"])
def test_no_character_of_a_folder_is_a_wildcard(store: Store, name: str) -> None:
    save(store, record(f"{name}/x.jpg"), record("abc/x.jpg"), record("100X ours!/x.jpg"))
    assert remove_within(store, ROOT / name).files == 1


def test_folders_inside_each_other_are_counted_once(store: Store) -> None:
    save(store, record("a/x.jpg"), record("a/b/y.jpg"))
    assert remove_within(store, ROOT / "a", ROOT / "a/b").files == 2


def test_the_root_of_the_disk_holds_everything(store: Store) -> None:
    save(store, record("a/x.jpg"))
    assert known_paths(store, Path(ROOT.anchor)) == {ROOT / "a"}
    assert remove_within(store, Path(ROOT.anchor)).files == 1
