"""Chooses the geometry for a grid's style and size."""

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
    """Sizes of the view and of cells, in pixels.

    Attributes:
        style: Equal cells or justified rows.
        width: Width of the view.
        side: Size of a square thumbnail, or height of rows.
        padding: Horizontal padding of a square cell, both sides together.
        name_height: Space for the name in each cell.
        header: Height of section headers.
        mirrored: Whether rows are filled from right to left.
        gap: Minimum gap between cells.
    """

    style: GridStyle
    width: int
    side: int
    padding: int
    name_height: int
    header: int
    mirrored: bool
    gap: int = GAP

    def lay_out(self, count: int, arrangement: Arrangement) -> SectionedGeometry:
        """Lay out all pictures. `arrangement` is ignored unless it has `count` pictures."""
        if arrangement.count != count:
            arrangement = Arrangement.plain(count)
        if self.style is GridStyle.JUSTIFIED:
            return self._justified(count, arrangement)
        return self._squares(count, arrangement)

    def _justified(self, count: int, arrangement: Arrangement) -> SectionedGeometry:
        rows = Rows(self.width, self.side, self.name_height, self.gap, _MARGIN, self.mirrored)

        def body(items: range) -> Body:
            return JustifiedGeometry(arrangement.sums, items, rows)

        return SectionedGeometry(count, arrangement.sections, body, rows.pitch, self.header)

    def _squares(self, count: int, arrangement: Arrangement) -> SectionedGeometry:
        side = self._stretched()

        def body(items: range) -> Body:
            height = side + self.name_height
            return GridGeometry(len(items), self.width, side, height, self.gap, self.mirrored)

        pitch = side + self.name_height + self.gap
        return SectionedGeometry(count, arrangement.sections, body, pitch, self.header)

    def _stretched(self) -> int:
        """Return the size of square cells that fill the row."""
        least = self.side + self.padding
        columns = max(1, (self.width - self.gap) // (least + self.gap))
        return max(least, (self.width - self.gap * (columns + 1)) // columns)
