"""Pictures whose end is missing, or that are damaged outside their pixels.

They are decoded a second time, with Pillow's leave to read on. A picture is shown from MIN_SHARE
of its rows on; with fewer, it counts as damaged. Nothing more than its size in memory is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PIL import Image, ImageFile

if TYPE_CHECKING:
    from numpy.typing import NDArray

MIN_SHARE = 0.25
"""Of a picture's rows, what must be there for it to be shown."""

_MISSING = (128, 128, 128)
# What stands in rows that were not there: what memory holds at the beginning; and in JPEGs what
# libjpeg makes of no coefficients, grey.
_EMPTY = (0,)
_EMPTY_IN_JPEG = (0, 127, 128)
_BAND = 256  # rows examined at once


class Missing(NamedTuple):
    """Rows that were not there, in parts of the picture's height.

    Attributes:
        share: All of them.
        top, bottom: Those at its upper and lower end.
    """

    share: float = 0.0
    top: float = 0.0
    bottom: float = 0.0


@contextmanager
def reading_on() -> Iterator[None]:
    """Let Pillow read past damage: for this process, so use it where nothing else decodes."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def missing_rows(picture: Image.Image) -> Missing:
    """Which rows of a picture, just loaded while `reading_on`, were not there.

    A row that is empty by nature counts as well: there is no difference. The rows of a GIF may
    be interlaced; gaps in it are filled with the row above.
    """
    empty = np.concatenate(
        [
            _empty_rows(picture, top, min(top + _BAND, picture.height))
            for top in range(0, picture.height, _BAND)
        ]
    )
    there = np.flatnonzero(~empty)
    height = picture.height
    if not len(there):
        return Missing(1.0, 0.0, 1.0)
    if picture.format == "GIF":
        _fill_gaps(picture, there)
    upside_down = picture.format in ("BMP", "DIB")  # stored from the bottom up
    return Missing(
        share=1 - len(there) / height,
        top=int(there[0]) / height if upside_down else 0.0,
        bottom=0.0 if upside_down else 1 - (int(there[-1]) + 1) / height,
    )


def _fill_gaps(picture: Image.Image, there: NDArray[np.intp]) -> None:
    for before, after in pairwise(there.tolist()):
        row = picture.crop((0, before, picture.width, before + 1))
        for gap in range(before + 1, after):
            picture.paste(row, (0, gap))


def _empty_rows(picture: Image.Image, top: int, bottom: int) -> NDArray[np.bool_]:
    rows = np.asarray(picture.crop((0, top, picture.width, bottom))).reshape(bottom - top, -1)
    fillers = _EMPTY_IN_JPEG if picture.format in ("JPEG", "MPO") else _EMPTY
    found = np.zeros(bottom - top, np.bool_)
    for filler in fillers:
        found |= (rows == filler).all(axis=1)
    return found


def with_rows_marked(picture: Image.Image, missing: Missing) -> Image.Image:
    """The picture (mode RGB) with grey where rows at its end are missing."""
    width, height = picture.size
    picture.paste(_MISSING, (0, 0, width, round(missing.top * height)))
    picture.paste(_MISSING, (0, height - round(missing.bottom * height), width, height))
    return picture
