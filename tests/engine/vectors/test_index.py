"""The vector index: right answers, and a file that can be lost, stale or damaged."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, cast

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled, DiskFull, LibraryUnwritable
from picseek.engine.filesystem import atomic_files
from picseek.engine.vectors import VectorIndex
from picseek.engine.vectors import graph as vectors_graph
from picseek.engine.vectors import persistence as vectors_file
from picseek.engine.vectors.index import NARROW_NUMBERS

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
DIM = 8
EXACT, GRAPH = 1 << 30, 0
both_ways = pytest.mark.parametrize("exact_numbers", [EXACT, GRAPH], ids=["exact", "graph"])


def ids_of(*numbers: int) -> Ids:
    return np.array(numbers, np.int64)


def random_vectors(count: int, dim: int = DIM, seed: int = 1) -> Vectors:
    vectors = np.random.default_rng(seed).standard_normal((count, dim)).astype(np.float32)
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


class Source:
    """A store that counts what it is asked for."""

    def __init__(self, vectors: Vectors | None = None, generation: int = 1) -> None:
        made = np.empty((0, DIM), np.float32) if vectors is None else vectors
        self.rows = dict(enumerate(made, start=1))
        self.number = generation
        self.given = 0
        self.asked: list[list[int] | None] = []

    def generation(self) -> int:
        return self.number

    def ids(self) -> Ids:
        return np.array(sorted(self.rows), np.int64)

    def vectors(self, ids: Ids | None) -> Iterator[tuple[Ids, Vectors]]:
        self.asked.append(None if ids is None else ids.tolist())
        wanted = self.ids() if ids is None else ids
        for start in range(0, len(wanted), 50):
            part = wanted[start : start + 50]
            self.given += len(part)
            yield part, np.stack([self.rows[i] for i in part.tolist()])


def opened(folder: Path, source: Source, exact_numbers: int = EXACT) -> VectorIndex:
    return VectorIndex.open(folder, DIM, source=source, exact_numbers=exact_numbers)


def nearest(rows: dict[int, Vectors], query: Vectors, k: int) -> tuple[list[int], list[float]]:
    """The model: all compared in double precision, best first, equal ones by id."""
    if not rows:
        return [], []
    ids = np.array(sorted(rows))
    cosines = np.stack([rows[i] for i in ids.tolist()]).astype(np.float64) @ query
    order = np.lexsort((ids, -cosines.astype(np.float32)))[:k]
    return ids[order].tolist(), cosines[order].tolist()


def assert_agrees(index: VectorIndex, rows: dict[int, Vectors], query: Vectors, k: int) -> None:
    ids, cosines = index.search(query, k)
    right_ids, right_cosines = nearest(rows, query, k)
    assert ids.dtype == np.int64
    assert cosines.dtype == np.float32
    np.testing.assert_allclose(cosines, right_cosines, atol=1e-5)
    assert len(set(ids.tolist())) == len(ids)
    for i, cosine in zip(ids.tolist(), cosines, strict=True):
        assert abs(float(rows[i].astype(np.float64) @ query) - cosine) < 1e-5
    one_more = nearest(rows, query, k + 1)[1]
    if (np.diff(one_more) < -1e-5).all():  # between equal ones at the cut, the graph is free
        assert ids.tolist() == right_ids


# Answers


@both_ways
def test_finds_the_nearest_in_order(tmp_path: Path, exact_numbers: int) -> None:
    source = Source(random_vectors(300))
    index = opened(tmp_path, source, exact_numbers)
    for query in random_vectors(20, seed=2):
        assert_agrees(index, source.rows, query, 10)


def test_graph_and_exact_give_the_same(tmp_path: Path) -> None:
    source = Source(random_vectors(2000))
    exact, graph = opened(tmp_path, source, EXACT), opened(tmp_path, source, GRAPH)
    for query in random_vectors(20, seed=2):
        right, found = exact.search(query, 20), graph.search(query, 20)
        assert right[0].tolist() == found[0].tolist()
        np.testing.assert_allclose(right[1], found[1], atol=1e-6)


@both_ways
def test_empty_index(tmp_path: Path, exact_numbers: int) -> None:
    index = opened(tmp_path, Source(), exact_numbers)
    ids, cosines = index.search(random_vectors(1)[0], 5)
    assert (len(index), ids.shape, cosines.shape) == (0, (0,), (0,))
    assert index.get(ids_of()).shape == (0, DIM)


@both_ways
@pytest.mark.parametrize("k", [-1, 0])
def test_nothing_asked_for(tmp_path: Path, exact_numbers: int, k: int) -> None:
    index = opened(tmp_path, Source(random_vectors(5)), exact_numbers)
    assert index.search(random_vectors(1)[0], k)[0].size == 0


@both_ways
def test_more_asked_for_than_there_is(tmp_path: Path, exact_numbers: int) -> None:
    source = Source(random_vectors(30))
    index = opened(tmp_path, source, exact_numbers)
    assert_agrees(index, source.rows, random_vectors(1, seed=5)[0], 1000)
    index.remove(source.ids())
    assert index.search(random_vectors(1)[0], 3)[0].size == 0


@both_ways
def test_equal_vectors_come_by_id(tmp_path: Path, exact_numbers: int) -> None:
    vector = random_vectors(1)[0]
    index = opened(tmp_path, Source(), exact_numbers)
    index.add(ids_of(9, 3, 7, 5), np.stack([vector] * 4))
    index.remove(ids_of(9))
    ids, cosines = index.search(vector, 10)
    assert ids.tolist() == [3, 5, 7]
    np.testing.assert_allclose(cosines, 1, atol=1e-6)


def test_equal_vectors_are_cut_by_id(tmp_path: Path) -> None:
    """Rows at odd places of a matrix get other last bits; that must not decide."""
    vector = random_vectors(1, dim=37)[0]
    rows = Source()
    index = VectorIndex.open(tmp_path, 37, source=rows)
    index.add(np.arange(1000, 0, -1), np.stack([vector] * 1000))
    ids, _ = index.search(random_vectors(1, dim=37, seed=3)[0], 7)
    assert ids.tolist() == [1, 2, 3, 4, 5, 6, 7]


@both_ways
def test_floor_leaves_out_what_is_not_above(tmp_path: Path, exact_numbers: int) -> None:
    axes = np.eye(DIM, dtype=np.float32)
    index = opened(tmp_path, Source(axes[:3]), exact_numbers)
    assert index.search(axes[0], 3)[0].tolist() == [1, 2, 3]
    assert index.search(axes[0], 3, min_cosine=0.0)[0].tolist() == [1]
    assert index.search(axes[0], 3, min_cosine=1.0)[0].tolist() == []


@both_ways
def test_length_of_the_query_does_not_matter(tmp_path: Path, exact_numbers: int) -> None:
    source = Source(random_vectors(50))
    index = opened(tmp_path, source, exact_numbers)
    query = random_vectors(1, seed=3)[0]
    (ids, cosines), (right, near) = index.search(query * 1000, 5), index.search(query, 5)
    assert ids.tolist() == right.tolist()
    np.testing.assert_allclose(cosines, near, rtol=1e-5)


@both_ways
@pytest.mark.parametrize(
    "query",
    [
        np.zeros(DIM, np.float32),
        np.full(DIM, np.nan, np.float32),
        np.full(DIM, np.inf, np.float32),
        np.full(DIM, 3e38, np.float32),
        np.ones(DIM + 1, np.float32),
        np.ones((1, DIM), np.float32),
    ],
    ids=["zero", "nan", "inf", "overflow", "long", "matrix"],
)
def test_no_direction_to_look_in(tmp_path: Path, exact_numbers: int, query: Vectors) -> None:
    index = opened(tmp_path, Source(random_vectors(5)), exact_numbers)
    with pytest.raises(ValueError, match="finite"):
        index.search(query, 3)


@both_ways
def test_within(tmp_path: Path, exact_numbers: int) -> None:
    source = Source(random_vectors(200))
    index = opened(tmp_path, source, exact_numbers)
    index.remove(ids_of(4))
    query = random_vectors(1, seed=3)[0]
    allowed = ids_of(150, 2, 2, 4, 77, 999_999)
    ids, _ = index.search(query, 10, within=allowed)
    right, _ = nearest({i: source.rows[i] for i in (2, 77, 150)}, query, 10)
    assert ids.tolist() == right
    assert index.search(query, 10, within=ids_of())[0].size == 0


def test_wide_filter_on_the_graph(tmp_path: Path) -> None:
    count = NARROW_NUMBERS // 64 + 1000
    source = Source()
    source.rows = dict(enumerate(random_vectors(count, 64), start=1))
    index = VectorIndex.open(tmp_path, 64, source=source, exact_numbers=GRAPH)
    allowed = np.arange(1, count - 400)
    query = random_vectors(1, 64, seed=3)[0]
    ids, _ = index.search(query, 500, within=allowed)
    right, _ = nearest({i: source.rows[i] for i in allowed.tolist()}, query, 500)
    assert len(set(ids.tolist()) & set(right)) >= 490
    assert ids.max() < count - 400


def test_what_the_walk_cannot_reach_is_found_anyhow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hnswlib gives up when its walk ends with fewer than asked for."""
    source = Source(random_vectors(400))
    index = opened(tmp_path, source, GRAPH)

    def gives_up(*_: object) -> None:
        return None

    monkeypatch.setattr(vectors_graph.Graph, "search", gives_up)
    query = random_vectors(1, seed=3)[0]
    assert_agrees(index, source.rows, query, 400)
    monkeypatch.setattr("picseek.engine.vectors.index.NARROW_NUMBERS", 0)
    for allowed in (range(5, 9), range(5, 300)):  # taken out one by one, picked out of all
        ids, _ = index.search(query, 3, within=ids_of(*allowed))
        right, _ = nearest({i: source.rows[i] for i in allowed}, query, 3)
        assert ids.tolist() == right


def test_hnswlib_says_when_it_reaches_fewer(tmp_path: Path) -> None:
    graph = vectors_graph.Graph(DIM)
    graph.add(ids_of(1, 2), random_vectors(2), threads=1)
    assert graph.search(random_vectors(1)[0], 3) is None


# Changes


@both_ways
def test_added_is_found_and_removed_is_not(tmp_path: Path, exact_numbers: int) -> None:
    index = opened(tmp_path, Source(), exact_numbers)
    vectors = random_vectors(3)
    index.add(ids_of(10, 20, 30), vectors)
    assert len(index) == 3
    assert index.search(vectors[1], 1)[0].tolist() == [20]
    index.remove(ids_of(20, 99))
    assert len(index) == 2
    assert 20 not in index.search(vectors[1], 3)[0]


@both_ways
def test_removed_can_come_back(tmp_path: Path, exact_numbers: int) -> None:
    index = opened(tmp_path, Source(), exact_numbers)
    first, other = random_vectors(2)
    index.add(ids_of(1, 2), np.stack([first, other]))
    for vector in (first, -first):
        index.remove(ids_of(1))
        index.add(ids_of(1), vector[None])
        ids, cosines = index.search(vector, 1)
        assert ids.tolist() == [1]
        assert cosines[0] == pytest.approx(1)
    assert len(index) == 2


@both_ways
def test_added_again_is_replaced(tmp_path: Path, exact_numbers: int) -> None:
    index = opened(tmp_path, Source(), exact_numbers)
    first, second, third = random_vectors(3)
    index.add(ids_of(1), first[None])
    index.add(ids_of(1, 1), np.stack([second, third]))
    assert len(index) == 1
    np.testing.assert_allclose(index.get(ids_of(1))[0], third, atol=1e-6)


@both_ways
def test_get_gives_unit_vectors_in_the_order_asked(tmp_path: Path, exact_numbers: int) -> None:
    vectors = random_vectors(5)
    index = opened(tmp_path, Source(), exact_numbers)
    index.add(np.arange(5), vectors * 3)
    got = index.get(ids_of(4, 0, 4))
    assert got.dtype == np.float32
    np.testing.assert_allclose(got, vectors[[4, 0, 4]], atol=1e-6)


@both_ways
def test_get_of_what_is_not_there(tmp_path: Path, exact_numbers: int) -> None:
    index = opened(tmp_path, Source(random_vectors(3)), exact_numbers)
    index.remove(ids_of(2))
    for missing in (2, 77):
        with pytest.raises(KeyError):
            index.get(ids_of(1, missing))


@both_ways
def test_one_bad_vector_costs_only_itself(tmp_path: Path, exact_numbers: int) -> None:
    vectors = random_vectors(4)
    vectors[1], vectors[2, 0] = np.nan, np.inf
    index = opened(tmp_path, Source(vectors), exact_numbers)
    assert len(index) == 2
    assert index.search(vectors[0], 4)[0].tolist()[0] == 1


def test_wrong_shapes_are_refused(tmp_path: Path) -> None:
    index = opened(tmp_path, Source())
    for ids, vectors in (
        (ids_of(1, 2), random_vectors(1)),
        (ids_of(1), random_vectors(1, DIM + 1)),
        (ids_of(1), random_vectors(1)[0]),
    ):
        with pytest.raises(ValueError, match="dims"):
            index.add(ids, vectors)


def test_grows_from_exact_to_graph(tmp_path: Path) -> None:
    source = Source(random_vectors(1000))
    index = opened(tmp_path, Source(), exact_numbers=500 * DIM)
    for start in range(0, 1000, 70):
        ids = source.ids()[start : start + 70]
        index.add(ids, np.stack([source.rows[i] for i in ids.tolist()]))
        known = {i: source.rows[i] for i in range(1, ids[-1] + 1)}
        assert len(index) == len(known)
        assert_agrees(index, known, random_vectors(1, seed=start)[0], 5)


numbers = st.lists(st.integers(1, 12), min_size=1, max_size=6)
steps = st.lists(
    st.tuples(st.sampled_from(["add", "remove", "reopen"]), numbers, st.integers(0, 3)),
    max_size=12,
)


@both_ways
@settings(max_examples=60)
@given(steps=steps)
def test_any_order_of_changes_agrees_with_a_dictionary(
    tmp_path_factory: pytest.TempPathFactory,
    exact_numbers: int,
    steps: list[tuple[str, list[int], int]],
) -> None:
    folder = tmp_path_factory.mktemp("index")
    source = Source()
    index = opened(folder, source, exact_numbers)
    for number, (step, ids, seed) in enumerate(steps, start=2):
        if step == "add":
            vectors = random_vectors(len(ids), seed=seed)
            index.add(ids_of(*ids), vectors)
            source.rows |= dict(zip(ids, vectors, strict=True))
        elif step == "remove":
            index.remove(ids_of(*ids))
            source.rows = {i: row for i, row in source.rows.items() if i not in ids}
        else:
            source.number = number
            index.save(number)
            index = opened(folder, source, exact_numbers)
        assert len(index) == len(source.rows)
        for k in (1, 20):
            assert_agrees(index, source.rows, random_vectors(1, seed=99)[0], k)


# On disk


def saved(folder: Path, source: Source) -> None:
    index = opened(folder, source)
    index.save(source.number)
    index.close()
    source.asked.clear()


@both_ways
def test_saved_is_loaded_without_the_source(tmp_path: Path, exact_numbers: int) -> None:
    source = Source(random_vectors(300))
    folder = tmp_path / "deep" / "b\u00fccher 'x' %20"
    saved(folder, source)
    index = opened(folder, source, exact_numbers)
    assert source.asked == []
    assert not index.unsaved
    assert_agrees(index, source.rows, random_vectors(1, seed=2)[0], 10)


def test_loaded_index_goes_on_growing(tmp_path: Path) -> None:
    source = Source(random_vectors(100))
    saved(tmp_path, source)
    index = opened(tmp_path, source, GRAPH)
    source.rows |= dict(enumerate(random_vectors(500, seed=7), start=101))
    index.add(np.arange(101, 601), np.stack([source.rows[i] for i in range(101, 601)]))
    assert_agrees(index, source.rows, random_vectors(1, seed=2)[0], 10)


def test_empty_index_is_saved_and_loaded(tmp_path: Path) -> None:
    source = Source()
    saved(tmp_path, source)
    index = opened(tmp_path, source)
    assert not index.unsaved
    index.add(ids_of(1), random_vectors(1))
    assert len(index) == 1


def test_opening_writes_nothing(tmp_path: Path) -> None:
    index = opened(tmp_path / "none", Source(random_vectors(10)))
    assert index.unsaved
    assert not (tmp_path / "none").exists()


@both_ways
def test_an_outdated_index_is_updated_by_the_difference(tmp_path: Path, exact_numbers: int) -> None:
    source = Source(random_vectors(100))
    saved(tmp_path, source)
    source.number = 2
    del source.rows[5], source.rows[6]
    source.rows |= {200: random_vectors(1, seed=8)[0], 201: random_vectors(1, seed=9)[0]}
    index = opened(tmp_path, source, exact_numbers)
    assert source.asked == [[200, 201]]
    assert index.unsaved
    assert_agrees(index, source.rows, random_vectors(1, seed=2)[0], 100)


def test_unchanged_graph_is_not_written_again(tmp_path: Path) -> None:
    source = Source(random_vectors(50))
    saved(tmp_path, source)
    [graph] = tmp_path.glob("graph-*")
    source.number = 2
    index = opened(tmp_path, source)
    assert not index.unsaved
    index.save(2)
    assert list(tmp_path.glob("graph-*")) == [graph]
    source.number = 3
    index.save(3)
    assert opened(tmp_path, source)
    assert source.asked == []


def test_saving_writes_again_what_was_deleted(tmp_path: Path) -> None:
    source = Source(random_vectors(50))
    index = opened(tmp_path, source)
    index.save(1)
    for path in tmp_path.iterdir():
        path.unlink()
    index.save(1)
    source.asked.clear()
    opened(tmp_path, source)
    assert source.asked == []


def test_a_mostly_deleted_index_is_rebuilt(tmp_path: Path) -> None:
    source = Source(random_vectors(100))
    index = opened(tmp_path, source)
    index.remove(np.arange(1, 51))
    source.rows = {i: row for i, row in source.rows.items() if i > 50}
    index.save(1)
    before = sum(path.stat().st_size for path in tmp_path.iterdir())
    source.asked.clear()
    index = opened(tmp_path, source)
    assert source.asked == [None]
    index.save(1)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 0.7 * before
    assert_agrees(index, source.rows, random_vectors(1, seed=2)[0], 10)


def test_few_deletions_cause_no_rebuild(tmp_path: Path) -> None:
    source = Source(random_vectors(100))
    index = opened(tmp_path, source)
    index.remove(np.arange(1, 11))
    source.rows = {i: row for i, row in source.rows.items() if i > 10}
    index.save(1)
    source.asked.clear()
    index = opened(tmp_path, source, GRAPH)
    assert source.asked == []
    assert_agrees(index, source.rows, random_vectors(1, seed=2)[0], 100)


@pytest.mark.parametrize("which", ["graph", "stamp"])
def test_any_damaged_byte_leads_to_a_rebuild(tmp_path: Path, which: str) -> None:
    source = Source(random_vectors(40))
    saved(tmp_path, source)
    path = next(tmp_path.glob(f"{which}*"))
    whole = path.read_bytes()
    places = np.linspace(0, len(whole) - 1, 60, dtype=int).tolist()
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 0x10
        path.write_bytes(damaged)
        source.asked.clear()
        assert_agrees(opened(tmp_path, source), source.rows, source.rows[3], 5)
        assert source.asked == [None], f"byte {place}"


@pytest.mark.parametrize("which", ["graph", "stamp"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_truncated_file_leads_to_a_rebuild(tmp_path: Path, which: str, share: float) -> None:
    source = Source(random_vectors(40))
    saved(tmp_path, source)
    path = next(tmp_path.glob(f"{which}*"))
    path.write_bytes(path.read_bytes()[: int(share * path.stat().st_size)])
    opened(tmp_path, source)
    assert source.asked == [None]


@pytest.mark.parametrize("which", ["graph", "stamp"])
def test_missing_file_leads_to_a_rebuild(tmp_path: Path, which: str) -> None:
    source = Source(random_vectors(40))
    saved(tmp_path, source)
    next(tmp_path.glob(f"{which}*")).unlink()
    opened(tmp_path, source)
    assert source.asked == [None]


def test_other_dimension_leads_to_a_rebuild(tmp_path: Path) -> None:
    saved(tmp_path, Source(random_vectors(40)))
    source = Source(random_vectors(10, DIM + 1))
    index = VectorIndex.open(tmp_path, DIM + 1, source=source)
    assert source.asked == [None]
    assert len(index) == 10


def test_other_parameters_lead_to_a_rebuild(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source(random_vectors(40))
    saved(tmp_path, source)
    monkeypatch.setattr("picseek.engine.vectors.index.M", 5)
    opened(tmp_path, source)
    assert source.asked == [None]


def test_state_of_another_hnswlib_leads_to_a_rebuild(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source(random_vectors(40))
    real = vectors_graph.Graph.state
    with monkeypatch.context() as patch:
        patch.setattr(vectors_graph.Graph, "state", lambda self: real(self) | {"ser_version": 99})
        saved(tmp_path, source)
    assert len(opened(tmp_path, source)) == 40
    assert source.asked == [None]


class Killed(BaseException):
    """The process ends here."""


def kill_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """End the save at its number-th step on the disk, before the step is done."""
    left = [number]

    def dying(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **kwargs: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return real(*args, **kwargs)

        return step

    monkeypatch.setattr(os, "fsync", dying(os.fsync))
    monkeypatch.setattr(Path, "replace", dying(Path.replace))
    monkeypatch.setattr(Path, "unlink", dying(Path.unlink))
    monkeypatch.setattr(atomic_files, "sync_folder", dying(atomic_files.sync_folder))


def test_killed_at_any_step_of_a_save_loses_no_more_than_that_save(tmp_path: Path) -> None:
    steps = 0
    while True:
        folder = tmp_path / str(steps)
        source = Source(random_vectors(60))
        saved(folder, source)
        source.rows |= dict(enumerate(random_vectors(5, seed=4), start=61))
        source.number = 2
        index = opened(folder, source)
        source.asked.clear()
        with pytest.MonkeyPatch.context() as patch:
            kill_at(patch, steps)
            try:
                index.save(2)
            except Killed:
                finished = False
            else:
                finished = True
        again = opened(folder, source)
        assert source.asked in ([], [[61, 62, 63, 64, 65]])
        assert_agrees(again, source.rows, random_vectors(1, seed=2)[0], 65)
        again.save(2)
        assert len(list(folder.iterdir())) == 2
        if finished:
            break
        steps += 1
    assert steps > 6


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, DiskFull), (errno.EACCES, LibraryUnwritable), (errno.EROFS, LibraryUnwritable)],
)
@pytest.mark.parametrize("what", ["graph", "stamp"])
def test_a_failing_disk_is_reported_and_the_old_index_remains(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    error: type[Exception],
    what: str,
) -> None:
    source = Source(random_vectors(40))
    index = opened(tmp_path, source)
    index.save(1)
    index.add(ids_of(41), random_vectors(1))
    real = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if target.name.startswith(what):
            raise OSError(number, os.strerror(number))
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", failing)
        with pytest.raises(error) as caught:
            index.save(2)
    assert str(caught.value).endswith(".")
    assert not list(tmp_path.glob(".picseek-*"))
    source.asked.clear()
    opened(tmp_path, source)
    assert source.asked == []
    index.save(2)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_while_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = opened(tmp_path, Source(random_vectors(2000)))
    real = Path.open

    def to_full(_path: Path, mode: str) -> IO[bytes]:
        return cast("IO[bytes]", real(Path("/dev/full"), mode))

    monkeypatch.setattr(Path, "open", to_full)
    with pytest.raises(DiskFull):
        index.save(1)


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    index = opened(tmp_path / "file" / "sub", Source())
    with pytest.raises(LibraryUnwritable):
        index.save(1)


def test_another_process_saves_while_one_loads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source(random_vectors(40))
    saved(tmp_path, source)
    real = vectors_file._read_graph
    writer = opened(tmp_path, source)
    writer.add(ids_of(41), random_vectors(1))
    source.rows[41] = random_vectors(1)[0]

    def overtaken(path: Path, stamp: vectors_file.Stamp) -> vectors_graph.State:
        if writer.unsaved:
            writer.save(1)
        return real(path, stamp)

    monkeypatch.setattr(vectors_file, "_read_graph", overtaken)
    assert len(opened(tmp_path, source)) == 41
    assert source.asked == []


# Opening takes its time


def test_progress_of_a_rebuild(tmp_path: Path) -> None:
    progress: list[tuple[int, int]] = []
    VectorIndex.open(
        tmp_path,
        DIM,
        source=Source(random_vectors(230)),
        on_progress=lambda done, total: progress.append((done, total)),
    )
    assert progress == [(50, 230), (100, 230), (150, 230), (200, 230), (230, 230)]


def test_rebuild_can_be_cancelled(tmp_path: Path) -> None:
    source = Source(random_vectors(230))
    token = CancelToken()
    with pytest.raises(Cancelled):
        VectorIndex.open(
            tmp_path, DIM, source=source, on_progress=lambda *_: token.cancel(), token=token
        )
    assert source.given == 100


# Threads


@both_ways
def test_searching_while_adding_removing_and_saving(tmp_path: Path, exact_numbers: int) -> None:
    index = opened(tmp_path, Source(), exact_numbers)
    vectors = random_vectors(1500)
    done = threading.Event()
    errors: list[BaseException] = []

    def guarded(job: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                job()
            except BaseException as error:  # noqa: BLE001 - reported by the test below
                errors.append(error)

        return run

    def search() -> None:
        while not done.is_set():
            ids, cosines = index.search(vectors[7], 10)
            assert (np.diff(cosines) <= 0).all()
            assert len(set(ids.tolist())) == len(ids)

    def save() -> None:
        while not done.is_set():
            index.save(1)

    threads = [threading.Thread(target=guarded(job)) for job in (search, search, save)]
    for thread in threads:
        thread.start()
    for start in range(0, 1500, 100):
        index.add(np.arange(start, start + 100), vectors[start : start + 100])
        index.remove(np.arange(start, start + 10))
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(index) == 1350


def test_search_waits_for_few_additions_only(tmp_path: Path) -> None:
    """A search that comes while many are added is answered before all are."""
    index = opened(tmp_path, Source(random_vectors(10)), GRAPH)
    started = threading.Event()
    sizes: list[int] = []

    class Watched(VectorIndex):
        """Says when adding has begun."""

        def _insert(self, ids: Ids, vectors: Vectors, threads: int) -> None:
            super()._insert(ids, vectors, threads)
            started.set()

    index.__class__ = Watched
    vectors = random_vectors(20_000)
    adder = threading.Thread(target=lambda: index.add(np.arange(100, 20_100), vectors))
    adder.start()
    assert started.wait(60)
    for query in random_vectors(20, seed=3):
        index.search(query, 1)
        sizes.append(len(index))
    adder.join()
    assert sizes[-1] < len(index)


def test_closed_index_is_of_no_use(tmp_path: Path) -> None:
    index = opened(tmp_path, Source(random_vectors(5)))
    index.close()
    index.close()
    vectors = random_vectors(1)
    for call in (
        lambda: index.add(ids_of(1), vectors),
        lambda: index.remove(ids_of(1)),
        lambda: index.search(vectors[0], 1),
        lambda: index.get(ids_of(1)),
        lambda: index.save(1),
    ):
        with pytest.raises(RuntimeError, match="closed"):
            call()
    assert not list(tmp_path.iterdir())


def test_an_index_that_the_library_did_not_save_is_not_believed(tmp_path: Path) -> None:
    """Copied from another library, or saved after the backup was made that was put back."""
    index = opened(tmp_path, Source(random_vectors(40, seed=1), generation=7))
    index.save(7)
    index.close()
    here = Source(random_vectors(40, seed=2), generation=8)
    index = VectorIndex.open(tmp_path, DIM, source=here, saved_generation=6)
    for query in random_vectors(5, seed=3):
        assert_agrees(index, here.rows, query, 10)
    index.close()
