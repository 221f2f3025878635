"""Geometry of a grid of equal cells, without Qt.

Content coordinates are pixels from the content's top left corner; the view shows the part from
`offset` down. The cost does not depend on the number of items, and coordinates may exceed 32 bits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple, Protocol

BAR_LIMIT = 2**30
"""Maximum value of a scroll bar, which adds to 32-bit integers."""


class Box(NamedTuple):
    """A rectangle in content coordinates, in pixels."""

    x: int
    y: int
    width: int
    height: int


class Span(NamedTuple):
    """Top and height of a row, in pixels."""

    top: int
    height: int


class Body(Protocol):
    """Layout of a section's items; coordinates are relative to its top left corner.

    Rows do not overlap and are in order; each has at least one item.
    """

    @property
    def count(self) -> int:
        """Number of items."""

    @property
    def rows(self) -> int:
        """Number of rows; 0 without items."""

    @property
    def height(self) -> int:
        """Height in pixels, including the gaps above and below; 0 without items."""

    def row_of(self, index: int) -> int:
        """Return the row of an item."""

    def items_of(self, row: int) -> range:
        """Return the items of a row."""

    def span(self, row: int) -> Span:
        """Return the top and height of a row."""

    def cell(self, index: int) -> Box:
        """Return the rectangle of an item."""

    def index_at(self, x: int, y: int) -> int:
        """Return the item at a point, or -1."""

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows that intersect `top` to `bottom` (exclusive)."""

    def items_in(self, box: Box) -> Iterator[range]:
        """Yield the items that intersect a box, as non-empty ascending runs."""


class Step(Enum):
    """A move of the cursor, in reading order for both layout directions."""

    NEXT = auto()
    PREVIOUS = auto()
    UP = auto()
    DOWN = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()
    FIRST = auto()
    LAST = auto()


@dataclass(frozen=True, slots=True)
class GridGeometry:
    """A grid filled row by row, with evenly spaced columns.

    Attributes:
        count: Number of items.
        width: Width in pixels.
        cell_width: Width of a cell, at least 1.
        cell_height: Height of a cell, at least 1.
        gap: Minimum gap between columns; the exact gap between rows, above and below.
        mirrored: Whether rows are filled from right to left.
    """

    count: int
    width: int
    cell_width: int
    cell_height: int
    gap: int
    mirrored: bool = False

    @property
    def columns(self) -> int:
        """Cells per row; at least 1, even if it does not fit."""
        return max(1, (self.width - self.gap) // (self.cell_width + self.gap))

    @property
    def rows(self) -> int:
        """Number of rows, including an incomplete one."""
        return -(-self.count // self.columns)

    @property
    def pitch(self) -> int:
        """Distance between the tops of rows, in pixels."""
        return self.cell_height + self.gap

    @property
    def height(self) -> int:
        """Height of the content in pixels; 0 without items."""
        return self.gap + self.rows * self.pitch if self.count else 0

    def row_of(self, index: int) -> int:
        """Return the row of an item."""
        return index // self.columns

    def items_of(self, row: int) -> range:
        """Return the items of a row."""
        first = row * self.columns
        return range(first, min(first + self.columns, self.count))

    def span(self, row: int) -> Span:
        """Return the top and height of a row."""
        return Span(self._row_top(row), self.cell_height)

    def cell(self, index: int) -> Box:
        """Return the rectangle of an item."""
        row, column = divmod(index, self.columns)
        return Box(self._column_left(column), self._row_top(row), self.cell_width, self.cell_height)

    def index_at(self, x: int, y: int) -> int:
        """Return the item at a point, or -1."""
        row, depth = divmod(y - self.gap, self.pitch)
        column = self._column_at(x)
        index = row * self.columns + column
        if row < 0 or column < 0 or depth >= self.cell_height or index >= self.count:
            return -1
        return index

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows that intersect `top` to `bottom` (exclusive)."""
        first = (top - self.gap - self.cell_height) // self.pitch + 1
        stop = -(-(bottom - self.gap) // self.pitch)
        first = max(0, first)
        return range(first, max(first, min(self.rows, stop)))

    def _items_between(self, top: int, bottom: int) -> range:
        rows = self.rows_between(top, bottom)
        first = min(self.count, rows.start * self.columns)
        return range(first, max(first, min(self.count, rows.stop * self.columns)))

    def items_in(self, box: Box) -> Iterator[range]:
        """Yield the items that intersect a box, as non-empty ascending runs.

        One run if the box intersects all columns, else one per row.
        """
        columns = self._columns_between(box.x, box.x + box.width)
        if len(columns) == self.columns:
            items = self._items_between(box.y, box.y + box.height)
            if items:
                yield items
            return
        for row in self.rows_between(box.y, box.y + box.height):
            first = row * self.columns
            items = range(first + columns.start, min(first + columns.stop, self.count))
            if items:
                yield items

    def _row_top(self, row: int) -> int:
        return self.gap + row * self.pitch

    def _column_left(self, column: int) -> int:
        spare = max(0, self.width - self.columns * self.cell_width)
        left = spare * (column + 1) // (self.columns + 1) + column * self.cell_width
        return self.width - self.cell_width - left if self.mirrored else left

    def _column_at(self, x: int) -> int:
        spare = max(0, self.width - self.columns * self.cell_width)
        parts = self.columns + 1
        from_start = self.width - 1 - x if self.mirrored else x
        guess = (from_start * parts - spare) // (spare + self.cell_width * parts)
        for column in (guess, guess + 1):  # `_column_left` rounds down, so it may be the next
            if 0 <= column < self.columns and 0 <= x - self._column_left(column) < self.cell_width:
                return column
        return -1

    def _columns_between(self, left: int, right: int) -> range:
        touched = [
            column
            for column in range(self.columns)
            if self._column_left(column) < right
            and self._column_left(column) + self.cell_width > left
        ]
        return range(touched[0], touched[-1] + 1) if touched else range(0)


@dataclass(frozen=True, slots=True)
class ScrollScale:
    """Maps scroll bar values to pixels: 1:1 unless the content is too tall for that.

    Attributes:
        span: The largest offset, in pixels.
    """

    span: int

    @property
    def maximum(self) -> int:
        """The maximum value of the scroll bar."""
        return min(self.span, BAR_LIMIT)

    def to_bar(self, offset: int) -> int:
        """Return the scroll bar's value for an offset; the inverse of `to_offset`."""
        return offset if self.span <= BAR_LIMIT else offset * BAR_LIMIT // self.span

    def to_offset(self, value: int) -> int:
        """Return the offset for a value of the scroll bar."""
        return value if self.span <= BAR_LIMIT else -(-value * self.span // BAR_LIMIT)
