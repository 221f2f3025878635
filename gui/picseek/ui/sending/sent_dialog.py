"""The list of what left this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
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

from picseek.engine.types import SentRow
from picseek.ui.base.plain_text import PlainLabel, plain_tooltip
from picseek.ui.qt_guard import guarded, no_value
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import scaled, text_scale
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.message_page import MessagePage
from picseek.ui.widgets.tables import make_table

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

WHEN, PICTURE, MODEL, HOST, SIZE, TOKENS = range(6)
_WIDTHS = {WHEN: 150, MODEL: 170, HOST: 150, SIZE: 80, TOKENS: 90}
_SIZE = (940, 480)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SentModel(QAbstractTableModel):
    """What was sent, as rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[SentRow] = ()

    def set_rows(self, rows: Sequence[SentRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, row: int) -> SentRow:
        """What a row shows."""
        return self._rows[row]

    @guarded(int)
    def rowCount(self, parent: _Index | None = None) -> int:
        """How much was sent."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @guarded(int)
    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """When, what, how, where to, how much."""
        return 0 if parent is not None and parent.isValid() else TOKENS + 1

    @guarded(no_value)
    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """The cell's words; what is cut off, as tooltip."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == _Role.DisplayRole:
            return self._text(row, column)
        if role == _Role.ToolTipRole:
            return plain_tooltip(self._tip(row, column))
        if role == _Role.TextAlignmentRole and column in (SIZE, TOKENS):
            return _RIGHT
        return None

    @guarded(no_value)
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """The columns' names."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole and section in (SIZE, TOKENS):
            return _RIGHT
        if role != _Role.DisplayRole:
            return None
        tr = self.tr
        return (
            tr("Date"),
            tr("Content"),
            tr("Model"),
            tr("Sent to"),
            tr("Size"),
            tr("Tokens"),
        )[section]

    def _text(self, row: SentRow, column: int) -> str:
        texts: dict[int, Callable[[], str]] = {
            WHEN: lambda: _moment(row.at, QLocale.FormatType.ShortFormat),
            PICTURE: lambda: self._name(row),
            MODEL: lambda: row.model,
            HOST: lambda: row.host,
            SIZE: lambda: units.data(row.size),
            TOKENS: lambda: self._tokens(row),
        }
        return texts[column]()

    def _name(self, row: SentRow) -> str:
        if row.content is None:
            return self.tr("a search")
        if row.path is None:
            return self.tr("a picture that is no longer in the library")
        return displayable(row.path.name)

    def _tokens(self, row: SentRow) -> str:
        if not row.answered:
            return self.tr("no response")
        return self.tr("unknown") if row.tokens is None else wording.number(row.tokens)

    def _tip(self, row: SentRow, column: int) -> str:
        if column == WHEN:
            return _moment(row.at, QLocale.FormatType.LongFormat)
        if column == PICTURE and row.path is not None:
            return displayable(row.path)
        if column == TOKENS and not row.answered:
            return self.tr("This was sent, but the service didn't respond.")
        return self._text(row, column)


class SentDialog(QDialog):
    """Lists what was sent; to be filled from outside.

    Signals:
        export_wanted: All of it is wanted as CSV.
        open_wanted, reveal_wanted: Open a picture (a Path), or show it in the file manager.
    """

    export_wanted = Signal()
    open_wanted = Signal(object)
    reveal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sentDialog")
        self.setWindowTitle(self.tr("Sent data"))
        self.setStyleSheet(BUTTON_SHEET)
        self._model = SentModel(self)
        self._title = PlainLabel(self.tr("Loading…"), self)
        self._title.setObjectName("sentTotals")
        self._title.setWordWrap(True)
        self._said = PlainLabel(parent=self)
        self._said.setObjectName("sentSaid")
        self._said.setWordWrap(True)
        self._said.hide()
        self._table = self._make_table()
        self._nothing = MessagePage("shield", self)
        self._nothing.hide()
        make = self._make_button
        self._export = make("exportSentButton", self.tr("&Export as CSV…"), self.export_wanted.emit)
        self._export.setToolTip(self.tr("Save the whole list as a file"))
        self._open = make("openSentButton", self.tr("&Open picture"), self._on_open)
        self._reveal = make("revealSentButton", self.tr("Show in &file manager"), self._on_reveal)
        close = make("closeSentButton", self.tr("Close"), self.reject)
        row = QHBoxLayout()
        for button in (self._export, self._open, self._reveal):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._table, 1)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._said)
        column.addLayout(row)
        self.resize(QSize(*_SIZE) * text_scale(self))
        self._show_what_can_be_done()

    def _make_table(self) -> QTableView:
        spoken = self.tr("Sent data")
        table = make_table("sentTable", spoken, self._model, self)  # the pictures take the room
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        for column, width in _WIDTHS.items():
            header.resizeSection(column, scaled(self, width))
        for column in (SIZE, TOKENS):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        table.selectionModel().selectionChanged.connect(self._show_what_can_be_done)
        table.activated.connect(self._on_open)
        return table

    def _make_button(self, name: str, text: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    def set_rows(self, rows: Sequence[SentRow], *, more: bool = False) -> None:
        """Show what was sent, the newest first.

        Args:
            rows: To be shown.
            more: Whether there is more that is not shown.
        """
        self._model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._export.setEnabled(bool(rows))
        self._title.setText(self._totals(rows, more=more))
        self._title.setVisible(bool(rows))
        self._nothing.show_message(self._title.text())
        self._nothing.setVisible(not rows)
        for button in (self._export, self._open, self._reveal):
            button.setVisible(bool(rows))
        self._show_what_can_be_done()

    def say(self, text: str) -> None:
        """Tell what became of something; ``""``: nothing any more."""
        self._said.setText(displayable(text))
        self._said.setVisible(bool(text))

    def _totals(self, rows: Sequence[SentRow], *, more: bool) -> str:
        if not rows:
            return self.tr("Nothing has been sent from this computer.")
        questions = sum(row.content is None for row in rows)
        parts = [wording.pictures(len(rows) - questions)] if len(rows) > questions else []
        if questions:
            parts.append(self.tr("%Ln search(es)", "", questions))
        parts.append(units.data(sum(row.size for row in rows)))
        tokens = sum(row.tokens or 0 for row in rows)
        parts.append(self.tr("%Ln token(s)", "", tokens))
        totals = " · ".join(parts)
        if more:
            newest = self.tr("Showing the newest {}: {}. To see all, export them as CSV.")
            return newest.format(wording.number(len(rows)), totals)
        return totals

    def _selected(self) -> Path | None:
        rows = self._table.selectionModel().selectedRows()
        return self._model.row(rows[0].row()).path if rows else None

    def _show_what_can_be_done(self) -> None:
        there = self._selected() is not None
        self._open.setEnabled(there)
        self._reveal.setEnabled(there)

    def _on_open(self) -> None:
        if (path := self._selected()) is not None:
            self.open_wanted.emit(path)

    def _on_reveal(self) -> None:
        if (path := self._selected()) is not None:
            self.reveal_wanted.emit(path)


def _moment(at: float, form: QLocale.FormatType) -> str:
    return wording.locale().toString(QDateTime.fromSecsSinceEpoch(int(at)), form)
