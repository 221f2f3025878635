from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    QRect,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from picseek.ui.grid.content import MAX_SIDE, MIN_SIDE
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.layout import GAP
from picseek.ui.grid.view import GridView
from tests.support.ui.grid import ids
from tests.support.ui.grid_on_screen import (
    CTRL,
    KEY,
    LEFT,
    PLAIN,
    Build,
    columns,
    drag_band,
    results,
    scroll,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


# Without contents


def test_a_view_without_a_model_does_nothing(qtbot: QtBot) -> None:
    view = GridView()
    qtbot.addWidget(view)
    view.resize(300, 300)
    view.show()
    qtbot.waitExposed(view)
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, QPoint(20, 20))
    QTest.keyClick(view, KEY.Key_Down)
    QTest.keyClicks(view, "abc")
    view.selectAll()
    view.grab()
    view.content.cell_side = 200
    assert view.selection.ids() == []
    assert view.selection.count() == 0
    assert not view.indexAt(QPoint(20, 20)).isValid()
    view.visible.update_picture(3)


def test_an_empty_grid_does_nothing(build: Build) -> None:
    view = build(1)
    results(view).clear()
    QTest.keyClick(view, KEY.Key_End)
    QTest.keyClick(view, KEY.Key_A, CTRL)
    drag_band(view, QPoint(5, 5), QPoint(200, 200))
    assert view.selection.count() == 0
    assert view.verticalScrollBar().maximum() == 0


def test_a_model_can_be_taken_away_again(build: Build) -> None:
    view = build(50)
    old = results(view)
    view.setModel(None)
    view.grab()
    old.set_ids(ids(3))
    old.refresh_ids(array("q", range(0, 2000, 7)))
    assert view.content.results is None


# Geometry and scrolling


def test_points_and_indexes_find_each_other(build: Build) -> None:
    view = build(1000)
    view.content.scroll_by(333)
    for row in view.content.area.rows:
        rect = view.visualRect(view.model().index(row, 0))
        assert view.indexAt(rect.center()).row() == row
        assert view.viewport().rect().intersects(rect)
    assert view.visualRect(QModelIndex()) == QRect()
    assert not view.isIndexHidden(view.model().index(0, 0))


def test_a_million_rows_are_as_quick_to_reach_as_ten(build: Build) -> None:
    view = build(1_000_000)
    QTest.keyClick(view, KEY.Key_End)
    assert view.currentIndex().row() == 999_999
    assert view.content.area.rows[-1] == 999_999
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum()
    asked = len(view.content.area.rows)
    assert asked < 40


def test_what_does_not_fit_qts_integers_can_be_scrolled_to(qtbot: QtBot, build: Build) -> None:
    view = build(1)
    view.content.cell_side = MAX_SIDE
    results(view).set_ids(ids(10_000_000))
    bar = view.verticalScrollBar()
    assert view.content.geometry.height > 2**31
    bar.setValue(bar.maximum())
    assert view.content.area.rows[-1] == 9_999_999
    view.content.scroll_by(-7)
    assert view.content.area.rows[-1] == 9_999_999
    view.scrollTo(view.model().index(0, 0))
    assert view.verticalOffset() < 10
    view.selectAll()
    assert view.selection.count() == 10_000_000
    far = view.visualRect(view.model().index(9_999_999, 0))
    assert far.top() > 2**29


@pytest.mark.parametrize(
    ("hint", "edge"),
    [
        (QAbstractItemView.ScrollHint.PositionAtTop, "top"),
        (QAbstractItemView.ScrollHint.PositionAtBottom, "bottom"),
        (QAbstractItemView.ScrollHint.PositionAtCenter, "middle"),
    ],
)
def test_scroll_to_a_place(build: Build, hint: QAbstractItemView.ScrollHint, edge: str) -> None:
    view = build(1000)
    index = view.model().index(500, 0)
    view.scrollTo(index, hint)
    rect, gap = view.visualRect(index), GAP
    if edge == "top":
        assert rect.top() == gap
    elif edge == "bottom":
        assert rect.bottom() + 1 == view.viewport().height() - gap
    else:
        assert abs(rect.center().y() - view.viewport().rect().center().y()) <= 1


def test_scrolling_to_what_shows_does_not_move(build: Build) -> None:
    view = build(1000)
    view.content.scroll_by(200)
    whole = next(
        row
        for row in view.content.area.rows
        if view.viewport().rect().contains(view.visualRect(view.model().index(row, 0)))
    )
    before = view.verticalOffset()
    view.scrollTo(view.model().index(whole, 0))
    assert view.verticalOffset() == before


def test_the_wheel_scrolls_by_steps_and_stops_at_the_ends(build: Build) -> None:
    view = build(1000)
    scroll(view, notches=1)
    assert view.verticalOffset() == 0
    scroll(view, notches=-1)
    step = view.verticalOffset()
    assert 20 < step < view.viewport().height()
    for _ in range(8):
        scroll(view, notches=-1 / 8)
    assert abs(view.verticalOffset() - 2 * step) <= 1, "eighths of a notch add up"
    view.content.scroll_to(10**9)
    end = view.verticalOffset()
    scroll(view, notches=-1)
    assert view.verticalOffset() == end


def test_a_touchpad_scrolls_by_pixels(build: Build) -> None:
    view = build(1000)
    scroll(view, pixels=-37)
    assert view.verticalOffset() == 37


def test_the_scroll_bar_scrolls(build: Build) -> None:
    view = build(1000)
    view.verticalScrollBar().setValue(1234)
    assert view.verticalOffset() == 1234


def test_the_first_picture_stays_when_the_window_is_resized(build: Build) -> None:
    view = build(1000)
    view.scrollTo(view.model().index(404, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    for width in (700, 300, 900, 333, 560):
        view.resize(width, 400)
        assert 404 in view.content.area.rows[: columns(view)]
    assert view.content.area.rows.start == 404


def test_the_top_stays_the_top(build: Build) -> None:
    view = build(1000)
    view.resize(300, 300)
    view.content.cell_side = 300
    assert view.verticalOffset() == 0


# Cell size


def test_the_wheel_with_ctrl_zooms_about_the_pointer(qtbot: QtBot, build: Build) -> None:
    view = build(1000)
    view.content.scroll_by(5000)
    point = QPoint(160, 200)
    row = view.indexAt(point).row()
    assert row >= 0
    with qtbot.waitSignal(view.content.cell_side_changed) as changed:
        scroll(view, notches=1, modifiers=CTRL, at=point)
    assert changed.args == [view.content.cell_side]
    assert view.content.cell_side > 100
    for _ in range(3):
        scroll(view, notches=1, modifiers=CTRL, at=point)
    rect = view.visualRect(view.model().index(row, 0))
    assert rect.top() <= point.y() <= rect.bottom()
    for _ in range(4):
        scroll(view, notches=-1, modifiers=CTRL, at=point)
    rect = view.visualRect(view.model().index(row, 0))
    assert rect.top() - 2 <= point.y() <= rect.bottom() + 2


def test_cells_have_a_least_and_a_largest_size(qtbot: QtBot, build: Build) -> None:
    view = build(10)
    view.content.cell_side = 1
    assert view.content.cell_side == MIN_SIDE
    view.content.cell_side = 9999
    assert view.content.cell_side == MAX_SIDE
    with qtbot.assertNotEmitted(view.content.cell_side_changed):
        view.content.cell_side = MAX_SIDE


def test_names_make_cells_taller(qtbot: QtBot, build: Build) -> None:
    view = build(100)
    before = view.content.geometry.pitch
    delegate = view.itemDelegate()
    assert isinstance(delegate, GridDelegate)
    delegate.show_names = True
    qtbot.waitUntil(lambda: view.content.geometry.pitch > before)
