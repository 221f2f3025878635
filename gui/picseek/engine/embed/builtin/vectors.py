"""Evidence as unit vectors whose plain dot product answers words and likeness alike.

A picture's vector is [w e | rest | layout]: each evidence e times its weight w, one component
that brings the block to its fixed length, and the layout of colours. So a query with 1/w on the
wanted components scores the sum of their evidence, whatever else the picture shows; and two
pictures score by the distance of their evidence and of their layouts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.builtin import colours
from picseek.engine.embed.builtin.concepts import COMPONENTS, CONCEPTS, LAYOUT_DIM, SPEC, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_LAYOUT_SHARE = 0.35
"""Of the squared length: what the layout has to say when two pictures are compared."""

# Oklab lightness, a, b: what makes half a turn of the pair. Two cells that differ by half of it
# are unrelated, by all of it opposite.
_HALF_TURN = np.array([1.0, 0.30, 0.30], np.float32)
_LOWEST = np.array([0.0, -0.15, -0.15], np.float32)


def _weights() -> Floats:
    # Everyday photos have one of two shapes: it must not outweigh what they show.
    light = {concept.key for concept in CONCEPTS if concept.kind is Kind.SHAPE}
    raw = np.array([0.5 if name in light else 1.0 for name in COMPONENTS])
    return np.asarray(raw * np.sqrt((1 - _LAYOUT_SHARE) / (raw**2).sum()), np.float32)


_WEIGHTS = _weights()


def picture_vector(evidence: Floats, cells: NDArray[np.uint8]) -> Floats:
    """Join evidence and layout.

    Args:
        evidence: Shape (components,), 0 to 1.
        cells: Mean sRGB of the 3 x 3 cells, shape (9, 3).

    Returns:
        Shape (dim,), float32, L2-normalised.
    """
    weighted = _WEIGHTS * evidence
    rest = np.sqrt(max(1 - _LAYOUT_SHARE - float(weighted @ weighted), 0.0))
    return np.concatenate([weighted, [rest], _layout(cells)]).astype(np.float32)


def _layout(cells: NDArray[np.uint8]) -> Floats:
    turns = np.clip((colours.oklab(cells) - _LOWEST) / _HALF_TURN, 0, 1) * np.float32(np.pi)
    pairs = np.concatenate([np.cos(turns).ravel(), np.sin(turns).ravel()])
    return np.asarray(pairs * np.sqrt(_LAYOUT_SHARE / (LAYOUT_DIM / 2)), np.float32)


def query_vector(wanted: Mapping[str, float]) -> tuple[Floats, float]:
    """Turn weights of evidence into a vector.

    Args:
        wanted: Weight of each component asked for; negative where it should be absent.

    Returns:
        The vector, shape (dim,), float32, L2-normalised; and what the weighted sum of evidence
        is to be multiplied with to be comparable with the vector's scores.
    """
    vector = np.zeros(SPEC.dim, np.float64)
    for name, weight in wanted.items():
        place = COMPONENTS.index(name)
        vector[place] = weight / _WEIGHTS[place]
    scale = 1 / float(np.linalg.norm(vector))
    return (vector * scale).astype(np.float32), scale
