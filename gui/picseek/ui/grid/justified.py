"""Geometry of rows that fill the width, with pictures in their own aspect ratios.

The height of each row depends on its pictures, yet a million of them must be laid out at once, at
any width. So they are divided into blocks of many rows. A block's height follows from the sum of
its pictures' shapes alone; its rows are only computed when they are visible, and scaled by about
one percent to fit that height. The last, short block of a body has its natural height.

Shapes are given as cumulative sums, so that the sum of a block is one subtraction.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from picseek.ui.grid.geometry import Box, Span

UNIT = 256
"""The shape of a square: shapes are width / height times this."""

_BLOCK = 1024
_TAIL = 64
_SHORT = 320
"""Pictures in a block; in the last block, whose rows are always computed; and in a body that has
only one block."""

_MAX_STRETCH = 1.75
"""Rows are not stretched to the full width beyond this multiple of the wanted height."""

_ALMOST_FULL = 0.85
_ALMOST_EMPTY = 0.15
_CACHED_BLOCKS = 64


@dataclass(frozen=True, slots=True)
class Rows:
    """Sizes of rows, in pixels.

    Attributes:
        width: Width of a row with its margins.
        height: Wanted height of pictures.
        name_height: Space for the name under each picture.
        gap: Gap between pictures, and between rows.
        margin: Left and right margins.
        mirrored: Whether rows are filled from right to left.
    """

    width: int
    height: int
    name_height: int = 0
    gap: int = 8
    margin: int = 12
    mirrored: bool = False

    @property
    def room(self) -> int:
        """Width between the margins."""
        return max(1, self.width - 2 * self.margin)

    @property
    def pitch(self) -> int:
        """Distance between the tops of rows of the wanted height."""
        return self.height + self.name_height + self.gap


class _Row(NamedTuple):
    """A row in its block, with items from `first` to `stop` (exclusive).

    `height` is that of the pictures; their widths are computed for the height `scale`.
    """

    first: int
    stop: int
    top: int
    height: int
    scale: float


class JustifiedGeometry:
    """Rows of pictures that fill the width, except perhaps the last one."""

    def __init__(self, sums: Sequence[int], items: range, rows: Rows) -> None:
        """Lay out some of all pictures.

        Args:
            sums: Cumulative shapes of all pictures, starting with 0, in `UNIT`.
            items: The pictures to lay out.
            rows: Sizes of rows.
        """
        self._sums = sums
        self._first = items.start
        self._count = len(items)
        self._sizes = rows
        self._cache: dict[int, list[_Row]] = {}
        self._starts = _block_starts(self._count)
        sizes = [self._size(block) for block in range(len(self._starts))]
        self._row_starts = list(accumulate((rows for rows, _ in sizes), initial=0))
        self._tops = list(accumulate((height for _, height in sizes), initial=rows.gap))

    @property
    def count(self) -> int:
        """Number of items."""
        return self._count

    @property
    def rows(self) -> int:
        """Number of rows; 0 without items."""
        return self._row_starts[-1]

    @property
    def height(self) -> int:
        """Height in pixels, including the gaps above and below; 0 without items."""
        return self._tops[-1] if self._count else 0

    def row_of(self, index: int) -> int:
        """Return the row of an item."""
        block = bisect_right(self._starts, index) - 1
        rows = self._rows_of(block)
        within = bisect_right(rows, index, key=lambda row: row.first) - 1
        return self._row_starts[block] + within

    def items_of(self, row: int) -> range:
        """Return the items of a row."""
        _, found = self._row(row)
        return range(found.first, found.stop)

    def span(self, row: int) -> Span:
        """Return the top and height of a row."""
        block, found = self._row(row)
        return Span(self._tops[block] + found.top, found.height + self._sizes.name_height)

    def cell(self, index: int) -> Box:
        """Return the rectangle of an item, including its name."""
        row = self.row_of(index)
        return self._cell_in(*self._row(row), index)

    def index_at(self, x: int, y: int) -> int:
        """Return the item at a point, or -1."""
        for row in self.rows_between(y, y + 1):
            at = self._row(row)
            for index in self.items_of(row):
                cell = self._cell_in(*at, index)
                if cell.x <= x < cell.x + cell.width:
                    return index
        return -1

    def rows_between(self, top: int, bottom: int) -> range:
        """Return the rows that intersect `top` to `bottom` (exclusive)."""
        first = self._row_after(top, self._sizes.name_height - 1, whole=1)
        return range(first, max(first, self._row_after(bottom, 0, whole=0)))

    def items_in(self, box: Box) -> Iterator[range]:
        """Yield the items that intersect a box, as non-empty ascending runs."""
        rows = self.rows_between(box.y, box.y + box.height)
        sizes = self._sizes
        left = sizes.width - sizes.margin - sizes.room if sizes.mirrored else sizes.margin
        if rows and box.x <= left and box.x + box.width >= left + sizes.room:
            yield range(self.items_of(rows[0]).start, self.items_of(rows[-1]).stop)
            return
        for row in rows:
            at = self._row(row)
            touched = [i for i in self.items_of(row) if _across(self._cell_in(*at, i), box)]
            if touched:
                yield range(touched[0], touched[-1] + 1)

    # Blocks

    def _row(self, row: int) -> tuple[int, _Row]:
        block = bisect_right(self._row_starts, row) - 1
        return block, self._rows_of(block)[row - self._row_starts[block]]

    def _row_after(self, y: int, extra: int, whole: int) -> int:
        """Return the first row with an edge at or after a vertical position, or `rows`.

        Args:
            y: The position.
            extra: Added to the edge's position.
            whole: The edge: 0 the top, 1 the bottom of the pictures.
        """
        block = min(bisect_right(self._tops, y), len(self._starts)) - 1
        if block < 0:
            return 0
        rows, inside = self._rows_of(block), y - self._tops[block] - extra
        within = bisect_left(rows, inside, key=lambda row: row.top + whole * row.height)
        return self._row_starts[block] + within

    def _cell_in(self, block: int, row: _Row, index: int) -> Box:
        sizes = self._sizes
        left = sizes.margin + round(self._extent(row.first, index, row.scale))
        right = sizes.margin + round(self._extent(row.first, index + 1, row.scale)) - sizes.gap
        width = max(1, right - left)
        x = sizes.width - left - width if sizes.mirrored else left
        return Box(x, self._tops[block] + row.top, width, row.height + sizes.name_height)

    def _bounds(self, block: int) -> tuple[int, int]:
        last = block + 1 == len(self._starts)
        return self._starts[block], self._count if last else self._starts[block + 1]

    def _shape(self, first: int, stop: int) -> float:
        """Return the sum of the shapes of items."""
        return (self._sums[self._first + stop] - self._sums[self._first + first]) / UNIT

    def _extent(self, first: int, stop: int, height: float) -> float:
        """Return the total width of items at a height, with a gap after each."""
        return self._shape(first, stop) * height + (stop - first) * self._sizes.gap

    def _size(self, block: int) -> tuple[int, int]:
        """Return a block's number of rows, and its height with the gap after each row."""
        first, stop = self._bounds(block)
        if stop == self._count:
            rows = self._cache[block] = self._natural_rows(first, stop)
            last = rows[-1]
            return len(rows), last.top + last.height + self._sizes.name_height + self._sizes.gap
        rows_wanted, mean = self._wanted(first, stop)
        return rows_wanted, round(rows_wanted * (mean + self._sizes.name_height + self._sizes.gap))

    def _wanted(self, first: int, stop: int) -> tuple[int, float]:
        """Return the number of full rows for items, and their mean height."""
        sizes, count = self._sizes, stop - first
        line = sizes.room + sizes.gap
        rows = round(self._extent(first, stop, sizes.height) / line)
        rows = min(count, max(1, rows))
        return rows, max(1.0, (rows * line - count * sizes.gap) / self._shape(first, stop))

    def _rows_of(self, block: int) -> list[_Row]:
        rows = self._cache.get(block)
        if rows is None:
            last = len(self._starts) - 1
            if len(self._cache) > _CACHED_BLOCKS:
                self._cache = {last: self._cache[last]}
            rows = self._cache[block] = self._fitted_rows(block)
        return rows

    def _fitted_rows(self, block: int) -> list[_Row]:
        """Return the rows of a block, scaled to the height from `_size`."""
        first, stop = self._bounds(block)
        count, mean = self._wanted(first, stop)
        cuts = self._cut(first, stop, count, self._extent(first, stop, mean), mean)
        heights = [self._full_height(*cut) for cut in cuts]
        around = count * (self._sizes.name_height + self._sizes.gap)
        fit = (self._tops[block + 1] - self._tops[block] - around) / sum(heights)
        return self._stacked(cuts, heights, fit)

    def _natural_rows(self, first: int, stop: int) -> list[_Row]:
        """Return the rows of a body's last block, of which the last need not be full."""
        sizes = self._sizes
        line = sizes.room + sizes.gap
        lines = self._extent(first, stop, sizes.height) / line
        full, rest = int(lines), lines % 1
        if lines > _ALMOST_FULL and not _ALMOST_EMPTY < rest < _ALMOST_FULL:
            count, mean = self._wanted(first, stop)
            cuts = self._cut(first, stop, count, self._extent(first, stop, mean), mean)
            return self._stacked(cuts, [self._full_height(*cut) for cut in cuts])
        count = min(stop - first, full + 1)
        cuts = self._cut(first, stop, count, count * line, sizes.height)
        heights = [self._full_height(*cut) for cut in cuts]
        heights[-1] = min(heights[-1], sizes.height)
        return self._stacked(cuts, heights)

    def _cut(
        self, first: int, stop: int, rows: int, extent: float, height: float
    ) -> list[tuple[int, int]]:
        """Divide items into non-empty rows of about equal width.

        Args:
            first: The first item.
            stop: After the last item.
            rows: Number of rows, at most the number of items.
            extent: Total width of all rows; smaller if the last one is not full.
            height: The height for which widths are computed.
        """
        cuts: list[tuple[int, int]] = []
        sums, base, gap = self._sums, self._first, self._sizes.gap
        scale = height / UNIT
        for left in range(rows, 1, -1):
            goal = max(0.0, extent / left)
            square = goal * goal
            last_end = stop - left + 1
            end, before = first + 1, sums[base + first]
            here = (sums[base + end] - before) * scale + gap
            while end < last_end:
                after = (sums[base + end + 1] - before) * scale + (end + 1 - first) * gap
                # Compare by ratio: 3/2 of the goal is as bad as 2/3 of it.
                if here * after > square:
                    break
                here, end = after, end + 1
            cuts.append((first, end))
            extent -= here
            first = end
        cuts.append((first, stop))
        return cuts

    def _full_height(self, first: int, stop: int) -> float:
        """Return the height of a row that fills the width."""
        sizes = self._sizes
        room = max(1, sizes.room - (stop - first - 1) * sizes.gap)
        return min(room / self._shape(first, stop), sizes.height * _MAX_STRETCH)

    def _stacked(
        self, cuts: Sequence[tuple[int, int]], heights: Sequence[float], fit: float = 1.0
    ) -> list[_Row]:
        rows = []
        around = self._sizes.name_height + self._sizes.gap
        at = 0.0
        for (first, stop), height in zip(cuts, heights, strict=True):
            top = round(at)
            at += max(1.0, height * fit) + around
            rows.append(_Row(first, stop, top, max(1, round(at) - top - around), height))
        return rows


def _block_starts(count: int) -> list[int]:
    """Return the first items of blocks: equal large ones and a small last one."""
    if not count:
        return []
    head = count - _TAIL if count > _SHORT else 0
    blocks = -(-head // _BLOCK)
    return [*(at * head // blocks for at in range(blocks)), head]


def _across(cell: Box, box: Box) -> bool:
    """Whether a cell overlaps a box horizontally."""
    return cell.x < box.x + box.width and box.x < cell.x + cell.width
