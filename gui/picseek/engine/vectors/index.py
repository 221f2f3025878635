"""The vector index: which pictures are nearest to a vector. A cache of the store's vectors.

Few vectors are compared one by one (`vectors.exact`), many are walked through as an hnswlib
graph (`vectors.graph`), which is also what is kept on disk (`vectors.persistence`).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import numpy as np

from picseek.engine.cancel import CancelToken
from picseek.engine.vectors import persistence
from picseek.engine.vectors.exact import ExactRows, Found, Ids, Vectors, nearest
from picseek.engine.vectors.graph import EF_CONSTRUCTION, Graph, M
from picseek.engine.vectors.persistence import Layout, Stamp
from picseek.engine.vectors.priority_lock import TurnLock

_log = logging.getLogger(__name__)

# Numbers (count * dim) up to which all vectors are compared: 64 MiB of matrix, a few
# milliseconds a search. Chosen with tests/bench/bench_vectors.py.
EXACT_NUMBERS = 1 << 24
# Numbers up to which a narrow filter's vectors are taken out of the graph and compared.
NARROW_NUMBERS = 1 << 18
# Deleted elements, as a share of all, above which the graph is made anew at the next opening.
DEAD_SHARE = 0.3

# Taking one vector out of the graph takes as long as copying so many of all of them.
_TAKING_OUT = 8

_ADD_AT_ONCE = 8  # a search waits for no more than this many insertions
_FILL_AT_ONCE = 1024
_ALL_THREADS = -1
_NOTHING = np.empty(0, np.int64), np.empty(0, np.float32)

OnProgress = Callable[[int, int], None]


class VectorSource(Protocol):
    """The truth the index is a cache of: the store's searchable vectors of one model."""

    def generation(self) -> int:
        """A number that changes whenever `ids` does."""

    def ids(self) -> Ids:
        """Ids of all vectors, sorted. An id is never reused, its vector never changes."""

    def vectors(self, ids: Ids | None) -> Iterator[tuple[Ids, Vectors]]:
        """Vectors of these ids, or all, in chunks: ids (n,), float32 (n, dim)."""


class VectorIndex:
    """Nearest pictures of one model. Made by `open`; safe to use from any thread.

    One lock guards all: hnswlib allows neither adding while searching nor growing while doing
    either. Adding lets searches in between every few vectors, so a search waits milliseconds.
    """

    def __init__(
        self, folder: Path, dim: int, saved: tuple[Stamp, Graph] | None, exact_numbers: int
    ) -> None:
        self._folder = folder
        self._dim = dim
        self._exact_numbers = exact_numbers
        self._stamp: Stamp | None = saved[0] if saved else None
        self._graph = saved[1] if saved else Graph(dim)
        self._exact = self._rows_of(self._graph)
        self._lock = TurnLock()
        self._saving = threading.Lock()
        self._changes = 0
        self._saved_changes = 0
        self._closed = False

    @classmethod
    def open(
        cls,
        folder: Path,
        dim: int,
        *,
        source: VectorSource,
        on_progress: OnProgress | None = None,
        token: CancelToken | None = None,
        exact_numbers: int = EXACT_NUMBERS,
    ) -> VectorIndex:
        """Load the index and bring it in step with its source; writes nothing.

        What is stale is brought up to date by the difference of ids; what is missing, damaged,
        of other parameters or mostly deletions is built from the source, on all cores.

        Args:
            folder: Where it is kept; need not exist.
            dim: Length of a vector.
            source: Where the vectors come from.
            on_progress: Called on this thread with vectors added and to add.
            token: Stops a long build.
            exact_numbers: Up to this count * dim, all vectors are compared instead of walked.

        Raises:
            Cancelled: Through `token`.
        """
        index = cls(folder, dim, _load(folder, dim), exact_numbers)
        index._bring_in_step(source, on_progress, token or CancelToken())
        return index

    def __len__(self) -> int:
        return len(self._graph)

    @property
    def unsaved(self) -> bool:
        """Whether `save` would write the graph: it is not the one on disk."""
        return self._stamp is None or self._changes != self._saved_changes

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors, or replace those whose id is there; searches go in between.

        Uses one thread: while indexing, the cores belong to the decoders.

        Args:
            ids: Shape (n,); of equal ones the last counts.
            vectors: Shape (n, dim), L2-normalised; rows that are not finite are left out.

        Raises:
            ValueError: Wrong shape.
        """
        ids, vectors = self._clean(ids, vectors)
        for start in range(0, len(ids), _ADD_AT_ONCE):
            part = slice(start, start + _ADD_AT_ONCE)
            with self._lock.patient():
                self._check_open()
                self._insert(ids[part], vectors[part], threads=1)

    def remove(self, ids: Ids) -> None:
        """Take vectors out; ids that are not there are ignored."""
        with self._lock.patient():
            self._check_open()
            self._delete(np.asarray(ids, np.int64))

    def search(
        self, vector: Vectors, k: int, within: Ids | None = None, floor: float | None = None
    ) -> Found:
        """The k nearest pictures.

        Args:
            vector: Shape (dim,), float32; its length does not matter.
            k: The most results.
            within: Only these ids; unknown ones do not matter.
            floor: Only results of a higher cosine.

        Returns:
            Ids (m,), int64, and cosines (m,), float32, m <= k: best first, equal ones by id.
            All there are up to `exact_numbers`; beyond, the graph finds nearly all.

        Raises:
            ValueError: The vector has another shape, is zero or not finite.
        """
        query = self._checked(vector)
        within = None if within is None else np.asarray(within, np.int64)
        with self._lock.urgent():
            self._check_open()
            ids, cosines = self._find(query, k, within) if k > 0 else _NOTHING
        if floor is None:
            return ids, cosines
        above = cosines > floor
        return ids[above], cosines[above]

    def get(self, ids: Ids) -> Vectors:
        """Vectors of these ids, shape (n, dim), float32, L2-normalised.

        Raises:
            KeyError: An id is not there.
        """
        ids = np.asarray(ids, np.int64)
        with self._lock.urgent():
            self._check_open()
            return self._graph.vectors(ids) if self._exact is None else self._exact.rows(ids)

    def save(self, generation: int) -> None:
        """Keep the index on disk as that of the source's generation; whole or not at all.

        Searches, and Python's other threads, pause only while the graph is copied in memory,
        not while it is written (about 0.15 to 0.6 s for 100,000 x 512; so save at the end of
        a run, not after each batch). An unchanged graph is not written again.

        Raises:
            DiskFull: No space left; the index saved before stays valid.
            LibraryUnwritable: The folder cannot be written to.
        """
        with self._saving:
            if (
                not self.unsaved
                and self._stamp
                and persistence.restamp(self._folder, self._stamp, generation)
            ):
                return
            with self._lock.patient():
                self._check_open()
                changes, state = self._changes, self._graph.state()
            self._stamp = persistence.save(self._folder, _layout(self._dim), generation, state)
            self._saved_changes = changes

    def close(self) -> None:
        """Let go of the memory, without saving. Whatever is called later raises RuntimeError."""
        with self._lock.patient():
            self._closed = True
            self._clear()

    # All below: with the lock held, or while opening.

    def _bring_in_step(
        self, source: VectorSource, on_progress: OnProgress | None, token: CancelToken
    ) -> None:
        generation = source.generation()  # before the ids: what comes in between is not missed
        if self._stamp and self._stamp.generation == generation and not self._wasteful(len(self)):
            return
        wanted = np.asarray(source.ids(), np.int64)
        held = self._graph.ids()
        if self._wasteful(np.intersect1d(wanted, held).size):
            self._clear()
            held = self._graph.ids()
        self._delete(np.setdiff1d(held, wanted))
        missing = np.setdiff1d(wanted, held)
        if missing.size:
            chunks = source.vectors(missing if held.size else None)
            self._fill(chunks, missing.size, on_progress, token)

    def _fill(
        self,
        chunks: Iterator[tuple[Ids, Vectors]],
        total: int,
        on_progress: OnProgress | None,
        token: CancelToken,
    ) -> None:
        done = 0
        for raw_ids, raw_vectors in chunks:
            ids, vectors = self._clean(raw_ids, raw_vectors)
            for start in range(0, len(ids), _FILL_AT_ONCE):
                token.raise_if_cancelled()
                part = slice(start, start + _FILL_AT_ONCE)
                self._insert(ids[part], vectors[part], _ALL_THREADS)
                done += len(ids[part])
                if on_progress:
                    on_progress(min(done, total), total)

    def _insert(self, ids: Ids, vectors: Vectors, threads: int) -> None:
        self._changes += 1
        self._graph.add(ids, vectors, threads)
        if self._exact is None:
            return
        if len(self._graph) * self._dim > self._exact_numbers:
            self._exact = None  # not made again if the library shrinks: the graph serves it too
        else:
            self._exact.add(ids, vectors)

    def _delete(self, ids: Ids) -> None:
        self._changes += bool(self._graph.remove(ids))
        if self._exact is not None:
            self._exact.remove(ids)

    def _find(self, query: Vectors, k: int, within: Ids | None) -> Found:
        if self._exact is not None:
            return self._exact.search(query, k, within)
        if within is None:
            found = self._graph.search(query, min(k, len(self)))
            return found or nearest(*self._graph.everything(), query, k)
        known = self._graph.known(within)
        ids = np.fromiter(known, np.int64, len(known))
        if len(known) * self._dim <= NARROW_NUMBERS:
            return nearest(ids, self._graph.vectors(ids), query, k)
        found = self._graph.search(query, min(k, len(known)), known.__contains__)
        if found:
            return found
        if len(known) * _TAKING_OUT <= len(self):
            return nearest(ids, self._graph.vectors(ids), query, k)
        every, vectors = self._graph.everything()
        return nearest(every, vectors, query, k, np.isin(every, ids))

    def _rows_of(self, graph: Graph) -> ExactRows | None:
        if len(graph) * self._dim > self._exact_numbers:
            return None
        rows = ExactRows(self._dim)
        if len(graph):
            rows.add(*graph.everything())
        return rows

    def _wasteful(self, kept: int) -> bool:
        """Whether too much of the graph would be deleted elements, with so many kept."""
        elements = len(self._graph) + self._graph.dead
        return elements - kept > DEAD_SHARE * elements

    def _clear(self) -> None:
        self._changes += 1
        self._graph = Graph(self._dim)
        self._exact = self._rows_of(self._graph)

    def _clean(self, ids: Ids, vectors: Vectors) -> tuple[Ids, Vectors]:
        ids, vectors = np.asarray(ids, np.int64), np.asarray(vectors, np.float32)
        if ids.ndim != 1 or vectors.shape != (len(ids), self._dim):
            raise ValueError(f"ids {ids.shape} and vectors {vectors.shape} for {self._dim} dims")
        last = len(ids) - 1 - np.unique(ids[::-1], return_index=True)[1]
        with np.errstate(over="ignore", invalid="ignore"):
            length = np.linalg.norm(vectors[last], axis=1)
        sound = np.isfinite(length)
        if not sound.all():
            _log.warning("%d vectors left out: not finite", np.count_nonzero(~sound))
        last, length = last[sound], np.maximum(length[sound], np.finfo(np.float32).tiny)
        return ids[last], vectors[last] / length[:, None]

    def _checked(self, vector: Vectors) -> Vectors:
        query = np.asarray(vector, np.float32)
        with np.errstate(over="ignore", invalid="ignore"):
            length = float(np.linalg.norm(query)) if query.shape == (self._dim,) else 0.0
        if not 0 < length < np.inf:
            raise ValueError(f"a query must be {self._dim} finite numbers, not all zero")
        return query / np.float32(length)

    def _check_open(self) -> None:
        if self._closed:
            raise RuntimeError("the vector index is closed")


def _layout(dim: int) -> Layout:
    return Layout(dim, M, EF_CONSTRUCTION)


def _load(folder: Path, dim: int) -> tuple[Stamp, Graph] | None:
    """The index on disk, if it is whole and of these parameters."""
    saved = persistence.load(folder, _layout(dim))
    if saved is None:
        return None
    stamp, state = saved
    try:
        return stamp, Graph(dim, state)
    except (RuntimeError, KeyError, ValueError):  # whole, but from an hnswlib of another mind
        _log.warning("the saved index does not fit this hnswlib; making it anew")
        return None
