from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    Qt,
)
from PySide6.QtGui import QColor, QDrag, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.qtbot import QtBot

from picseek.ui.grid_area import SIDE_LEAST, SIDE_MOST
from picseek.ui.grid_delegate import GridDelegate
from picseek.ui.grid_view import GridView
from picseek.ui.results_model import ResultsModel
from tests.ui.grid_helpers import FakeThumbnails, browsing, centre, hits, ids, rows_of

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier

Build = Callable[[int], GridView]


@pytest.fixture
def build(qtbot: QtBot) -> Build:
    """A view on screen, 4 columns wide, of so many pictures."""

    def build_view(count: int) -> GridView:
        view = GridView()
        qtbot.addWidget(view)
        view.setItemDelegate(GridDelegate(FakeThumbnails(), view))
        model = browsing(count)
        model.setParent(view)
        model.rows_needed.connect(lambda wanted: model.add_rows(rows_of(wanted)))
        view.setModel(model)
        view.cell_side = 100
        view.resize(560, 400)
        view.show()
        qtbot.waitExposed(view)
        view.setFocus()
        assert view.geometry_now().columns == 4
        return view

    return build_view


def results(view: GridView) -> ResultsModel:
    model = view.results()
    assert model is not None
    return model


def first_visible(view: GridView) -> int:
    return results(view).picture_id(view.visible_rows().start)


def click(view: GridView, row: int, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mouseClick(view.viewport(), LEFT, modifiers, centre(view, row))


def gap_before(view: GridView, row: int) -> QPoint:
    """A point just above and left of a cell, on no cell."""
    return view.visualRect(view.model().index(row, 0)).topLeft() - QPoint(3, 3)


def drag_band(
    view: GridView, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = PLAIN
) -> None:
    QTest.mousePress(view.viewport(), LEFT, modifiers, start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)


def scroll(
    view: GridView,
    notches: float = 0,
    pixels: int = 0,
    modifiers: Qt.KeyboardModifier = PLAIN,
    at: QPoint | None = None,
) -> None:
    phase = Qt.ScrollPhase.ScrollUpdate if pixels else Qt.ScrollPhase.NoScrollPhase
    where = QPointF(at or QPoint(50, 50))
    event = QWheelEvent(
        where,
        view.viewport().mapToGlobal(where),
        QPoint(0, pixels),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        phase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


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
    view.cell_side = 200
    assert view.selected_ids() == []
    assert view.selection_count() == 0
    assert not view.indexAt(QPoint(20, 20)).isValid()
    view.update_picture(3)


def test_an_empty_grid_does_nothing(build: Build) -> None:
    view = build(1)
    results(view).clear()
    QTest.keyClick(view, KEY.Key_End)
    QTest.keyClick(view, KEY.Key_A, CTRL)
    drag_band(view, QPoint(5, 5), QPoint(200, 200))
    assert view.selection_count() == 0
    assert view.verticalScrollBar().maximum() == 0


def test_a_model_can_be_taken_away_again(build: Build) -> None:
    view = build(50)
    old = results(view)
    view.setModel(None)
    view.grab()
    old.set_ids(ids(3))
    old.refresh_ids(array("q", range(0, 2000, 7)))
    assert view.results() is None


# Geometry and scrolling


def test_points_and_indexes_find_each_other(build: Build) -> None:
    view = build(1000)
    view.scroll_by(333)
    for row in view.visible_rows():
        rect = view.visualRect(view.model().index(row, 0))
        assert view.indexAt(rect.center()).row() == row
        assert view.viewport().rect().intersects(rect)
    assert view.visualRect(QModelIndex()) == QRect()
    assert not view.isIndexHidden(view.model().index(0, 0))


def test_a_million_rows_are_as_quick_to_reach_as_ten(build: Build) -> None:
    view = build(1_000_000)
    QTest.keyClick(view, KEY.Key_End)
    assert view.currentIndex().row() == 999_999
    assert view.visible_rows()[-1] == 999_999
    bar = view.verticalScrollBar()
    assert bar.value() == bar.maximum()
    asked = len(view.visible_rows())
    assert asked < 40


def test_what_does_not_fit_qts_integers_can_be_scrolled_to(qtbot: QtBot, build: Build) -> None:
    view = build(1)
    view.cell_side = SIDE_MOST
    results(view).set_ids(ids(10_000_000))
    bar = view.verticalScrollBar()
    assert view.geometry_now().height > 2**31
    bar.setValue(bar.maximum())
    assert view.visible_rows()[-1] == 9_999_999
    view.scroll_by(-7)
    assert view.visible_rows()[-1] == 9_999_999
    view.scrollTo(view.model().index(0, 0))
    assert view.verticalOffset() < 10
    view.selectAll()
    assert view.selection_count() == 10_000_000
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
    rect, gap = view.visualRect(index), view.geometry_now().gap
    if edge == "top":
        assert rect.top() == gap
    elif edge == "bottom":
        assert rect.bottom() + 1 == view.viewport().height() - gap
    else:
        assert abs(rect.center().y() - view.viewport().rect().center().y()) <= 1


def test_scrolling_to_what_shows_does_not_move(build: Build) -> None:
    view = build(1000)
    view.scroll_by(200)
    whole = next(
        row
        for row in view.visible_rows()
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
    view.scroll_to_offset(10**9)
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
        assert 404 in view.visible_rows()[: view.geometry_now().columns]
    assert view.visible_rows().start == 404


def test_the_top_stays_the_top(build: Build) -> None:
    view = build(1000)
    view.resize(300, 300)
    view.cell_side = 300
    assert view.verticalOffset() == 0


# Cell size


def test_the_wheel_with_ctrl_zooms_about_the_pointer(qtbot: QtBot, build: Build) -> None:
    view = build(1000)
    view.scroll_by(5000)
    point = QPoint(160, 200)
    row = view.indexAt(point).row()
    assert row >= 0
    with qtbot.waitSignal(view.cell_side_changed) as changed:
        scroll(view, notches=1, modifiers=CTRL, at=point)
    assert changed.args == [view.cell_side]
    assert view.cell_side > 100
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
    view.cell_side = 1
    assert view.cell_side == SIDE_LEAST
    view.cell_side = 9999
    assert view.cell_side == SIDE_MOST
    with qtbot.assertNotEmitted(view.cell_side_changed):
        view.cell_side = SIDE_MOST


def test_names_make_cells_taller(qtbot: QtBot, build: Build) -> None:
    view = build(100)
    before = view.geometry_now().cell_height
    delegate = view.itemDelegate()
    assert isinstance(delegate, GridDelegate)
    delegate.show_names = True
    qtbot.waitUntil(lambda: view.geometry_now().cell_height > before)


# Mouse


def test_a_click_selects_and_a_click_beside_clears(build: Build) -> None:
    view = build(100)
    click(view, 5)
    assert view.selected_ids() == [5]
    assert view.currentIndex().row() == 5
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, gap_before(view, 0))
    assert view.selected_ids() == []


def test_ctrl_and_shift_clicks(build: Build) -> None:
    view = build(100)
    click(view, 1)
    click(view, 6, CTRL)
    assert view.selected_ids() == [1, 6]
    click(view, 1, CTRL)
    assert view.selected_ids() == [6]
    click(view, 3)
    click(view, 9, SHIFT)
    assert view.selected_ids() == [3, 4, 5, 6, 7, 8, 9]
    click(view, 1, SHIFT)
    assert view.selected_ids() == [1, 2, 3]


def test_shift_selects_from_far_away(build: Build) -> None:
    view = build(1_000_000)
    click(view, 2)
    view.scroll_to_offset(10**9)
    click(view, view.visible_rows()[-1], SHIFT)
    assert view.selection_count() == 999_998
    assert len(view.selected_runs()) == 1


def test_a_double_click_opens(qtbot: QtBot, build: Build) -> None:
    view = build(100)
    click(view, 4)
    with qtbot.waitSignal(view.activated) as activated:
        QTest.mouseDClick(view.viewport(), LEFT, PLAIN, centre(view, 4))
    assert activated.args[0].row() == 4


def test_a_band_selects_the_columns_it_crosses(build: Build) -> None:
    view = build(100)
    drag_band(view, gap_before(view, 1), centre(view, 6))
    assert view.selected_ids() == [1, 2, 5, 6]
    image = view.viewport().grab().toImage()
    edge = gap_before(view, 1) + QPoint(1, 20)
    assert QColor(image.pixel(edge)) != view.palette().base().color()
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, centre(view, 6))
    assert view.selected_ids() == [1, 2, 5, 6]
    QTest.mouseMove(view.viewport(), centre(view, 9))
    assert view.selected_ids() == [1, 2, 5, 6]


def test_a_band_over_all_columns_is_one_run(build: Build) -> None:
    view = build(100)
    drag_band(view, gap_before(view, 0), centre(view, 7) + QPoint(20, 0))
    assert view.selectionModel().selection().size() == 1
    assert view.selected_ids() == list(range(8))


def test_a_band_shrinks_again(build: Build) -> None:
    view = build(100)
    drag_band(view, gap_before(view, 0), centre(view, 6))
    QTest.mouseMove(view.viewport(), centre(view, 1))
    assert view.selected_ids() == [0, 1]


def test_a_band_with_ctrl_toggles_and_with_shift_adds(build: Build) -> None:
    view = build(100)
    click(view, 5)
    click(view, 9, CTRL)
    drag_band(view, gap_before(view, 4), centre(view, 5), CTRL)
    QTest.mouseRelease(view.viewport(), LEFT, CTRL, centre(view, 5))
    assert view.selected_ids() == [4, 9]
    drag_band(view, gap_before(view, 0), centre(view, 1), SHIFT)
    QTest.mouseRelease(view.viewport(), LEFT, SHIFT, centre(view, 1))
    assert view.selected_ids() == [0, 1, 4, 9]


def test_escape_gives_up_a_band(build: Build) -> None:
    view = build(100)
    click(view, 9)
    drag_band(view, gap_before(view, 0), centre(view, 1), CTRL)
    assert view.selected_ids() == [0, 1, 9]
    QTest.keyClick(view, KEY.Key_Escape)
    assert view.selected_ids() == [9]
    QTest.mouseMove(view.viewport(), centre(view, 5))
    assert view.selected_ids() == [9]


def test_a_band_at_the_edge_scrolls(qtbot: QtBot, build: Build) -> None:
    view = build(1000)
    bottom = QPoint(view.viewport().width() - 4, view.viewport().height() + 150)
    drag_band(view, gap_before(view, 0), bottom)
    qtbot.waitUntil(lambda: view.verticalOffset() > 600)
    assert view.selection_count() > 16
    QTest.mouseMove(view.viewport(), QPoint(bottom.x(), -150))
    qtbot.waitUntil(lambda: view.verticalOffset() == 0)
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, QPoint(bottom.x(), -150))


def test_the_cell_under_the_pointer_is_lit(build: Build) -> None:
    view = build(100)
    plain = view.viewport().grab(view.visualRect(view.model().index(5, 0))).toImage()
    QTest.mouseMove(view.viewport(), centre(view, 5))
    lit = view.viewport().grab(view.visualRect(view.model().index(5, 0))).toImage()
    assert lit != plain


def test_selected_pictures_are_dragged_as_files(
    qtbot: QtBot, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    dragged: list[QDrag] = []

    def exec_drag(drag: QDrag, actions: Qt.DropAction) -> Qt.DropAction:
        assert actions == Qt.DropAction.CopyAction
        dragged.append(drag)
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", exec_drag)
    view = build(100)
    click(view, 2)
    click(view, 3, CTRL)
    start = centre(view, 3)
    QTest.mousePress(view.viewport(), LEFT, PLAIN, start)
    QTest.mouseMove(view.viewport(), start + QPoint(10, 10))
    QTest.mouseMove(view.viewport(), start + QPoint(60, 60))
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, start + QPoint(60, 60))
    assert len(dragged) == 1
    paths = [url.toLocalFile() for url in dragged[0].mimeData().urls()]
    assert [path[-9:] for path in paths] == ["00002.jpg", "00003.jpg"]
    assert not dragged[0].pixmap().isNull()


def test_too_many_files_are_not_dragged(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    view = build(20_000)
    view.selectAll()
    monkeypatch.setattr(QDrag, "exec", lambda *_: pytest.fail("dragged"))
    view.startDrag(Qt.DropAction.CopyAction)


# Keyboard


def test_arrows_walk_through_the_grid(build: Build) -> None:
    view = build(10)
    click(view, 0)
    for key, row in (
        (KEY.Key_Right, 1),
        (KEY.Key_Down, 5),
        (KEY.Key_Left, 4),
        (KEY.Key_Left, 3),
        (KEY.Key_Down, 7),
        (KEY.Key_Down, 9),
        (KEY.Key_Up, 5),
        (KEY.Key_Home, 0),
        (KEY.Key_End, 9),
        (KEY.Key_PageUp, 1),
        (KEY.Key_PageDown, 9),
    ):
        QTest.keyClick(view, key)
        assert view.currentIndex().row() == row, key
        assert view.selected_ids() == [row]


def test_the_cursor_is_scrolled_to(build: Build) -> None:
    view = build(1000)
    click(view, 0)
    for _ in range(10):
        QTest.keyClick(view, KEY.Key_PageDown)
    shown = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(shown)
    assert view.currentIndex().row() > 100


def test_shift_and_ctrl_with_arrows(build: Build) -> None:
    view = build(100)
    click(view, 1)
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    QTest.keyClick(view, KEY.Key_Down, SHIFT)
    assert view.selected_ids() == [1, 2, 3, 4, 5, 6]
    QTest.keyClick(view, KEY.Key_Up, SHIFT)
    QTest.keyClick(view, KEY.Key_Left, SHIFT)
    QTest.keyClick(view, KEY.Key_Left, SHIFT)
    assert view.selected_ids() == [0, 1]
    click(view, 2)
    QTest.keyClick(view, KEY.Key_Down, CTRL)
    assert view.selected_ids() == [2]
    assert view.currentIndex().row() == 6
    QTest.keyClick(view, KEY.Key_Space, CTRL)
    assert view.selected_ids() == [2, 6]
    QTest.keyClick(view, KEY.Key_End, SHIFT)
    assert view.selected_ids()[-1] == 99


def test_shift_selects_from_where_the_program_put_the_cursor(build: Build) -> None:
    view = build(100)
    click(view, 1)
    view.setCurrentIndex(view.model().index(8, 0))
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    assert view.selected_ids() == [8, 9, 10]


def test_select_all_is_one_run_of_a_million(build: Build) -> None:
    view = build(1_000_000)
    QTest.keyClick(view, KEY.Key_A, CTRL)
    assert view.selectionModel().selection().size() == 1
    assert view.selection_count() == 1_000_000


@pytest.mark.parametrize("key", [KEY.Key_Return, KEY.Key_Enter])
def test_enter_opens(qtbot: QtBot, build: Build, key: Qt.Key) -> None:
    view = build(100)
    click(view, 3)
    with qtbot.waitSignal(view.activated) as activated:
        QTest.keyClick(view, key)
    assert activated.args[0].row() == 3


def test_typing_goes_to_a_name(qtbot: QtBot, build: Build) -> None:
    view = build(12)
    model = results(view)
    view.grab()
    qtbot.waitUntil(lambda: model.known_row(11) is not None)
    QTest.keyClicks(view, "img_00007")
    assert view.currentIndex().row() == 7
    assert view.selected_ids() == [7]


def test_right_to_left_is_mirrored(build: Build) -> None:
    view = build(100)
    view.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    rects = [view.visualRect(view.model().index(row, 0)) for row in range(4)]
    assert rects[0].left() > rects[3].left()
    click(view, 0)
    QTest.keyClick(view, KEY.Key_Left)
    assert view.currentIndex().row() == 1
    QTest.keyClick(view, KEY.Key_Right)
    assert view.currentIndex().row() == 0


# Contents that change


def test_new_contents_start_at_the_top_with_nothing_selected(build: Build) -> None:
    view = build(1000)
    view.scroll_by(5000)
    view.selectAll()
    results(view).set_hits(hits(3, 1, 2))
    assert view.verticalOffset() == 0
    assert view.selection_count() == 0
    assert list(view.visible_rows()) == [0, 1, 2]


def scrolled_with_a_selection(build: Build, count: int = 1000) -> tuple[GridView, int, int]:
    """A view in the middle, some pictures selected; its first picture and where that is."""
    view = build(count)
    results(view).set_ids(array("q", range(0, 10 * count, 10)))
    view.scrollTo(view.model().index(400, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    view.scroll_by(30)
    click(view, 409)
    click(view, 411, SHIFT)
    click(view, 414, CTRL)
    assert view.selected_ids() == [4090, 4100, 4110, 4140]
    return view, first_visible(view), view.visualRect(view.model().index(400, 0)).top()


@pytest.mark.parametrize("every", [400, 3], ids=["a few changes", "many changes"])
def test_a_refresh_keeps_selection_cursor_and_place(build: Build, every: int) -> None:
    view, first, top = scrolled_with_a_selection(build)
    model = results(view)
    added = [each + 5 for each in range(0, 10_000, 10 * every)]
    gone = {40, 50, 9000}
    new = sorted((set(model.ids()) | set(added)) - gone)
    model.refresh_ids(array("q", new))
    assert view.selected_ids() == [4090, 4100, 4110, 4140]
    assert model.picture_id(view.currentIndex().row()) == 4140
    row = model.row_of(first)
    assert abs(view.visualRect(model.index(row, 0)).top() - top) <= 1
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    after = model.picture_id(model.row_of(4140) + 1)
    assert view.selected_ids() == [4090, 4100, 4110, 4140, after]


def test_a_refresh_drops_what_is_gone(build: Build) -> None:
    view, first, _ = scrolled_with_a_selection(build)
    model = results(view)
    model.refresh_ids(array("q", (each for each in model.ids() if each not in (first, 4100))))
    assert view.selected_ids() == [4090, 4110, 4140]
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
    assert list(view.visible_rows()) == [0, 1, 2, 3]


def test_a_thumbnail_that_is_ready_is_painted_alone(qtbot: QtBot, build: Build) -> None:
    view = build(1000)
    thumbnails = FakeThumbnails()
    view.setItemDelegate(GridDelegate(thumbnails, view))
    qtbot.waitUntil(lambda: {each for each, _ in thumbnails.asked} >= {0, 5, 9})
    thumbnails.asked.clear()
    view.update_picture(5)
    view.update_picture(999)
    qtbot.waitUntil(lambda: bool(thumbnails.asked))
    assert {each for each, _ in thumbnails.asked} == {5}


def test_rows_that_arrive_are_painted(qtbot: QtBot, build: Build) -> None:
    view = build(1000)
    thumbnails = FakeThumbnails()
    view.setItemDelegate(GridDelegate(thumbnails, view))
    view.scroll_by(3000)
    wanted = set(view.visible_rows())
    qtbot.waitUntil(lambda: {each for each, _ in thumbnails.asked} >= wanted)


def test_what_is_on_screen_is_told(qtbot: QtBot, build: Build) -> None:
    view = build(1000)
    qtbot.waitUntil(lambda: bool(view._visible_ids))
    with qtbot.waitSignal(view.visible_ids_changed) as told:
        view.scroll_by(700)
        view.scroll_by(700)
    assert told.args == [frozenset(view.visible_rows())]
    with qtbot.waitSignal(view.visible_ids_changed) as told:
        results(view).clear()
    assert told.args == [frozenset()]


def test_only_what_shows_is_painted(qtbot: QtBot, build: Build) -> None:
    view = build(1_000_000)
    thumbnails = FakeThumbnails()
    view.setItemDelegate(GridDelegate(thumbnails, view))
    view.scroll_to_offset(12_345_678)
    wanted = set(view.visible_rows())
    qtbot.waitUntil(lambda: {each for each, _ in thumbnails.asked} >= wanted)
    near = {each for each, _ in thumbnails.asked}
    assert len(near) <= len(wanted) + 40


# What Qt asks


def test_a_box_is_selected_like_a_band(build: Build) -> None:
    view = build(100)
    box = view.visualRect(view.model().index(1, 0)) | view.visualRect(view.model().index(6, 0))
    view.setSelection(box, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert view.selected_ids() == [1, 2, 5, 6]


def test_the_region_of_a_selection_is_what_shows_of_it(build: Build) -> None:
    view = build(100_000)
    model = view.model()
    whole = QItemSelection(model.index(0, 0), model.index(99_999, 0))
    region = view.visualRegionForSelection(whole)
    assert region.boundingRect().intersects(view.viewport().rect())
    assert region.boundingRect().height() < 2 * view.viewport().height()
    far = QItemSelection(model.index(5000, 0), model.index(5001, 0))
    assert view.visualRegionForSelection(far).isEmpty()


def test_hits_scattered_over_many_runs_can_be_selected(build: Build) -> None:
    view = build(2000)
    selection = QItemSelection()
    for row in range(0, 2000, 3):
        selection.select(view.model().index(row, 0), view.model().index(row, 0))
    view.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert view.selection_count() == 667
    assert view.selected_ids() == list(range(0, 2000, 3))
    assert not view.visualRegionForSelection(selection).isEmpty()
