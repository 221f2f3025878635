"""Search that cannot miss: every vector compared, in one matrix product."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Vectors = NDArray[np.float32]
Found = tuple[Ids, NDArray[np.float32]]

# Far above the float32 rounding of a dot product of unit vectors, far below any real difference.
_ROUNDING = 1e-5


def ranked(ids: Ids, cosines: NDArray[np.float32], k: int) -> Found:
    """The k best: highest cosine first, equal ones by id, so that the answer is deterministic."""
    order = np.lexsort((ids, -cosines))[:k]
    return ids[order], cosines[order]


def nearest(
    ids: Ids, vectors: Vectors, query: Vectors, k: int, keep: NDArray[np.bool_] | None = None
) -> Found:
    """The k rows nearest to the query by cosine.

    The product's last bits depend on where a row lies, which would decide between equal
    pictures at random; so those in question are computed again in double precision.

    Args:
        ids: Shape (n,).
        vectors: Shape (n, dim), L2-normalised.
        query: Shape (dim,), L2-normalised.
        k: How many, at least 1.
        keep: Shape (n,): rows that may be found; None: all.
    """
    # ``einsum`` computes on this thread. ``@`` would wake BLAS's threads, which spin for 10 ms each
    # after a product that takes less than one.
    rough = np.einsum("ij,j->i", vectors, query)
    rows = np.arange(len(rough)) if keep is None else np.flatnonzero(keep)
    if k < len(rows):
        bar = np.partition(rough[rows], -k)[-k] - _ROUNDING
        rows = rows[rough[rows] >= bar]
    cosines = np.einsum("ij,j->i", vectors[rows].astype(np.float64), query.astype(np.float64))
    return ranked(ids[rows], np.clip(cosines, -1, 1).astype(np.float32), k)


class ExactRows:
    """A growing matrix of vectors and their ids. Not safe for threads by itself."""

    def __init__(self, dim: int) -> None:
        self._ids = np.empty(0, np.int64)
        self._vectors = np.empty((0, dim), np.float32)
        self._row_of: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._row_of)

    def add(self, ids: Ids, vectors: Vectors) -> None:
        """Add rows, or replace those whose id is there."""
        self._reserve(len(self._row_of) + len(ids))
        rows = [self._row_of.setdefault(i, len(self._row_of)) for i in ids.tolist()]
        self._ids[rows] = ids
        self._vectors[rows] = vectors

    def remove(self, ids: Ids) -> None:
        """Remove rows; the last row takes the place of one that goes."""
        for gone in ids.tolist():
            row = self._row_of.pop(gone, None)
            last = len(self._row_of)
            if row is None or row == last:
                continue
            self._ids[row] = self._ids[last]
            self._vectors[row] = self._vectors[last]
            self._row_of[int(self._ids[row])] = row

    def rows(self, ids: Ids) -> Vectors:
        """Vectors of these ids, shape (n, dim), a copy.

        Raises:
            KeyError: An id is not there.
        """
        return self._vectors[[self._row_of[i] for i in ids.tolist()]]

    def search(self, query: Vectors, k: int, within: Ids | None) -> Found:
        """The k nearest of all rows, or of those whose id is in `within`."""
        count = len(self._row_of)
        ids = self._ids[:count]
        keep = None if within is None else np.isin(ids, within)
        return nearest(ids, self._vectors[:count], query, k, keep)

    def _reserve(self, count: int) -> None:
        room = len(self._ids)
        if count <= room:
            return
        room = max(count, room * 3 // 2, 64)
        used = len(self._row_of)
        ids, vectors = np.empty(room, np.int64), np.empty((room, self._vectors.shape[1]), "f4")
        ids[:used], vectors[:used] = self._ids[:used], self._vectors[:used]
        self._ids, self._vectors = ids, vectors
