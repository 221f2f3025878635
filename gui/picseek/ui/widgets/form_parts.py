"""What dialogs that ask before something is done have in common: facts, and a size that fits."""

from __future__ import annotations

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout, QWidget

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.style.text_scale import scaled

_TITLE_SCALE = 1.35


def facts_form() -> QFormLayout:
    """An empty form for a few facts, each as wide as there is room."""
    form = QFormLayout()
    form.setHorizontalSpacing(18)
    form.setVerticalSpacing(7)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def make_title(label: QLabel) -> QLabel:
    """Let a label be the dialog's question: larger than its text, however large that is."""
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def caption(text: str, field: QWidget) -> QLabel:
    """A label for a field, its words on the field's own line."""
    label = PlainLabel(text)
    label.setBuddy(field)
    field.ensurePolished()
    # Beside what is as high as our fields, a form would put it above the middle.
    label.setMinimumHeight(field.sizeHint().height())
    return label


def fit_height(dialog: QDialog, column: QVBoxLayout, width: int) -> None:
    """Give a dialog the height that its wrapped texts take.

    Args:
        dialog: It gets a fixed width.
        column: Its layout.
        width: Pixels, with usual text; it is wider where what cannot be wrapped needs that.
    """
    for part in dialog.findChildren(QWidget):
        part.ensurePolished()  # else it would be measured in another font, and without its sheet
    column.invalidate()
    width = max(scaled(dialog, width), column.totalMinimumSize().width())
    dialog.setFixedWidth(width)
    dialog.resize(width, column.totalHeightForWidth(width))
