from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.ui.grid.geometry import BAR_LIMIT, Box, GridGeometry, ScrollScale

grids = st.builds(
    GridGeometry,
    count=st.integers(0, 200),
    width=st.integers(0, 900),
    cell_width=st.integers(1, 200),
    cell_height=st.integers(1, 200),
    gap=st.integers(0, 20),
    mirrored=st.booleans(),
)
boxes = st.builds(
    Box, st.integers(-100, 900), st.integers(-100, 3000), st.integers(1, 900), st.integers(1, 900)
)


def touch(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@given(grids)
def test_cells_lie_apart_and_inside(grid: GridGeometry) -> None:
    cells = [grid.cell(index) for index in range(grid.count)]
    for before, after in pairwise(cells):
        assert not touch(before, after)
    for cell in cells:
        assert cell.y + cell.height + grid.gap <= grid.height
        if grid.width >= grid.cell_width + 2 * grid.gap:
            assert cell.x >= 0
            assert cell.x + cell.width <= grid.width


@given(grids)
def test_each_pixel_of_a_cell_finds_its_item(grid: GridGeometry) -> None:
    for index in range(grid.count):
        cell = grid.cell(index)
        right, bottom = cell.x + cell.width - 1, cell.y + cell.height - 1
        for x, y in ((cell.x, cell.y), (right, bottom), (cell.x, bottom), (right, cell.y)):
            assert grid.index_at(x, y) == index


@given(grids, st.integers(-50, 950), st.integers(-50, 3000))
def test_a_point_finds_only_the_cell_that_holds_it(grid: GridGeometry, x: int, y: int) -> None:
    holding = [i for i in range(grid.count) if touch(grid.cell(i), Box(x, y, 1, 1))]
    assert grid.index_at(x, y) == (holding[0] if holding else -1)


@given(grids, boxes)
def test_a_box_selects_what_it_touches(grid: GridGeometry, box: Box) -> None:
    runs = list(grid.items_in(box))
    found = [index for run in runs for index in run]
    assert found == [i for i in range(grid.count) if touch(grid.cell(i), box)]
    assert all(runs)


@given(grids)
def test_right_to_left_mirrors(grid: GridGeometry) -> None:
    plain = GridGeometry(grid.count, grid.width, grid.cell_width, grid.cell_height, grid.gap)
    mirrored = GridGeometry(
        grid.count, grid.width, grid.cell_width, grid.cell_height, grid.gap, mirrored=True
    )
    for index in range(grid.count):
        assert mirrored.cell(index).x == grid.width - grid.cell_width - plain.cell(index).x
        assert mirrored.cell(index).y == plain.cell(index).y


def test_an_empty_grid_has_nothing() -> None:
    grid = GridGeometry(count=0, width=300, cell_width=100, cell_height=100, gap=10)
    assert grid.height == 0
    assert grid.index_at(50, 50) == -1
    assert not grid.rows_between(0, 1000)


def test_columns_are_evenly_spaced() -> None:
    grid = GridGeometry(count=9, width=400, cell_width=100, cell_height=100, gap=10)
    lefts = [grid.cell(column).x for column in range(3)]
    assert lefts == [25, 150, 275]


@pytest.mark.parametrize("count", [10_000_000, 3_000_000_000])
def test_nothing_overflows(count: int) -> None:
    grid = GridGeometry(count=count, width=330, cell_width=300, cell_height=300, gap=10)
    assert grid.height > 2**31
    cell = grid.cell(count - 1)
    assert grid.index_at(cell.x, cell.y) == count - 1
    assert grid.items_of(grid.rows_between(grid.height - 400, grid.height)[-1])[-1] == count - 1


@given(st.integers(0, 2**40), st.data())
def test_the_scroll_bar_reaches_everything(span: int, data: st.DataObject) -> None:
    scale = ScrollScale(span)
    assert scale.maximum <= BAR_LIMIT
    assert scale.to_bar(0) == 0
    assert scale.to_bar(span) == scale.maximum
    assert scale.to_offset(scale.maximum) == span
    value = data.draw(st.integers(0, scale.maximum))
    assert scale.to_bar(scale.to_offset(value)) == value
    offset = data.draw(st.integers(0, span))
    assert scale.to_bar(max(0, offset - 1)) <= scale.to_bar(offset) <= scale.maximum
