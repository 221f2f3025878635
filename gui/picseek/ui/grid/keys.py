"""Keyboard navigation in a grid: moving the cursor, and finding a name by typing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from picseek.ui.grid.content import GridContent
from picseek.ui.grid.geometry import Step
from picseek.ui.grid.sections import Goal
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


class GridKeys(QObject):
    """Finds the target of keyboard navigation; typing needs a `ResultsModel`.

    Signals:
        name_requested: The typed text and the row to search from, if the rows in memory are not
            sufficient. Answer with `setCurrentIndex`.
    """

    name_requested = Signal(str, int)

    def __init__(self, view: QAbstractItemView, content: GridContent) -> None:
        super().__init__(view)
        self._view = view
        self._content = content
        self._goal = Goal()
        self._type_ahead = TypeAhead()

    def target(self, action: Action) -> QModelIndex:
        """Return the target of a cursor key; without a cursor, the first picture on screen."""
        view, area = self._view, self._content.area
        geometry = area.geometry
        if not geometry.count:
            return QModelIndex()
        current = view.currentIndex()
        step = _STEPS[action]
        if view.isRightToLeft():
            step = _MIRRORED.get(action, step)
        if not current.isValid() and step not in (Step.FIRST, Step.LAST):
            return view.model().index(area.rows.start, 0)
        row = max(0, current.row())
        goal = self._goal.across(geometry, row) if step in _VERTICAL else None
        target = geometry.target(row, step, area.height - area.covered_top, goal)
        if goal is not None:
            self._goal = Goal(target, goal)
        return view.model().index(target, 0)

    def search(self, text: str) -> None:
        """Go to the next picture whose name starts with the typed text."""
        results, typed = self._content.results, self._type_ahead
        current = self._view.currentIndex().row()
        start = typed.type(text, current)
        if results is None or start < 0:
            return
        row = find_name(results, start, typed.word)
        if row == -1 and (letter := letter_of(typed.word)):
            row = find_name(results, max(0, current + 1), letter)
        if row is None:
            self.name_requested.emit(typed.word, start)
        elif row >= 0:
            self._view.setCurrentIndex(results.index(row, 0))

    def types_space(self, event: QEvent) -> bool:
        """Whether an event is a space in a name that is being typed."""
        return (
            isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Space
            and event.modifiers() == Qt.KeyboardModifier.NoModifier
            and self._type_ahead.in_progress()
        )
