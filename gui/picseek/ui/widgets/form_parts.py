"""Parts of dialogs: titles, forms and captions, and a height that fits wrapped text."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.style.text_scale import scaled

_TITLE_SCALE = 1.35


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
    width = max(scaled(dialog, width), column.totalMinimumSize().width())
    dialog.setFixedWidth(width)
    dialog.resize(width, column.totalHeightForWidth(width))
