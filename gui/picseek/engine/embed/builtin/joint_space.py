"""From vectors of sentences to directions in the space of pictures' content.

`asking.npz` was trained for Picseek: one hidden layer that maps a sentence's vector, minus the mean
of many, into the space of pictures. What attention reads from the sentence's tokens follows the
vector, and goes into that layer, too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from picseek.engine.embed.builtin.arrays import read_arrays
from picseek.engine.embed.builtin.model_files import ASKING, damaged
from picseek.engine.embed.builtin.products import product

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin.model_files import Shipped

    Floats = NDArray[np.float32]


_NONSENSE = -1.0
"""Score below which a word is nonsense (0: as likely as not). At this one, 1 % of single words in
Italian captions and 3 % in Polish ones count as nonsense (at 0: 4 and 11 %), and 92 % of random
letters (at 0: 96 %)."""


class Standard(NamedTuple):
    """A direction whose scores are standard: score = direction . content - mean.

    Attributes:
        direction: Shape (content,).
        mean: Over everyday photos; their spread is one.
    """

    direction: Floats
    mean: float


@dataclass(frozen=True)
class JointSpace:
    """Maps sentences to pictures.

    Attributes:
        mean: Of sentences' vectors, shape (384,).
        hidden_weights: Shape (hidden, 384 + what attention reads).
        hidden_bias: Shape (hidden,).
        weights: Shape (content - 1, hidden).
        bias: Shape (content - 1,).
        known_weights: Shape (384,): separates words from nonsense.
        known_bias: Its bias.
        background_mean: Content of everyday photos, shape (content,).
        background_covariance: Shape (content, content).
        sentence: Slope and offset of a sentence's probability, and score of a strong match.
    """

    mean: Floats
    hidden_weights: Floats
    hidden_bias: Floats
    weights: Floats
    bias: Floats
    known_weights: Floats
    known_bias: float
    background_mean: Floats
    background_covariance: Floats
    sentence: tuple[float, float, float]

    def is_meant(self, vector: Floats) -> bool:
        """Whether the text of a vector may mean something in some language."""
        centred = self._centred(vector)[: len(self.known_weights)]
        return float(self.known_weights @ centred) + self.known_bias > _NONSENSE

    def direction(self, vector: Floats) -> Floats:
        """The direction of pictures that a sentence describes.

        Args:
            vector: Of the sentence, as the sentence encoder returns it.

        Returns:
            Shape (content,), L2-normalised; 0 for the filling.
        """
        hidden = _gelu(product(self.hidden_weights, self._centred(vector)) + self.hidden_bias)
        mapped = product(self.weights, hidden) + self.bias
        length = max(float(np.linalg.norm(mapped)), 1e-9)
        return np.append(mapped / length, np.float32(0)).astype(np.float32)

    def standard(self, direction: Floats) -> Standard:
        """The same direction with scores of spread one over everyday photos."""
        variance = float(product(self.background_covariance, direction) @ direction)
        spread = math.sqrt(max(variance, 1e-12))
        scaled = (direction / spread).astype(np.float32)
        return Standard(scaled, float(scaled @ self.background_mean))

    def _centred(self, vector: Floats) -> Floats:
        off = vector[: len(self.mean)] - self.mean
        unit = off / max(float(np.linalg.norm(off)), 1e-9)
        return np.concatenate([unit, vector[len(self.mean) :]]).astype(np.float32)


@cache
def read_joint_space(shipped: Shipped) -> JointSpace:
    """Read what maps sentences to pictures.

    Raises:
        ModelError: The file is missing or damaged.
    """
    stored = read_arrays(shipped, ASKING)
    try:
        arrays = {name: each.astype(np.float32) for name, each in stored.items()}
        slope, offset, strong = map(float, arrays.pop("sentence"))
        known_bias = float(arrays.pop("known_bias"))
        found = JointSpace(**arrays, known_bias=known_bias, sentence=(slope, offset, strong))
    except (ValueError, KeyError, TypeError) as error:
        raise damaged(ASKING) from error
    if found.background_mean.shape != (shipped.content,) or len(found.bias) != shipped.content - 1:
        raise damaged(ASKING)
    return found


_erf = np.frompyfunc(math.erf, 1, 1)


def _gelu(values: Floats) -> Floats:
    """Exact: x times the share of a normal distribution below x (Hendrycks, Gimpel, 2016)."""
    below = 0.5 * (1 + _erf(values / math.sqrt(2)).astype(np.float32))
    return np.asarray(values * below, np.float32)
