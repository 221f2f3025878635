"""What screen readers call the widgets that a person operates."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSlider,
    QTextBrowser,
    QWidget,
)

OPERATED = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QSlider,
    QTextBrowser,
)


def poor_names(window: QWidget) -> list[str]:
    """The visible widgets of a window whose names are missing, or are not what is seen on them."""
    shown = [each for each in window.findChildren(QWidget) if each.isVisible()]
    return [
        f"{type(each).__name__} {each.objectName()}: {problem}"
        for each in shown
        if isinstance(each, OPERATED) and each.window() is window and not _is_part(each)
        for problem in _problems(each)
    ]


def spoken_name(widget: QWidget) -> str:
    """What a screen reader calls a widget: its accessible name, its label's text, or its own."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _is_part(widget: QWidget) -> bool:
    """Whether a widget is only a part of another one: a field in a spin box, a table's header."""
    parent = widget.parentWidget()
    inside = isinstance(parent, QAbstractSpinBox | QComboBox | QLineEdit)
    return inside or isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_")


def _problems(widget: QWidget) -> Iterator[str]:
    name = spoken_name(widget)
    if not name.strip():
        yield "no name"
    if "&" in name or (name.endswith(":") and not isinstance(widget, QAbstractButton)):
        yield f"not plain text: {name}"
    # Who speaks to the computer says what stands on the button.
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    seen = text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
    if seen.casefold() not in name.casefold():
        yield f"“{seen}” is called “{name}”"
