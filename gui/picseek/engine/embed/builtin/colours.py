"""Which colours a pixel shows: soft memberships in Oklab, looked up in a table.

Oklab (Bjorn Ottosson, "A perceptual color space for image processing", 2020) is used instead of
CIELAB because its hue stays put from navy to sky blue, where CIELAB drifts towards purple.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

BITS = 5
"""Bits per channel of the table: 32,768 colours; the memberships are softer than that step."""

LIGHTNESS, A, B, CHROMA, SECTOR, MEMBERSHIPS = range(6)
"""Columns of `table`; the memberships of `REGIONS` begin at the last one."""

_FAR = 9.0
_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_OKLAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


@dataclass(frozen=True, slots=True)
class Region:
    """A soft box of Oklab: where the membership is above one half.

    Attributes:
        hue: From, to, in degrees; may pass through 0 (to < from). None: any hue.
        lightness: From, to; 0 is black, 1 is white.
        chroma: From, to; 0 is grey, the purest sRGB colours reach 0.2 to 0.32.
    """

    hue: tuple[float, float] | None
    lightness: tuple[float, float]
    chroma: tuple[float, float]


# Softness of the borders: the membership goes from 0 to 1 over this much.
_HUE_SOFT = 10.0
_LIGHTNESS_SOFT = 0.08

# A colour is the strongest of its regions. The numbers were set on drawn swatches of the
# common names and then checked on photos: skin and wood lie at hue 40 to 75 with chroma under
# 0.11, grass at hue 110 to 135, clear sky at 230 to 260 with chroma down to 0.04.
REGIONS: dict[str, tuple[Region, ...]] = {
    "red": (Region((7, 39), (0.30, 0.74), (0.13, _FAR)),),
    "orange": (Region((42, 79), (0.60, 0.90), (0.13, _FAR)),),
    "yellow": (
        Region((84, 104), (0.70, 1.1), (0.12, _FAR)),
        Region((100, 117), (0.86, 1.1), (0.14, _FAR)),  # darker, it would be sunlit grass
    ),
    "green": (
        Region((119, 168), (0.22, 0.95), (0.05, _FAR)),
        Region((106, 120), (0.22, 0.72), (0.06, _FAR)),
    ),
    "turquoise": (Region((172, 219), (0.30, 0.97), (0.055, _FAR)),),
    "blue": (Region((224, 286), (0.17, 0.95), (0.055, _FAR)),),
    "purple": (Region((289, 338), (0.20, 0.92), (0.06, _FAR)),),
    "pink": (
        Region((338, 16), (0.50, 0.95), (0.06, _FAR)),
        Region((14, 32), (0.72, 0.95), (0.05, 0.16)),
    ),
    "brown": (Region((28, 88), (0.22, 0.58), (0.04, 0.15)),),
    "beige": (Region((60, 108), (0.72, 0.97), (0.022, 0.085)),),
    "black": (Region(None, (-1.0, 0.30), (-1.0, 0.045)),),
    "grey": (Region(None, (0.30, 0.87), (-1.0, 0.022)),),
    "white": (Region(None, (0.89, 2.0), (-1.0, 0.026)),),
    "gold": (Region((70, 98), (0.52, 0.90), (0.10, _FAR)),),
    "dark red": (Region((7, 37), (0.17, 0.46), (0.075, _FAR)),),
    "dark green": (Region((110, 170), (0.17, 0.46), (0.035, _FAR)),),
    "light green": (Region((117, 162), (0.74, 1.1), (0.06, _FAR)),),
    "dark blue": (Region((224, 290), (0.12, 0.42), (0.04, _FAR)),),
    "light blue": (Region((212, 286), (0.70, 1.1), (0.035, _FAR)),),
}


def oklab(rgb: NDArray[np.uint8] | Floats) -> Floats:
    """Convert sRGB, 0 to 255, of shape (..., 3) to Oklab lightness, a, b, float32."""
    unit = np.asarray(rgb, np.float32) / 255
    linear = np.where(unit <= 0.04045, unit / 12.92, ((unit + 0.055) / 1.055) ** 2.4)
    cones = np.cbrt(linear @ np.array(_TO_LMS, np.float32).T)
    return np.asarray(cones @ np.array(_TO_OKLAB, np.float32).T, np.float32)


def ramp(values: Floats, low: float, high: float) -> Floats:
    """Map `low` and below to 0, `high` and above to 1, linear between; `low` may be greater."""
    return np.asarray(np.clip((values - low) / (high - low), 0, 1), np.float32)


def _within(values: Floats, span: tuple[float, float], soft: float) -> Floats:
    low, high = span
    rise = ramp(values, low - soft / 2, low + soft / 2)
    return rise * ramp(values, high + soft / 2, high - soft / 2)


def _hue_within(hue: Floats, span: tuple[float, float]) -> Floats:
    low, high = span
    width = (high - low) % 360
    off_centre = np.abs((hue - low - width / 2 + 180) % 360 - 180)
    return ramp(off_centre, width / 2 + _HUE_SOFT / 2, width / 2 - _HUE_SOFT / 2)


def _chroma_within(chroma: Floats, span: tuple[float, float]) -> Floats:
    # Softness in proportion to the border: the border between grey and faint blue would be nothing
    # between red and brick.
    low, high = span
    rise = ramp(chroma, low * 0.75, low * 1.25) if low > 0 else np.ones_like(chroma)
    return rise * ramp(chroma, high * 1.25, high * 0.75)


def _membership(
    lightness: Floats, chroma: Floats, hue: Floats, regions: tuple[Region, ...]
) -> Floats:
    best = np.zeros_like(lightness)
    for region in regions:
        fit = _within(lightness, region.lightness, _LIGHTNESS_SOFT)
        fit = fit * _chroma_within(chroma, region.chroma)
        if region.hue is not None:
            fit = fit * _hue_within(hue, region.hue)
        best = np.maximum(best, fit)
    return best


@cache
def table() -> Floats:
    """The properties of each of the 32,768 colours; computed once per process (30 ms).

    Returns:
        Shape (32768, columns), float32: Oklab lightness, a, b, chroma, the hue's sector (0 to
        11, 30 degrees each), then one membership, 0 to 1, for each of `REGIONS` in order.
        Rows are as `indexes` numbers them.
    """
    levels = (np.arange(1 << BITS, dtype=np.float32) + 0.5) * (256 >> BITS) - 0.5
    # Stretched so that pure black and pure white stay exactly that.
    levels = (levels - levels[0]) / (levels[-1] - levels[0]) * 255
    grid = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1).reshape(-1, 3)
    lab = oklab(grid)
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    hue = np.asarray(np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) % 360, np.float32)
    fits = [_membership(lab[:, 0], chroma, hue, regions) for regions in REGIONS.values()]
    columns = np.column_stack([lab, chroma, np.minimum(hue // 30, 11), *fits])
    return np.ascontiguousarray(columns, np.float32)


def indexes(rgb: NDArray[np.uint8]) -> NDArray[np.intp]:
    """Row of `table` for each pixel of an array of shape (..., 3)."""
    levels = (rgb >> (8 - BITS)).astype(np.intp)
    return (levels[..., 0] << (2 * BITS)) | (levels[..., 1] << BITS) | levels[..., 2]
