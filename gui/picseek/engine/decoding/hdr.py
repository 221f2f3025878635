"""Converts HDR pictures (PQ and HLG) to sRGB.

The formulas are those of ITU-R BT.2100-2, tables 4 and 5; reference white is at 203 cd/m2
(ITU-R BT.2408). Brighter light is compressed into the upper end of the scale.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import IO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from picseek.engine.decoding.boxes import HEADER, VERSION, boxes

_PQ, _HLG = 16, 18  # transfer characteristics of ITU-T H.273
_WHITE, _PEAK = 203.0, 1000.0  # cd/m2; the peak is that of HLG's reference display
_KNEE = 0.7  # share of reference white, in linear light, above which light is compressed
_GRID = 65  # points of the table along each axis: Pillow's maximum
_METADATA_BYTES = 4 << 20
_TOP_BOXES = 64

# From linear light with some primaries to linear sRGB; all have the white point D65.
_TO_SRGB = {
    9: ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187)),
    12: ((1.2249, -0.2247, 0.0), (-0.0420, 1.0419, 0.0), (-0.0197, -0.0786, 1.0979)),
}
_SAME = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))

Floats = NDArray[np.float64]


def declared_light(file: IO[bytes]) -> dict[str, int] | None:
    """The colour description of an AVIF file, in the form that pillow-heif uses for HEIC.

    Args:
        file: Read from its start; its position changes.

    Returns:
        The codes of ITU-T H.273; None: the file has none.
    """
    meta = _metadata(file)
    for part in boxes(meta, VERSION, len(meta)):
        for inner in boxes(meta, part.content, part.end) if part.kind == b"iprp" else ():
            for each in boxes(meta, inner.content, inner.end) if inner.kind == b"ipco" else ():
                codes = meta[each.content : each.end]
                if each.kind == b"colr" and codes[:4] == b"nclx" and len(codes) >= 8:
                    primaries, transfer = (int.from_bytes(codes[at : at + 2]) for at in (4, 6))
                    return {"color_primaries": primaries, "transfer_characteristics": transfer}
    return None


def without_hdr(picture: Image.Image, declared: object) -> Image.Image:
    """The picture in sRGB if it is declared as PQ or HLG, otherwise unchanged.

    Args:
        picture: Mode RGB.
        declared: From `declared_light`, or from the file, and then of any type.
    """
    if not isinstance(declared, Mapping):
        return picture
    transfer = declared.get("transfer_characteristics")
    if transfer not in (_PQ, _HLG):
        return picture
    primaries = declared.get("color_primaries")
    return picture.filter(_table(transfer, primaries if primaries in _TO_SRGB else 1))


def _metadata(file: IO[bytes]) -> bytes:
    """The content of the first box ``meta``; ``b""`` if there is none."""
    file.seek(0)
    for _ in range(_TOP_BOXES):
        header = file.read(HEADER.size)
        if len(header) < HEADER.size:
            break
        size, kind = HEADER.unpack(header)
        left = size - HEADER.size
        if size == 1:  # the size is in the eight bytes that follow
            left = int.from_bytes(file.read(8)) - 16
        if left < 0:
            break
        if kind == b"meta":
            return file.read(min(left, _METADATA_BYTES))
        file.seek(left, 1)
    return b""


@functools.lru_cache(maxsize=4)
def _table(transfer: int, primaries: int) -> ImageFilter.Color3DLUT:
    """A table from a picture's colours to sRGB; Pillow interpolates between its points."""
    steps = np.linspace(0.0, 1.0, _GRID)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")  # red changes fastest
    coded = np.stack([red, green, blue], axis=-1)
    light = _of_pq(coded) if transfer == _PQ else _of_hlg(coded)
    linear = np.maximum(light @ np.array(_TO_SRGB.get(primaries, _SAME)).T, 0.0)
    return ImageFilter.Color3DLUT(_GRID, _coded(_compressed(linear)).ravel())


def _of_pq(coded: Floats) -> Floats:
    """Linear light; 1.0 is reference white."""
    m1, m2, c1, c2, c3 = 0.1593017578125, 78.84375, 0.8359375, 18.8515625, 18.6875
    power = coded ** (1 / m2)
    light = (np.maximum(power - c1, 0.0) / (c2 - c3 * power)) ** (1 / m1)
    shown: Floats = light * (10_000.0 / _WHITE)
    return shown


def _of_hlg(coded: Floats) -> Floats:
    """Linear light; 1.0 is reference white."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(coded <= 0.5, coded**2 / 3, (np.exp((coded - c) / a) + b) / 12)
    luminance = scene @ np.array((0.2627, 0.6780, 0.0593))
    shown: Floats = scene * luminance[..., np.newaxis] ** 0.2 * (_PEAK / _WHITE)
    return shown


def _compressed(linear: Floats) -> Floats:
    """Light of at most 1.0: all channels are scaled as the brightest one is compressed."""
    brightest = linear.max(axis=-1, keepdims=True)
    room = 1.0 - _KNEE
    rolled = _KNEE + room * (1.0 - np.exp(-np.maximum(brightest - _KNEE, 0.0) / room))
    target = np.where(brightest > _KNEE, rolled, brightest)
    compressed: Floats = linear * (target / np.maximum(brightest, 1e-9))
    return compressed


def _coded(linear: Floats) -> Floats:
    """Apply the transfer function of sRGB (IEC 61966-2-1)."""
    curve: Floats = np.where(
        linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055
    )
    return curve
