"""Creates and labels the rows of the folder tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QTreeWidgetItem

from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.sidebar.row_delegate import (
    COUNT_ROLE,
    FAINT_ROLE,
    LINK_ROLE,
    PAD,
    STATE_ROLE,
    row_size,
)
from picseek.ui.style.icons import icon
from picseek.ui.text import wording
from picseek.ui.text.bidi import isolated_ltr
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QTreeWidget

    from picseek.engine.types import FolderNode, FolderRow

PATH_ROLE = int(Qt.ItemDataRole.UserRole)
"""Path of a row's folder; None: the row is no folder."""

NODE_ROLE = PATH_ROLE + 1
"""FolderNode of a row, unless it is a root folder."""

_SPOKEN = int(Qt.ItemDataRole.AccessibleTextRole)
_Policy = QTreeWidgetItem.ChildIndicatorPolicy


class Rows(QObject):
    """Creates and labels rows.

    Attributes:
        pad: Padding above and below a row's content, in pixels.
    """

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree
        self.pad = PAD
        self._folder = icon("folder")
        self._warning = icon("warning")

    def all_pictures(self) -> QTreeWidgetItem:
        """The row of the whole library."""
        item = self._row(self.tr("All pictures"))
        item.setIcon(0, icon("pictures"))
        item.setToolTip(0, self.tr("Show pictures from all folders"))
        return item

    def count_all(self, item: QTreeWidgetItem, pictures: int) -> None:
        """Show the number of pictures."""
        item.setData(0, COUNT_ROLE, wording.number(pictures) if pictures else "")
        item.setData(0, _SPOKEN, f"{item.text(0)}, {wording.pictures(pictures)}")

    def folder(self, path: Path) -> QTreeWidgetItem:
        """The row of a folder, without details yet."""
        item = self._row(displayable(path.name) or displayable(path))
        item.setData(0, PATH_ROLE, path)
        item.setIcon(0, self._folder)
        return item

    def more(self, count: int) -> QTreeWidgetItem:
        """The row that lists more folders."""
        item = self._row(self.tr("{} more folders…").format(wording.number(count)))
        item.setToolTip(0, self.tr("Show more folders (Enter)"))
        return item

    def show_root(self, item: QTreeWidgetItem, row: FolderRow, *, busy: bool) -> None:
        """Show the state of a root folder."""
        state = ""
        if not row.available:
            state = self.tr("Not connected")
        elif busy:
            state = self.tr("Indexing…")
        elif row.absent:
            state = self.tr("%Ln file(s) unavailable", "", row.absent)
        problems = wording.problems(row.problems) if row.problems else ""
        item.setData(0, STATE_ROLE, state)
        item.setData(0, LINK_ROLE, problems)
        if bool(item.data(0, FAINT_ROLE)) == row.available:
            item.setData(0, FAINT_ROLE, not row.available)
            item.setIcon(0, self._folder if row.available else self._warning)
        self.measure(item)
        _count(item, row.path, row.pictures, state, problems)

    def set_expandable(self, item: QTreeWidgetItem, *, folders: bool) -> None:
        """Show whether a folder has subfolders, so that it can be expanded."""
        item.setChildIndicatorPolicy(
            _Policy.ShowIndicator if folders else _Policy.DontShowIndicator
        )

    def measure(self, item: QTreeWidgetItem) -> None:
        """Set a row's height for the tree's font."""
        lines = 2 if item.data(0, STATE_ROLE) or item.data(0, LINK_ROLE) else 1
        item.setSizeHint(0, row_size(self._tree.fontMetrics(), lines, self.pad))

    def show_node(self, item: QTreeWidgetItem, node: FolderNode) -> None:
        """Show the details of a subfolder."""
        item.setData(0, NODE_ROLE, node)
        self.set_expandable(item, folders=node.folders)
        problems = wording.problems(node.problems) if node.problems else ""
        _count(item, node.path, node.pictures, "", problems)

    def _row(self, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([text])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.measure(item)
        return item


def children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """The child rows of a row."""
    rows = (item.child(row) for row in range(item.childCount()))
    return [child for child in rows if child is not None]


def _count(item: QTreeWidgetItem, path: Path, pictures: int, state: str, problems: str) -> None:
    details = [part for part in (wording.pictures(pictures), state, problems) if part]
    item.setData(0, COUNT_ROLE, wording.number(pictures))
    tip = "\n".join((isolated_ltr(displayable(path)), " · ".join(details)))
    item.setToolTip(0, plain_tooltip(tip))
    item.setData(0, _SPOKEN, ", ".join((item.text(0), *details)))
