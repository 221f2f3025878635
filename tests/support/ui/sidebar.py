"""The folders of the side bar, as a person unfolds and chooses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from picseek.ui.sidebar.folder_tree import FolderTree
from picseek.ui.sidebar.tree_rows import children
from tests.support.ui.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTreeWidgetItem


def tree(desk: Desk) -> FolderTree:
    return desk.child(FolderTree, "folderTree")


def rows(tree: FolderTree) -> list[str]:
    """The names of the rows at the top."""
    return [item.text(0) for item in children(tree.invisibleRootItem())]


def find(tree: FolderTree, *names: str) -> QTreeWidgetItem | None:
    """A row by the names of the rows it lies in, and its own; None if it is not listed (yet)."""
    item: QTreeWidgetItem | None = tree.invisibleRootItem()
    for name in names:
        inside = children(item) if item is not None else []
        item = next((child for child in inside if child.text(0) == name), None)
    return item


def row(tree: FolderTree, *names: str) -> QTreeWidgetItem:
    """The same, of a row that is listed."""
    item = find(tree, *names)
    assert item is not None, names
    return item


def unfold(desk: Desk, *names: str) -> None:
    """Unfold a folder, and wait until what is in it is listed."""
    item = row(tree(desk), *names)
    item.setExpanded(True)
    desk.until(lambda: item.childCount() > 0)


def click(desk: Desk, *names: str) -> None:
    """Click a folder."""
    shown = tree(desk)
    at = shown.visualItemRect(row(shown, *names)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=at)
