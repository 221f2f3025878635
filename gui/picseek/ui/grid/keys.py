"""What keys do in the grid: moving, opening, and going to a name as it is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from picseek.ui.base.qt_guard import guarded, nothing
from picseek.ui.grid.geometry import Step
from picseek.ui.grid.sections import Goal
from picseek.ui.grid.timeline import GridTimeline
from picseek.ui.grid.type_ahead import TypeAhead, find_name, letter_of

Action = QAbstractItemView.CursorAction

_STEPS = {
    Action.MoveUp: Step.UP,
    Action.MoveDown: Step.DOWN,
    Action.MoveLeft: Step.PREVIOUS,
    Action.MoveRight: Step.NEXT,
    Action.MovePrevious: Step.PREVIOUS,
    Action.MoveNext: Step.NEXT,
    Action.MovePageUp: Step.PAGE_UP,
    Action.MovePageDown: Step.PAGE_DOWN,
    Action.MoveHome: Step.FIRST,
    Action.MoveEnd: Step.LAST,
}
_VERTICAL = {Step.UP, Step.DOWN, Step.PAGE_UP, Step.PAGE_DOWN}
_MIRRORED = {Action.MoveLeft: Step.NEXT, Action.MoveRight: Step.PREVIOUS}


class GridKeys(GridTimeline):
    """A grid that goes where the keys say; what is typed needs a `ResultsModel`.

    Signals:
        name_wanted: What a name should begin with, and the row to look from: the rows in memory
            do not tell. Answer with `setCurrentIndex`.
    """

    name_wanted = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        # Set first: Qt calls overrides before its constructor is done.
        self._goal = Goal()
        self._type_ahead = TypeAhead()
        super().__init__(parent)

    @guarded(QModelIndex)
    def moveCursor(self, action: Action, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Where a key takes the cursor; without one, to the first picture on screen."""
        geometry = self.geometry_now()
        if not geometry.count:
            return QModelIndex()
        current = self.currentIndex()
        step = _STEPS[action]
        if self.isRightToLeft():
            step = _MIRRORED.get(action, step)
        if not current.isValid() and step not in (Step.FIRST, Step.LAST):
            return self.model().index(self.visible_rows().start, 0)
        row = max(0, current.row())
        page = self.viewport().height() - self._covered_top()
        goal = self._goal.across(geometry, row) if step in _VERTICAL else None
        target = geometry.target(row, step, page, goal)
        if goal is not None:
            self._goal = Goal(target, goal)
        return self.model().index(target, 0)

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        """Claim the space bar within a name that is being typed; else it is a shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and self._types_space(event):
            event.accept()
            return True
        return super().event(event)

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the rest is Qt's."""
        current = self.currentIndex()
        if self._types_space(event):
            self.keyboardSearch(event.text())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self.activated.emit(current)
        else:
            super().keyPressEvent(event)

    @guarded(nothing)
    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Go to the next picture whose name begins with what is typed."""
        results, typed = self.results(), self._type_ahead
        current = self.currentIndex().row()
        start = typed.type(search, current)
        if results is None or start < 0:
            return
        row = find_name(results, start, typed.word)
        if row == -1 and (letter := letter_of(typed.word)):
            row = find_name(results, max(0, current + 1), letter)
        if row is None:
            self.name_wanted.emit(typed.word, start)
        elif row >= 0:
            self.setCurrentIndex(results.index(row, 0))

    def _types_space(self, event: QEvent) -> bool:
        return (
            isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and self._type_ahead.under_way()
        )
