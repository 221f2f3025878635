from __future__ import annotations

from dataclasses import replace
from inspect import isfunction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QObject,
    QPoint,
    Qt,
)
from PySide6.QtGui import QAction, QColor, QDrag
from PySide6.QtTest import QTest

from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.scrubber import Scrubber
from picseek.ui.grid.view import GridView
from tests.support.ui.grid import rows_of
from tests.support.ui.grid_on_screen import (
    CTRL,
    KEY,
    LEFT,
    PLAIN,
    SHIFT,
    Build,
    centre,
    click,
    drag_band,
    gap_before,
    results,
)
from tests.ui.grid.conftest import Clock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


# Mouse


def test_a_click_selects_and_a_click_beside_clears(build: Build) -> None:
    view = build(100)
    click(view, 5)
    assert view.selection.ids() == [5]
    assert view.currentIndex().row() == 5
    QTest.mouseClick(view.viewport(), LEFT, PLAIN, gap_before(view, 0))
    assert view.selection.ids() == []


def test_ctrl_and_shift_clicks(build: Build) -> None:
    view = build(100)
    click(view, 1)
    click(view, 6, CTRL)
    assert view.selection.ids() == [1, 6]
    click(view, 1, CTRL)
    assert view.selection.ids() == [6]
    click(view, 3)
    click(view, 9, SHIFT)
    assert view.selection.ids() == [3, 4, 5, 6, 7, 8, 9]
    click(view, 1, SHIFT)
    assert view.selection.ids() == [1, 2, 3]


def test_shift_selects_from_far_away(build: Build) -> None:
    view = build(1_000_000)
    click(view, 2)
    view.content.scroll_to(10**9)
    click(view, view.content.area.rows[-1], SHIFT)
    assert view.selection.count() == 999_998
    assert len(view.selection.runs()) == 1


def test_a_double_click_opens(qtbot: QtBot, build: Build) -> None:
    view = build(100)
    click(view, 4)
    with qtbot.waitSignal(view.activated) as activated:
        QTest.mouseDClick(view.viewport(), LEFT, PLAIN, centre(view, 4))
    assert activated.args[0].row() == 4


def test_a_band_selects_the_columns_it_crosses(build: Build) -> None:
    view = build(100)
    drag_band(view, gap_before(view, 1), centre(view, 6))
    assert view.selection.ids() == [1, 2, 5, 6]
    image = view.viewport().grab().toImage()
    edge = gap_before(view, 1) + QPoint(1, 20)
    assert QColor(image.pixel(edge)) != view.palette().base().color()
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, centre(view, 6))
    assert view.selection.ids() == [1, 2, 5, 6]
    QTest.mouseMove(view.viewport(), centre(view, 9))
    assert view.selection.ids() == [1, 2, 5, 6]


def test_a_band_over_all_columns_is_one_run(build: Build) -> None:
    view = build(100)
    drag_band(view, gap_before(view, 0), centre(view, 7) + QPoint(20, 0))
    assert view.selectionModel().selection().size() == 1
    assert view.selection.ids() == list(range(8))


def test_a_band_shrinks_again(build: Build) -> None:
    view = build(100)
    drag_band(view, gap_before(view, 0), centre(view, 6))
    QTest.mouseMove(view.viewport(), centre(view, 1))
    assert view.selection.ids() == [0, 1]


def test_a_band_with_ctrl_toggles_and_with_shift_adds(build: Build) -> None:
    view = build(100)
    click(view, 5)
    click(view, 9, CTRL)
    drag_band(view, gap_before(view, 4), centre(view, 5), CTRL)
    QTest.mouseRelease(view.viewport(), LEFT, CTRL, centre(view, 5))
    assert view.selection.ids() == [4, 9]
    drag_band(view, gap_before(view, 0), centre(view, 1), SHIFT)
    QTest.mouseRelease(view.viewport(), LEFT, SHIFT, centre(view, 1))
    assert view.selection.ids() == [0, 1, 4, 9]


def test_escape_gives_up_a_band(build: Build) -> None:
    view = build(100)
    click(view, 9)
    drag_band(view, gap_before(view, 0), centre(view, 1), CTRL)
    assert view.selection.ids() == [0, 1, 9]
    QTest.keyClick(view, KEY.Key_Escape)
    assert view.selection.ids() == [9]
    QTest.mouseMove(view.viewport(), centre(view, 5))
    assert view.selection.ids() == [9]


def test_a_band_at_the_edge_scrolls(qtbot: QtBot, build: Build) -> None:
    view = build(1000)
    bottom = QPoint(view.viewport().width() - 4, view.viewport().height() + 150)
    drag_band(view, gap_before(view, 0), bottom)
    qtbot.waitUntil(lambda: view.verticalOffset() > 600)
    assert view.selection.count() > 16
    QTest.mouseMove(view.viewport(), QPoint(bottom.x(), -150))
    qtbot.waitUntil(lambda: view.verticalOffset() == 0)
    QTest.mouseRelease(view.viewport(), LEFT, PLAIN, QPoint(bottom.x(), -150))


def test_a_band_grows_with_the_wheel(build: Build) -> None:
    view = build(1000)
    drag_band(view, gap_before(view, 0), centre(view, 5))
    view.content.scroll_to(20 * view.content.geometry.pitch)
    assert view.selection.ids()[:4] == [0, 1, 4, 5]
    assert view.selection.ids()[-2:] == [84, 85]


def test_a_band_over_hundreds_of_rows_can_change_its_columns(build: Build) -> None:
    view = build(10_000)
    drag_band(view, gap_before(view, 0), centre(view, 5))
    view.content.scroll_to(500 * view.content.geometry.pitch)
    assert view.selection.count() == 2 * 502
    target = centre(view, view.content.area.rows.start + 6)
    QTest.mouseMove(view.viewport(), target)
    rows = {row // 4 for row in view.selection.ids()}
    assert view.selection.count() == 3 * len(rows)


def test_a_pointer_that_covers_nothing_new_changes_nothing(qtbot: QtBot, build: Build) -> None:
    view = build(100)
    drag_band(view, gap_before(view, 0), centre(view, 5))
    with qtbot.assertNotEmitted(view.selectionModel().selectionChanged):
        QTest.mouseMove(view.viewport(), centre(view, 5) + QPoint(2, 2))


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
        (KEY.Key_Up, 7),  # the column is remembered
        (KEY.Key_Home, 0),
        (KEY.Key_End, 9),
        (KEY.Key_PageUp, 1),
        (KEY.Key_PageDown, 9),
    ):
        QTest.keyClick(view, key)
        assert view.currentIndex().row() == row, key
        assert view.selection.ids() == [row]


def test_the_cursor_is_scrolled_to(build: Build) -> None:
    view = build(1000)
    click(view, 0)
    for _ in range(10):
        QTest.keyClick(view, KEY.Key_PageDown)
    shown = view.visualRect(view.currentIndex())
    assert view.viewport().rect().contains(shown)
    assert view.currentIndex().row() == 80  # 2 whole rows a page


def test_shift_and_ctrl_with_arrows(build: Build) -> None:
    view = build(100)
    click(view, 1)
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    QTest.keyClick(view, KEY.Key_Down, SHIFT)
    assert view.selection.ids() == [1, 2, 3, 4, 5, 6]
    QTest.keyClick(view, KEY.Key_Up, SHIFT)
    QTest.keyClick(view, KEY.Key_Left, SHIFT)
    QTest.keyClick(view, KEY.Key_Left, SHIFT)
    assert view.selection.ids() == [0, 1]
    click(view, 2)
    QTest.keyClick(view, KEY.Key_Down, CTRL)
    assert view.selection.ids() == [2]
    assert view.currentIndex().row() == 6
    QTest.keyClick(view, KEY.Key_Space, CTRL)
    assert view.selection.ids() == [2, 6]
    QTest.keyClick(view, KEY.Key_End, SHIFT)
    assert view.selection.ids()[-1] == 99


def test_shift_selects_from_where_the_program_put_the_cursor(build: Build) -> None:
    view = build(100)
    click(view, 1)
    view.setCurrentIndex(view.model().index(8, 0))
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    QTest.keyClick(view, KEY.Key_Right, SHIFT)
    assert view.selection.ids() == [8, 9, 10]


def test_select_all_is_one_run_of_a_million(build: Build) -> None:
    view = build(1_000_000)
    QTest.keyClick(view, KEY.Key_A, CTRL)
    assert view.selectionModel().selection().size() == 1
    assert view.selection.count() == 1_000_000


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
    assert view.selection.ids() == [7]


def test_a_name_that_is_typed_may_have_a_space_in_it(
    qtbot: QtBot, build: Build, clock: Clock
) -> None:
    view = build(12)
    model = results(view)
    named = [replace(row, path=Path(f"/p/IMG {row.id:02}.jpg")) for row in rows_of(range(12))]
    model.add_rows(named)
    looked: list[bool] = []
    space = QAction(view)
    space.setShortcut("Space")
    space.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    space.triggered.connect(lambda: looked.append(True))
    view.addAction(space)
    view.activateWindow()
    qtbot.waitUntil(view.hasFocus)
    QTest.keyClicks(view, "img 07")
    assert view.selection.ids() == [7]
    assert not looked
    clock.ahead += 60  # a minute later, it is the shortcut's again
    QTest.keyClick(view, KEY.Key_Space)
    assert looked


def test_one_letter_again_and_again_goes_on(build: Build, clock: Clock) -> None:
    view = build(4)
    names = ("Beach.jpg", "Cat.jpg", "Bear.jpg", "bbq.jpg")
    model = results(view)
    model.add_rows([replace(row, path=Path("/p") / names[row.id]) for row in rows_of(range(4))])
    click(view, 1)
    seen = []
    for _ in range(2):
        QTest.keyClick(view, KEY.Key_C)
        seen.append(view.currentIndex().row())
    assert seen == [1, 1]
    clock.ahead += 60
    QTest.keyClicks(view, "bb")
    assert view.currentIndex().row() == 3
    QTest.keyClicks(view, "b")
    assert view.currentIndex().row() == 0
    QTest.keyClicks(view, "b")
    assert view.currentIndex().row() == 2


def test_the_selection_is_turned_round(build: Build) -> None:
    view = build(10)
    click(view, 2)
    click(view, 5, CTRL)
    view.selection.invert()
    assert view.selection.ids() == [0, 1, 3, 4, 6, 7, 8, 9]
    view.selection.invert()
    assert view.selection.ids() == [2, 5]
    view.selectAll()
    view.selection.invert()
    assert view.selection.ids() == []


def test_turning_round_a_selection_of_a_million_is_two_runs(build: Build) -> None:
    view = build(1_000_000)
    click(view, 3)
    view.selection.invert()
    assert view.selection.runs() == [range(3), range(4, 1_000_000)]


def test_escape_selects_none(build: Build) -> None:
    view = build(10)
    click(view, 2)
    QTest.keyClick(view, KEY.Key_Escape)
    assert view.selection.ids() == []
    assert view.currentIndex().row() == 2  # where the keys go on


def test_who_enters_is_on_a_picture(build: Build) -> None:
    view = build(1000)
    view.content.scroll_to(2000)
    view.enter()
    assert view.selection.ids() == [view.content.area.rows.start]
    click(view, view.content.area.rows.start + 5)
    before = view.selection.ids()
    view.enter()
    assert view.selection.ids() == before


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


# What Qt asks


def test_a_box_is_selected_like_a_band(build: Build) -> None:
    view = build(100)
    box = view.visualRect(view.model().index(1, 0)) | view.visualRect(view.model().index(6, 0))
    view.setSelection(box, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert view.selection.ids() == [1, 2, 5, 6]


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
    assert view.selection.count() == 667
    assert view.selection.ids() == list(range(0, 2000, 3))
    assert not view.visualRegionForSelection(selection).isEmpty()


@pytest.mark.parametrize("kind", [GridView, GridDelegate, ResultsModel, Scrubber])
def test_no_bug_can_leave_an_override(kind: type[QObject]) -> None:
    qt = [base for base in kind.__mro__ if base.__module__.startswith("PySide6.")]
    overrides = {
        name: function
        for name, function in vars(kind).items()
        if isfunction(function) and any(name in vars(base) for base in qt) and name != "__init__"
    }
    assert overrides
    assert [name for name, each in overrides.items() if not hasattr(each, "__wrapped__")] == []
