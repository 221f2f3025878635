"""The blocks of a picture's vector that are measured from its pixels: colours and their layout.

Each block has a fixed squared length, whatever the picture shows, so that a plain dot product of
two vectors weighs their blocks alike. A component at a block's end fills it up to that length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.builtin import colours
from picseek.engine.embed.builtin.concepts import COMPONENTS, CONCEPTS, LAYOUT_DIM, Kind

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

MUCH = 10.0
"""Sum of squared evidence of a block that only one photo in a thousand has; what shows more is
scaled down. (Of evidence from pixels, the median is 2.9, the 99th percentile 6.5.)"""

# Oklab lightness, a, b: what makes half a turn of the pair. Two cells that differ by half of it
# are unrelated, by all of it opposite.
_HALF_TURN = np.array([1.0, 0.30, 0.30], np.float32)
_LOWEST = np.array([0.0, -0.15, -0.15], np.float32)


def colour_weights(share: float) -> Floats:
    """What the evidence of each of `COMPONENTS` is multiplied with, in a block of this length."""
    # Everyday photos have one of two shapes: it must not outweigh what they show.
    light = {concept.key for concept in CONCEPTS if concept.kind is Kind.SHAPE}
    raw = np.array([0.5 if name in light else 1.0 for name in COMPONENTS])
    return np.asarray(raw * np.sqrt(share / MUCH), np.float32)


def filled(weighted: Floats, share: float) -> tuple[Floats, Floats]:
    """Fill a block.

    Args:
        weighted: Shape (n,), evidence times weights; scaled down where it is too long.
        share: What the block's squared length is to be.

    Returns:
        The block without its last component, shape (n,), and that component, shape (1,).
    """
    much = float(weighted @ weighted)
    fitting = weighted * np.float32(np.sqrt(share / max(much, share)))
    return fitting, np.array([np.sqrt(max(share - much, 0.0))], np.float32)


def layout(cells: NDArray[np.uint8], share: float) -> Floats:
    """Where in the picture the colours are.

    Args:
        cells: Mean sRGB of the 3 x 3 cells, shape (9, 3).
        share: What the block's squared length is to be.

    Returns:
        Shape (`LAYOUT_DIM`,), float32.
    """
    turns = np.clip((colours.oklab(cells) - _LOWEST) / _HALF_TURN, 0, 1) * np.float32(np.pi)
    pairs = np.concatenate([np.cos(turns).ravel(), np.sin(turns).ravel()])
    return np.asarray(pairs * np.sqrt(share / (LAYOUT_DIM / 2)), np.float32)
