"""Content and colours as unit vectors: the same dot product serves words and similarity.

A picture's vector has these blocks, each of a fixed length:

    content    from the picture encoder: the joint space of pictures and sentences, the
               evidence of its classes, and a filling
    colours    evidence measured from pixels, times a weight, and a filling
    layout     where which colours are

Words and sentences use the content, words of colours and tones the colours; two pictures are
compared by all three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.builtin import blocks
from picseek.engine.embed.builtin.concepts import COMPONENTS, LAYOUT_DIM

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_CONTENT, _COLOURS, _LAYOUT = 0.70, 0.20, 0.10  # squared lengths of the blocks
_INDEXES = {name: index for index, name in enumerate(COMPONENTS)}


class Space:
    """The vectors of a model.

    Args:
        content: Numbers of the content.
    """

    def __init__(self, content: int) -> None:
        self._content = content
        self._weights = blocks.colour_weights(_COLOURS)
        self.dim = content + len(COMPONENTS) + 1 + LAYOUT_DIM

    def picture_vector(
        self, content: Floats, pixel_evidence: Floats, cells: NDArray[np.uint8]
    ) -> Floats:
        """Join the blocks.

        Args:
            content: Shape (content,), L2-normalised.
            pixel_evidence: Evidence of the pixels, shape (components,), 0 to 1.
            cells: Mean sRGB of the 3 x 3 cells, shape (9, 3).

        Returns:
            Shape (dim,), float32, L2-normalised.
        """
        norm = max(float(np.linalg.norm(content)), 1e-6)
        joined = (
            content * np.float32(np.sqrt(_CONTENT) / norm),
            *blocks.filled(self._weights * pixel_evidence, _COLOURS),
            blocks.layout(cells, _LAYOUT),
        )
        return np.concatenate(joined).astype(np.float32)

    def content_of(self, vectors: Floats) -> Floats:
        """The content of pictures' vectors, shape (..., dim): shape (..., content)."""
        return np.asarray(vectors[..., : self._content] / np.float32(np.sqrt(_CONTENT)))

    def for_content(self, direction: Floats) -> Floats:
        """A vector whose product with a picture's is that of its content and a direction.

        Args:
            direction: Shape (content,).

        Returns:
            Shape (dim,), float32.
        """
        vector = np.zeros(self.dim, np.float32)
        vector[: self._content] = direction / np.float32(np.sqrt(_CONTENT))
        return vector

    def direction_of(self, vector: Floats) -> Floats:
        """The direction in content of a vector; the inverse of `for_content`."""
        return np.asarray(vector[: self._content] * np.float32(np.sqrt(_CONTENT)))

    def for_pixels(self, wanted: Mapping[str, float]) -> Floats:
        """A vector whose product with a picture's is a weighted sum of its evidence from pixels.

        Args:
            wanted: Weights, by names of `COMPONENTS`.

        Returns:
            Shape (dim,), float32.
        """
        vector = np.zeros(self.dim, np.float32)
        for name, weight in wanted.items():
            index = _INDEXES[name]
            vector[self._content + index] = weight / self._weights[index]
        return vector
