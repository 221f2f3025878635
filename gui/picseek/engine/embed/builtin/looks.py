"""The input of the picture encoder: pixels, and how its feature map is pooled.

The encoder returns one vector for each way of averaging the cells of its feature map. The first
look averages over the whole picture; the second has more pixels and also averages over windows, so
that small things count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

WINDOWS = 6
"""Rows that `windows` gives: the whole, four corners, the middle."""

_CORNERS_AND_MIDDLE = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0), (0.5, 0.5))


class Grid(NamedTuple):
    """Rows and columns of cells."""

    high: int
    wide: int


class Box(NamedTuple):
    """A window, in cells: rows from top to bottom, columns from left to right, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int


def grid_for(width: int, height: int, cells: float) -> Grid:
    """The grid for a picture of this shape, with about as many cells as a square of this side.

    It has the aspect ratio of the picture as far as whole cells allow, up to 2 : 1.
    """
    ratio = min(max(width / height, 0.5), 2.0)
    wide = max(round(cells * ratio**0.5), 1)
    return Grid(max(round(cells * cells / wide), 1), wide)


def pixels(picture: Image.Image, side: int, stride: int) -> tuple[NDArray[np.uint8], Grid]:
    """The whole picture, resized to the area of a square.

    Args:
        picture: Upright, mode RGB, sRGB, of any size.
        side: Of that square, in pixels.
        stride: Side of a cell in pixels.

    Returns:
        Pixels, uint8 (high * stride, wide * stride, 3), and the grid.
    """
    grid = grid_for(picture.width, picture.height, side / stride)
    size = (grid.wide * stride, grid.high * stride)
    small = picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    return np.asarray(small), grid


def window_boxes(grid: Grid, share: float) -> tuple[Box, ...]:
    """The whole; windows of this share of each side in the four corners, and one in the middle."""
    high, wide = grid
    tall, broad = max(round(high * share), 1), max(round(wide * share), 1)
    boxes = [Box(0, 0, high, wide)]
    for down, across in _CORNERS_AND_MIDDLE:
        top, left = int(down * (high - tall)), int(across * (wide - broad))
        boxes.append(Box(top, left, top + tall, left + broad))
    return tuple(boxes)


def neighbourhoods(grid: Grid, reach: int = 1) -> tuple[Box, ...]:
    """For each cell, row by row: itself and the cells around it, as far as there are any."""
    return tuple(
        Box(
            max(row - reach, 0),
            max(column - reach, 0),
            min(row + reach + 1, grid.high),
            min(column + reach + 1, grid.wide),
        )
        for row in range(grid.high)
        for column in range(grid.wide)
    )


def pooling(grid: Grid, boxes: tuple[Box, ...]) -> Floats:
    """Averages over windows: float32 (boxes, cells), each row sums to one."""
    rows = np.zeros((len(boxes), *grid), np.float32)
    for row, (top, left, bottom, right) in zip(rows, boxes, strict=True):
        row[top:bottom, left:right] = 1 / ((bottom - top) * (right - left))
    return rows.reshape(len(boxes), -1)
