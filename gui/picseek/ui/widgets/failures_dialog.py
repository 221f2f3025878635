"""The list of files that an action failed for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QWidget

from picseek.ui.qt_guard import guarded
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import text_scale
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.form_parts import dialog_column, wrapped_label
from picseek.ui.widgets.table_model import Column, RowsModel
from picseek.ui.widgets.tables import fit_first_column, make_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from picseek.engine.types import FileFailure, Problem


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
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = dialog_column(self)
        column.addWidget(wrapped_label(sentence, "failuresText"))
        model = RowsModel(failure_columns(), self)
        model.set_rows(failures)
        accessible_name = self.tr("Files with errors")
        table = make_table("failuresTable", accessible_name, model, self)
        fit_first_column(table)
        column.addWidget(table, 1)
        column.addWidget(buttons)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(820, 320) * text_scale(self)


def failure_columns() -> tuple[Column[FileFailure | Problem], ...]:
    """Return columns for a file and the reason why it failed."""
    return (
        Column(
            _tr("File"),
            lambda row: displayable(row.path.name),
            lambda row: displayable(row.path),
        ),
        Column(_tr("Reason"), lambda row: displayable(wording.localized(row.message))),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("FailuresDialog", text)
