"""Evidence, 0 to 1, for each concept, measured from pixels and the picture's size.

The thresholds were chosen by the distribution over 1,000 ordinary photos: a ramp begins beyond
what most photos show and ends where there is no doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from picseek.engine.embed.builtin import colours
from picseek.engine.embed.builtin.concepts import AMOUNTS, COMPONENTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.types import PictureFacts

    Floats = NDArray[np.float32]

_GRID = 96  # pixels a side for texture; halved for colours, a third of it is a layout cell

# Share of the picture at which a colour begins to count, and from which on it plainly does.
# Colours that fill the background of many photos need more of it to be worth a word.
_RARE = (0.004, 0.04)
_NOTICEABLE: dict[str, tuple[float, float]] = {
    "green": (0.02, 0.15),
    "blue": (0.015, 0.12),
    "brown": (0.03, 0.18),
    "beige": (0.03, 0.15),
    "black": (0.05, 0.28),
    "grey": (0.08, 0.40),
    "white": (0.02, 0.15),
    "dark green": (0.03, 0.20),
    "light green": (0.015, 0.10),
    "dark blue": (0.015, 0.10),
    "light blue": (0.02, 0.15),
    "dark red": (0.01, 0.06),
}
_MOSTLY = (0.10, 0.90)


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture, reduced.

    Attributes:
        grey: Luma 0 to 255, shape (96, 96), float32.
        numbers: For each of 48 x 48 pixels, its row in the table of colours.
        cells: Mean sRGB of each of 3 x 3 cells, shape (9, 3), uint8.
    """

    grey: Floats
    numbers: NDArray[np.intp]
    cells: NDArray[np.uint8]


def sample(picture: Image.Image) -> Sample:
    """Reduce a picture of mode RGB to a sample."""
    small = picture.resize((_GRID, _GRID), Image.Resampling.BOX, reducing_gap=1.5)
    return Sample(
        grey=np.asarray(small.convert("L"), np.float32),
        numbers=colours.indexes(np.asarray(small.reduce(2)).reshape(-1, 3)),
        cells=np.asarray(small.reduce(_GRID // 3)).reshape(-1, 3),
    )


def evidence(seen: Sample, facts: PictureFacts) -> Floats:
    """What a picture shows.

    Returns:
        Shape (components,), float32, 0 to 1, in the order of `COMPONENTS`.
    """
    pixels = colours.table()[seen.numbers]
    shares = dict(zip(colours.REGIONS, pixels[:, colours.MEMBERSHIPS :].mean(axis=0), strict=True))
    found = {key: _ramp(share, *_NOTICEABLE.get(key, _RARE)) for key, share in shares.items()}
    found |= {f"mostly {key}": _ramp(shares[key], *_MOSTLY) for key in AMOUNTS}
    found |= _tones(pixels) | _hues(pixels) | _shape(facts) | _texture(seen)
    return np.array([found[name] for name in COMPONENTS], np.float32)


def _ramp(value: float, low: float, high: float) -> float:
    return min(max((float(value) - low) / (high - low), 0.0), 1.0)


def _tones(pixels: Floats) -> dict[str, float]:
    lightness = pixels[:, colours.LIGHTNESS]
    chroma = pixels[:, colours.CHROMA]
    ordered = np.sort(lightness)
    low, high = ordered[len(ordered) // 20], ordered[-len(ordered) // 20]
    spread = ordered[-len(ordered) // 4] - ordered[len(ordered) // 4]
    purest = np.sort(chroma)[-len(chroma) // 30]
    mean, colour = lightness.mean(), chroma.mean()
    faint = (lightness > 0.75) & (chroma > 0.025) & (chroma < 0.11)
    grey = _ramp(purest, 0.020, 0.010)
    return {
        "dark": _ramp(mean, 0.44, 0.24),
        "bright": _ramp(mean, 0.64, 0.84),
        "monochrome": grey,
        "pastel": _ramp(faint.mean(), 0.30, 0.75),
        "vivid": _ramp(colour, 0.065, 0.125),
        "muted": _ramp(colour, 0.030, 0.015) * (1 - grey),
        "high contrast": _ramp(high - low, 0.70, 0.95) * _ramp(spread, 0.25, 0.55),
        "low contrast": _ramp(high - low, 0.42, 0.20),
    }


def _hues(pixels: Floats) -> dict[str, float]:
    chroma = pixels[:, colours.CHROMA]
    red_green, blue_yellow = pixels[:, colours.A].mean(), pixels[:, colours.B].mean()
    warmth = 0.5 * red_green + 0.866 * blue_yellow  # along hue 60 degrees: orange against azure
    return {
        "sepia": _sepia(pixels),
        "warm": _ramp(warmth, 0.030, 0.075),
        "cold": _ramp(warmth, -0.010, -0.060),
        "colourful": _ramp(_hue_entropy(chroma, pixels[:, colours.SECTOR]), 1.05, 1.75),
    }


def _sepia(pixels: Floats) -> float:
    """One brownish hue all over: the spread across that hue is next to nothing."""
    tints = pixels[:, [colours.A, colours.B]]
    moments = tints.T @ tints / len(tints)
    strengths, directions = np.linalg.eigh(moments)
    across, along = np.sqrt(np.maximum(strengths, 0))
    main = directions[:, 1] * np.sign(directions[:, 1] @ tints.sum(axis=0))
    hue = float(np.degrees(np.arctan2(main[1], main[0])))
    one_hue = _ramp(across, 0.013, 0.008) * _ramp(across / (along + 1e-6), 0.32, 0.18)
    brownish = _ramp(abs(hue - 76), 34, 22)
    all_over = _ramp((pixels[:, colours.CHROMA] > 0.008).mean(), 0.4, 0.6)
    faint = _ramp(along, 0.014, 0.022) * _ramp(along, 0.13, 0.10)
    return one_hue * brownish * all_over * faint


def _hue_entropy(chroma: Floats, sector: Floats) -> float:
    """In nats: how evenly strong colour is spread over twelve hues; pale pixels do not count."""
    strong = np.maximum(chroma - 0.06, 0)
    hues = np.bincount(sector.astype(np.intp), strong, minlength=12) / len(chroma)
    # The addend prevents specks of colour in a grey picture from counting as a rainbow.
    shares = hues / (hues.sum() + 0.004)
    return float(-(shares * np.log(shares + 1e-9)).sum())


def _shape(facts: PictureFacts) -> dict[str, float]:
    width, height = max(facts.width, 1), max(facts.height, 1)
    ratio = width / height
    longer, megapixels = max(width, height), width * height / 1e6
    return {
        "portrait": _ramp(ratio, 1 / 1.03, 1 / 1.2),
        "landscape": _ramp(ratio, 1.03, 1.2),
        "square": _ramp(max(ratio, 1 / ratio), 1.08, 1.02),
        "panorama": _ramp(ratio, 1.85, 2.2),  # 16:9 video is none
        "small": _ramp(float(np.log2(longer)), 9.5, 7.0),  # from about 720 px down to 128
        "large": _ramp(float(np.log2(megapixels)), 2.0, 3.6),  # from 4 up to 12 megapixels
    }


def _texture(seen: Sample) -> dict[str, float]:
    across = np.abs(np.diff(seen.grey, axis=1))[1:]
    down = np.abs(np.diff(seen.grey, axis=0))[:, 1:]
    step = np.maximum(across, down)
    # The dark of a night photo is as flat as paint, so black is not taken for a painted area.
    flat = ((step <= 1) & (seen.grey[1:, 1:] > 12)).mean()
    return {
        "smooth": _ramp((step < 6).mean(), 0.50, 0.85),
        "detailed": _ramp((step > 14).mean(), 0.48, 0.70),
        "graphic": _ramp(flat, 0.42, 0.62) * _ramp(_top_share(seen.numbers), 0.45, 0.70),
    }


def _top_share(numbers: NDArray[np.intp]) -> float:
    """Share of the picture that its six most frequent colours cover."""
    ordered = np.sort(numbers)
    ends = np.append(np.flatnonzero(np.diff(ordered)), len(ordered) - 1)
    runs = np.sort(np.diff(ends, prepend=-1))
    return float(runs[-6:].sum() / len(ordered))
