"""HDR pictures look as they should on a screen that knows no HDR."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image

from picseek.engine.decoding.opening import open_picture
from picseek.engine.errors import PictureError

PQ, HLG, SRGB = 16, 18, 13
BT_709, BT_2020, P3 = 1, 9, 12
TO_BT_2020 = ((0.6274, 0.3293, 0.0433), (0.0691, 0.9195, 0.0114), (0.0164, 0.0880, 0.8956))
WHITE = 203.0  # cd/m2

Floats = NDArray[np.float64]


def steps() -> Floats:
    """Greys, and muted colours, as linear light; 1.0 is white. Shape (64, 192, 3)."""
    picture = np.zeros((64, 192, 3))
    for column, light in enumerate(np.linspace(0.02, 0.62, 6)):
        picture[:32, 32 * column : 32 * (column + 1)] = light
    for column, colour in enumerate(((0.5, 0.1, 0.1), (0.1, 0.5, 0.1), (0.1, 0.1, 0.5)) * 2):
        picture[32:, 32 * column : 32 * (column + 1)] = colour
    return picture


def pq(light: Floats) -> Floats:
    power = (light * WHITE / 10_000) ** 0.1593017578125
    coded: Floats = ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375
    return coded


def hlg(light: Floats) -> Floats:
    shown = light * WHITE / 1000
    luminance = shown @ np.array((0.2627, 0.6780, 0.0593))
    scene = shown * np.maximum(luminance, 1e-9)[..., np.newaxis] ** (1 / 1.2 - 1)
    log = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
    coded: Floats = np.where(scene <= 1 / 12, np.sqrt(3 * scene), log)
    return coded


def srgb(light: Floats) -> Floats:
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def heic(coded: Floats, primaries: int, transfer: int) -> bytes:
    file = io.BytesIO()
    height, width, _ = coded.shape
    pillow_heif.encode(
        "RGB;16",
        (width, height),
        np.rint(coded * 65535).astype(np.uint16).tobytes(),
        file,
        quality=95,
        color_primaries=primaries,
        transfer_characteristics=transfer,
        matrix_coefficients=1,
        full_range_flag=1,
    )
    return file.getvalue()


def avif(coded: Floats, primaries: int, transfer: int) -> bytes:
    """With what it says of its colours exchanged, for Pillow cannot write another."""
    file = io.BytesIO()
    pixels = np.rint(coded * 255).astype(np.uint8)
    Image.fromarray(pixels).save(file, "AVIF", quality=95, subsampling="4:4:4")
    data = bytearray(file.getvalue())
    at = data.index(b"colrnclx") + 8
    data[at : at + 4] = primaries.to_bytes(2) + transfer.to_bytes(2)
    return bytes(data)


def seen(data: bytes) -> Floats:
    return np.asarray(open_picture(io.BytesIO(data))[0]).astype(np.float64)


@pytest.mark.parametrize("written", [heic, avif])
@pytest.mark.parametrize(("transfer", "code"), [(PQ, pq), (HLG, hlg)])
def test_what_is_not_brighter_than_paper_looks_as_in_an_ordinary_picture(
    written: Callable[[Floats, int, int], bytes], transfer: int, code: Callable[[Floats], Floats]
) -> None:
    light = steps()
    found = seen(written(code(light @ np.array(TO_BT_2020).T), BT_2020, transfer))
    away = np.abs(found - srgb(light) * 255)[4:-4, 4:-4]
    assert np.median(away) < 3
    assert np.percentile(away, 95) < 20


@pytest.mark.parametrize("written", [heic, avif])
@pytest.mark.parametrize(("transfer", "code"), [(PQ, pq), (HLG, hlg)])
def test_lights_are_brighter_than_paper_and_keep_their_colour(
    written: Callable[[Floats, int, int], bytes], transfer: int, code: Callable[[Floats], Floats]
) -> None:
    light = np.full((64, 192, 3), 1.0)
    light[:, 64:128] = 4.0
    light[:, 128:] = (4.0, 1.0, 1.0)
    found = seen(written(code(light), BT_709, transfer))
    paper, lamp, red = (found[32, column].tolist() for column in (32, 96, 160))
    assert 225 < min(paper) < 250 < min(lamp)
    assert red[0] > 250
    assert max(red[1:]) < 160


@pytest.mark.parametrize("written", [heic, avif])
@pytest.mark.parametrize("primaries", [BT_709, P3])
def test_other_pictures_stay_as_they_are(
    written: Callable[[Floats, int, int], bytes], primaries: int
) -> None:
    coded = srgb(steps())
    assert np.median(np.abs(seen(written(coded, primaries, SRGB)) - coded * 255)) < 2


def test_a_damaged_box_says_nothing() -> None:
    data = bytearray(avif(srgb(steps()), BT_709, PQ))
    at = data.index(b"meta") - 4
    for size in (0, 1, 7, 0xFFFFFFFF):
        cut = bytearray(data)
        cut[at : at + 4] = size.to_bytes(4)
        with contextlib.suppress(PictureError):
            open_picture(io.BytesIO(bytes(cut)))
