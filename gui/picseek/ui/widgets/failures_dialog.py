"""The list of files with which something could not be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types import FileFailure
from picseek.ui.base.qt_guard import guarded
from picseek.ui.style.text_scale import text_scale
from picseek.ui.style.theme import BUTTON_SHEET
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.tables import make_table

_Index = QModelIndex | QPersistentModelIndex


def _no_value() -> object:
    return None


class _FailuresModel(QAbstractTableModel):
    """Files and reasons."""

    def __init__(self, failures: Sequence[FileFailure], parent: QWidget) -> None:
        super().__init__(parent)
        self._failures = tuple(failures)

    @guarded(int)
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._failures)

    @guarded(int)
    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else 2

    @guarded(_no_value)
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        failure = self._failures[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                displayable(failure.path.name)
                if index.column() == 0
                else displayable(wording.told(failure.message))
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return (
                displayable(failure.path)
                if index.column() == 0
                else displayable(wording.told(failure.message))
            )
        return None

    @guarded(_no_value)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("File"), self.tr("What happened"))[section]


class FailuresDialog(QDialog):
    """Says what a job did, and lists the files it could not do anything with."""

    def __init__(
        self, title: str, sentence: str, failures: Sequence[FileFailure], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("failuresDialog")
        self.setWindowTitle(title)
        self.setStyleSheet(BUTTON_SHEET)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label = QLabel(displayable(sentence), self)
        label.setObjectName("failuresText")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(label)
        model = _FailuresModel(failures, self)
        spoken = self.tr("Files with which it did not work")
        column.addWidget(make_table("failuresTable", spoken, model, self), 1)
        column.addWidget(buttons)

    def sizeHint(self) -> QSize:
        """Room for whole sentences."""
        return QSize(820, 320) * text_scale(self)
