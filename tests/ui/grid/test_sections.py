"""Geometry of the whole grid in both styles."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.geometry import Box, Step
from picseek.ui.grid.justified import UNIT, JustifiedGeometry, Rows
from picseek.ui.grid.layout import Frame
from picseek.ui.grid.sections import Section, SectionedGeometry
from picseek.ui.style.choices import GridStyle

SHAPES = st.sampled_from([64, 120, 144, 192, 256, 341, 384, 455, 1200, 2560])


@st.composite
def layouts(draw: st.DrawFn) -> SectionedGeometry:
    shapes = draw(st.lists(SHAPES, max_size=60))
    if draw(st.booleans()):
        shapes *= draw(st.integers(1, 12))
    starts = sorted(draw(st.sets(st.integers(1, max(1, len(shapes))), max_size=5)))
    titled = draw(st.booleans())
    sections = [Section(start, "March" if titled else "") for start in (0, *starts)]
    frame = Frame(
        style=draw(st.sampled_from(GridStyle)),
        width=draw(st.integers(1, 1500)),
        side=draw(st.integers(64, 300)),
        padding=12,
        name_height=draw(st.sampled_from([0, 18])),
        header=30,
        mirrored=draw(st.booleans()),
    )
    return frame.lay_out(len(shapes), Arrangement.of(shapes, tuple(sections)))


def touch(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def cells(grid: SectionedGeometry) -> list[Box]:
    return [grid.cell(index) for index in range(grid.count)]


@given(layouts())
def test_cells_lie_apart_inside_and_in_reading_order(grid: SectionedGeometry) -> None:
    found = cells(grid)
    for before, after in pairwise(found):
        assert not touch(before, after)
        assert after.y == before.y or after.y >= before.y + before.height
    for cell in found:
        assert cell.y >= 0
        assert cell.y + cell.height <= grid.height
        assert cell.width >= 1
        assert cell.height >= 1


@given(layouts())
def test_each_corner_of_a_cell_finds_its_item(grid: SectionedGeometry) -> None:
    for index, cell in enumerate(cells(grid)):
        right, bottom = cell.x + cell.width - 1, cell.y + cell.height - 1
        for x, y in ((cell.x, cell.y), (right, bottom), (cell.x, bottom), (right, cell.y)):
            assert grid.index_at(x, y) == index


@given(layouts(), st.integers(-50, 1600), st.integers(-50, 4000))
def test_a_point_finds_only_the_cell_that_holds_it(grid: SectionedGeometry, x: int, y: int) -> None:
    holding = [i for i, cell in enumerate(cells(grid)) if touch(cell, Box(x, y, 1, 1))]
    assert grid.index_at(x, y) == (holding[0] if holding else -1)


@given(
    layouts(),
    st.builds(
        Box,
        st.integers(-100, 1500),
        st.integers(-100, 4000),
        st.integers(1, 1600),
        st.integers(1, 900),
    ),
)
def test_a_box_selects_what_it_touches(grid: SectionedGeometry, box: Box) -> None:
    runs = list(grid.items_in(box))
    assert all(runs)
    found = [index for run in runs for index in run]
    assert found == [i for i, cell in enumerate(cells(grid)) if touch(cell, box)]


@given(layouts(), st.integers(-500, 4000), st.integers(1, 900))
def test_visible_items_are_those_of_the_visible_rows(
    grid: SectionedGeometry, top: int, height: int
) -> None:
    band = Box(-10_000, top, 100_000, height)
    shown = [i for i, cell in enumerate(cells(grid)) if touch(cell, band)]
    assert list(grid.items_between(top, top + height)) == shown


@given(layouts(), st.integers(-500, 9000))
def test_the_first_item_from_a_height_on(grid: SectionedGeometry, y: int) -> None:
    below = [i for i, cell in enumerate(cells(grid)) if cell.y + cell.height > y]
    wanted = below[0] if below else (grid.items_of_row(grid.count - 1).start if grid.count else -1)
    assert grid.first_from(y) == wanted


@given(layouts())
def test_headers_stand_above_their_pictures_and_over_none(grid: SectionedGeometry) -> None:
    found = cells(grid)
    for section, span in grid.headers_between(0, grid.height + 1):
        items = grid.items_of_section(section)
        header = Box(-1000, span.top, 10_000, span.height)
        assert items
        assert not any(touch(header, cell) for cell in found)
        assert found[items.start].y >= span.top + span.height
        assert all(cell.y < span.top for cell in found[: items.start])


@given(layouts().filter(lambda grid: grid.count > 0), st.data(), st.sampled_from(Step))
def test_the_cursor_goes_to_the_nearest_of_the_next_row(
    grid: SectionedGeometry, data: st.DataObject, step: Step
) -> None:
    index = data.draw(st.integers(0, grid.count - 1))
    target = grid.target(index, step, page=400)
    assert 0 <= target < grid.count
    row, other = grid.items_of_row(index), grid.items_of_row(target)
    if step is Step.DOWN and row.stop < grid.count:
        assert other.start == row.stop
    if step is Step.UP and row.start > 0:
        assert other.stop == row.start
    if step in (Step.PAGE_DOWN, Step.PAGE_UP):
        at_end = row.stop == grid.count if step is Step.PAGE_DOWN else row.start == 0
        assert (other == row) == at_end
    if other != row and step not in (Step.NEXT, Step.PREVIOUS, Step.FIRST, Step.LAST):
        aim = grid.center_of(index)
        distances = [abs(grid.center_of(each) - aim) for each in other]
        assert abs(grid.center_of(target) - aim) == min(distances)


@given(st.lists(SHAPES, min_size=1, max_size=900), st.integers(700, 2000), st.booleans())
def test_full_rows_fill_the_width_and_pictures_keep_their_shapes(
    shapes: list[int], width: int, mirrored: bool
) -> None:
    look = Rows(width, 120, mirrored=mirrored)
    grid = JustifiedGeometry(Arrangement.of(shapes).sums, range(len(shapes)), look)
    for row in range(grid.rows):
        found = [grid.cell(index) for index in grid.items_of(row)]
        left = min(cell.x for cell in found)
        right = max(cell.x + cell.width for cell in found)
        assert left >= look.margin
        assert right <= width - look.margin
        tall = found[0].height >= look.height * 1.6
        if row + 1 < grid.rows and not tall:
            assert (left, right) == (look.margin, width - look.margin)
    for index in range(len(shapes)):
        cell = grid.cell(index)
        assert cell.width / cell.height == pytest.approx(shapes[index] / UNIT, rel=0.35, abs=0.1)


@pytest.mark.parametrize("pictures", [5_000, 20_000])
def test_long_bodies_squeeze_pictures_by_a_few_hundredths_only(pictures: int) -> None:
    usual = [341, 341, 192, 384, 256, 341, 171, 384, 341, 144, 1150, 341, 384]
    shapes = [usual[(at * at + at // 7) % len(usual)] for at in range(pictures)]
    grid = JustifiedGeometry(Arrangement.of(shapes).sums, range(pictures), Rows(1400, 176))
    for index in range(0, pictures, 37):
        cell = grid.cell(index)
        assert cell.width / cell.height == pytest.approx(shapes[index] / UNIT, rel=0.05)


def test_a_row_that_is_not_full_is_not_blown_up() -> None:
    grid = JustifiedGeometry(Arrangement.of([341, 341]).sums, range(2), Rows(1400, 176))
    assert grid.cell(0).height == 176
    assert grid.cell(1).x + grid.cell(1).width < 700


def test_one_panorama_takes_the_width() -> None:
    grid = JustifiedGeometry(Arrangement.of([2560]).sums, range(1), Rows(1224, 176))
    assert grid.cell(0).width == 1200
    assert grid.cell(0).height == 120


def test_right_to_left_mirrors() -> None:
    shapes = [341, 192, 384, 1200, 256] * 20
    sums = Arrangement.of(shapes).sums
    plain = JustifiedGeometry(sums, range(100), Rows(900, 150))
    mirrored = JustifiedGeometry(sums, range(100), Rows(900, 150, mirrored=True))
    for index in range(100):
        one, other = plain.cell(index), mirrored.cell(index)
        assert other == one._replace(x=900 - one.x - one.width)


def test_a_million_are_laid_out_and_looked_at_in_parts() -> None:
    count = 1_000_000
    sections = tuple(Section(start, "x") for start in range(0, count, 4_000))
    shapes = [341, 192, 384, 341, 256] * (count // 5)
    frame = Frame(GridStyle.JUSTIFIED, 1400, 176, 0, 0, 36, False)
    grid = frame.lay_out(count, Arrangement.of(shapes, sections))
    last = grid.cell(count - 1)
    assert grid.index_at(last.x, last.y) == count - 1
    assert grid.items_between(grid.height - 500, grid.height)[-1] == count - 1
