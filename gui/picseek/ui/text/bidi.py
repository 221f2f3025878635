"""Which way a text reads: paths and keys do from left to right, also where the window does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ISOLATED = "\N{LEFT-TO-RIGHT ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
_NATIVE = QKeySequence.SequenceFormat.NativeText


def in_order(text: str) -> str:
    """A path or a key, as it is to be shown: "/" and "+" would change sides from right to left.

    For the screen only: what is copied must not have these marks.
    """
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _ISOLATED.format(text) if mirrored and text else text


def keys_of(action: QAction) -> str:
    """An action's first shortcut, as people read it; ``""``: it has none."""
    return in_order(action.shortcut().toString(_NATIVE))


def put_keys_in_order(window: QWidget) -> None:
    """Have the keys in the menus of a window that reads from right to left written in order."""
    if QGuiApplication.layoutDirection() != Qt.LayoutDirection.RightToLeft:
        return
    for action in window.findChildren(QAction):
        # What stands behind a tab is shown in place of Qt's own text.
        if not action.shortcut().isEmpty() and "\t" not in action.text():
            action.setText(f"{action.text()}\t{keys_of(action)}")
