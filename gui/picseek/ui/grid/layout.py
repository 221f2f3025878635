"""Which geometry suits a grid of this style and size."""

from __future__ import annotations

from dataclasses import dataclass

from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.geometry import Body, GridGeometry
from picseek.ui.grid.justified import JustifiedGeometry, Rows
from picseek.ui.grid.sections import SectionedGeometry
from picseek.ui.style.choices import GridStyle

GAP = 10
_MARGIN = 14


@dataclass(frozen=True, slots=True)
class Frame:
    """What cells must fit into, and what they need, in pixels.

    Attributes:
        style: How the cells lie.
        width: Of the view.
        side: Of a thumbnail: of its square, or its height in rows.
        around: What a square cell needs beside the thumbnail, on both sides together.
        below: What each cell needs for a name.
        header: Height of a section's header.
        mirrored: Whether rows are filled from right to left.
        gap: Between cells, at least.
    """

    style: GridStyle
    width: int
    side: int
    around: int
    below: int
    header: int
    mirrored: bool
    gap: int = GAP

    def lay_out(self, count: int, arrangement: Arrangement) -> SectionedGeometry:
        """Find a place for everything. `arrangement` is used if it is of `count` pictures."""
        if arrangement.count != count:
            arrangement = Arrangement.plain(count)
        if self.style is GridStyle.JUSTIFIED:
            return self._justified(count, arrangement)
        return self._squares(count, arrangement)

    def _justified(self, count: int, arrangement: Arrangement) -> SectionedGeometry:
        rows = Rows(self.width, self.side, self.below, self.gap, _MARGIN, self.mirrored)

        def body(items: range) -> Body:
            return JustifiedGeometry(arrangement.sums, items, rows)

        return SectionedGeometry(count, arrangement.sections, body, rows.pitch, self.header)

    def _squares(self, count: int, arrangement: Arrangement) -> SectionedGeometry:
        side = self._stretched()

        def body(items: range) -> Body:
            height = side + self.below
            return GridGeometry(len(items), self.width, side, height, self.gap, self.mirrored)

        pitch = side + self.below + self.gap
        return SectionedGeometry(count, arrangement.sections, body, pitch, self.header)

    def _stretched(self) -> int:
        """The side of a square cell that leaves no more room in a row than between cells."""
        least = self.side + self.around
        columns = max(1, (self.width - self.gap) // (least + self.gap))
        return max(least, (self.width - self.gap * (columns + 1)) // columns)
