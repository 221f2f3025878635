"""What is where in a picture, in less than a kilobyte: so that "red car" finds cars that are red.

For each window: its content in few numbers, and how much of it each colour fills. The few numbers
predict the scores of words best (reduced-rank regression: Alan Izenman,
"Reduced-rank regression for the multivariate linear model", 1975); over everyday photos each has
mean 0 and spread 1, so that eight bits do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.builtin import colours, looks
from picseek.engine.embed.builtin.arrays import read_arrays
from picseek.engine.embed.builtin.looks import Grid
from picseek.engine.embed.builtin.model_files import REGIONS, damaged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin.features import Sample
    from picseek.engine.embed.builtin.model_files import Shipped

    Floats = NDArray[np.float32]

COLOURS = tuple(colours.REGIONS)
"""Names of the colours, in the order of their shares."""

_SPREADS = 5.0
"""Range of eight bits, in spreads."""


@dataclass(frozen=True)
class Reduction:
    """How content is reduced.

    Attributes:
        mean: Of everyday photos, shape (content,).
        rows: Shape (numbers, content): numbers = rows @ (content - mean).
    """

    mean: Floats
    rows: Floats

    @property
    def size(self) -> int:
        """Bytes of a picture's regions."""
        return looks.WINDOWS * (len(self.rows) + len(COLOURS))

    def pack(self, windows: Floats, shares: Floats) -> bytes:
        """Pack regions for storing.

        Args:
            windows: Content of each window, shape (`looks.WINDOWS`, content).
            shares: How much of each a colour fills, shape (`looks.WINDOWS`, colours), 0 to 1.
        """
        numbers = (windows - self.mean) @ self.rows.T * (127 / _SPREADS)
        levels = np.sqrt(np.clip(shares, 0, 1)) * 255  # small shares matter more
        joined = (
            np.clip(np.round(numbers), -127, 127).astype(np.int8).view(np.uint8),
            np.round(levels).astype(np.uint8),
        )
        return np.concatenate(joined, axis=1).tobytes()

    def unpack(self, stored: Sequence[bytes]) -> tuple[Floats, Floats]:
        """Regions of some pictures; zero where none were stored.

        Returns:
            Reduced content, shape (pictures, windows, numbers), and shares of colours, shape
            (pictures, windows, colours).
        """
        nothing = bytes(self.size)
        whole = b"".join(each if len(each) == self.size else nothing for each in stored)
        count = len(self.rows)
        rows = np.frombuffer(whole, np.uint8).reshape(len(stored), looks.WINDOWS, -1)
        numbers = np.ascontiguousarray(rows[..., :count]).view(np.int8)
        levels = rows[..., count:].astype(np.float32) / np.float32(255)
        content = numbers.astype(np.float32) * np.float32(_SPREADS / 127)
        return content, np.asarray(levels * levels, np.float32)


@cache
def read_reduction(shipped: Shipped) -> Reduction:
    """Read how a model's content is reduced.

    Raises:
        ModelError: The file is missing or damaged.
    """
    stored = read_arrays(shipped, REGIONS)
    try:
        found = Reduction(stored["mean"].astype(np.float32), stored["rows"].astype(np.float32))
    except (ValueError, KeyError) as error:
        raise damaged(REGIONS) from error
    if found.mean.shape != (shipped.content,) or found.rows.shape[1:] != found.mean.shape:
        raise damaged(REGIONS)
    return found


def colour_shares(sample: Sample, window_share: float) -> Floats:
    """How much of each window every colour fills, shape (`looks.WINDOWS`, colours), 0 to 1."""
    fits = colours.table()[sample.numbers][:, colours.MEMBERSHIPS :]
    side = round(len(sample.numbers) ** 0.5)
    grid = Grid(side, side)
    return looks.pooling(grid, looks.window_boxes(grid, window_share)) @ fits
