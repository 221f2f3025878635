"""Pictures for the screen, of every format, and what is told of them."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.on_demand import SingleWorker
from picseek.engine.decoding.rendering import RenderTask, render
from picseek.engine.errors import Cancelled, EngineError, PictureError
from picseek.engine.library import Library
from picseek.engine.types import ProblemCode, Rendering
from tests.support.chores import chore
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


def test_the_library_renders_and_tells(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    data = encoded(scene(), exif=exif({0x010F: "Acme", 0x0110: "One"}, {0x8827: 400}))
    files = written(folder / "a.jpg", data), written(folder / "b.jpg", data)
    library.index([folder])
    (picture_id,) = library.browse()
    pictures = library.pictures
    first, second = pictures.places(picture_id)
    assert {first, second} == set(files)
    assert pictures.rendering(first, 240).height == 240
    details = pictures.details(picture_id)
    assert (details.path, details.places) == (first, (first, second))
    assert (details.camera.camera, details.camera.iso) == ("Acme One", 400)
    first.unlink()
    assert pictures.file_of(picture_id) == second
    assert pictures.details(picture_id).path == second
    second.unlink()
    with pytest.raises(PictureError, match="gone") as caught:
        pictures.file_of(picture_id)
    assert caught.value.code == ProblemCode.VANISHED
    folder.rmdir()
    with pytest.raises(PictureError, match="cannot be reached"):
        pictures.file_of(picture_id)
    with pytest.raises(PictureError, match="not in the library"):
        pictures.file_of(picture_id + 1)


def test_waiting_for_a_worker_can_be_given_up() -> None:
    worker: SingleWorker[str, str] = SingleWorker(chore)
    token = CancelToken()
    timer = threading.Timer(0.2, token.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        worker.run("nap 100", token)
    timer.join()
    assert worker.run("awake again") == "awake again"
    worker.close()
    with pytest.raises(EngineError, match="closed"):
        worker.run("too late")
