from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from picseek.engine.decoding.opening import open_picture
from tests.support.drawing import difference, encoded, red_and_blue_swapped_profile, scene

LIKE = 8.0  # the most that a codec's losses make of `difference`


def seen(data: bytes) -> Image.Image:
    return open_picture(io.BytesIO(data))[0]


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"),
        ("1", "TIFF"),
        ("L", "PNG"),
        ("L", "JPEG"),
        ("LA", "PNG"),
        ("LA", "TIFF"),
        ("P", "PNG"),
        ("P", "GIF"),
        ("P", "BMP"),
        ("P", "TIFF"),
        ("RGBA", "PNG"),
        ("RGBA", "WEBP"),
        ("RGBA", "TIFF"),
        ("RGBX", "TIFF"),
        ("CMYK", "JPEG"),
        ("CMYK", "TIFF"),
    ],
)
@pytest.mark.parametrize("size", [(300, 200), (2000, 1500)])
def test_modes(mode: str, kind: str, size: tuple[int, int]) -> None:
    picture = seen(encoded(scene(*size).convert(mode), kind))
    assert picture.mode == "RGB"
    expected = scene().convert("1").convert("L") if mode == "1" else scene().convert(mode)
    assert difference(picture, expected.convert("RGB")) < LIKE


def test_lab() -> None:
    lab = ImageCms.createProfile("LAB")
    srgb = ImageCms.createProfile("sRGB")
    converted = ImageCms.profileToProfile(scene(), srgb, lab, outputMode="LAB")
    assert converted is not None
    picture = seen(encoded(converted, "TIFF"))
    assert difference(picture, scene()) < LIKE


def grey_steps(values: list[float], dtype: str) -> Image.Image:
    return Image.fromarray(np.repeat(np.array([values] * 100, dtype=dtype), 100, axis=1))


@pytest.mark.parametrize(
    ("kind", "dtype", "values", "expected"),
    [
        ("PNG", "uint16", [0, 32768, 65535], [0, 128, 255]),
        ("TIFF", "uint16", [0, 32768, 65535], [0, 128, 255]),
        ("TIFF", ">u2", [0, 32768, 65535], [0, 128, 255]),
        ("TIFF", "uint16", [0, 2048, 4095], [0, 128, 255]),  # 12 bits of a sensor
        ("TIFF", "uint16", [0, 128, 255], [0, 128, 255]),
        ("TIFF", "int32", [0, 32768, 65535], [0, 128, 255]),
        ("TIFF", "int32", [-1000, 0, 1000], [0, 128, 255]),
        ("TIFF", "int32", [0, 1 << 29, 1 << 30], [0, 128, 255]),
        ("TIFF", "float32", [0.0, 0.5, 1.0], [0, 128, 255]),
        ("TIFF", "float32", [0.0, 128.0, 255.0], [0, 128, 255]),
        ("TIFF", "float32", [-5.0, 0.0, 5.0], [0, 128, 255]),
        ("TIFF", "float32", [float("nan"), 0.5, 1.0], [0, 128, 255]),
        ("TIFF", "float32", [float("nan")] * 3, [0, 0, 0]),
        ("TIFF", "uint16", [0, 0, 0], [0, 0, 0]),
    ],
)
@pytest.mark.parametrize("scale", [1, 8])
def test_deep_grey_keeps_its_steps(
    kind: str, dtype: str, values: list[float], expected: list[int], scale: int
) -> None:
    steps = grey_steps(values, dtype)
    steps = steps.resize((300 * scale, 100 * scale), Image.Resampling.NEAREST)
    picture = seen(encoded(steps, kind))
    pixels = np.asarray(picture)
    height, width = pixels.shape[:2]
    shown = [int(pixels[height // 2, width * n // 6, 0]) for n in (1, 3, 5)]
    assert shown == pytest.approx(expected, abs=1)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
@pytest.mark.parametrize("size", [(64, 64), (2000, 2000)])
def test_what_is_transparent_is_white(mode: str, size: tuple[int, int]) -> None:
    drawn = Image.new("RGBA", size, (0, 0, 0, 0))
    drawn.paste((0, 0, 0, 255), (0, 0, size[0] // 2, size[1]))
    if mode == "PA":
        data = encoded(drawn.quantize(4), "PNG")
    else:
        data = encoded(drawn.convert(mode), "PNG")
    pixels = np.asarray(seen(data))
    assert pixels[5, 5].tolist() == [0, 0, 0]
    assert pixels[-5, -5].tolist() == [255, 255, 255]


@pytest.mark.parametrize("mode", ["P", "L", "RGB"])
def test_one_colour_may_stand_for_transparent(mode: str) -> None:
    drawn = Image.new("RGB", (64, 64))
    drawn.paste((200, 0, 0), (0, 0, 32, 64))
    if mode == "P":
        drawn = drawn.quantize(2)
    drawn = drawn.convert(mode)
    key = drawn.getpixel((60, 60))
    pixels = np.asarray(seen(encoded(drawn, "PNG", transparency=key)))
    assert pixels[5, 60].tolist() == [255, 255, 255]
    assert pixels[5, 5].tolist() != [255, 255, 255]


def test_an_icc_profile_is_applied() -> None:
    stored = Image.merge("RGB", scene().split()[::-1])
    data = encoded(stored, "PNG", icc_profile=red_and_blue_swapped_profile())
    picture = seen(data)
    assert difference(picture, scene()) < 2 * LIKE  # its gamma is not quite sRGB's
    assert difference(picture, stored) > 10 * LIKE


def test_an_srgb_profile_changes_nothing() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with_profile = seen(encoded(scene(), "PNG", icc_profile=profile))
    assert with_profile.tobytes() == seen(encoded(scene(), "PNG")).tobytes()


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK", "RGBA"])
@pytest.mark.parametrize("profile", [b"no profile at all", red_and_blue_swapped_profile()[:200]])
def test_a_broken_profile_is_ignored(mode: str, profile: bytes) -> None:
    drawn = scene().convert(mode)
    picture = seen(encoded(drawn, "TIFF", icc_profile=profile))
    assert difference(picture, drawn.convert("RGB")) < LIKE


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_a_profile_for_other_colours_is_ignored(mode: str) -> None:
    drawn = scene().convert(mode)
    picture = seen(encoded(drawn, "TIFF", icc_profile=red_and_blue_swapped_profile()))
    assert difference(picture, drawn.convert("RGB")) < LIKE


def on_transparency(colour: tuple[int, int, int], kind: str, mode: str) -> Image.Image:
    drawn = Image.new("RGBA", (300, 200), (0, 0, 0, 0))
    drawn.paste((*colour, 255), (60, 60, 240, 140))
    return seen(encoded(drawn.convert(mode), kind))


@pytest.mark.parametrize(
    ("kind", "mode"), [("PNG", "RGBA"), ("PNG", "LA"), ("PNG", "P"), ("WEBP", "RGBA")]
)
@pytest.mark.parametrize("level", [230, 255])
def test_white_on_transparency_is_seen(kind: str, mode: str, level: int) -> None:
    shown = on_transparency((level, level, level), kind, mode)
    assert shown.getpixel((150, 100)) == pytest.approx((level,) * 3, abs=4)
    assert shown.getpixel((5, 5)) == (128, 128, 128)


@pytest.mark.parametrize("colour", [(0, 0, 0), (200, 30, 30), (180, 180, 180), (250, 220, 0)])
def test_colours_on_transparency_stand_on_white(colour: tuple[int, int, int]) -> None:
    assert on_transparency(colour, "PNG", "RGBA").getpixel((5, 5)) == (255, 255, 255)


def test_a_white_page_with_round_corners_keeps_them_white() -> None:
    page = Image.new("RGBA", (300, 200), (255, 255, 255, 255))
    page.paste((0, 0, 0, 0), (0, 0, 8, 8))
    assert seen(encoded(page, "PNG")).getpixel((2, 2)) == (255, 255, 255)


def test_what_is_all_transparent_is_white() -> None:
    empty = Image.new("RGBA", (300, 200), (255, 255, 255, 0))
    assert seen(encoded(empty, "PNG")).getpixel((5, 5)) == (255, 255, 255)
