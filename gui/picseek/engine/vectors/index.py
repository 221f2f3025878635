"""The vector index: which pictures are nearest to a vector. A cache of the store's vectors.

As long as vectors are few, all are compared (`vectors.exact`); many are searched with an hnswlib
graph (`vectors.graph`), which is also what is stored on disk (`vectors.persistence`).
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
from picseek.engine.vectors.priority_lock import PriorityLock

_log = logging.getLogger(__name__)

# Numbers (count * dim) up to which all vectors are compared: 64 MiB of matrix, a few
# milliseconds a search. Chosen with tests/bench/bench_vectors.py.
EXACT_NUMBERS = 1 << 24
# Numbers up to which the vectors of a narrow filter are copied from the graph and compared.
NARROW_NUMBERS = 1 << 18
# Deleted elements, as a share of all, above which the graph is rebuilt when it is next opened.
DEAD_SHARE = 0.3

# Copying one vector from the graph takes as long as this many when all are copied.
_COPY_COST = 8

_ADD_AT_ONCE = 8  # a search waits for no more than this many insertions
_FILL_AT_ONCE = 1024
_ALL_THREADS = -1
_NOTHING = np.empty(0, np.int64), np.empty(0, np.float32)

OnProgress = Callable[[int, int], None]


class VectorSource(Protocol):
    """The source of an index: the store's searchable vectors of one model."""

    def generation(self) -> int:
        """A number that changes whenever `ids` does, and is never used again."""

    def ids(self) -> Ids:
        """Ids of all vectors, sorted. An id is never reused."""

    def vectors(self, ids: Ids | None) -> Iterator[tuple[Ids, Vectors]]:
        """Vectors of these ids, or all, in chunks: ids (n,), float32 (n, dim)."""


class VectorIndex:
    """Nearest pictures of one model. Created by `open`; safe to use from any thread.

    One lock guards everything: hnswlib allows neither adding while searching nor growing while
    doing either. Adding lets searches go first after every few vectors, so they wait milliseconds.
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
        self._lock = PriorityLock()
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
        saved_generation: int | None = None,
        replaced: Ids | None = None,
    ) -> VectorIndex:
        """Load the index and synchronize it with its source, without writing to the disk.

        An outdated index is updated by the difference of ids; one that is missing, damaged, of
        other parameters or mostly deletions is rebuilt from the source, on all cores.

        Args:
            folder: Where it is saved; need not exist.
            dim: Length of a vector.
            source: Where the vectors come from.
            on_progress: Called on this thread with vectors added and to add.
            token: Stops a long build.
            exact_numbers: Up to this count * dim, all vectors are compared.
            saved_generation: Generation of the index that was saved last, as the library recorded
                it. An index of another generation is not used: it was saved by another library, or
                after the restored backup was made. None: nothing is recorded.
            replaced: Ids whose vectors changed since it was saved.

        Raises:
            Cancelled: Through `token`.
        """
        saved = _load(folder, dim)
        if saved and saved_generation not in (None, saved[0].generation):
            _log.warning("the saved index belongs to another state of the library")
            saved = None
        index = cls(folder, dim, saved, exact_numbers)
        if replaced is not None and len(replaced):
            index._delete(replaced)
        index._synchronize(source, on_progress, token or CancelToken())
        return index

    def __len__(self) -> int:
        return len(self._graph)

    @property
    def unsaved(self) -> bool:
        """Whether the graph differs from the one on disk, so that `save` would write it."""
        return self._stamp is None or self._changes != self._saved_changes

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add vectors, or replace those of known ids; searches run in between.

        Uses one thread: while indexing, the cores belong to the decoders.

        Args:
            ids: Shape (n,); of duplicates the last counts.
            vectors: Shape (n, dim), L2-normalised; rows that are not finite are skipped.

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
        """Remove vectors; unknown ids are ignored."""
        with self._lock.patient():
            self._check_open()
            self._delete(np.asarray(ids, np.int64))

    def search(
        self, vector: Vectors, k: int, within: Ids | None = None, min_cosine: float | None = None
    ) -> Found:
        """The k nearest pictures.

        Args:
            vector: Shape (dim,), float32, of any length.
            k: Maximum number of results.
            within: Only these ids; unknown ones are ignored.
            min_cosine: Only results of a higher cosine.

        Returns:
            Ids (m,), int64, and cosines (m,), float32, m <= k: best first, ties by id. Up to
            `exact_numbers` they are exact; beyond, the graph misses a few.

        Raises:
            ValueError: The vector has another shape, is zero or not finite.
        """
        query = self._checked(vector)
        within = None if within is None else np.asarray(within, np.int64)
        with self._lock.urgent():
            self._check_open()
            ids, cosines = self._find(query, k, within) if k > 0 else _NOTHING
        if min_cosine is None:
            return ids, cosines
        above = cosines > min_cosine
        return ids[above], cosines[above]

    def get(self, ids: Ids) -> Vectors:
        """Vectors of these ids, shape (n, dim), float32, L2-normalised.

        Raises:
            KeyError: An id is unknown.
        """
        ids = np.asarray(ids, np.int64)
        with self._lock.urgent():
            self._check_open()
            return self._graph.vectors(ids) if self._exact is None else self._exact.rows(ids)

    def save(self, generation: int) -> None:
        """Save the index atomically, as that of a generation of the source.

        Searches and other Python threads wait only while the graph is copied in memory (about 0.15
        to 0.6 s for 100,000 x 512, so save at the end of a run and not after each batch), not while
        it is written. An unchanged graph is not written again.

        Raises:
            DiskFull: No space left; the index saved before remains valid.
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
        """Free the memory, without saving. All later calls raise RuntimeError."""
        with self._lock.patient():
            self._closed = True
            self._clear()

    # Called with the lock held, or while opening.

    def _synchronize(
        self, source: VectorSource, on_progress: OnProgress | None, token: CancelToken
    ) -> None:
        generation = source.generation()  # before the ids: later changes are not missed
        if (
            self._stamp
            and self._stamp.generation == generation
            and not self._is_wasteful(len(self))
        ):
            return
        wanted = np.asarray(source.ids(), np.int64)
        known = self._graph.ids()
        if self._is_wasteful(np.intersect1d(wanted, known).size):
            self._clear()
            known = self._graph.ids()
        self._delete(np.setdiff1d(known, wanted))
        missing = np.setdiff1d(wanted, known)
        if missing.size:
            chunks = source.vectors(missing if known.size else None)
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
            self._exact = None  # not restored if the library shrinks: the graph serves it as well
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
            return found or nearest(*self._graph.all(), query, k)
        known = self._graph.known(within)
        ids = np.fromiter(known, np.int64, len(known))
        if len(known) * self._dim <= NARROW_NUMBERS:
            return nearest(ids, self._graph.vectors(ids), query, k)
        found = self._graph.search(query, min(k, len(known)), known.__contains__)
        if found:
            return found
        if len(known) * _COPY_COST <= len(self):
            return nearest(ids, self._graph.vectors(ids), query, k)
        every, vectors = self._graph.all()
        return nearest(every, vectors, query, k, np.isin(every, ids))

    def _rows_of(self, graph: Graph) -> ExactRows | None:
        if len(graph) * self._dim > self._exact_numbers:
            return None
        rows = ExactRows(self._dim)
        if len(graph):
            rows.add(*graph.all())
        return rows

    def _is_wasteful(self, used: int) -> bool:
        """Whether too much of the graph would be deleted elements, with so many in use."""
        elements = len(self._graph) + self._graph.dead
        return elements - used > DEAD_SHARE * elements

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
            _log.warning("%d vectors skipped: not finite", np.count_nonzero(~sound))
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
    """The index on disk, if it is complete and of these parameters."""
    saved = persistence.load(folder, _layout(dim))
    if saved is None:
        return None
    stamp, state = saved
    try:
        return stamp, Graph(dim, state)
    except (RuntimeError, KeyError, ValueError):  # complete, but of another version of hnswlib
        _log.warning("the saved index does not fit this hnswlib; rebuilding it")
        return None
