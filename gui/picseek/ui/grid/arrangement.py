"""How the pictures on screen are arranged: their shapes and the sections they fall into."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from picseek.ui.grid.justified import UNIT
from picseek.ui.grid.sections import ONE_SECTION, Section

_USUAL = 4 * UNIT // 3
_NARROWEST, _WIDEST = UNIT // 4, 10 * UNIT


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Shapes and sections of a list of pictures. Cheap to pass on: nothing is copied.

    Attributes:
        sums: Of the shapes (width / height, in `UNIT`) of all pictures before each one; one more
            than there are pictures.
        sections: At least one; the first starts at 0.
    """

    sums: Sequence[int]
    sections: tuple[Section, ...] = ONE_SECTION

    @property
    def count(self) -> int:
        """Pictures."""
        return len(self.sums) - 1

    @classmethod
    def plain(cls, count: int) -> Arrangement:
        """Pictures of which nothing is known: all of the usual shape, in one section."""
        return cls(range(0, (count + 1) * _USUAL, _USUAL))

    @classmethod
    def of(cls, shapes: Iterable[int], sections: tuple[Section, ...] = ONE_SECTION) -> Arrangement:
        """Arrange pictures of these shapes."""
        return cls(array("q", accumulate(shapes, initial=0)), sections)


def shape_of(width: int, height: int) -> int:
    """Width / height in `UNIT`, within what can be shown beside others; a square if unknown."""
    if width <= 0 or height <= 0:
        return UNIT
    return min(max(width * UNIT // height, _NARROWEST), _WIDEST)
