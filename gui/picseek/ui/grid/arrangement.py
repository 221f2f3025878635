"""The arrangement of pictures: their aspect ratios and sections."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from picseek.ui.grid.justified import UNIT
from picseek.ui.grid.sections import ONE_SECTION, Section

_DEFAULT_SHAPE = 4 * UNIT // 3
_MIN_SHAPE, _MAX_SHAPE = UNIT // 4, 10 * UNIT


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Shapes and sections of a list of pictures. Cheap to pass on, as nothing is copied.

    Attributes:
        sums: Cumulative shapes (width / height, in `UNIT`), starting with 0; one more than there
            are pictures.
        sections: At least one; the first starts at 0.
    """

    sums: Sequence[int]
    sections: tuple[Section, ...] = ONE_SECTION

    @property
    def count(self) -> int:
        """Number of pictures."""
        return len(self.sums) - 1

    @classmethod
    def plain(cls, count: int) -> Arrangement:
        """Arrange pictures of unknown shapes in one section."""
        return cls(range(0, (count + 1) * _DEFAULT_SHAPE, _DEFAULT_SHAPE))

    @classmethod
    def of(cls, shapes: Iterable[int], sections: tuple[Section, ...] = ONE_SECTION) -> Arrangement:
        """Arrange pictures of these shapes."""
        return cls(array("q", accumulate(shapes, initial=0)), sections)


def shape_of(width: int, height: int) -> int:
    """Return width / height in `UNIT`, within limits; a square if unknown."""
    if width <= 0 or height <= 0:
        return UNIT
    return min(max(width * UNIT // height, _MIN_SHAPE), _MAX_SHAPE)
