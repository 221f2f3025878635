"""The folders of the library as a tree."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import (
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from picseek.engine.types import FolderNode, FolderRow
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.sidebar.gitignore_pattern import pattern_of
from picseek.ui.sidebar.row_delegate import RowDelegate
from picseek.ui.sidebar.tree_items import FolderItems
from picseek.ui.sidebar.tree_rows import NODE_ROLE, PATH_ROLE, Rows

_REST_MS = 150
"""Delay before a folder reached by the arrow keys is shown."""


class FolderTree(QTreeWidget):
    """Lists folders; subfolders are requested when a folder is expanded.

    Signals:
        chosen: The folder (a Path) whose pictures should be shown, or None: all pictures.
        children_requested: The path of a folder that was expanded.
        problems_requested: The path of a folder whose problems should be shown.
        menu_requested: Open a menu for the current row, at this global position.
    """

    chosen = Signal(object)
    children_requested = Signal(object)
    problems_requested = Signal(object)
    menu_requested = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("folderTree")
        self.setAccessibleName(self.tr("Folders"))
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setIconSize(QSize(18, 18))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self._rows = Rows(self)
        self._items = FolderItems(self, self._rows)
        self._roots: tuple[FolderRow, ...] = ()
        self._busy: frozenset[Path] = frozenset()
        self._folder: Path | None = None
        self._to_open: set[Path] = set()
        self._is_quiet = False
        self._all = self._rows.all_pictures()
        self.addTopLevelItem(self._all)
        self.setCurrentItem(self._all)
        self._rest_timer = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest_timer.setObjectName("folderRests")
        self._rest_timer.timeout.connect(self._choose)
        self.currentItemChanged.connect(self._on_current)
        self.itemExpanded.connect(self._on_expanded)
        self.itemClicked.connect(self._on_wanted)
        self.itemActivated.connect(self._on_wanted)

    def set_roots(self, roots: Sequence[FolderRow], pictures: int) -> None:
        """Show these root folders; expanded folders stay expanded.

        Args:
            roots: In the order shown.
            pictures: Of the whole library.
        """
        self._rows.count_all(self._all, pictures)
        self._roots = tuple(roots)
        with self._preserving_current():
            self._items.set_roots(roots, self._busy)
        chosen = [row.path for row in roots]
        self._to_open = {each for each in self._to_open if any(map(each.is_relative_to, chosen))}
        self._open(chosen)

    def set_busy(self, roots: Collection[Path]) -> None:
        """Mark the root folders that are being indexed."""
        if self._busy != frozenset(roots):
            self._busy = frozenset(roots)
            self._items.set_roots(self._roots, self._busy)

    def set_children(self, folder: Path, nodes: Sequence[FolderNode]) -> None:
        """Show the subfolders of a folder."""
        with self._preserving_current():
            self._items.set_children(folder, nodes)
        there = {node.path for node in nodes}
        self._to_open = {each for each in self._to_open if _may_be_there(each, folder, there)}
        self._open(there)

    @property
    def pad(self) -> int:
        """Padding above and below a row's content, in pixels."""
        return self._rows.pad

    @pad.setter
    def pad(self, pad: int) -> None:
        self._rows.pad = self._delegate.pad = pad
        self._measure()

    def open_folders(self) -> list[Path]:
        """The expanded folders."""
        return self._items.open_folders()

    def reopen(self, folders: Collection[Path]) -> None:
        """Expand these, each as soon as it is listed."""
        self._to_open = set(folders)

    def folders_to_expand(self) -> list[Path]:
        """The folders to expand at the next start, in order."""
        return sorted(self._to_open.union(self.open_folders()))

    def has_subfolders(self, root: Path) -> bool:
        """Whether a root folder is known to have subfolders."""
        return self._items.has_subfolders(root)

    def show_chosen(self, folder: Path | None) -> None:
        """Select the folder whose pictures are shown; None: all."""
        self._rest_timer.stop()
        self._folder = folder
        if self.currentItem() is None or self.folder() != folder:
            self._go_to(folder)

    def folder(self) -> Path | None:
        """The folder of the current row, or None."""
        item = self.currentItem()
        path = item.data(0, PATH_ROLE) if item is not None else None
        return path if isinstance(path, Path) else None

    def root(self) -> FolderRow | None:
        """The root folder of the current row, or None."""
        item = self.currentItem()
        if item is None or item.parent() is not None:
            return None
        return next((row for row in self._roots if row.path == self.folder()), None)

    def pattern(self) -> str:
        """The pattern that excludes the current folder; ``""``: a root folder, or none."""
        folder = self.folder()
        return pattern_of(folder, (row.path for row in self._roots)) if folder else ""

    def problems(self) -> int:
        """The number of problems in the current folder and its subfolders."""
        if (root := self.root()) is not None:
            return root.problems
        item = self.currentItem()
        node = item.data(0, NODE_ROLE) if item is not None else None
        return node.problems if isinstance(node, FolderNode) else 0

    def restore_current(self) -> None:
        """Select the shown folder again, after the menu of another folder was closed."""
        self.show_chosen(self._folder)

    # Selection and expansion

    def _open(self, listed: Collection[Path]) -> None:
        for folder in self._to_open.intersection(listed):
            item = self._items.item_of(folder)
            if item is not None:
                self._to_open.discard(folder)
                item.setExpanded(True)

    def _measure(self) -> None:
        rows = QTreeWidgetItemIterator(self)
        while (item := rows.value()) is not None:
            self._rows.measure(item)
            rows += 1

    def _go_to(self, folder: Path | None) -> None:
        with self._without_choosing():
            item = self._all if folder is None else self._items.item_of(folder)
            if item is not None:
                self.setCurrentItem(item)
            else:
                self.setCurrentIndex(QModelIndex())

    @contextmanager
    def _without_choosing(self) -> Iterator[None]:
        """Change the current row without showing its folder."""
        before, self._is_quiet = self._is_quiet, True
        try:
            yield
        finally:
            self._is_quiet = before

    @contextmanager
    def _preserving_current(self) -> Iterator[None]:
        """Change rows. If the current one is removed, select none; Qt would select a neighbour."""
        folder = self.folder()
        with self._without_choosing():
            yield
        if self.folder() != folder:
            self._go_to(folder)

    def _on_current(self) -> None:
        if not self._is_quiet:
            self._rest_timer.start()

    def _on_wanted(self, item: QTreeWidgetItem) -> None:
        parent = item.parent()
        if parent is not None and item.data(0, PATH_ROLE) is None:
            with self._without_choosing():
                self.setCurrentItem(self._items.show_more(parent))
        else:
            self._choose()

    def _choose(self) -> None:
        self._rest_timer.stop()
        folder = self.folder()
        on_none = folder is None and self.currentItem() is not self._all
        if folder != self._folder and not on_none:
            self._folder = folder
            self.chosen.emit(folder)

    def _on_expanded(self, item: QTreeWidgetItem) -> None:
        self.children_requested.emit(item.data(0, PATH_ROLE))

    def _over_link(self, index: QModelIndex, at: QPoint) -> bool:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return index.isValid() and self._delegate.over_link(option, index, at)

    # Qt overrides

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A right click opens a menu, without showing the folder."""
        if event.button() == Qt.MouseButton.RightButton:
            with self._without_choosing():
                super().mousePressEvent(event)
        else:
            super().mousePressEvent(event)

    @guarded(nothing)
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the problems where their number is clicked."""
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and self._over_link(index, at):
            self.problems_requested.emit(index.data(PATH_ROLE))

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over links."""
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        hand = self._over_link(self.indexAt(at), at)
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._measure()

    @guarded(nothing)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu at the click, or, with the menu key, at the current row."""
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()).center()
        elif (item := self.itemAt(at)) is not None:
            with self._without_choosing():
                self.setCurrentItem(item)
        self.menu_requested.emit(self.viewport().mapToGlobal(at))


def _may_be_there(wanted: Path, folder: Path, children: Collection[Path]) -> bool:
    """Whether a folder may still be listed, now that these subfolders are known."""
    if wanted == folder or not wanted.is_relative_to(folder):
        return True
    return any(each in children for each in (wanted, *wanted.parents))
