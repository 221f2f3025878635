"""Where things lie in rows that fill the width, each picture as wide as its shape asks.

Where a million pictures lie must be known at once, at any width, though each row's height depends
on the pictures in it. So the pictures are cut into blocks of many rows. How tall a block is follows
from the sum of its pictures' shapes alone, and which rows it has is worked out when it is looked
at: they are then squeezed or stretched a little, by about a hundredth, to take just that height.
The last block of a body, a short one, takes its natural height.

Shapes are given as sums, so that the sum of any block is one subtraction.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from picseek.ui.grid.geometry import Box, Span

UNIT = 256
"""What a square's shape counts in the sums: shapes are width / height in parts of this."""

_BLOCK = 1024
_TAIL = 64
_SHORT = 320
"""Pictures of a block; of the last one, which is worked out whether it is looked at or not; and of
a body that has no other block."""

_TALLEST = 1.75
"""A row of more times the wanted height is not stretched to the full width."""

_ALMOST_FULL = 0.85
_ALMOST_EMPTY = 0.15
_BLOCKS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Rows:
    """How rows are to look, in pixels.

    Attributes:
        width: What there is for a row and the margins.
        height: Wanted height of a picture.
        below: What each picture needs below it, for its name.
        gap: Between pictures, and between rows.
        margin: Left and right of all rows.
        mirrored: Whether rows are filled from right to left.
    """

    width: int
    height: int
    below: int = 0
    gap: int = 8
    margin: int = 12
    mirrored: bool = False

    @property
    def room(self) -> int:
        """Pixels between the margins."""
        return max(1, self.width - 2 * self.margin)

    @property
    def pitch(self) -> int:
        """Pixels from one row's top to the next one's, if it is as tall as wanted."""
        return self.height + self.below + self.gap


class _Row(NamedTuple):
    """A row in its block: items from `first` to before `stop`, `height` that of its pictures.

    `scale` is the height that the widths of the pictures are made for.
    """

    first: int
    stop: int
    top: int
    height: int
    scale: float


class JustifiedGeometry:
    """Rows of pictures that fill the width; the last one only as far as it goes."""

    def __init__(self, sums: Sequence[int], items: range, rows: Rows) -> None:
        """Lay out some of all pictures.

        Args:
            sums: Of the shapes of all pictures before each one, in `UNIT`; one more than there
                are pictures.
            items: Which of them.
            rows: How they are to look.
        """
        self._sums = sums
        self._first = items.start
        self._count = len(items)
        self._look = rows
        self._kept: dict[int, list[_Row]] = {}
        self._starts = _block_starts(self._count)
        sizes = [self._size(block) for block in range(len(self._starts))]
        self._row_starts = list(accumulate((rows for rows, _ in sizes), initial=0))
        self._tops = list(accumulate((height for _, height in sizes), initial=rows.gap))

    @property
    def count(self) -> int:
        """Items."""
        return self._count

    @property
    def rows(self) -> int:
        """Rows; 0 without items."""
        return self._row_starts[-1]

    @property
    def height(self) -> int:
        """Pixels of all of it, with the gaps above and below; 0 without items."""
        return self._tops[-1] if self._count else 0

    def row_of(self, index: int) -> int:
        """The row that holds an item."""
        block = bisect_right(self._starts, index) - 1
        rows = self._rows_of(block)
        within = bisect_right(rows, index, key=lambda row: row.first) - 1
        return self._row_starts[block] + within

    def items_of(self, row: int) -> range:
        """The items of a row."""
        _, found = self._row(row)
        return range(found.first, found.stop)

    def span(self, row: int) -> Span:
        """Where a row lies."""
        block, found = self._row(row)
        return Span(self._tops[block] + found.top, found.height + self._look.below)

    def cell(self, index: int) -> Box:
        """Where an item's cell lies: its picture, and what is below it."""
        row = self.row_of(index)
        return self._cell_in(*self._row(row), index)

    def index_at(self, x: int, y: int) -> int:
        """The item whose cell holds this point, or -1."""
        for row in self.rows_between(y, y + 1):
            at = self._row(row)
            for index in self.items_of(row):
                cell = self._cell_in(*at, index)
                if cell.x <= x < cell.x + cell.width:
                    return index
        return -1

    def rows_between(self, top: int, bottom: int) -> range:
        """Rows whose cells show between these heights (`bottom` excluded)."""
        first = self._row_after(top, self._look.below - 1, whole=1)
        return range(first, max(first, self._row_after(bottom, 0, whole=0)))

    def items_in(self, box: Box) -> Iterator[range]:
        """Items whose cells touch a box, as runs in ascending order, none of them empty."""
        rows = self.rows_between(box.y, box.y + box.height)
        look = self._look
        left = look.width - look.margin - look.room if look.mirrored else look.margin
        if rows and box.x <= left and box.x + box.width >= left + look.room:
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

    def _row_after(self, y: int, below: int, whole: int) -> int:
        """The first row of which some line lies at or below a height; `rows` if none does.

        Args:
            y: The height.
            below: Where the line lies under the row's edge.
            whole: Which edge: 0 the upper, 1 the lower one of the pictures.
        """
        block = min(bisect_right(self._tops, y), len(self._starts)) - 1
        if block < 0:
            return 0
        rows, inside = self._rows_of(block), y - self._tops[block] - below
        within = bisect_left(rows, inside, key=lambda row: row.top + whole * row.height)
        return self._row_starts[block] + within

    def _cell_in(self, block: int, row: _Row, index: int) -> Box:
        look = self._look
        left = look.margin + round(self._extent(row.first, index, row.scale))
        right = look.margin + round(self._extent(row.first, index + 1, row.scale)) - look.gap
        width = max(1, right - left)
        x = look.width - left - width if look.mirrored else left
        return Box(x, self._tops[block] + row.top, width, row.height + look.below)

    def _bounds(self, block: int) -> tuple[int, int]:
        last = block + 1 == len(self._starts)
        return self._starts[block], self._count if last else self._starts[block + 1]

    def _shape(self, first: int, stop: int) -> float:
        """The sum of the shapes of items."""
        return (self._sums[self._first + stop] - self._sums[self._first + first]) / UNIT

    def _extent(self, first: int, stop: int, height: float) -> float:
        """Pixels that items take beside each other at a height, with a gap after each."""
        return self._shape(first, stop) * height + (stop - first) * self._look.gap

    def _size(self, block: int) -> tuple[int, int]:
        """How many rows a block has, and its height in pixels with the gaps below them."""
        first, stop = self._bounds(block)
        if stop == self._count:
            rows = self._kept[block] = self._natural_rows(first, stop)
            last = rows[-1]
            return len(rows), last.top + last.height + self._look.below + self._look.gap
        rows_wanted, mean = self._wanted(first, stop)
        return rows_wanted, round(rows_wanted * (mean + self._look.below + self._look.gap))

    def _wanted(self, first: int, stop: int) -> tuple[int, float]:
        """How many full rows suit these items, and how tall they are in the mean."""
        look, count = self._look, stop - first
        line = look.room + look.gap
        rows = round(self._extent(first, stop, look.height) / line)
        rows = min(count, max(1, rows))
        return rows, max(1.0, (rows * line - count * look.gap) / self._shape(first, stop))

    def _rows_of(self, block: int) -> list[_Row]:
        rows = self._kept.get(block)
        if rows is None:
            last = len(self._starts) - 1
            if len(self._kept) > _BLOCKS_KEPT:
                self._kept = {last: self._kept[last]}
            rows = self._kept[block] = self._fitted_rows(block)
        return rows

    def _fitted_rows(self, block: int) -> list[_Row]:
        """The rows of a block that takes the height `_size` says."""
        first, stop = self._bounds(block)
        count, mean = self._wanted(first, stop)
        cuts = self._cut(first, stop, count, self._extent(first, stop, mean), mean)
        heights = [self._full_height(*cut) for cut in cuts]
        around = count * (self._look.below + self._look.gap)
        fit = (self._tops[block + 1] - self._tops[block] - around) / sum(heights)
        return self._stacked(cuts, heights, fit)

    def _natural_rows(self, first: int, stop: int) -> list[_Row]:
        """The rows of a body's last block; the last one need not be full."""
        look = self._look
        line = look.room + look.gap
        lines = self._extent(first, stop, look.height) / line
        full, rest = int(lines), lines % 1
        if lines > _ALMOST_FULL and not _ALMOST_EMPTY < rest < _ALMOST_FULL:
            count, mean = self._wanted(first, stop)
            cuts = self._cut(first, stop, count, self._extent(first, stop, mean), mean)
            return self._stacked(cuts, [self._full_height(*cut) for cut in cuts])
        count = min(stop - first, full + 1)
        cuts = self._cut(first, stop, count, count * line, look.height)
        heights = [self._full_height(*cut) for cut in cuts]
        heights[-1] = min(heights[-1], look.height)
        return self._stacked(cuts, heights)

    def _cut(
        self, first: int, stop: int, rows: int, extent: float, height: float
    ) -> list[tuple[int, int]]:
        """Cut items into rows of about equal extents, none of them empty.

        Args:
            first: The first item.
            stop: After the last item.
            rows: How many rows; at most as many as items.
            extent: Pixels that all rows take beside each other, less if the last one is not full.
            height: That the extents are measured at.
        """
        cuts: list[tuple[int, int]] = []
        sums, base, gap = self._sums, self._first, self._look.gap
        scale = height / UNIT
        for left in range(rows, 1, -1):
            goal = max(0.0, extent / left)
            square = goal * goal
            most = stop - left + 1
            end, before = first + 1, sums[base + first]
            here = (sums[base + end] - before) * scale + gap
            while end < most:
                after = (sums[base + end + 1] - before) * scale + (end + 1 - first) * gap
                # The nearer in proportion: too long by half is as bad as too short by a third.
                if here * after > square:
                    break
                here, end = after, end + 1
            cuts.append((first, end))
            extent -= here
            first = end
        cuts.append((first, stop))
        return cuts

    def _full_height(self, first: int, stop: int) -> float:
        """How tall a row is that fills the width."""
        look = self._look
        room = max(1, look.room - (stop - first - 1) * look.gap)
        return min(room / self._shape(first, stop), look.height * _TALLEST)

    def _stacked(
        self, cuts: Sequence[tuple[int, int]], heights: Sequence[float], fit: float = 1.0
    ) -> list[_Row]:
        rows = []
        around = self._look.below + self._look.gap
        at = 0.0
        for (first, stop), height in zip(cuts, heights, strict=True):
            top = round(at)
            at += max(1.0, height * fit) + around
            rows.append(_Row(first, stop, top, max(1, round(at) - top - around), height))
        return rows


def _block_starts(count: int) -> list[int]:
    """Where blocks begin: some large ones of about equal size, and a small last one."""
    if not count:
        return []
    head = count - _TAIL if count > _SHORT else 0
    blocks = -(-head // _BLOCK)
    return [*(at * head // blocks for at in range(blocks)), head]


def _across(cell: Box, box: Box) -> bool:
    """Whether a cell lies, at least in part, between a box's left and right sides."""
    return cell.x < box.x + box.width and box.x < cell.x + cell.width
