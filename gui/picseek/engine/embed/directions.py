"""The mean direction of vectors, for queries of several parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from picseek.engine.embed.base import Vector


def mean_direction(vectors: Sequence[Vector]) -> Vector:
    """The mean direction of vectors: float32, shape (dim,), L2-normalised.

    If they cancel each other out, it is the first one.
    """
    total: Vector = np.asarray(vectors, np.float32).sum(axis=0)
    norm = np.float32(np.linalg.norm(total))
    return total / norm if norm > 0 else vectors[0]
