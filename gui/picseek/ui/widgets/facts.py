"""What dialogs that ask before something is done have in common: facts, and a size that fits."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QVBoxLayout


def facts_form() -> QFormLayout:
    """An empty form for a few facts, each as wide as there is room."""
    form = QFormLayout()
    form.setHorizontalSpacing(18)
    form.setVerticalSpacing(7)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form


def fit_height(dialog: QDialog, column: QVBoxLayout, width: int) -> None:
    """Give a dialog this width, and the height that its wrapped texts then take."""
    dialog.setFixedWidth(width)
    for label in dialog.findChildren(QLabel):
        label.ensurePolished()  # else the title would be measured in another font
    dialog.resize(width, column.totalHeightForWidth(width))
