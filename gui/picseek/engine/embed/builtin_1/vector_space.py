"""Evidence and features as unit vectors whose plain dot product answers words and likeness alike.

A picture's vector has these blocks, each of a fixed length:

    learnt     what the net saw: its evidence, times a weight
    colours    evidence measured from pixels, times a weight
    layout     where which colours are
    features   of the network for the whole picture, for similarity

The first two end with a component that brings the block to its length. A query for words has
1/weight on the wanted components, so it scores the sum of their evidence, whatever else the
picture shows. Two pictures score by the distance of their blocks: mostly of their features.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.builtin import blocks
from picseek.engine.embed.builtin.concepts import COMPONENTS
from picseek.engine.embed.builtin_1.concept_scores import SEEN, read_learnt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from picseek.engine.embed.builtin_1.model_files import Shipped

    Floats = NDArray[np.float32]

# Squared lengths of the blocks. Evidence needs a share large enough for the graph of neighbours
# to have ways along it, or words would not find their pictures in large libraries.
_LEARNT, _COLOURS, _LAYOUT, _FEATURES = 0.25, 0.25, 0.10, 0.40


class Space:
    """The vectors of one picture model.

    Args:
        names: Its concepts, in the order of their evidence.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self._learnt = np.full(len(names), np.sqrt(_LEARNT / blocks.MUCH), np.float32)
        self._colours = blocks.colour_weights(_COLOURS)
        seen = [f"{SEEN}{name}" for name in names]
        after = len(seen) + 1  # where the second block begins: the first ends with its filling
        self._indexes = {name: index for index, name in enumerate(seen)}
        self._indexes |= {name: after + index for index, name in enumerate(COMPONENTS)}
        self._weights = np.concatenate([self._learnt, [1.0], self._colours])

    def picture_vector(
        self, seen: Floats, pixel_evidence: Floats, cells: NDArray[np.uint8], features: Floats
    ) -> Floats:
        """Join the blocks.

        Args:
            seen: Evidence of the net, shape (concepts,), 0 to 1.
            pixel_evidence: Evidence of the pixels, shape (components,), 0 to 1.
            cells: Mean sRGB of the 3 x 3 cells, shape (9, 3).
            features: Shape (features,), L2-normalised as far as the net is exact.

        Returns:
            Shape (dim,), float32, L2-normalised.
        """
        joined = (
            *blocks.filled(self._learnt * seen, _LEARNT),
            *blocks.filled(self._colours * pixel_evidence, _COLOURS),
            blocks.layout(cells, _LAYOUT),
            _of_length(features, _FEATURES),
        )
        return np.concatenate(joined).astype(np.float32)

    def query_vector(self, wanted: Mapping[str, float], dim: int) -> tuple[Floats, float]:
        """Turn weights of evidence into a vector.

        Args:
            wanted: Weight of each component; negative where it should be absent.
            dim: Length of a vector.

        Returns:
            The vector, shape (dim,), float32, L2-normalised; and what the weighted sum of
            evidence is to be multiplied with to be comparable with the vector's scores.
        """
        vector = np.zeros(dim, np.float64)
        for name, weight in wanted.items():
            index = self._indexes[name]
            vector[index] = weight / self._weights[index]
        scale = 1 / float(np.linalg.norm(vector))
        return (vector * scale).astype(np.float32), scale


@cache
def space(shipped: Shipped) -> Space:
    """The space of a model's vectors.

    Raises:
        ModelError: The list of its concepts is missing or damaged.
    """
    return Space(read_learnt(shipped).names)


def _of_length(features: Floats, length: float) -> Floats:
    """The net's eight bits may leave features a little too short or too long, or none."""
    norm = float(np.linalg.norm(features))
    if norm < 1e-3:
        return np.full_like(features, np.sqrt(length / len(features)))
    return features * np.float32(np.sqrt(length) / norm)
