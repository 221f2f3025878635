from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import (
    QPoint,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.view import GridView
from tests.support.ui.grid import FakeThumbnails, hits, ids
from tests.support.ui.grid_on_screen import (
    CTRL,
    KEY,
    SHIFT,
    Build,
    click,
    first_visible,
    results,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


# Contents that change


def test_new_contents_start_at_the_top_with_nothing_selected(build: Build) -> None:
    view = build(1000)
    view.content.scroll_by(5000)
    view.selectAll()
    results(view).set_hits(hits(3, 1, 2))
    assert view.verticalOffset() == 0
    assert view.selection.count() == 0
    assert list(view.content.area.rows) == [0, 1, 2]


def scrolled_with_a_selection(build: Build, count: int = 1000) -> tuple[GridView, int, int]:
    """A view in the middle, some pictures selected; its first picture and where that is."""
    view = build(count)
    results(view).set_ids(array("q", range(0, 10 * count, 10)))
    view.scrollTo(view.model().index(400, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    view.content.scroll_by(30)
    click(view, 409)
    click(view, 411, SHIFT)
    click(view, 414, CTRL)
    assert view.selection.ids() == [4090, 4100, 4110, 4140]
    return view, first_visible(view), view.visualRect(view.model().index(400, 0)).top()


@pytest.mark.parametrize("every", [400, 3], ids=["a few changes", "many changes"])
def test_a_refresh_keeps_selection_cursor_and_place(build: Build, every: int) -> None:
    view, first, top = scrolled_with_a_selection(build)
    model = results(view)
    added = [each + 5 for each in range(0, 10_000, 10 * every)]
    removed = {40, 50, 9000}
    new = sorted((set(model.ids()) | set(added)) - removed)
    model.refresh_ids(array("q", new))
    assert view.selection.ids() == [4090, 4100, 4110, 4140]
    assert model.picture_id(view.currentIndex().row()) == 4140
    row = model.row_of(first)
    assert abs(view.visualRect(model.index(row, 0)).top() - top) <= 1
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    after = model.picture_id(model.row_of(4140) + 1)
    assert view.selection.ids() == [4090, 4100, 4110, 4140, after]


def test_a_refresh_drops_what_is_gone(build: Build) -> None:
    view, first, _ = scrolled_with_a_selection(build)
    model = results(view)
    model.refresh_ids(array("q", (each for each in model.ids() if each not in (first, 4100))))
    assert view.selection.ids() == [4090, 4110, 4140]
    assert first_visible(view) == first + 10


def test_at_the_top_new_pictures_come_into_view(build: Build) -> None:
    view = build(0)
    model = results(view)
    model.set_ids(ids(100, first=50))
    model.refresh_ids(array("q", [7, *range(50, 150)]))
    assert view.verticalOffset() == 0
    assert first_visible(view) == 7


def test_the_screen_follows_a_refresh(qtbot: QtBot, build: Build) -> None:
    view = build(6)
    results(view).refresh_ids(ids(4))
    assert not view.indexAt(QPoint(30, 160)).isValid()
    assert list(view.content.area.rows) == [0, 1, 2, 3]


def test_a_thumbnail_that_is_ready_is_painted_alone(qtbot: QtBot, build: Build) -> None:
    view = build(1000)
    thumbnails = FakeThumbnails()
    view.setItemDelegate(GridDelegate(thumbnails, view))
    qtbot.waitUntil(lambda: {each for each, _ in thumbnails.asked} >= {0, 5, 9})
    thumbnails.asked.clear()
    view.visible.update_picture(5)
    view.visible.update_picture(999)
    qtbot.waitUntil(lambda: bool(thumbnails.asked))
    assert {each for each, _ in thumbnails.asked} == {5}


def test_rows_that_arrive_are_painted(qtbot: QtBot, build: Build) -> None:
    view = build(1000)
    thumbnails = FakeThumbnails()
    view.setItemDelegate(GridDelegate(thumbnails, view))
    view.content.scroll_by(3000)
    wanted = set(view.content.area.rows)
    qtbot.waitUntil(lambda: {each for each, _ in thumbnails.asked} >= wanted)


def test_what_is_on_screen_is_reported(qtbot: QtBot, build: Build) -> None:
    view = build(1000)
    qtbot.waitUntil(lambda: bool(view.visible.ids))
    with qtbot.waitSignal(view.visible.ids_changed) as emitted:
        view.content.scroll_by(700)
        view.content.scroll_by(700)
    assert emitted.args == [frozenset(view.content.area.rows)]
    with qtbot.waitSignal(view.visible.ids_changed) as emitted:
        results(view).clear()
    assert emitted.args == [frozenset()]


def test_only_what_shows_is_painted(qtbot: QtBot, build: Build) -> None:
    view = build(1_000_000)
    thumbnails = FakeThumbnails()
    view.setItemDelegate(GridDelegate(thumbnails, view))
    view.content.scroll_to(12_345_678)
    wanted = set(view.content.area.rows)
    qtbot.waitUntil(lambda: {each for each, _ in thumbnails.asked} >= wanted)
    near = {each for each, _ in thumbnails.asked}
    assert len(near) <= len(wanted) + 40
