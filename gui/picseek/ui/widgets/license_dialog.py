"""Shows the full text of a license."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types.models import LocalModel
from picseek.ui.style.stylesheets import BUTTON_SHEET, SCROLL_BAR_SHEET
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.form_parts import wrapped_label

_COLUMNS, _ROWS = 86, 26  # characters; licenses are wrapped at 80 or a few more
_MARGINS = QSize(60, 110)


class LicenseDialog(QDialog):
    """Shows the license of a model; deleted when closed."""

    def __init__(self, model: LocalModel, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("licenseDialog")
        self.setWindowTitle(self.tr("License of “{}”").format(displayable(model.title)))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setStyleSheet(BUTTON_SHEET + SCROLL_BAR_SHEET)
        self._text = self._make_text(text)
        hint = self.tr(
            "The license is stored with the model's files. If you share the files, include it."
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(12)
        column.addWidget(self._text, 1)
        column.addWidget(wrapped_label(hint, "licenseKept"))
        column.addWidget(buttons)
        self._fit()

    def _make_text(self, text: str) -> QPlainTextEdit:
        box = QPlainTextEdit(text, self)
        box.setObjectName("licenseText")
        box.setAccessibleName(self.tr("License"))
        box.setReadOnly(True)
        box.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        box.setTabChangesFocus(True)
        return box

    def _fit(self) -> None:
        """Make room for unwrapped lines."""
        metrics = self._text.fontMetrics()
        size = QSize(_COLUMNS * metrics.horizontalAdvance("0"), _ROWS * metrics.lineSpacing())
        self.resize(size + _MARGINS)
