"""Files -> images for the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from picseek.engine.decoding.rendering import RenderTask, render
from picseek.engine.errors import PictureError
from picseek.engine.types import Rendering
from picseek.ui.images.decoding import DecodedImage, decode
from picseek.ui.images.size import Size
from tests.engine.decoding.test_orientation import CASES
from tests.support.drawing import (
    CORNERS,
    encoded,
    exif,
    red_and_blue_swapped_profile,
    scene,
    stored_sideways,
    written,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

ORIENTATION = 0x0112
SCENE = Size(640, 480)


class Engine:
    """Renders in this process, and counts."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, path: Path, short_side: int) -> Rendering:
        self.asked.append(short_side)
        return render(RenderTask(str(path), short_side))


@pytest.fixture
def engine() -> Engine:
    return Engine()


def corners(image: QImage) -> list[tuple[int, int, int]]:
    """Colours near the four corners: top left, top right, bottom left, bottom right."""
    right, bottom = image.width() - 8, image.height() - 8
    points = ((8, 8), (right, 8), (8, bottom), (right, bottom))
    colours = [image.pixelColor(x, y) for x, y in points]
    return [(each.red(), each.green(), each.blue()) for each in colours]


def shows_scene(drawn: DecodedImage) -> bool:
    colours = zip(corners(drawn.image), CORNERS, strict=True)
    return all(np.abs(np.subtract(one, other)).max() < 25 for one, other in colours)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_is_shown_upright(
    tmp_path: Path, engine: Engine, orientation: int
) -> None:
    stored = stored_sideways(scene(), orientation)
    data = encoded(stored, quality=95, exif=exif({ORIENTATION: orientation}))
    drawn = decode(written(tmp_path / "photo.jpg", data), Size(320, 240), engine)
    assert (drawn.size, drawn.full) == (Size(320, 240), SCENE)
    assert shows_scene(drawn)
    assert engine.asked == [240]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "HEIF"])
def test_the_engine_reads_every_format(tmp_path: Path, engine: Engine, kind: str) -> None:
    drawn = decode(written(tmp_path / "x", encoded(scene(), kind)), Size(320, 240), engine)
    assert shows_scene(drawn)
    assert (drawn.size, drawn.full) == (Size(320, 240), SCENE)
    assert engine.asked == [240]


def test_cmyk_is_left_to_the_engine(tmp_path: Path, engine: Engine) -> None:
    file = written(tmp_path / "x.jpg", encoded(scene().convert("CMYK"), quality=95))
    assert shows_scene(decode(file, SCENE, engine))
    assert engine.asked == [480]


def test_grey_of_16_bits_is_as_bright_as_its_thumbnail(tmp_path: Path, engine: Engine) -> None:
    grey = np.full((60, 80), 4095, np.uint16)  # white to a camera of 12 bits
    file = written(tmp_path / "x.png", encoded(Image.fromarray(grey), "PNG"))
    drawn = decode(file, Size(80, 60), engine)
    assert drawn.image.pixelColor(40, 30).red() == 255


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_colour_profiles_are_honoured(tmp_path: Path, engine: Engine, kind: str) -> None:
    red = Image.new("RGB", (1400, 1000), (230, 20, 20))
    data = encoded(red, kind, icc_profile=red_and_blue_swapped_profile())
    drawn = decode(written(tmp_path / "x", data), Size(1400, 1000), engine)
    for y in (0, 500, 999):
        colour = drawn.image.pixelColor(700, y)
        assert colour.blue() > 200
        assert colour.red() < 60


def test_grey_with_a_profile_of_another_kind_is_shown(tmp_path: Path, engine: Engine) -> None:
    grey = Image.new("L", (64, 48), 120)
    data = encoded(grey, "PNG", icc_profile=red_and_blue_swapped_profile())
    drawn = decode(written(tmp_path / "x.png", data), Size(64, 48), engine)
    assert drawn.image.pixelColor(5, 5).red() == pytest.approx(120, abs=2)


@pytest.mark.parametrize(("level", "ground"), [(0, 255), (255, 128)])
def test_what_is_transparent_stands_on_the_same_ground_as_in_the_grid(
    tmp_path: Path, engine: Engine, level: int, ground: int
) -> None:
    drawn = Image.new("RGBA", (80, 60))
    drawn.paste((level, level, level, 255), (20, 20, 60, 40))
    image = decode(written(tmp_path / "x.png", encoded(drawn, "PNG")), Size(80, 60), engine).image
    assert image.pixelColor(5, 5).red() == ground
    assert image.pixelColor(40, 30).red() == level


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(("kind", "write"), CASES)
def test_the_viewer_turns_pictures_as_the_grid_does(
    tmp_path: Path,
    engine: Engine,
    kind: str,
    write: Callable[[str, int], bytes],
    orientation: int,
) -> None:
    path = written(tmp_path / "x", write(kind, orientation))
    drawn = decode(path, Size(96, 64), engine)
    assert (drawn.full, drawn.size) == (Size(96, 64), Size(96, 64))
    assert shows_scene(drawn)


def test_nothing_is_enlarged(tmp_path: Path, engine: Engine) -> None:
    file = written(tmp_path / "x.jpg", encoded(scene(64, 48)))
    assert decode(file, Size(640, 480), engine).size == Size(64, 48)


def test_animations_are_recognised(tmp_path: Path, engine: Engine) -> None:
    frames = [Image.new("RGB", (40, 30), (n * 80, 0, 0)) for n in range(3)]
    for kind in ("GIF", "WEBP"):
        data = encoded(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)
        assert decode(written(tmp_path / kind, data), Size(40, 30), engine).animated
        assert not decode(
            written(tmp_path / f"still {kind}", encoded(frames[0], kind)), Size(40, 30), engine
        ).animated


@pytest.mark.qt_log_ignore("Unsupported marker type")
def test_damage_has_a_reason(tmp_path: Path, engine: Engine) -> None:
    file = written(tmp_path / "x.jpg", b"\xff\xd8\xff no picture at all")
    with pytest.raises(PictureError, match="damaged"):
        decode(file, SCENE, engine)


def test_a_vanished_file_has_a_reason(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(PictureError, match="gone"):
        decode(tmp_path / "nowhere.jpg", SCENE, engine)


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode there")
def test_names_need_not_be_unicode(tmp_path: Path, engine: Engine) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9 %41.jpg"))
    assert shows_scene(decode(written(file, encoded(scene(), quality=95)), SCENE, engine))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_in_place_of_a_picture_is_not_waited_for(tmp_path: Path, engine: Engine) -> None:
    os.mkfifo(tmp_path / "x.jpg")
    with pytest.raises(PictureError):
        decode(tmp_path / "x.jpg", SCENE, engine)
