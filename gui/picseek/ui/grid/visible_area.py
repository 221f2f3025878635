"""The part of the content that a grid shows: where its cells and headers lie in the view."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from picseek.ui.grid.geometry import BAR_LIMIT, Box
from picseek.ui.grid.sections import SectionedGeometry

_RING = 5
"""Pixels that the ring around a cell may take outside of it."""


def with_ring(cell: QRect) -> QRect:
    """A cell with the ring that may be painted around it."""
    return cell.adjusted(-_RING, -_RING, _RING, _RING)


@dataclass(frozen=True, slots=True)
class VisibleArea:
    """A geometry as seen from an offset. Rectangles are in pixels of the view.

    Attributes:
        geometry: Where everything lies in the content.
        offset: Pixels of the content above the view.
        height: Pixels of the view.
    """

    geometry: SectionedGeometry
    offset: int
    height: int

    @property
    def rows(self) -> range:
        """The model's rows that are visible, at least in part."""
        return self.geometry.items_between(self.offset, self.offset + self.height)

    @property
    def covered_top(self) -> int:
        """Pixels at the view's top that are under a header which stays there."""
        return self.geometry.header_height if self.geometry.has_headers else 0

    @property
    def sticky_section(self) -> int:
        """The section whose header stays at the top instead of scrolling out of sight; or -1."""
        geometry = self.geometry
        section = geometry.section_at(self.offset)
        scrolled_out = geometry.section_span(section).top < self.offset
        return section if scrolled_out and geometry.sections[section].title else -1

    def rect(self, box: Box) -> QRect:
        """Where a part of the content lies; one that is far away is only far away."""
        y = min(max(box.y - self.offset, -BAR_LIMIT), BAR_LIMIT)
        return QRect(box.x, y, box.width, box.height)

    def cell(self, row: int) -> QRect:
        """Where a cell lies; a null rectangle if there is no such row."""
        if not 0 <= row < self.geometry.count:
            return QRect()
        return self.rect(self.geometry.cell(row))

    def row_at(self, point: QPoint) -> int:
        """The row whose cell is visible at a point, or -1."""
        if point.y() < self.covered_top:
            return -1
        return self.geometry.index_at(point.x(), point.y() + self.offset)

    def header_at(self, point: QPoint) -> int:
        """The section whose header is at a point, or -1."""
        y = point.y() + self.offset
        if point.y() < self.covered_top and (sticky := self.sticky_section) >= 0:
            return sticky
        return next((each for each, _ in self.geometry.headers_between(y, y + 1)), -1)
