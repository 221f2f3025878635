"""Content and colours as unit vectors whose plain dot product answers words and likeness alike.

A picture's vector has these blocks, each of a fixed length:

    content    as the picture encoder gives it: the joint space of pictures and sentences, the
               evidence of its classes, and a filling
    colours    what the pixels tell: their evidence, times a weight, and a filling
    layout     where which colours are

Words and sentences ask for the content, words of colours and tones for the colours; two pictures
are compared by all three.
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
_PLACES = {name: place for place, name in enumerate(COMPONENTS)}


class Space:
    """The vectors of a model.

    Args:
        content: Numbers of the content.
    """

    def __init__(self, content: int) -> None:
        self._content = content
        self._weights = blocks.colour_weights(_COLOURS)
        self.dim = content + len(COMPONENTS) + 1 + LAYOUT_DIM

    def picture_vector(self, content: Floats, told: Floats, cells: NDArray[np.uint8]) -> Floats:
        """Join the blocks.

        Args:
            content: Shape (content,), L2-normalised.
            told: Evidence of the pixels, shape (components,), 0 to 1.
            cells: Mean sRGB of the 3 x 3 cells, shape (9, 3).

        Returns:
            Shape (dim,), float32, L2-normalised.
        """
        norm = max(float(np.linalg.norm(content)), 1e-6)
        joined = (
            content * np.float32(np.sqrt(_CONTENT) / norm),
            *blocks.filled(self._weights * told, _COLOURS),
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
        """The direction in content that a vector asks for: what `for_content` was given."""
        return np.asarray(vector[: self._content] * np.float32(np.sqrt(_CONTENT)))

    def for_pixels(self, wanted: Mapping[str, float]) -> Floats:
        """A vector whose product with a picture's is a weighted sum of what its pixels tell.

        Args:
            wanted: Weights, by names of `COMPONENTS`.

        Returns:
            Shape (dim,), float32.
        """
        vector = np.zeros(self.dim, np.float32)
        for name, weight in wanted.items():
            place = _PLACES[name]
            vector[self._content + place] = weight / self._weights[place]
        return vector
