"""Where cells and headers lie in the view."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.geometry import BAR_LIMIT
from picseek.ui.grid.layout import Frame
from picseek.ui.grid.sections import Section, SectionedGeometry
from picseek.ui.grid.visible_area import VisibleArea
from picseek.ui.style.choices import GridStyle

HEIGHT, HEADER = 300, 30
MONTHS = tuple(Section(start, f"Month {start // 20}") for start in range(0, 100, 20))


def geometry_of(
    sections: tuple[Section, ...], count: int = 100, side: int = 90
) -> SectionedGeometry:
    frame = Frame(GridStyle.SQUARES, 420, side, 10, 0, HEADER, mirrored=False)
    return frame.lay_out(count, Arrangement.of([256] * count, sections))


@given(st.integers(0, 3000))
def test_what_is_visible_is_found_again_at_its_place(offset: int) -> None:
    area = VisibleArea(geometry_of(MONTHS), offset, HEIGHT)
    view = QRect(0, 0, 420, HEIGHT)
    for row in area.rows:
        cell = area.cell(row)
        assert cell.intersects(view)
        below = QPoint(cell.center().x(), max(cell.top(), area.covered_top))
        assert area.row_at(below) == row or below.y() > cell.bottom()


def test_a_cell_under_the_sticky_header_is_not_at_its_point() -> None:
    geometry = geometry_of(MONTHS)
    area = VisibleArea(geometry, geometry.cell(8).y - 5, HEIGHT)
    assert area.cell(8).top() == 5
    middle = area.cell(8).center().x()
    assert area.row_at(QPoint(middle, HEADER - 1)) == -1
    assert area.row_at(QPoint(middle, HEADER)) == 8


def test_a_header_sticks_from_the_first_pixel_on_that_its_section_scrolls_out() -> None:
    geometry = geometry_of(MONTHS)
    top = geometry.section_span(2).top
    sticky = [VisibleArea(geometry, top + by, HEIGHT).sticky_section for by in (-1, 0, 1)]
    assert sticky == [1, -1, 2]


def test_headers_are_found_where_they_are_painted() -> None:
    geometry = geometry_of(MONTHS)
    area = VisibleArea(geometry, geometry.section_span(2).top - 100, HEIGHT)
    assert area.header_at(QPoint(5, 100)) == 2
    assert area.header_at(QPoint(5, 100 + HEADER)) == -1
    assert area.header_at(QPoint(5, 3)) == 1, "the sticky one"


def test_without_titles_nothing_covers_the_cells() -> None:
    area = VisibleArea(geometry_of((Section(0),)), 500, HEIGHT)
    assert area.covered_top == 0
    assert area.sticky_section == -1
    assert area.header_at(QPoint(5, 5)) == -1


def test_rows_that_do_not_exist_have_no_cell() -> None:
    area = VisibleArea(geometry_of(MONTHS), 0, HEIGHT)
    assert area.cell(-1).isNull()
    assert area.cell(100).isNull()


def test_a_cell_too_far_away_for_qt_is_only_far_away() -> None:
    area = VisibleArea(geometry_of((Section(0),), side=10**8), 0, HEIGHT)
    assert area.cell(99).top() == BAR_LIMIT
