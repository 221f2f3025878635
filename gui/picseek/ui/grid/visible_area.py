"""The visible part of a grid's content: positions of cells and headers in the view."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from picseek.ui.grid.geometry import BAR_LIMIT, Box
from picseek.ui.grid.sections import SectionedGeometry

_RING = 5
"""Width of the ring outside of a cell, in pixels."""


def with_ring(cell: QRect) -> QRect:
    """Return a cell enlarged by its ring."""
    return cell.adjusted(-_RING, -_RING, _RING, _RING)


@dataclass(frozen=True, slots=True)
class VisibleArea:
    """A geometry at a scroll offset. Rectangles are in view coordinates.

    Attributes:
        geometry: The layout of the content.
        offset: Pixels of the content above the view.
        height: Height of the view in pixels.
    """

    geometry: SectionedGeometry
    offset: int
    height: int

    @property
    def rows(self) -> range:
        """The rows that are at least partly visible."""
        return self.geometry.items_between(self.offset, self.offset + self.height)

    @property
    def covered_top(self) -> int:
        """Height of the sticky header, which covers cells; or 0."""
        return self.geometry.header_height if self.geometry.has_headers else 0

    @property
    def sticky_section(self) -> int:
        """The section whose header sticks to the top, or -1."""
        geometry = self.geometry
        section = geometry.section_at(self.offset)
        scrolled_out = geometry.section_span(section).top < self.offset
        return section if scrolled_out and geometry.sections[section].title else -1

    def rect(self, box: Box) -> QRect:
        """Return a part of the content in view coordinates, clamped to 32 bits."""
        y = min(max(box.y - self.offset, -BAR_LIMIT), BAR_LIMIT)
        return QRect(box.x, y, box.width, box.height)

    def cell(self, row: int) -> QRect:
        """Return the rectangle of a row's cell; null if there is no such row."""
        if not 0 <= row < self.geometry.count:
            return QRect()
        return self.rect(self.geometry.cell(row))

    def row_at(self, point: QPoint) -> int:
        """Return the row visible at a point, or -1."""
        if point.y() < self.covered_top:
            return -1
        return self.geometry.index_at(point.x(), point.y() + self.offset)

    def header_at(self, point: QPoint) -> int:
        """Return the section whose header is at a point, or -1."""
        y = point.y() + self.offset
        if point.y() < self.covered_top and (sticky := self.sticky_section) >= 0:
            return sticky
        return next((each for each, _ in self.geometry.headers_between(y, y + 1)), -1)
