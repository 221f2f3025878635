"""Whole pictures as they are copied to the clipboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PIL import Image

from picseek.engine.types import PictureFacts, PictureRow, Rendering
from picseek.ui.images.full_image import read_image, rendered_image, side_to_copy


def test_a_picture_is_read_upright_and_not_too_large(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    Image.new("RGB", (6000, 600), "red").save(tmp_path / "wide.jpg", exif=exif)
    image = read_image(tmp_path / "wide.jpg")
    assert (image.width(), image.height()) == (600, 6000)
    image = read_image(tmp_path / "wide.jpg", max_pixels=900_000)
    assert (image.width(), image.height()) == (300, 3000)


def test_what_cannot_be_read_is_a_null_image(tmp_path: Path) -> None:
    assert read_image(tmp_path / "none.jpg").isNull()
    (tmp_path / "text.jpg").write_text("no picture")
    assert read_image(tmp_path / "text.jpg").isNull()


def test_what_the_engine_rendered_becomes_an_image() -> None:
    red, blue = b"\x00\x00\xff\xff", b"\xff\x00\x00\xff"
    image = rendered_image(Rendering(3, 1, red + red + blue, 3, 1))
    assert (image.width(), image.height()) == (3, 1)
    assert image.pixelColor(0, 0).red() == image.pixelColor(2, 0).blue() == 255


def test_a_copied_picture_has_as_many_pixels_as_fit() -> None:
    row = PictureRow(1, Path("a"), Path("b"), 1, 0.0, PictureFacts(6000, 4000, "HEIF"))
    assert side_to_copy(row) == 4000
    large = PictureFacts(16000, 10000, "HEIF")
    assert side_to_copy(replace(row, facts=large)) == 5000
