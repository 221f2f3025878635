"""Parts of dialogs and pages: labels, buttons, forms, and a height that fits wrapped text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from picseek.ui.base.plain_text import PlainLabel, plain_tooltip
from picseek.ui.style.text_scale import scaled
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import SignalInstance

_TITLE_SCALE = 1.35


def wrapped_label(text: str = "", name: str = "") -> QLabel:
    """Return a label that wraps its text."""
    label = PlainLabel(displayable(text))
    label.setObjectName(name)
    label.setWordWrap(True)
    return label


def bold(label: QLabel) -> QLabel:
    """Make a label bold."""
    font = label.font()
    font.setBold(True)
    label.setFont(font)
    return label


def sentence(
    text: str = "", name: str = "", *, muted: bool = False, hidden: bool = False
) -> QLabel:
    """Return a wrapped text that can be selected and copied."""
    label = wrapped_label(text, name)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if muted:
        label.setProperty("part", "muted")
    if hidden:
        label.hide()
    return label


def push_button(
    name: str, text: str, act: Callable[..., object] | SignalInstance, tooltip: str = ""
) -> QPushButton:
    """Return a button that never becomes the default one of a dialog."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setToolTip(plain_tooltip(tooltip))
    button.setAutoDefault(False)
    button.clicked.connect(act)
    return button


def dialog_column(dialog: QDialog, spacing: int = 12) -> QVBoxLayout:
    """Return the layout of a dialog, with the margins of all dialogs."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 20, 20, 16)
    column.setSpacing(spacing)
    return column


def leading_row(*parts: QWidget) -> QHBoxLayout:
    """Return widgets in a row, with all extra space after them."""
    row = QHBoxLayout()
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def trailing_row(*parts: QWidget) -> QHBoxLayout:
    """Return widgets in a row, with all extra space before them."""
    row = QHBoxLayout()
    row.addStretch(1)
    for part in parts:
        row.addWidget(part)
    return row


def facts_form() -> QFormLayout:
    """Return an empty form for a few facts."""
    form = QFormLayout()
    form.setHorizontalSpacing(18)
    form.setVerticalSpacing(7)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def make_title(label: QLabel) -> QLabel:
    """Style a label as the dialog's title."""
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def caption(text: str, field: QWidget) -> QLabel:
    """Return a label for a field, aligned with the field's text."""
    label = PlainLabel(text)
    label.setBuddy(field)
    field.ensurePolished()
    # Next to a field as tall as ours, a form would place it too high.
    label.setMinimumHeight(field.sizeHint().height())
    return label


def fit_height(dialog: QDialog, column: QVBoxLayout, width: int) -> None:
    """Give a dialog a fixed width, and the height that its wrapped texts need.

    Args:
        dialog: The dialog.
        column: Its layout.
        width: Pixels at the default text size; more if the content cannot be narrower.
    """
    for part in dialog.findChildren(QWidget):
        part.ensurePolished()  # else it is measured without its font and style sheet
    column.invalidate()
    column.activate()  # inner layouts would not measure again what was added to them
    width = max(scaled(dialog, width), column.totalMinimumSize().width())
    dialog.setFixedWidth(width)
    dialog.resize(width, column.totalHeightForWidth(width))
