"""The hnswlib graph, with additions that hnswlib lacks: growth, deletions, too few results.

HNSW: Malkov and Yashunin, "Efficient and robust approximate nearest neighbor search using
Hierarchical Navigable Small World graphs", https://arxiv.org/abs/1603.09320.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import hnswlib
import numpy as np

from picseek.engine.vectors.exact import Found, Ids, Vectors, ranked

if TYPE_CHECKING:
    from numpy.typing import NDArray

State = dict[str, Any]

# Links per element, and the width of the search while building and querying. Chosen with
# `tests/bench/bench_vectors.py --sweep`; changing the first two rebuilds every index.
M = 24
EF_CONSTRUCTION = 100
MIN_EF = 170
EF_PER_RESULT = 2

_DELETED = 0x01  # in the third byte of an element's list of links (hnswlib's DELETE_MARK)
_TOLERANCE = 1e-5


class Graph:
    """Vectors of unit length in an hnswlib index. Not thread-safe."""

    def __init__(self, dim: int, state: State | None = None) -> None:
        """Create an empty graph, or restore the one that `state` was taken from.

        Raises:
            RuntimeError: hnswlib does not accept the state.
        """
        self._dim = dim
        self._alive: set[int] = set()
        self._dead: set[int] = set()
        if state is None:
            self._index = hnswlib.Index(space="cosine", dim=dim)
            self._index.init_index(max_elements=64, M=M, ef_construction=EF_CONSTRUCTION)
            return
        self._index = hnswlib.Index(state)
        labels, deleted, _ = _elements(state, dim)
        self._alive.update(labels[~deleted].tolist())
        self._dead.update(labels[deleted].tolist())

    def __len__(self) -> int:
        return len(self._alive)

    @property
    def dead(self) -> int:
        """The number of elements marked as deleted, which still cost memory and time."""
        return len(self._dead)

    def ids(self) -> Ids:
        """Ids of all vectors that can be found, sorted."""
        return np.sort(np.fromiter(self._alive, np.int64, len(self._alive)))

    def known(self, ids: Ids) -> set[int]:
        """Those of the ids that can be found."""
        return self._alive.intersection(ids.tolist())

    def add(self, ids: Ids, vectors: Vectors, threads: int) -> None:
        """Add vectors, or replace those of known ids. Ids must be distinct."""
        differing = self._differing(ids, vectors)
        ids, vectors = ids[differing], vectors[differing]
        if not ids.size:
            return
        self._reserve(ids)
        self._index.add_items(vectors, ids, num_threads=threads)
        self._alive.update(ids.tolist())

    def remove(self, ids: Ids) -> int:
        """Mark as deleted; return how many were. Unknown ids are ignored."""
        removed = self.known(ids)
        for label in removed:
            self._index.mark_deleted(label)
        self._alive -= removed
        self._dead |= removed
        return len(removed)

    def vectors(self, ids: Ids) -> Vectors:
        """Vectors of these ids, shape (n, dim). Slow: 0.1 us a number.

        Raises:
            KeyError: An id is unknown.
        """
        if missing := set(ids.tolist()) - self._alive:
            raise KeyError(min(missing))
        if not ids.size:
            return np.empty((0, self._dim), np.float32)
        return np.asarray(self._index.get_items(ids), np.float32)

    def search(
        self, query: Vectors, k: int, allowed: Callable[[int], bool] | None = None
    ) -> Found | None:
        """The k nearest that the graph finds; None if it reaches fewer than k."""
        self._index.set_ef(max(MIN_EF, EF_PER_RESULT * k))
        try:
            labels, distances = self._index.knn_query(query, k, num_threads=1, filter=allowed)
        except RuntimeError:  # all that hnswlib reports for fewer than k
            return None
        cosines = np.clip(1 - distances[0], -1, 1)
        return ranked(labels[0].astype(np.int64), cosines, k)

    def all(self) -> tuple[Ids, Vectors]:
        """All ids and vectors that can be found. Copies everything: use it rarely."""
        labels, deleted, vectors = _elements(self.state(), self._dim)
        return labels[~deleted], np.ascontiguousarray(vectors[~deleted])

    def state(self) -> State:
        """The state that hnswlib pickles: numbers, and copies as NumPy arrays."""
        state: State = self._index.__getstate__()[0]
        return state

    def _differing(self, ids: Ids, vectors: Vectors) -> NDArray[np.bool_]:
        """Undo deletions of these ids; return which vectors are new or have changed.

        Most pictures that return are unchanged; inserting their vectors again would cost as much
        as new ones, and degrade the graph.
        """
        revived = self._dead.intersection(ids.tolist())
        for label in revived:
            self._index.unmark_deleted(label)
        self._dead -= revived
        self._alive |= revived
        known = np.array([i in self._alive for i in ids.tolist()], bool)
        differs = ~known
        if known.any():
            change = np.abs(self.vectors(ids[known]) - vectors[known]).max(axis=1)
            differs[known] = change > _TOLERANCE
        return differs

    def _reserve(self, ids: Ids) -> None:
        capacity = self._index.get_max_elements()
        needed = self._index.get_current_count() + len(ids)
        if needed > capacity:
            self._index.resize_index(max(needed, capacity * 3 // 2))


def _elements(state: State, dim: int) -> tuple[Ids, NDArray[np.bool_], Vectors]:
    """Labels, whether they are deleted, and vectors, read from hnswlib's memory layout."""
    layout = np.dtype(
        {
            "names": ["mark", "vector", "label"],
            "formats": [np.uint8, (np.float32, (dim,)), np.uintp],
            "offsets": [state["offset_level0"] + 2, state["offset_data"], state["label_offset"]],
            "itemsize": state["size_data_per_element"],
        }
    )
    elements = state["data_level0"].view(layout)
    return (
        elements["label"].astype(np.int64),
        (elements["mark"] & _DELETED).astype(bool),
        elements["vector"],
    )
