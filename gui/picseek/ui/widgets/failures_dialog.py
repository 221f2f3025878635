"""The list of files that an action failed for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types import FileFailure
from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.qt_guard import guarded
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import text_scale
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.failures_model import FailuresModel
from picseek.ui.widgets.tables import make_table


class FailuresDialog(QDialog):
    """Shows the outcome of a job and the files that it failed for."""

    def __init__(
        self, title: str, sentence: str, failures: Sequence[FileFailure], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("failuresDialog")
        self.setWindowTitle(title)
        self.setStyleSheet(BUTTON_SHEET)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label = PlainLabel(displayable(sentence), self)
        label.setObjectName("failuresText")
        label.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(label)
        model = FailuresModel(self)
        model.set_failures(failures)
        accessible_name = self.tr("Files with errors")
        column.addWidget(make_table("failuresTable", accessible_name, model, self), 1)
        column.addWidget(buttons)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(820, 320) * text_scale(self)
