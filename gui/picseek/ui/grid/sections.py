"""Geometry of the whole grid: a column of sections, each a header and a body of rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from picseek.ui.grid.geometry import Body, Box, Span, Step


@dataclass(frozen=True, slots=True)
class Section:
    """A range of pictures, up to the next section.

    Attributes:
        start: The first row.
        title: Text of the header; ``""``: no header.
        group: Short label of the sections around it, such as the year of a month; may be ``""``.
    """

    start: int
    title: str = ""
    group: str = ""


ONE_SECTION = (Section(0),)
"""All pictures without a header."""

_Row = tuple[int, int]
"""A section, and a row in it."""


@dataclass(frozen=True, slots=True)
class Goal:
    """The goal column of the cursor, which stays while it only moves up and down.

    Attributes:
        row: The item that the last move went to; from another one, the goal is reset.
        x: Horizontal position.
    """

    row: int = -1
    x: int = 0

    def across(self, geometry: SectionedGeometry, row: int) -> int:
        """Return the goal column of the next move from an item."""
        return self.x if row == self.row else geometry.center_of(row)


class SectionedGeometry:
    """Positions of the headers and cells of all sections.

    Attributes:
        count: Number of items.
        sections: The sections; at least one.
        has_headers: Whether any section has a header.
        pitch: Typical distance between the tops of rows, in pixels.
        header_height: Height of a header, in pixels.
    """

    def __init__(
        self,
        count: int,
        sections: tuple[Section, ...],
        body: Callable[[range], Body],
        pitch: int,
        header_height: int,
    ) -> None:
        """Lay out all sections.

        Args:
            count: Number of items.
            sections: At least one, ascending from 0. Sections that start after the last item are
                empty.
            body: Lays out a range of items.
            pitch: See the class.
            header_height: See the class.
        """
        self.count = count
        self.sections = sections
        self.pitch = pitch
        self.header_height = header_height
        starts = [min(section.start, count) for section in sections]
        self._starts = [*starts, count]
        self._bodies = [
            body(range(start, stop)) for start, stop in zip(starts, self._starts[1:], strict=True)
        ]
        self._headers = [
            header_height if section.title and each.count else 0
            for section, each in zip(sections, self._bodies, strict=True)
        ]
        self.has_headers = any(self._headers)
        heights = (
            header + each.height for header, each in zip(self._headers, self._bodies, strict=True)
        )
        self._tops = list(accumulate(heights, initial=0))

    @property
    def height(self) -> int:
        """Height of the content in pixels; 0 without items."""
        return self._tops[-1]

    # Sections

    def items_of_section(self, section: int) -> range:
        """Return the items of a section."""
        return range(self._starts[section], self._starts[section + 1])

    def section_of(self, index: int) -> int:
        """Return the section of an item."""
        return bisect_right(self._starts, index, hi=len(self._bodies)) - 1

    def section_at(self, y: int) -> int:
        """Return the section at a vertical position, or the nearest one."""
        return min(max(bisect_right(self._tops, y) - 1, 0), len(self._bodies) - 1)

    def section_span(self, section: int) -> Span:
        """Return the top and height of a section, including its header."""
        top = self._tops[section]
        return Span(top, self._tops[section + 1] - top)

    def headers_between(self, top: int, bottom: int) -> Iterator[tuple[int, Span]]:
        """Yield sections whose headers intersect `top` to `bottom`, with their positions."""
        for section in range(self.section_at(top), self.section_at(bottom - 1) + 1):
            span = Span(self._tops[section], self._headers[section])
            if span.height and span.top < bottom and span.top + span.height > top:
                yield section, span

    # Cells

    def cell(self, index: int) -> Box:
        """Return the rectangle of an item."""
        section = self.section_of(index)
        box = self._bodies[section].cell(index - self._starts[section])
        return box._replace(y=box.y + self._body_top(section))

    def row_span(self, index: int) -> Span:
        """Return the top and height of an item's row."""
        section, row = self._row_of(index)
        span = self._bodies[section].span(row)
        return Span(span.top + self._body_top(section), span.height)

    def index_at(self, x: int, y: int) -> int:
        """Return the item at a point, or -1."""
        section = self.section_at(y)
        found = self._bodies[section].index_at(x, y - self._body_top(section))
        return found + self._starts[section] if found >= 0 else -1

    def first_from(self, y: int) -> int:
        """Return the first item of the first row that ends after `y`, or of the last row; or -1."""
        for section in range(self.section_at(y), len(self._bodies)):
            body, inside = self._bodies[section], y - self._body_top(section)
            rows = body.rows_between(inside, max(inside, 0) + body.height + 1)
            if rows:
                return self._starts[section] + body.items_of(rows.start).start
        return self.items_of_row(self.count - 1).start if self.count else -1

    def items_of_row(self, index: int) -> range:
        """Return the items in an item's row."""
        section, row = self._row_of(index)
        return self._items_of((section, row))

    def items_between(self, top: int, bottom: int) -> range:
        """Return the items of rows that intersect `top` to `bottom` (exclusive)."""
        box = Box(-(2**31), top, 2**32, max(0, bottom - top))
        first = stop = -1
        for section in self._sections_in(box):
            for items in self._items_in(section, box):
                first = items.start if first < 0 else first
                stop = items.stop
        return range(first, stop) if first >= 0 else range(0)

    def items_in(self, box: Box) -> Iterator[range]:
        """Yield the items that intersect a box, as non-empty ascending runs."""
        for section in self._sections_in(box):
            yield from self._items_in(section, box)

    # Moving

    def target(self, index: int, step: Step, page: int = 0, goal: int | None = None) -> int:
        """Return the item that a cursor movement leads to, or -1 without items.

        Args:
            index: The current item.
            step: The movement.
            page: Height of a page, in pixels.
            goal: Horizontal position to look for in other rows; None: the item's centre.
        """
        last = self.count - 1
        if last < 0:
            return -1
        across = self.center_of(index) if goal is None else goal
        if step is Step.UP:
            return self._nearest(self._row_next_to(self._row_of(index), -1), index, across)
        if step is Step.DOWN:
            return self._nearest(self._row_next_to(self._row_of(index), 1), index, across)
        if step in (Step.PAGE_UP, Step.PAGE_DOWN):
            return self._paged(index, page if step is Step.PAGE_DOWN else -page, across)
        goals = {Step.NEXT: index + 1, Step.PREVIOUS: index - 1, Step.FIRST: 0, Step.LAST: last}
        return min(max(goals[step], 0), last)

    def center_of(self, index: int) -> int:
        """Return the horizontal centre of an item's cell."""
        cell = self.cell(index)
        return cell.x + cell.width // 2

    def _paged(self, index: int, distance: int, across: int) -> int:
        step = 1 if distance > 0 else -1
        row = self._row_of(index)
        at = self.row_span(index)
        wanted = at.top + distance
        while (after := self._row_next_to(row, step)) is not None:
            first = self._items_of(after).start
            if (self.row_span(first).top - wanted) * step > 0:
                break
            row = after
        if row == self._row_of(index):
            row = self._row_next_to(row, step) or row
        return self._nearest(row, index, across)

    def _nearest(self, row: _Row | None, index: int, across: int) -> int:
        if row is None:
            return index
        return min(self._items_of(row), key=lambda each: abs(self.center_of(each) - across))

    def _row_of(self, index: int) -> _Row:
        section = self.section_of(index)
        return section, self._bodies[section].row_of(index - self._starts[section])

    def _items_of(self, row: _Row) -> range:
        section, number = row
        items, start = self._bodies[section].items_of(number), self._starts[section]
        return range(items.start + start, items.stop + start)

    def _row_next_to(self, row: _Row, step: int) -> _Row | None:
        section, number = row[0], row[1] + step
        if 0 <= number < self._bodies[section].rows:
            return section, number
        section += step
        while 0 <= section < len(self._bodies):
            if rows := self._bodies[section].rows:
                return section, (0 if step > 0 else rows - 1)
            section += step
        return None

    # Internal

    def _body_top(self, section: int) -> int:
        return self._tops[section] + self._headers[section]

    def _sections_in(self, box: Box) -> range:
        first = self.section_at(box.y)
        return range(first, max(first, self.section_at(box.y + box.height - 1)) + 1)

    def _items_in(self, section: int, box: Box) -> Iterator[range]:
        start, top = self._starts[section], self._body_top(section)
        for items in self._bodies[section].items_in(box._replace(y=box.y - top)):
            yield range(items.start + start, items.stop + start)
