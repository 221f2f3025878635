"""The saved searches as a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QApplication,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QWidget,
)

from picseek.engine.types import SavedSearch
from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.sidebar.row_delegate import RowDelegate, row_size
from picseek.ui.sidebar.widget_shortcuts import WidgetShortcuts
from picseek.ui.style.icons import icon
from picseek.ui.text.displayable import displayable

_MAX_ROWS = 8
_ID_ROLE = int(Qt.ItemDataRole.UserRole)


class SavedList(QListWidget):
    """Lists saved searches, to run, rename, move and remove them.

    Signals:
        wanted: The id of the search to run.
        renamed: An id, and the new name.
        moved: All ids in their new order.
        remove_requested: The id of the search to remove.
    """

    wanted = Signal(object)
    renamed = Signal(object, str)
    moved = Signal(object)
    remove_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("savedList")
        self.setAccessibleName(self.tr("Saved searches"))
        self.setIconSize(QSize(18, 18))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self._active: int | None = None
        self._names: dict[int, str] = {}
        self._writable = True
        self._make_actions()
        self.itemClicked.connect(self._on_open)
        self.itemChanged.connect(self._on_changed)
        self.currentItemChanged.connect(self._on_current)
        self.model().rowsMoved.connect(self._emit_order)

    def _make_actions(self) -> None:
        make, tr = self._make, self.tr
        self._open = make("openSaved", tr("Search again"), "search", "Return", self._on_open)
        self._open.setShortcuts([QKeySequence("Return"), QKeySequence("Enter")])
        self._rename = make("renameSaved", tr("Rename"), "rename", "F2", self._on_rename)
        self._up = make("savedUp", tr("Move up"), "", "Alt+Up", lambda: self._move(-1))
        self._down = make("savedDown", tr("Move down"), "", "Alt+Down", lambda: self._move(1))
        self._remove = make("removeSaved", tr("Remove"), "remove", "Del", self._on_remove)
        keys = WidgetShortcuts(self)
        for action in (self._open, self._rename, self._up, self._down, self._remove):
            keys.add(action)
        self._on_current()

    def _make(
        self, name: str, text: str, icon_name: str, keys: str, slot: Callable[[], None]
    ) -> QAction:
        action = QAction(text, self)
        if icon_name:
            action.setIcon(icon(icon_name))
        action.setObjectName(f"{name}Action")
        action.setShortcut(keys)
        action.triggered.connect(lambda: slot())
        return action

    def set_searches(self, searches: Sequence[SavedSearch], *, writable: bool) -> None:
        """Show these. The current one stays selected, or if it is gone, its successor."""
        current, before = self._current(), self.currentRow()
        had_focus = self.hasFocus()
        self._end_editing()
        self._writable = writable
        self._names = {search.id: search.name for search in searches}
        self.blockSignals(True)
        self.clear()
        for search in searches:
            item = self._item(search)
            self.addItem(item)
            if search.id == current:
                self.setCurrentItem(item)
        if self.currentRow() < 0 <= before and had_focus:
            self.setCurrentRow(min(before, self.count() - 1))
        self.blockSignals(False)
        self._on_current()
        self.updateGeometry()

    def _end_editing(self) -> None:
        """Close the editor of a name that is about to be replaced, and store its text."""
        if self.state() != QListWidget.State.EditingState:
            return
        for editor in self.findChildren(QLineEdit):
            if not editor.isHidden():  # otherwise it is closing already
                self.commitData(editor)
                self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    @property
    def pad(self) -> int:
        """Padding above and below a row's content, in pixels."""
        return self._delegate.pad

    @pad.setter
    def pad(self, pad: int) -> None:
        self._delegate.pad = pad
        for row in range(self.count()):
            self.item(row).setSizeHint(row_size(self.fontMetrics(), 1, pad))
        self.updateGeometry()

    def show_active(self, number: int | None) -> None:
        """Select the search whose results are shown; None: another query's.

        The same search again does not move the selection of a focused list.
        """
        another, self._active = number != self._active, number
        keys = QApplication.focusWidget()
        away = keys is None or not (keys is self or self.isAncestorOf(keys))
        if away or (another and self.state() != QListWidget.State.EditingState):
            self._select_active()

    def edit_name(self, number: int) -> None:
        """Let the user edit the name of a search."""
        for row in range(self.count()):
            item = self.item(row)
            if item.data(_ID_ROLE) == number:
                self.setCurrentItem(item)
                self.setFocus()
                self.editItem(item)

    def menu(self) -> QMenu:
        """Return the menu of the current search."""
        menu = QMenu(self)
        menu.addActions([self._open, self._rename])
        menu.addSeparator()
        menu.addActions([self._up, self._down])
        menu.addSeparator()
        menu.addAction(self._remove)
        return menu

    def _item(self, search: SavedSearch) -> QListWidgetItem:
        item = QListWidgetItem(icon("saved"), displayable(search.name))
        item.setData(_ID_ROLE, search.id)
        item.setToolTip(plain_tooltip(self._details(search)))
        item.setSizeHint(row_size(self.fontMetrics(), 1, self.pad))
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._writable:
            flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
        item.setFlags(flags)
        return item

    def _details(self, search: SavedSearch) -> str:
        parts = [displayable(search.text)] if search.text else []
        if search.like:
            parts.append(self.tr("Similar to an example picture"))
        if search.folder is not None:
            parts.append(self.tr("In {}").format(displayable(search.folder)))
        return "\n".join(parts)

    def _select_active(self) -> None:
        rows = range(self.count())
        active = next((row for row in rows if self._number(row) == self._active), -1)
        self.setCurrentRow(active)

    def _number(self, row: int) -> int:
        return int(self.item(row).data(_ID_ROLE))

    def _current(self) -> int | None:
        item = self.currentItem()
        return None if item is None else int(item.data(_ID_ROLE))

    def _on_current(self) -> None:
        row, last = self.currentRow(), self.count() - 1
        can_change = row >= 0 and self._writable
        self._open.setEnabled(row >= 0)
        for action in (self._rename, self._remove):
            action.setEnabled(can_change)
        self._up.setEnabled(can_change and row > 0)
        self._down.setEnabled(can_change and row < last)

    def _on_open(self) -> None:
        if (number := self._current()) is not None:
            self.wanted.emit(number)

    def _on_rename(self) -> None:
        if (item := self.currentItem()) is not None:
            self.editItem(item)

    def _on_changed(self, item: QListWidgetItem) -> None:
        number, name = int(item.data(_ID_ROLE)), item.text().strip()
        if name and name != self._names[number]:
            self._names[number] = name
            self.renamed.emit(number, name)
        elif item.text() != self._names[number]:
            item.setText(self._names[number])

    def _on_remove(self) -> None:
        if (number := self._current()) is not None:
            self.remove_requested.emit(number)

    def _move(self, step: int) -> None:
        row = self.currentRow()
        item = self.takeItem(row)
        self.insertItem(row + step, item)
        self.setCurrentItem(item)
        self._emit_order()

    def _emit_order(self) -> None:
        self._on_current()
        self.moved.emit([self._number(row) for row in range(self.count())])

    # Qt overrides

    @guarded(nothing)
    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Select the search whose results are shown again."""
        super().focusOutEvent(event)
        passing = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in passing and self.state() != QListWidget.State.EditingState:
            self._select_active()

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        row = self.sizeHintForRow(0) if self.count() else 0
        return QSize(super().sizeHint().width(), row * min(self.count(), _MAX_ROWS) + 2)

    @guarded(QSize)
    def minimumSizeHint(self) -> QSize:
        row = self.sizeHintForRow(0) if self.count() else 0
        return QSize(0, row * min(self.count(), 2) + 2)

    @guarded(nothing)
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the menu at the click or, with the menu key, at the current row."""
        at: QPoint = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()).center()
        elif self.itemAt(at) is None:
            event.ignore()
            return
        if self.currentItem() is not None:
            menu = self.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(at))
