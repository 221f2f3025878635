"""Where things lie in a grid of equal cells: arithmetic on Python's unbounded integers, no Qt.

Content coordinates are pixels from the content's top left corner; the view shows the part that
begins `offset` pixels down. Nothing here depends on the number of items, so ten million cost
what ten do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple, Protocol

BAR_LIMIT = 2**30
"""The largest value a scroll bar is given: it holds 32-bit integers, and adds to them."""


class Box(NamedTuple):
    """A rectangle in content coordinates, in pixels."""

    x: int
    y: int
    width: int
    height: int


class Span(NamedTuple):
    """Where a row's cells begin and how tall they are, in pixels."""

    top: int
    height: int


class Body(Protocol):
    """Items row by row, from 0 on; content coordinates begin at its own top left corner.

    Rows do not overlap and are in order; each has at least one item.
    """

    @property
    def count(self) -> int:
        """Items."""

    @property
    def rows(self) -> int:
        """Rows; 0 without items."""

    @property
    def height(self) -> int:
        """Pixels of all of it, with the gaps above and below; 0 without items."""

    def row_of(self, index: int) -> int:
        """The row that holds an item."""

    def items_of(self, row: int) -> range:
        """The items of a row."""

    def span(self, row: int) -> Span:
        """Where a row lies."""

    def cell(self, index: int) -> Box:
        """Where an item's cell lies."""

    def index_at(self, x: int, y: int) -> int:
        """The item whose cell holds this point, or -1."""

    def rows_between(self, top: int, bottom: int) -> range:
        """Rows whose cells show between these heights (`bottom` excluded)."""

    def items_in(self, box: Box) -> Iterator[range]:
        """Items whose cells touch a box, as runs in ascending order, none of them empty."""


class Step(Enum):
    """A move of the cursor, in reading order whatever the direction of the layout."""

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
    """A grid as wide as the view, filled row by row, its columns evenly spaced.

    Attributes:
        count: Items.
        width: Pixels there are for a row.
        cell_width: Pixels of one cell, without the space around it; at least 1.
        cell_height: As `cell_width`.
        gap: Least pixels between columns; exactly those between rows, above and below all.
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
        """Cells in a row; at least 1, even if that one does not fit."""
        return max(1, (self.width - self.gap) // (self.cell_width + self.gap))

    @property
    def rows(self) -> int:
        """Rows, the last one perhaps not full."""
        return -(-self.count // self.columns)

    @property
    def pitch(self) -> int:
        """Pixels from one row's top to the next one's."""
        return self.cell_height + self.gap

    @property
    def height(self) -> int:
        """Pixels of the whole content; 0 without items."""
        return self.gap + self.rows * self.pitch if self.count else 0

    def row_of(self, index: int) -> int:
        """The row that holds an item."""
        return index // self.columns

    def items_of(self, row: int) -> range:
        """The items of a row."""
        first = row * self.columns
        return range(first, min(first + self.columns, self.count))

    def span(self, row: int) -> Span:
        """Where a row lies."""
        return Span(self._row_top(row), self.cell_height)

    def cell(self, index: int) -> Box:
        """Where an item's cell lies."""
        row, column = divmod(index, self.columns)
        return Box(self._column_left(column), self._row_top(row), self.cell_width, self.cell_height)

    def index_at(self, x: int, y: int) -> int:
        """The item whose cell holds this point, or -1."""
        row, below = divmod(y - self.gap, self.pitch)
        column = self._column_at(x)
        index = row * self.columns + column
        if row < 0 or column < 0 or below >= self.cell_height or index >= self.count:
            return -1
        return index

    def rows_between(self, top: int, bottom: int) -> range:
        """Rows whose cells show between these heights (`bottom` excluded)."""
        first = (top - self.gap - self.cell_height) // self.pitch + 1
        stop = -(-(bottom - self.gap) // self.pitch)
        first = max(0, first)
        return range(first, max(first, min(self.rows, stop)))

    def _items_between(self, top: int, bottom: int) -> range:
        rows = self.rows_between(top, bottom)
        first = min(self.count, rows.start * self.columns)
        return range(first, max(first, min(self.count, rows.stop * self.columns)))

    def items_in(self, box: Box) -> Iterator[range]:
        """Items whose cells touch a box, as runs in ascending order, none of them empty.

        One run, if the box touches all columns; else one for each row.
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
    """Between a scroll bar's values and pixels: equal, until the content is too tall for it.

    Attributes:
        span: The largest offset, in pixels.
    """

    span: int

    @property
    def maximum(self) -> int:
        """The bar's largest value."""
        return min(self.span, BAR_LIMIT)

    def to_bar(self, offset: int) -> int:
        """The bar's value for an offset; `to_bar(to_offset(value)) == value`."""
        return offset if self.span <= BAR_LIMIT else offset * BAR_LIMIT // self.span

    def to_offset(self, value: int) -> int:
        """The offset for a value of the bar."""
        return value if self.span <= BAR_LIMIT else -(-value * self.span // BAR_LIMIT)
