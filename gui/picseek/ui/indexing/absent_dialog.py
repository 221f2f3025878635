"""The list of folders whose pictures are not here now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types import AbsentFolder
from picseek.ui.base.plain_text import PlainLabel, plain_tooltip
from picseek.ui.qt_guard import guarded, no_value
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import scaled, text_scale
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.message_page import MessagePage
from picseek.ui.widgets.tables import make_table

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

SINCE, FOLDER, PICTURES = range(3)
_SIZE = (720, 400)
_SINCE_WIDTH = 150
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class AbsentModel(QAbstractTableModel):
    """Folders that are not here, as rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[AbsentFolder, ...] = ()

    def set_rows(self, rows: Sequence[AbsentFolder]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, row: int) -> AbsentFolder:
        """What a row shows."""
        return self._rows[row]

    @guarded(int)
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @guarded(int)
    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else PICTURES + 1

    @guarded(no_value)
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == _Role.TextAlignmentRole and column == PICTURES:
            return _RIGHT
        if role == _Role.ToolTipRole:
            long = _moment(row.since, QLocale.FormatType.LongFormat)
            return plain_tooltip(long if column == SINCE else displayable(row.path))
        if role != _Role.DisplayRole:
            return None
        return (
            _moment(row.since, QLocale.FormatType.ShortFormat),
            displayable(row.path),
            wording.number(row.pictures),
        )[column]

    @guarded(no_value)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole and section == PICTURES:
            return _RIGHT
        if role != _Role.DisplayRole:
            return None
        return (self.tr("Unavailable since"), self.tr("Folder"), self.tr("Pictures"))[section]


class AbsentDialog(QDialog):
    """Lists folders on drives that are not connected; to be filled from outside.

    Signals:
        forget_wanted: Forget the pictures of these rows (a list of AbsentFolder).
    """

    forget_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("absentDialog")
        self.setWindowTitle(self.tr("Unavailable pictures"))
        self.setStyleSheet(BUTTON_SHEET)
        self._writable = True
        self._model = AbsentModel(self)
        self._title = PlainLabel(parent=self)
        self._title.setObjectName("absentTitle")
        self._title.setWordWrap(True)
        self._table = self._make_table()
        self._nothing = MessagePage("folder", self)
        self._forget = QPushButton(self.tr("&Remove…"), self)
        self._forget.setObjectName("forgetButton")
        self._forget.setToolTip(self.tr("Remove the pictures in these folders from the library"))
        self._forget.setAutoDefault(False)
        self._forget.clicked.connect(self._on_forget)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._forget)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._table, 1)
        column.addWidget(self._nothing, 1)
        column.addLayout(row)
        self.resize(QSize(*_SIZE) * text_scale(self))
        self._show(())
        self._nothing.show_message(self.tr("Loading…"))

    def _make_table(self) -> QTableView:
        spoken = self.tr("Folders on drives that aren't connected")
        table = make_table("absentTable", spoken, self._model, self)  # the folders take the room
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header = table.horizontalHeader()
        header.resizeSection(SINCE, scaled(self, _SINCE_WIDTH))
        header.setSectionResizeMode(PICTURES, QHeaderView.ResizeMode.ResizeToContents)
        table.selectionModel().selectionChanged.connect(self._show_what_can_be_done)
        return table

    def set_rows(self, rows: Sequence[AbsentFolder]) -> None:
        """Show these folders."""
        self._show(rows)
        self._nothing.show_message(self.tr("All pictures are available."))

    def _show(self, rows: Sequence[AbsentFolder]) -> None:
        self._model.set_rows(rows)
        for part in (self._title, self._table, self._forget):
            part.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        self._title.setText(
            self.tr(
                "The drives with these folders weren't connected when Picseek last "
                "checked for changes. You can still find their pictures. To open "
                "them, connect the drive, then check for changes."
            )
        )
        if rows:
            self._table.selectRow(0)
        self._show_what_can_be_done()

    def set_writable(self, writable: bool) -> None:
        """Whether forgetting is possible at all."""
        self._writable = writable
        self._show_what_can_be_done()

    def _selected(self) -> list[AbsentFolder]:
        rows = self._table.selectionModel().selectedRows()
        return [self._model.row(index.row()) for index in rows]

    def _show_what_can_be_done(self) -> None:
        self._forget.setEnabled(self._writable and bool(self._selected()))

    def _on_forget(self) -> None:
        if selected := self._selected():
            self.forget_wanted.emit(selected)


def _moment(at: float, form: QLocale.FormatType) -> str:
    return wording.locale().toString(QDateTime.fromSecsSinceEpoch(int(at)), form)
