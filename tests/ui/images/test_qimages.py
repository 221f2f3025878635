"""Whole pictures as they are copied to the clipboard."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from picseek.engine.types import PictureFacts, PictureRow, Rendering
from picseek.ui.images.qimages import clipboard_side, rendered_image


def test_what_the_engine_rendered_becomes_an_image() -> None:
    red, blue = b"\x00\x00\xff\xff", b"\xff\x00\x00\xff"
    image = rendered_image(Rendering(3, 1, red + red + blue, 3, 1))
    assert (image.width(), image.height()) == (3, 1)
    assert image.pixelColor(0, 0).red() == image.pixelColor(2, 0).blue() == 255


def test_a_copied_picture_has_as_many_pixels_as_fit() -> None:
    row = PictureRow(1, Path("a"), Path("b"), 1, 0.0, PictureFacts(6000, 4000, "HEIF"))
    assert clipboard_side(row) == 4000
    large = PictureFacts(16000, 10000, "HEIF")
    assert clipboard_side(replace(row, facts=large)) == 5000
