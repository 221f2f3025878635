"""Finds texts of widgets for which there is too little room."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QToolButton, QWidget

_SLACK = 1
"""Pixels that rounding may take."""

_ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly


def cut_texts(window: QWidget) -> list[str]:
    """The texts in a window that are shown in part only, with the names of their widgets."""
    shown = [each for each in window.findChildren(QWidget) if each.isVisible()]
    return [text for each in shown if each.window() is window for text in _cut(each)]


def _cut(widget: QWidget) -> Iterator[str]:
    text = _text_of(widget)
    cut = _label_is_cut(widget) if isinstance(widget, QLabel) else _too_small(widget)
    if text and cut:
        yield f"{widget.objectName()}: {text}"


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == _ICON_ONLY:
        return ""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""


def _too_small(widget: QWidget) -> bool:
    wanted, room = widget.sizeHint(), widget.size()
    narrow = room.width() + _SLACK < wanted.width()
    return narrow or room.height() + _SLACK < wanted.height()


def _label_is_cut(label: QLabel) -> bool:
    if not label.wordWrap():
        return _too_small(label)
    # One long word, as a path is, makes a label need more than it can be narrowed to.
    narrow = label.width() + _SLACK < label.minimumSizeHint().width()
    return narrow or label.height() + _SLACK < label.heightForWidth(label.width())
