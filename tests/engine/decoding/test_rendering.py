"""Pictures for the screen, of every format."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from picseek.engine.decoding.rendering import RenderTask, render
from picseek.engine.types import Rendering
from tests.support.drawing import difference, encoded, exif, scene, stored_sideways, written

ORIENTATION = 0x0112


def picture_of(rendering: Rendering) -> Image.Image:
    size = rendering.width, rendering.height
    return Image.frombytes("RGBA", size, rendering.data, "raw", "BGRA").convert("RGB")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
def test_a_picture_is_rendered_at_the_size_wanted(tmp_path: Path, kind: str) -> None:
    file = written(tmp_path / "x", encoded(scene(), kind))
    rendering = render(RenderTask(str(file), 240))
    assert (rendering.width, rendering.height) == (320, 240)
    assert (rendering.full_width, rendering.full_height) == (640, 480)
    assert difference(picture_of(rendering), scene()) < 6


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_upright(tmp_path: Path, orientation: int) -> None:
    stored = stored_sideways(scene(), orientation)
    data = encoded(stored, exif=exif({ORIENTATION: orientation}))
    rendering = render(RenderTask(str(written(tmp_path / "x", data)), 480))
    assert (rendering.width, rendering.height) == (640, 480)
    assert difference(picture_of(rendering), scene()) < 6


def test_it_is_not_enlarged(tmp_path: Path) -> None:
    file = written(tmp_path / "x", encoded(scene(64, 48)))
    rendering = render(RenderTask(str(file), 1000))
    assert (rendering.width, rendering.height) == (64, 48)


def test_every_pixel_is_opaque(tmp_path: Path) -> None:
    file = written(tmp_path / "x.png", encoded(Image.new("RGBA", (8, 8)), "PNG"))
    pixels = np.frombuffer(render(RenderTask(str(file), 8)).data, np.uint8)
    assert (pixels == 255).all()
