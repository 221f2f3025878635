"""Paths and keys in a window that reads from right to left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QListWidget, QTreeWidget

from picseek.ui.sidebar.tree_rows import children
from picseek.ui.text.bidi import isolated_ltr
from picseek.ui.viewer.info import InfoPanel
from tests.support.ui.desk import Desk


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def isolated(text: str) -> str:
    return f"\u2066{text}\u2069"


def test_from_left_to_right_nothing_is_added(desk: Desk) -> None:
    assert isolated_ltr("/a/b") == "/a/b"
    desk.open()
    assert not any("\t" in action.text() for action in desk.window.findChildren(QAction))


@pytest.mark.usefixtures("mirrored")
def test_keys_stay_in_order_in_menus_and_in_the_sheet(desk: Desk) -> None:
    desk.open()
    zoom = desk.action("zoomInAction")
    keys = isolated("Ctrl++")
    assert zoom.text().endswith(f"\t{keys}")
    assert zoom.toolTip().endswith(f"({keys})")
    desk.press("shortcutsAction")
    sheet = desk.child(QTreeWidget, "shortcutList")
    lines = [line for group in children(sheet.invisibleRootItem()) for line in children(group)]
    shown = {line.text(0): line.text(1) for line in lines}
    assert keys in shown[zoom.text().partition("\t")[0].replace("&", "")]
    assert not any("\t" in does for does in shown)


@pytest.mark.usefixtures("mirrored")
def test_paths_stay_in_order(desk: Desk, tmp_path: Path) -> None:
    desk.library.remember(tmp_path)
    desk.open()
    desk.preferences("folders")
    folders = desk.child(QListWidget, "chosenFolders")
    desk.until(lambda: folders.count() == 1)
    assert folders.item(0).text() == isolated(str(tmp_path))


def test_the_panels_line_is_on_the_side_of_the_picture(qapp: QApplication) -> None:
    panel = InfoPanel()
    assert "border-left" in panel.styleSheet()
    panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert "border-right" in panel.styleSheet()
    assert "border-left" not in panel.styleSheet()
    panel.deleteLater()
