"""Pictures whose end is missing, or that are damaged outside their pixels.

They are decoded a second time, with Pillow set to ignore damage. A picture with at least MIN_SHARE
of its rows is shown; with fewer, it counts as damaged.
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
"""Share of a picture's rows that must be decodable for it to be shown."""

_MISSING = (128, 128, 128)
# Values in rows that were not decoded: that of new memory, and in JPEGs also the grey that libjpeg
# makes of missing coefficients.
_EMPTY = (0,)
_EMPTY_IN_JPEG = (0, 127, 128)
_BAND = 256  # rows examined at once


class Missing(NamedTuple):
    """Missing rows, as shares of the picture's height.

    Attributes:
        share: All of them.
        top, bottom: Those at the upper and the lower edge.
    """

    share: float = 0.0
    top: float = 0.0
    bottom: float = 0.0


@contextmanager
def ignoring_damage() -> Iterator[None]:
    """Let Pillow continue after damage. Applies to the whole process: use it in workers only."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def missing_rows(picture: Image.Image) -> Missing:
    """Which rows of a picture that was loaded while `ignoring_damage` are missing.

    Rows that are really black (or grey) cannot be distinguished, and count as missing. The rows of
    a GIF may be interlaced: missing ones in between are filled with the row above.
    """
    empty = np.concatenate(
        [
            _empty_rows(picture, top, min(top + _BAND, picture.height))
            for top in range(0, picture.height, _BAND)
        ]
    )
    present = np.flatnonzero(~empty)
    height = picture.height
    if not len(present):
        return Missing(1.0, 0.0, 1.0)
    if picture.format == "GIF":
        _fill_gaps(picture, present)
    upside_down = picture.format in ("BMP", "DIB")  # stored from the bottom up
    return Missing(
        share=1 - len(present) / height,
        top=int(present[0]) / height if upside_down else 0.0,
        bottom=0.0 if upside_down else 1 - (int(present[-1]) + 1) / height,
    )


def _fill_gaps(picture: Image.Image, present: NDArray[np.intp]) -> None:
    for before, after in pairwise(present.tolist()):
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


def with_missing_grey(picture: Image.Image, missing: Missing) -> Image.Image:
    """Paint the missing rows at the edges of a picture (mode RGB) grey; return it."""
    width, height = picture.size
    picture.paste(_MISSING, (0, 0, width, round(missing.top * height)))
    picture.paste(_MISSING, (0, height - round(missing.bottom * height), width, height))
    return picture
