"""Decoded images: when they are decoded and cached."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from picseek.ui.base.session import Session
from picseek.ui.base.tasks import TaskRunner
from picseek.ui.images.size import Size
from picseek.ui.viewer.picture_source import DEFAULT_BUDGET, PictureSource, Wanted
from tests.support.ui.fake_library import FakeLibrary, draw_pictures

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SIZE = Size(64, 48)
COST = 64 * 48 * 4


class Shelf:
    """A source over a fake library of four pictures with the ids 1 to 4."""

    def __init__(self, qtbot: QtBot, tmp_path: Path) -> None:
        self.library = FakeLibrary(tmp_path)
        self.files = draw_pictures(tmp_path / "p", "a.jpg", "b.jpg", "c.jpg", "d.jpg")
        self.library.put(*self.files)
        self.tasks = TaskRunner()
        session = Session(tmp_path, self.tasks)
        session.library = self.library
        self.session = session
        self.seen: list[int] = []
        self._qtbot = qtbot
        self.source = self.make_source(DEFAULT_BUDGET)

    def make_source(self, budget_bytes: int) -> PictureSource:
        """A source that may take so much memory."""
        source = PictureSource(self.session, budget_bytes=budget_bytes)
        source.ready.connect(self.seen.append)
        source.failed.connect(lambda picture_id: self.seen.append(-picture_id))
        return source

    def want(self, *ids: int) -> None:
        self.source.request([Wanted(each, SIZE) for each in ids])

    def until_seen(self, *ids: int) -> None:
        self._qtbot.waitUntil(lambda: set(self.seen) >= set(ids))

    def has(self, picture_id: int) -> bool:
        return self.source.best(picture_id, SIZE) is not None


@pytest.fixture
def shelf(qtbot: QtBot, tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(qtbot, tmp_path)
    yield made
    made.library.pictures.gate.open()
    made.tasks.close()


def test_all_that_is_wanted_comes(shelf: Shelf) -> None:
    shelf.want(1, 2, 3)
    shelf.until_seen(1, 2, 3)
    assert all(map(shelf.has, (1, 2, 3)))


def test_what_is_no_longer_wanted_is_not_started(shelf: Shelf) -> None:
    gate = shelf.library.pictures.gate
    gate.close()
    shelf.want(1, 2, 3)  # 1 waits at the gate
    shelf.want(4)
    gate.open()
    shelf.until_seen(4)
    assert not shelf.has(3)


def test_nothing_is_decoded_twice(shelf: Shelf) -> None:
    shelf.want(1, 2)
    shelf.until_seen(1, 2)
    shelf.want(2, 1)
    shelf.want(3)
    shelf.until_seen(3)
    assert sorted(shelf.seen) == [1, 2, 3]


def test_a_failure_is_reported_once_and_can_be_tried_again(shelf: Shelf) -> None:
    shelf.files[0].rename(shelf.files[0].with_suffix(".away"))
    shelf.want(1)
    shelf.until_seen(-1)
    assert "moved or deleted" in shelf.source.failure(1)
    shelf.files[0].with_suffix(".away").rename(shelf.files[0])
    shelf.want(1, 2)
    shelf.until_seen(2)
    assert not shelf.has(1)
    shelf.source.forget_failure(1)
    shelf.want(1)
    shelf.until_seen(1)


def test_memory_is_bounded(shelf: Shelf) -> None:
    shelf.source = shelf.make_source(2 * COST)
    shelf.want(1, 2)
    shelf.until_seen(1, 2)
    shelf.want(3, 4)
    shelf.until_seen(3, 4)
    assert [shelf.has(each) for each in (1, 2, 3, 4)] == [False, False, True, True]


def test_the_picture_looked_at_stays_whatever_it_takes(shelf: Shelf) -> None:
    shelf.source = shelf.make_source(0)
    for each in (1, 2):
        shelf.want(each)
        shelf.until_seen(each)
    assert [shelf.has(each) for each in (1, 2)] == [False, True]


def test_the_smallest_image_that_is_large_enough_is_given(shelf: Shelf) -> None:
    for size in (Size(16, 12), Size(64, 48), Size(32, 24)):
        shelf.seen.clear()
        shelf.source.request([Wanted(1, size)])
        shelf.until_seen(1)
    for wanted, given in ((Size(20, 15), 32), (Size(64, 48), 64), (Size(640, 480), 64)):
        drawn = shelf.source.best(1, wanted)
        assert drawn is not None
        assert drawn.image.width() == given


def test_clearing_drops_what_is_still_under_way(shelf: Shelf, qtbot: QtBot) -> None:
    gate = shelf.library.pictures.gate
    gate.close()
    shelf.want(1)
    shelf.source.clear()
    gate.open()
    qtbot.waitUntil(lambda: shelf.source.complete)
    assert not shelf.has(1)


def test_a_library_that_is_closed_is_no_crash(shelf: Shelf) -> None:
    shelf.session.library = None
    shelf.want(1)
    assert shelf.source.complete is False
    assert not shelf.has(1)
