"""Shortcuts that apply while one widget has focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

from picseek.ui.qt_guard import guarded


class WidgetShortcuts(QObject):
    """Gives a widget's actions shortcuts that the window uses as well.

    Two shortcuts that fit at the same time are ambiguous to Qt, and neither is triggered.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def add(self, action: QAction) -> None:
        """Add an action whose shortcuts apply only while the widget has focus."""
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._widget.addAction(action)

    @guarded(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a shortcut, then trigger its action."""
        if isinstance(event, QKeyEvent) and watched is self._widget:
            if event.type() == QEvent.Type.ShortcutOverride and self._action(event) is not None:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and (action := self._action(event)) is not None:
                action.trigger()
                return True
        return False

    def _action(self, event: QKeyEvent) -> QAction | None:
        keys = QKeySequence(event.keyCombination())
        for action in self._widget.actions():
            if action.isEnabled() and keys in action.shortcuts():
                return action
        return None
