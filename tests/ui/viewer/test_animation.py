"""Playing animated pictures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from picseek.engine.library import Library
from picseek.ui.base.tasks import Lane, TaskRunner
from picseek.ui.images.size import Size
from picseek.ui.viewer.animation import Player

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

REDS = (40, 120, 200)
SIZE = Size(40, 30)


@pytest.fixture
def player(qtbot: QtBot, tmp_path: Path) -> Iterator[Player]:
    tasks = TaskRunner()
    with closing(Library.open(tmp_path / "library")) as library:
        yield Player(library.pictures.frame, tasks, tasks)
        tasks.close()


def animation(tmp_path: Path, kind: str = "GIF") -> Path:
    frames = [Image.new("RGB", (40, 30), (red, 0, 0)) for red in REDS]
    file = tmp_path / "film"
    options = {"lossless": True} if kind == "WEBP" else {}
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=20, **options)
    return file


def watch(player: Player) -> list[int]:
    """The redness of each frame shown from now on."""
    reds: list[int] = []
    player.frame.connect(lambda image: reds.append(image.pixelColor(5, 5).red()))
    return reds


def until_fetched(qtbot: QtBot, player: Player) -> None:
    """Wait until the frame is there that comes next: what is asked later is answered later."""
    tasks = player.parent()
    assert isinstance(tasks, TaskRunner)
    done: list[None] = []
    tasks.submit(lambda _task: None, on_done=done.append, lane=Lane.FRAMES)
    qtbot.waitUntil(lambda: bool(done))


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
def test_frames_come_in_order_and_begin_again(
    qtbot: QtBot, player: Player, tmp_path: Path, kind: str
) -> None:
    reds = watch(player)
    player.load(animation(tmp_path, kind), SIZE)
    qtbot.waitUntil(lambda: len(reds) >= 7)
    assert reds[:7] == pytest.approx([*REDS, *REDS, REDS[0]], abs=6)  # AVIF is not exact


def test_frames_are_as_large_as_wanted(qtbot: QtBot, player: Player, tmp_path: Path) -> None:
    images: list[QImage] = []
    player.frame.connect(images.append)
    player.load(animation(tmp_path), Size(20, 15))
    qtbot.waitUntil(lambda: bool(images))
    assert (images[0].width(), images[0].height()) == (20, 15)


def test_a_held_one_shows_nothing_new_and_goes_on_where_it_was(
    qtbot: QtBot, player: Player, tmp_path: Path
) -> None:
    reds = watch(player)
    player.load(animation(tmp_path), SIZE, play=False)
    until_fetched(qtbot, player)
    assert not reds
    player.toggle()
    qtbot.waitUntil(lambda: len(reds) >= 2)
    player.toggle()
    shown = len(reds)
    until_fetched(qtbot, player)
    assert len(reds) == shown
    player.toggle()
    qtbot.waitUntil(lambda: len(reds) > shown)
    assert reds == [REDS[at % 3] for at in range(len(reds))]


def test_another_file_takes_over(qtbot: QtBot, player: Player, tmp_path: Path) -> None:
    player.load(animation(tmp_path), SIZE)
    (tmp_path / "other").mkdir()
    reds = watch(player)
    player.load(animation(tmp_path / "other"), SIZE)
    qtbot.waitUntil(lambda: bool(reds))
    assert reds[0] == REDS[0]


@pytest.mark.parametrize("content", [None, b"", b"GIF89a and no more"])
def test_what_cannot_be_played_is_let_go(
    qtbot: QtBot, player: Player, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "film"
    if content is not None:
        file.write_bytes(content)
    player.load(file, SIZE)
    qtbot.waitUntil(lambda: not player.loaded)
    player.toggle()
    assert not player.playing
