"""Single pictures of a library: their files, their pixels and their details."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from picseek.engine.errors import PictureError
from picseek.engine.library import Library
from picseek.engine.types import ProblemCode
from tests.support.drawing import encoded, exif, scene, written


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library")
    yield opened
    opened.close()


def test_the_library_renders_and_gives_details(tmp_path: Path, library: Library) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    data = encoded(scene(), exif=exif({0x010F: "Acme", 0x0110: "One"}, {0x8827: 400}))
    files = written(folder / "a.jpg", data), written(folder / "b.jpg", data)
    library.index([folder])
    (picture_id,) = library.browse()
    pictures = library.pictures
    first, second = pictures.locations(picture_id)
    assert {first, second} == set(files)
    assert pictures.rendering(first, 240).height == 240
    details = pictures.details(picture_id)
    assert (details.path, details.places) == (first, (first, second))
    assert (details.camera.camera, details.camera.iso) == ("Acme One", 400)
    first.unlink()
    assert pictures.file_of(picture_id) == second
    assert pictures.details(picture_id).path == second
    second.unlink()
    with pytest.raises(PictureError, match="was moved or deleted") as caught:
        pictures.file_of(picture_id)
    assert caught.value.code == ProblemCode.VANISHED
    folder.rmdir()
    with pytest.raises(PictureError, match="is unavailable"):
        pictures.file_of(picture_id)
    with pytest.raises(PictureError, match="no longer in the library"):
        pictures.file_of(picture_id + 1)
