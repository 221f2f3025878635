"""A table model of files and the reasons why they failed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from picseek.engine.types import FileFailure, Problem
from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.qt_guard import guarded, no_value
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable

_Index = QModelIndex | QPersistentModelIndex


class FailuresModel(QAbstractTableModel):
    """Two columns: the file and the reason."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._failures: tuple[FileFailure | Problem, ...] = ()

    def set_failures(self, failures: Sequence[FileFailure | Problem]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._failures = tuple(failures)
        self.endResetModel()

    def failure(self, row: int) -> FileFailure | Problem:
        """Return the failure in a row."""
        return self._failures[row]

    @guarded(int)
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._failures)

    @guarded(int)
    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else 2

    @guarded(no_value)
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid():
            return None
        failure = self._failures[index.row()]
        whole = role == Qt.ItemDataRole.ToolTipRole
        if not whole and role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == 1:
            text = displayable(wording.localized(failure.message))
        else:
            text = displayable(failure.path if whole else failure.path.name)
        return plain_tooltip(text) if whole else text

    @guarded(no_value)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("File"), self.tr("Reason"))[section]
