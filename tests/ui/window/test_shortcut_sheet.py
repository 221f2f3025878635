"""The list of all actions and their keys."""

from __future__ import annotations

import platform

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMessageBox, QTreeWidget, QTreeWidgetItem

from picseek import __version__
from picseek.ui.sidebar.tree_rows import children
from tests.support.ui.desk import Desk


def lines(desk: Desk) -> dict[str, str]:
    """Actions that are shown, with their keys; of two of one name, the last one's."""
    return dict(pairs(desk))


def pairs(desk: Desk) -> list[tuple[str, str]]:
    """Actions that are shown, and their keys."""
    groups = children(desk.child(QTreeWidget, "shortcutList").invisibleRootItem())
    shown: list[QTreeWidgetItem] = []
    for group in groups:
        shown += [] if group.isHidden() else children(group)
    return [(line.text(0), line.text(1)) for line in shown if not line.isHidden()]


def test_every_action_of_the_window_that_has_keys_is_listed(desk: Desk) -> None:
    desk.open()
    desk.press("shortcutsAction")
    listed = {keys for _, keys in pairs(desk)}
    for action in desk.window.findChildren(QAction):
        if action.shortcuts() and action.objectName():
            keys = "   ".join(key.toString() for key in action.shortcuts())
            assert keys in listed, action.objectName()
    assert lines(desk)["Keyboard shortcuts"] == "F1   ?"


def test_keys_of_a_list_stand_under_its_name(desk: Desk) -> None:
    desk.open()
    desk.press("shortcutsAction")
    groups = children(desk.child(QTreeWidget, "shortcutList").invisibleRootItem())
    titles = [group.text(0) for group in groups]
    assert titles[0] == "Library"
    assert {"Folders", "Saved searches", "Search", "Help"} <= set(titles)
    assert len(set(titles)) == len(titles)


def test_what_is_typed_narrows_it(desk: Desk) -> None:
    desk.open()
    desk.press("shortcutsAction")
    box = desk.child(QLineEdit, "shortcutFilter")
    QTest.keyClicks(box, "ctrl d")
    assert "Save search" in lines(desk)
    assert "Keyboard shortcuts" not in lines(desk)
    box.setText("no such thing")
    assert lines(desk) == {}


def test_what_is_no_action_is_listed_too(desk: Desk) -> None:
    desk.open()
    desk.press("shortcutsAction")
    assert lines(desk)["Go to a picture by name"] == "Type the first letters"
    assert lines(desk)["Larger or smaller thumbnails"] == "Ctrl+wheel"
    assert lines(desk)["Select a range"] == "Shift+click"


def test_the_help_menu_shows_the_version(desk: Desk) -> None:
    desk.open()
    desk.press("aboutAction")
    box = desk.child(QMessageBox, "aboutBox")
    assert __version__ in box.text()
    assert platform.python_version() in box.informativeText()
    box.close()
    desk.until(lambda: desk.window.findChild(QMessageBox, "aboutBox") is None)


def test_a_question_mark_opens_it_but_not_while_typing(desk: Desk) -> None:
    desk.open()
    desk.box.setFocus()
    QTest.keyClicks(desk.box, "?")
    assert desk.box.text() == "?"
    assert desk.window.findChild(QTreeWidget, "shortcutList") is None
    QTest.keyClick(desk.window, Qt.Key.Key_Question)
    desk.until(lambda: desk.shown("shortcutSheet"))
    QTest.keyClick(desk.child(QTreeWidget, "shortcutList"), Qt.Key.Key_Escape)
    assert not desk.shown("shortcutSheet")
