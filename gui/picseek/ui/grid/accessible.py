"""The grid for screen readers: a list of any number of pictures.

A custom view must implement https://doc.qt.io/qt-6/qaccessibleinterface.html itself. Interfaces of
cells are created on demand.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelection,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    Qt,
    Slot,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QColor,
    QPalette,
)
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from picseek.ui.grid.selection import runs_of
from picseek.ui.grid.view import GridView
from picseek.ui.qt_guard import guarded, nothing

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_MAX_CELLS = 1024
_MAX_EVENTS = 8
_NAME_ROLE = Qt.ItemDataRole.AccessibleTextRole

Role = QAccessible.Role
Text = QAccessible.Text
_Relations = list[tuple[QAccessibleInterface, QAccessible.RelationFlag]]


def _tr(text: str) -> str:
    return QCoreApplication.translate("accessible", text)


def announce(widget: QWidget, words: str) -> None:
    """Let screen readers speak a text, without interrupting them."""
    if QAccessible.isActive() and words:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


@cache
def install_accessible_grids() -> None:
    """Provide accessible interfaces for all `GridView`s created later. Idempotent."""
    QAccessible.installFactory(_make_interface)


def _no_interface() -> QAccessibleInterface:
    """Return None, which Qt accepts despite PySide6's stubs."""
    return cast("QAccessibleInterface", None)


@guarded(_no_interface)
def _make_interface(_name: str, thing: QObject) -> QAccessibleInterface:
    return _Grid(thing) if isinstance(thing, GridView) else _no_interface()


class AccessibilityNotifier(QObject):
    """Notifies screen readers of changes of the current picture and the selection."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self._grid = grid
        grid.selectionModel().currentChanged.connect(self._on_current)
        grid.selectionModel().selectionChanged.connect(self._on_selection)

    @Slot(QModelIndex)
    def _on_current(self, current: QModelIndex) -> None:
        if QAccessible.isActive() and current.isValid() and self._grid.hasFocus():
            self._notify(QAccessible.Event.Focus, current.row())

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, added: QItemSelection, removed: QItemSelection) -> None:
        """Report each change, or for many pictures only that the selection changed."""
        if not QAccessible.isActive():
            return
        events = QAccessible.Event
        changes = [
            (events.SelectionRemove, row) for run in runs_of(removed) for row in run[:_MAX_EVENTS]
        ]
        changes += [
            (events.SelectionAdd, row) for run in runs_of(added) for row in run[:_MAX_EVENTS]
        ]
        if len(changes) < _MAX_EVENTS:
            for event, row in changes:
                self._notify(event, row)
        else:
            self._notify(events.SelectionWithin)

    def _notify(self, kind: QAccessible.Event, row: int = -1) -> None:
        event = QAccessibleEvent(self._grid, kind)
        event.setChild(row)
        QAccessible.updateAccessibility(event)


class _ReadOnlyInterface(QAccessibleInterface):
    """Common parts of the list and its cells, both read-only."""

    @guarded(_Relations)
    def relations(
        self,
        match: QAccessible.RelationFlag = QAccessible.RelationFlag.AllRelations,  # noqa: ARG002
    ) -> _Relations:
        return []

    @guarded(nothing)
    def setText(self, _text: Text, _to: str) -> None:
        pass

    @guarded(lambda: cast("QWindow", None))
    def window(self) -> QWindow:
        return cast("QWindow", None)

    @guarded(QColor)
    def foregroundColor(self) -> QColor:
        return QApplication.palette().color(QPalette.ColorRole.Text)

    @guarded(QColor)
    def backgroundColor(self) -> QColor:
        return QApplication.palette().color(QPalette.ColorRole.Base)


class _Grid(_ReadOnlyInterface):
    """The list. It owns its cells, because Qt holds no references to them."""

    def __init__(self, grid: GridView) -> None:
        super().__init__()
        self._grid = grid
        self._cells: OrderedDict[int, _Cell] = OrderedDict()

    @guarded(bool)
    def isValid(self) -> bool:
        return isValid(self._grid)

    @guarded(lambda: cast("QObject", None))
    def object(self) -> QObject:
        return self._grid

    @guarded(_no_interface)
    def parent(self) -> QAccessibleInterface:
        parent = self._grid.parentWidget()
        return QAccessible.queryAccessibleInterface(parent) if parent else _no_interface()

    @guarded(_no_interface)
    def child(self, index: int) -> QAccessibleInterface:
        if not 0 <= index < self.childCount():
            return _no_interface()
        cell = self._cells.get(index)
        if cell is None:
            cell = self._cells[index] = _Cell(self._grid, index)
            QAccessible.registerAccessibleInterface(cell)
        self._cells.move_to_end(index)
        if len(self._cells) > _MAX_CELLS:
            _, oldest = self._cells.popitem(last=False)
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(oldest))
        return cell

    @guarded(int)
    def childCount(self) -> int:
        return self._grid.content.geometry.count

    @guarded(lambda: -1)
    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.row if isinstance(child, _Cell) else -1

    @guarded(_no_interface)
    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        at = self._grid.viewport().mapFromGlobal(QPoint(x, y))
        return self.child(self._grid.indexAt(at).row())

    @guarded(_no_interface)
    def focusChild(self) -> QAccessibleInterface:
        return (
            self.child(self._grid.currentIndex().row())
            if self._grid.hasFocus()
            else _no_interface()
        )

    @guarded(str)
    def text(self, text: Text) -> str:
        return self._grid.accessibleName() if text == Text.Name else ""

    @guarded(QRect)
    def rect(self) -> QRect:
        return _on_screen(self._grid, self._grid.rect())

    @guarded(lambda: Role.NoRole)
    def role(self) -> Role:
        return Role.List

    @guarded(QAccessible.State)
    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = True
        state.focused = self._grid.hasFocus()
        state.multiSelectable = state.extSelectable = True
        state.invisible = not self._grid.isVisible()
        return state


class _Cell(_ReadOnlyInterface):
    """The picture that is currently in one row of the list."""

    def __init__(self, grid: GridView, row: int) -> None:
        super().__init__()
        self._grid = grid
        self.row = row

    @guarded(bool)
    def isValid(self) -> bool:
        return isValid(self._grid) and self.row < self._grid.content.geometry.count

    @guarded(lambda: cast("QObject", None))
    def object(self) -> QObject:
        return cast("QObject", None)

    @guarded(_no_interface)
    def parent(self) -> QAccessibleInterface:
        return QAccessible.queryAccessibleInterface(self._grid)

    @guarded(_no_interface)
    def child(self, _index: int) -> QAccessibleInterface:
        return _no_interface()

    @guarded(int)
    def childCount(self) -> int:
        return 0

    @guarded(_no_interface)
    def childAt(self, _x: int, _y: int) -> QAccessibleInterface:
        return _no_interface()

    @guarded(lambda: -1)
    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    @guarded(str)
    def text(self, text: Text) -> str:
        geometry = self._grid.content.geometry
        section = geometry.sections[geometry.section_of(self.row)].title
        position = _tr("{} of {}").format(self.row + 1, geometry.count)
        if text == Text.Name:
            return str(self._index().data(_NAME_ROLE) or _tr("Picture {}").format(position))
        if text == Text.Description:
            return f"{position}, {section}" if section else position
        return ""

    @guarded(QRect)
    def rect(self) -> QRect:
        return _on_screen(self._grid.viewport(), self._grid.visualRect(self._index()))

    @guarded(lambda: Role.NoRole)
    def role(self) -> Role:
        return Role.ListItem

    @guarded(QAccessible.State)
    def state(self) -> QAccessible.State:
        grid, index = self._grid, self._index()
        state = QAccessible.State()
        state.focusable = state.selectable = state.extSelectable = True
        state.selected = grid.selectionModel().isSelected(index)
        state.focused = grid.hasFocus() and grid.currentIndex() == index
        hidden = not grid.viewport().rect().intersects(grid.visualRect(index))
        state.offscreen = hidden
        state.invisible = not grid.isVisible()
        return state

    def _index(self) -> QModelIndex:
        return self._grid.model().index(self.row, 0)


def _on_screen(widget: QWidget, rect: QRect) -> QRect:
    return QRect(widget.mapToGlobal(rect.topLeft()), rect.size())
