"""Selecting many pictures by the menus, and the menu beside the pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from picseek.ui.viewer.page import ViewerPage
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures

NAMES = ("a.jpg", "b.jpg", "c.jpg")
ACTIONS = ("selectAllAction", "selectNoneAction", "invertSelectionAction")


@pytest.fixture
def full(desk: Desk, tmp_path: Path) -> Desk:
    desk.library.put(*draw_pictures(tmp_path / "photos", *NAMES))
    desk.open()
    desk.until_names(*NAMES)
    return desk


def test_all_none_and_the_others(full: Desk) -> None:
    full.press("selectAllAction")
    assert full.grid.selection.count() == 3
    full.press("selectNoneAction")
    assert full.grid.selection.count() == 0
    full.select("b.jpg")
    full.press("invertSelectionAction")
    assert full.grid.selection.count() == 2


def test_where_there_is_nothing_to_select_they_are_off(desk: Desk) -> None:
    desk.open()
    assert not any(desk.action(name).isEnabled() for name in ACTIONS)


def test_the_viewer_is_not_the_place_for_them(full: Desk) -> None:
    full.select("b.jpg")
    full.press("viewAction")
    assert not any(full.action(name).isEnabled() for name in ACTIONS)
    QTest.keyClick(full.child(ViewerPage, "viewer").canvas, Qt.Key.Key_Escape)
    assert all(full.action(name).isEnabled() for name in ACTIONS)


def test_beside_the_pictures_there_is_a_menu_of_the_grid(full: Desk) -> None:
    full.grid.clearSelection()
    full.grid.customContextMenuRequested.emit(QPoint(2, 2))
    menu = full.child(QMenu, "gridMenu")
    names = [action.objectName() for action in menu.actions() if action.objectName()]
    assert names[:4] == [
        "selectAllAction", "invertSelectionAction", "squaresAction", "justifiedAction"
    ]  # fmt: skip
    menu.close()


def test_down_from_the_search_box_goes_to_a_picture(full: Desk) -> None:
    full.press_key(Qt.Key.Key_Down)
    assert full.grid.selection.count() == 1
    assert full.action("viewAction").isEnabled()
