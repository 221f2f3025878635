"""Vectors from decode workers: packed, unpacked, and joined with a query."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import QueryEmbedding
from picseek.engine.errors import PictureError
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode, Stage

if TYPE_CHECKING:
    from picseek.engine.embed.base import Vector

_STORED = np.dtype("<f4")


def packed_size(dim: int) -> int:
    """Bytes of a packed vector of `dim` numbers."""
    return dim * _STORED.itemsize


def pack(vector: Vector) -> bytes:
    """A vector as little-endian float32."""
    return vector.astype(_STORED).tobytes()


def unpack(packed: bytes, dim: int) -> Vector | PictureError:
    """Unpack what `pack` returned.

    Returns:
        The vector, shape (dim,), float32, L2-normalised; or the picture's problem, if these bytes
        are not those of such a vector.
    """
    if len(packed) == packed_size(dim):
        vector = np.frombuffer(packed, _STORED).astype(np.float32)
        # A sum of squares is not finite if any number is not.
        if abs(float(vector @ vector) - 1) < 1e-3:
            return vector
    return PictureError(
        ProblemCode.DAMAGED,
        message("The built-in model couldn't read this picture."),
        Stage.EMBED,
    )


def join_examples(
    words: QueryEmbedding, examples: Sequence[Vector | PictureError]
) -> QueryEmbedding:
    """The direction between example pictures and the words of a query, if there are any.

    Raises:
        PictureError: One of the examples is a problem instead of a vector.
    """
    parts = [_vector(each) for each in examples]
    if words.vector is not None:
        parts.append(words.vector)
    total = np.sum(parts, axis=0, dtype=np.float64)
    vector = np.asarray(total / np.linalg.norm(total), np.float32)
    return QueryEmbedding(vector, words.unknown)


def _vector(example: Vector | PictureError) -> Vector:
    if isinstance(example, PictureError):
        raise example
    return example
