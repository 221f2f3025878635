"""Exact search: every vector is compared, in one matrix product."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
Found = tuple[Ids, NDArray[np.float32]]

# Larger than any float32 rounding of a dot product of unit vectors, smaller than real differences.
_ROUNDING = 1e-5


def ranked(ids: Ids, cosines: NDArray[np.float32], k: int) -> Found:
    """The k best: the highest cosine first, and ties by id, so that results are deterministic."""
    order = np.lexsort((ids, -cosines))[:k]
    return ids[order], cosines[order]


def nearest(
    ids: Ids, vectors: Vectors, query: Vectors, k: int, mask: NDArray[np.bool_] | None = None
) -> Found:
    """The k rows nearest to the query by cosine.

    The product's last bits depend on a row's position, so equal pictures would be ordered at
    random; candidates are therefore computed again in double precision.

    Args:
        ids: Shape (n,).
        vectors: Shape (n, dim), L2-normalised.
        query: Shape (dim,), L2-normalised.
        k: How many, at least 1.
        mask: Shape (n,): rows that may be found; None: all.
    """
    # ``einsum`` computes on this thread. ``@`` would wake BLAS's threads, which spin for 10 ms each
    # after a product that takes less than one.
    rough = np.einsum("ij,j->i", vectors, query)
    rows = np.arange(len(rough)) if mask is None else np.flatnonzero(mask)
    if k < len(rows):
        threshold = np.partition(rough[rows], -k)[-k] - _ROUNDING
        rows = rows[rough[rows] >= threshold]
    cosines = np.einsum("ij,j->i", vectors[rows].astype(np.float64), query.astype(np.float64))
    return ranked(ids[rows], np.clip(cosines, -1, 1).astype(np.float32), k)


class ExactRows:
    """A growing matrix of vectors and their ids. Not thread-safe."""

    def __init__(self, dim: int) -> None:
        self._ids = np.empty(0, np.int64)
        self._vectors = np.empty((0, dim), np.float32)
        self._row_of: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._row_of)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add rows, or replace those of known ids."""
        self._reserve(len(self._row_of) + len(ids))
        rows = [self._row_of.setdefault(i, len(self._row_of)) for i in ids.tolist()]
        self._ids[rows] = ids
        self._vectors[rows] = vectors

    def remove(self, ids: Ids) -> None:
        """Remove rows; the last row replaces a removed one."""
        for removed in ids.tolist():
            row = self._row_of.pop(removed, None)
            last = len(self._row_of)
            if row is None or row == last:
                continue
            self._ids[row] = self._ids[last]
            self._vectors[row] = self._vectors[last]
            self._row_of[int(self._ids[row])] = row

    def rows(self, ids: Ids) -> Vectors:
        """Vectors of these ids, shape (n, dim), a copy.

        Raises:
            KeyError: An id is unknown.
        """
        return self._vectors[[self._row_of[i] for i in ids.tolist()]]

    def search(self, query: Vectors, k: int, within: Ids | None) -> Found:
        """The k nearest of all rows, or of those whose id is in `within`."""
        count = len(self._row_of)
        ids = self._ids[:count]
        mask = None if within is None else np.isin(ids, within)
        return nearest(ids, self._vectors[:count], query, k, mask)

    def _reserve(self, count: int) -> None:
        capacity = len(self._ids)
        if count <= capacity:
            return
        capacity = max(count, capacity * 3 // 2, 64)
        used = len(self._row_of)
        ids = np.empty(capacity, np.int64)
        vectors = np.empty((capacity, self._vectors.shape[1]), np.float32)
        ids[:used], vectors[:used] = self._ids[:used], self._vectors[:used]
        self._ids, self._vectors = ids, vectors
