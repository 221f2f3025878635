"""The frames of animated pictures, decoded where a hostile file does no harm."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.decoding.frames import FrameReader, FrameTask
from picseek.engine.decoding.opening import DecodeLimits
from picseek.engine.decoding.rendering import RenderTask, render
from picseek.engine.errors import PictureError
from picseek.engine.library import Library
from picseek.engine.types import Frame, ProblemCode

REDS = (40, 120, 200)
SIZE = (40, 30)


def film(path: Path, kind: str, **options: object) -> Path:
    drawn = [Image.new("RGB", SIZE, (red, 0, 0)) for red in REDS]
    first, *others = drawn
    first.save(path, kind, save_all=True, append_images=others, **{"duration": 70} | options)
    return path


def read(reader: FrameReader, path: Path, *, first: bool = False, side: int = 30) -> Frame:
    return reader(FrameTask(str(path), side, first))


def red(frame: Frame) -> int:
    """Of the first pixel: blue, green, red and 255."""
    return frame.rendering.data[2]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_frames_come_in_order_and_over_again(tmp_path: Path, kind: str) -> None:
    path, reader = film(tmp_path / "film", kind), FrameReader()
    assert render(RenderTask(str(path), 30)).animated
    shown = [read(reader, path, first=number == 0) for number in range(7)]
    assert [red(frame) for frame in shown] == pytest.approx([*REDS, *REDS, REDS[0]], abs=6)
    assert {frame.delay_ms for frame in shown} == {70}
    assert {(each.rendering.width, each.rendering.height) for each in shown} == {SIZE}


def test_frames_are_as_large_as_wanted(tmp_path: Path) -> None:
    frame = read(FrameReader(), film(tmp_path / "film", "GIF"), first=True, side=15)
    rendering = frame.rendering
    assert (rendering.width, rendering.height) == (20, 15)
    assert (rendering.full_width, rendering.full_height) == SIZE
    assert len(rendering.data) == 4 * 20 * 15


def test_a_film_begins_again_when_it_is_wanted_or_another_was_read(tmp_path: Path) -> None:
    one, other = film(tmp_path / "one", "GIF"), film(tmp_path / "other", "GIF")
    reader = FrameReader()
    reds = [red(read(reader, path, first=first)) for path, first in
            ((one, True), (one, False), (one, True), (other, True), (one, False))]  # fmt: skip
    assert reds == [REDS[0], REDS[1], REDS[0], REDS[0], REDS[0]]


@pytest.mark.parametrize("kind", ["GIF", "PNG"])
def test_a_film_that_is_cut_plays_as_far_as_it_goes(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "film"
    noise = [Image.effect_noise((200, 150), 80).convert("RGB") for _ in REDS]
    noise[0].save(path, kind, save_all=True, append_images=noise[1:], duration=50)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])
    reader = FrameReader()
    shown = [read(reader, path, first=number == 0).rendering.data for number in range(5)]
    assert shown[0] in shown[1:], "it begins again"


def test_the_delay_that_no_screen_could_show_is_not_believed(tmp_path: Path) -> None:
    path = film(tmp_path / "film", "GIF", duration=0)
    assert read(FrameReader(), path, first=True).delay_ms == 0


def test_what_is_no_picture_says_so_at_each_frame(tmp_path: Path) -> None:
    (tmp_path / "film").write_bytes(b"GIF89a and no more")
    reader = FrameReader()
    for first in (True, False):
        with pytest.raises(PictureError):
            read(reader, tmp_path / "film", first=first)
    with pytest.raises(PictureError) as error:
        read(reader, tmp_path / "missing", first=True)
    assert error.value.code is ProblemCode.VANISHED


def test_a_film_that_is_too_large_is_not_held(tmp_path: Path) -> None:
    path = film(tmp_path / "film", "GIF")
    with pytest.raises(PictureError, match="megapixels"):
        read(FrameReader(DecodeLimits(pixels=SIZE[0] * SIZE[1] - 1)), path, first=True)
    with path.open("r+b") as file:
        file.truncate(65 << 20)
    with pytest.raises(PictureError, match="too large to play"):
        read(FrameReader(), path, first=True)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "film.gif")
    with pytest.raises(PictureError, match="isn't a regular file"):
        read(FrameReader(), tmp_path / "film.gif", first=True)


def test_frames_are_decoded_in_another_process(tmp_path: Path) -> None:
    path = film(tmp_path / "film.gif", "GIF")
    with closing(Library.open(tmp_path / "library")) as library:
        first = library.pictures.frame(path, 30, first=True)
        path.unlink()  # what is played does not hold its file
        later = [library.pictures.frame(path, 30) for _ in range(3)]
    assert [red(frame) for frame in (first, *later)] == [*REDS, REDS[0]]
    assert later[2].rendering == first.rendering
