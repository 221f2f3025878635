"""A read-only table model: a list of values, and columns that format them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.qt_guard import guarded, no_value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Row = TypeVar("Row")


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column of a table.

    Attributes:
        heading: Text of the header.
        text: Returns the text of a row's cell.
        tooltip: Returns the tooltip of a row's cell, in plain text; None: as `text`.
        is_number: Whether to align it right.
    """

    heading: str
    text: Callable[[Row], str]
    tooltip: Callable[[Row], str] | None = None
    is_number: bool = False


class RowsModel(QAbstractTableModel, Generic[Row]):
    """Rows in the columns of a table."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, number: int) -> Row:
        """Return the value in a row."""
        return self._rows[number]

    @guarded(int)
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @guarded(int)
    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else len(self._columns)

    @guarded(no_value)
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        if role == _Role.DisplayRole:
            return column.text(row)
        if role == _Role.ToolTipRole:
            return plain_tooltip((column.tooltip or column.text)(row))
        return _RIGHT if role == _Role.TextAlignmentRole and column.is_number else None

    @guarded(no_value)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self._columns[section]
        if role == _Role.DisplayRole:
            return column.heading
        return _RIGHT if role == _Role.TextAlignmentRole and column.is_number else None
