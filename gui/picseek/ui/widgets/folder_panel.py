"""The side bar: which folders Picseek looks into."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types import FolderRow
from picseek.ui.desktop import shown
from picseek.ui.theme import FLAT_SHEET, icon
from picseek.ui.widgets import wording

_ROW_HEIGHT = 46
_LEAST_WIDTH = 150
_FIRST_WIDTH = 230
_PATH_ROLE = Qt.ItemDataRole.UserRole
_SHEET = """
#folderPanel { background: palette(window); border-right: 1px solid palette(mid); }
#folderTitle { font-weight: 600; }
#folderList { background: transparent; border: none; outline: none; }
#folderList::item { border-radius: 6px; padding: 3px 8px; }
#folderList::item:selected { background: palette(highlight); color: palette(highlighted-text); }
"""


class FolderPanel(QWidget):
    """Lists the folders, with what they hold and whether they can be reached.

    Signals:
        remove_wanted: The path of a folder that should be forgotten.
        rescan_wanted: The path of a folder that should be looked at again.
        open_wanted: The path of a folder to be shown in the file manager.
    """

    remove_wanted = Signal(object)
    rescan_wanted = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, add: QAction, rescan: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("folderPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(FLAT_SHEET + _SHEET)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._rows: tuple[FolderRow, ...] = ()
        self._list = self._make_list()
        self._remove = QAction(icon("remove"), self.tr("Remove folder…"), self)
        self._remove.setObjectName("removeFolderAction")
        self._remove.setShortcut(Qt.Key.Key_Delete)
        self._remove.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._remove.setToolTip(self.tr("Forget the selected folder; its pictures stay (Del)"))
        self._remove.setEnabled(False)
        self._remove.triggered.connect(self._on_remove)
        self._list.addAction(self._remove)
        self._list.currentItemChanged.connect(self._on_current)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 8, 8)
        column.addLayout(self._make_head((add, self._remove, rescan)))
        column.addWidget(self._list)

    def _make_head(self, actions: Sequence[QAction]) -> QHBoxLayout:
        title = QLabel(self.tr("Folders"), self)
        title.setObjectName("folderTitle")
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(title, 1)
        for action in actions:
            button = QToolButton(self)
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            row.addWidget(button)
        return row

    def _make_list(self) -> QListWidget:
        folders = QListWidget(self)
        folders.setObjectName("folderList")
        folders.setAccessibleName(self.tr("Folders"))
        folders.setIconSize(QSize(18, 18))
        folders.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        folders.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        folders.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        folders.customContextMenuRequested.connect(self._on_menu)
        return folders

    def sizeHint(self) -> QSize:
        """Wide enough for a folder's name."""
        return QSize(_FIRST_WIDTH, super().sizeHint().height())

    def set_rows(self, rows: Sequence[FolderRow]) -> None:
        """Show these folders; the current one stays current."""
        current = self.current()
        self._rows = tuple(rows)
        self._list.clear()
        for row in self._rows:
            item = self._make_item(row)
            self._list.addItem(item)
            if row.path == current:
                self._list.setCurrentItem(item)

    def _make_item(self, row: FolderRow) -> QListWidgetItem:
        name = shown(row.path.name) or shown(row.path)
        state = wording.files(row.pictures)  # copies count, unlike in the grid
        if not row.available:
            state = self.tr("Not connected") + f" · {state}"
        elif row.problems:
            state += f" · {wording.problems(row.problems)}"
        item = QListWidgetItem(icon("folder"), f"{name}\n{state}")
        item.setToolTip(shown(row.path))
        item.setData(_PATH_ROLE, row.path)
        item.setSizeHint(QSize(0, _ROW_HEIGHT))
        if not row.available:
            item.setForeground(self.palette().brush(QPalette.ColorRole.PlaceholderText))
            item.setIcon(icon("warning"))
        return item

    def current(self) -> Path | None:
        """The folder that is selected in the list."""
        item = self._list.currentItem()
        path = item.data(_PATH_ROLE) if item is not None else None
        return path if isinstance(path, Path) else None

    def changeEvent(self, event: QEvent) -> None:
        """Take the new palette's grey."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.set_rows(self._rows)

    def _on_current(self) -> None:
        self._remove.setEnabled(self.current() is not None)

    def _on_remove(self) -> None:
        if (path := self.current()) is not None:
            self.remove_wanted.emit(path)

    def _on_menu(self, position: QPoint) -> None:
        path = self.current()
        if path is None or self._list.itemAt(position) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        look = menu.addAction(icon("refresh"), self.tr("Look for changes"))
        look.triggered.connect(lambda: self.rescan_wanted.emit(path))
        show = menu.addAction(icon("reveal"), self.tr("Open in file manager"))
        show.triggered.connect(lambda: self.open_wanted.emit(path))
        menu.addSeparator()
        menu.addAction(self._remove)
        menu.popup(self._list.viewport().mapToGlobal(position))
