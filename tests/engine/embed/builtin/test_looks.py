"""How a picture is looked at: shapes, windows, and averages over them."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from picseek.engine.embed.builtin.looks import (
    WINDOWS,
    Box,
    Grid,
    grid_for,
    neighbourhoods,
    pixels,
    pooling,
    window_boxes,
)


@pytest.mark.parametrize(
    ("size", "grid"),
    [
        ((100, 100), (8, 8)),
        ((300, 200), (6, 10)),
        ((200, 300), (9, 7)),
        ((4000, 10), (6, 11)),  # more than twice as long as broad: squeezed
        ((10, 4000), (11, 6)),
        ((1, 1), (8, 8)),
    ],
)
def test_a_picture_keeps_its_shape_and_about_its_area(
    size: tuple[int, int], grid: tuple[int, int]
) -> None:
    assert grid_for(*size, 8) == grid
    assert 52 <= grid[0] * grid[1] <= 68


def test_the_pixels_are_those_of_the_whole_picture() -> None:
    picture = Image.new("RGB", (300, 200), (255, 0, 0))
    picture.paste((0, 0, 255), (150, 0, 300, 200))
    seen, grid = pixels(picture, 256, 32)
    assert seen.dtype == np.uint8
    assert seen.shape == (grid.high * 32, grid.wide * 32, 3)
    assert seen[0, 0].tolist() == [255, 0, 0]
    assert seen[-1, -1].tolist() == [0, 0, 255]


def test_windows_are_the_whole_four_corners_and_the_middle() -> None:
    boxes = window_boxes(Grid(10, 10), 0.6)
    assert boxes == (
        Box(0, 0, 10, 10),
        Box(0, 0, 6, 6),
        Box(0, 4, 6, 10),
        Box(4, 0, 10, 6),
        Box(4, 4, 10, 10),
        Box(2, 2, 8, 8),
    )
    assert len(boxes) == WINDOWS
    assert len(window_boxes(Grid(1, 1), 0.6)) == WINDOWS


def test_averages_sum_to_one_and_see_only_their_window() -> None:
    grid = Grid(4, 6)
    cells = np.arange(24, dtype=np.float32)
    averages = pooling(grid, window_boxes(grid, 0.5)) @ cells
    table = cells.reshape(grid)
    assert averages[0] == pytest.approx(table.mean())
    assert averages[1] == pytest.approx(table[:2, :3].mean())
    assert averages[4] == pytest.approx(table[2:, 3:].mean())


def test_each_cell_has_those_around_it() -> None:
    grid = Grid(3, 4)
    boxes = neighbourhoods(grid)
    assert len(boxes) == 12
    assert boxes[0] == Box(0, 0, 2, 2)
    assert boxes[5] == Box(0, 0, 3, 3)
    assert boxes[-1] == Box(1, 2, 3, 4)
