"""Paths and shortcuts read from left to right, even in a right-to-left window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_ISOLATED = "\N{LEFT-TO-RIGHT ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"
_NATIVE = QKeySequence.SequenceFormat.NativeText


def isolated_ltr(text: str) -> str:
    """Return a path or shortcut with directional isolates in a right-to-left window.

    Without them, "/" and "+" would be reordered. For display only: copied text must not contain
    these characters.
    """
    mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _ISOLATED.format(text) if mirrored and text else text


def shortcut_text(action: QAction) -> str:
    """Return an action's first shortcut in the platform's notation, or ``""``."""
    return isolated_ltr(action.shortcut().toString(_NATIVE))


def isolate_menu_shortcuts(window: QWidget) -> None:
    """Prevent reordering of the shortcuts in a right-to-left window's menus."""
    if QGuiApplication.layoutDirection() != Qt.LayoutDirection.RightToLeft:
        return
    for action in window.findChildren(QAction):
        # Text after a tab replaces the shortcut that Qt would show.
        if not action.shortcut().isEmpty() and "\t" not in action.text():
            action.setText(f"{action.text()}\t{shortcut_text(action)}")
