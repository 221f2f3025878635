"""Where in a picture things are: boxes around the cells of the feature map that show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.builtin.meanings import sigmoid
from picseek.engine.embed.builtin.picture_model import picture_model
from picseek.engine.types import MatchBox

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

    from picseek.engine.embed.base import Wanted
    from picseek.engine.embed.builtin.model_files import Shipped

    Floats = NDArray[np.float32]

MAX_BOXES = 3

_STORED = np.dtype("<f4")
_BESIDE = 0.5  # of the way from the ordinary to the best cell: what else belongs to the thing

_ROUNDING = 1e-6  # of shares of a picture


@dataclass(frozen=True, slots=True)
class BuiltinLocator:
    """Runs in a worker.

    Attributes:
        shipped: The model's files; loaded at the first picture.
        min_side: See `Locator`.
    """

    shipped: Shipped
    min_side: int

    def __call__(self, picture: Image.Image, wanted: Sequence[Wanted]) -> tuple[MatchBox, ...]:
        """See `Locator`.

        Raises:
            ModelError: The model is missing, damaged or cannot be run.
        """
        content, grid = picture_model(self.shipped).everywhere(picture)
        found: list[MatchBox] = []
        for each in wanted:
            direction, mean = unpacked(each.direction)
            scores = (content @ direction - mean).reshape(grid)
            found += boxes(scores, each)
        return tuple(sorted(found, key=lambda box: -box.probability)[:MAX_BOXES])


def packed(direction: Floats, mean: float) -> bytes:
    """Pack a direction for `Wanted.direction`: score = direction . content - mean."""
    return np.append(direction, np.float32(mean)).astype(_STORED).tobytes()


def unpacked(stored: bytes) -> tuple[Floats, np.float32]:
    """The direction, shape (content,), and the mean."""
    numbers = np.frombuffer(stored, _STORED).astype(np.float32)
    return numbers[:-1], numbers[-1]


def boxes(scores: Floats, wanted: Wanted) -> list[MatchBox]:
    """Boxes around the parts of a picture that show a thing.

    Args:
        scores: Standard scores of the cells, shape (high, wide).
        wanted: The thing.

    Returns:
        At most `MAX_BOXES`, the most likely first; none if no cell shows it.
    """
    found: list[MatchBox] = []
    ordinary = float(np.median(scores))
    left = np.ones(scores.shape, bool)
    while len(found) < MAX_BOXES:
        best = np.unravel_index(np.argmax(np.where(left, scores, -np.inf)), scores.shape)
        peak = float(scores[best])
        if not left[best] or peak < wanted.found:
            break
        bar = max(ordinary + (peak - ordinary) * _BESIDE, wanted.found)
        cells = _connected((scores >= bar) & left, (int(best[0]), int(best[1])))
        left &= ~_grown(cells)
        likely = sigmoid(np.array([wanted.slope * peak + wanted.offset], np.float32))
        box = _around(cells, wanted.words, float(likely[0]))
        found = _with(found, box)
    return found


def _with(found: Sequence[MatchBox], box: MatchBox) -> list[MatchBox]:
    """Add a box, merged with those that it overlaps or touches: they show one thing."""
    apart: list[MatchBox] = []
    for other in found:
        if _touch(box, other):
            box = replace(
                other,
                left=min(box.left, other.left),
                top=min(box.top, other.top),
                right=max(box.right, other.right),
                bottom=max(box.bottom, other.bottom),
                probability=max(box.probability, other.probability),
            )
        else:
            apart.append(other)
    return sorted([*apart, box], key=lambda each: -each.probability)


def _touch(box: MatchBox, other: MatchBox) -> bool:
    across = min(box.right, other.right) - max(box.left, other.left)
    down = min(box.bottom, other.bottom) - max(box.top, other.top)
    return min(across, down) > -_ROUNDING


def _connected(there: NDArray[np.bool_], start: tuple[int, int]) -> NDArray[np.bool_]:
    """The true cells that are connected with the start by their sides."""
    cells = np.zeros(there.shape, bool)
    cells[start] = True
    while True:
        more = _grown(cells) & there | cells
        if (more == cells).all():
            return cells
        cells = more


def _grown(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The cells and those beside, above and below them."""
    around = np.pad(cells, 1)
    beside = around[1:-1, :-2] | around[1:-1, 2:]
    return np.asarray(cells | beside | around[:-2, 1:-1] | around[2:, 1:-1])


def _around(cells: NDArray[np.bool_], words: str, probability: float) -> MatchBox:
    high, wide = cells.shape
    rows, columns = np.flatnonzero(cells.any(axis=1)), np.flatnonzero(cells.any(axis=0))
    return MatchBox(
        words,
        left=float(columns[0] / wide),
        top=float(rows[0] / high),
        right=float((columns[-1] + 1) / wide),
        bottom=float((rows[-1] + 1) / high),
        probability=probability,
    )
