"""The dialog that lists what was sent to online models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from picseek.engine.types import SentRow
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.list_dialog import ListDialog
from picseek.ui.widgets.table_model import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

WHEN, PICTURE, MODEL, HOST, SIZE, TOKENS = range(6)
_WIDTHS = {WHEN: 150, MODEL: 170, HOST: 150, SIZE: 80, TOKENS: 90}


class SentDialog(ListDialog[SentRow]):
    """Lists what was sent.

    Signals:
        export_requested: Export all of it as CSV.
        open_requested, reveal_requested: Open a picture (a Path), or show it in the file manager.
    """

    export_requested = Signal()
    open_requested = Signal(object)
    reveal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sent", self.tr("Sent data"), self._columns(), parent, icon="shield")
        self.heading.setObjectName("sentTotals")
        self.footer.setObjectName("sentSaid")
        self._export = self.add_button(
            "exportSentButton",
            self.tr("&Export as CSV…"),
            self.export_requested.emit,
            self.tr("Save the whole list as a file"),
        )
        self._open = self.add_button("openSentButton", self.tr("&Open picture"), self._on_open)
        self._reveal = self.add_button(
            "revealSentButton", self.tr("Show in &file manager"), self._on_reveal
        )
        self.table.activated.connect(self._on_open)
        self.set_size(1000, 480, _WIDTHS)
        self.selection_changed.connect(self._enable_buttons)
        self._show_buttons(visible=False)

    def _columns(self) -> tuple[Column[SentRow], ...]:
        return (
            Column(
                self.tr("Date"),
                lambda row: units.moment(row.at),
                lambda row: units.moment(row.at, full=True),
            ),
            Column(self.tr("Content"), self._content, self._content_in_full),
            Column(self.tr("Model"), lambda row: row.model),
            Column(self.tr("Sent to"), lambda row: row.host),
            Column(self.tr("Size"), lambda row: units.data(row.size), is_number=True),
            Column(self.tr("Tokens"), self._tokens, self._tokens_in_full, is_number=True),
        )

    def _content(self, row: SentRow) -> str:
        if row.content is None:
            return self.tr("a search")
        if row.path is None:
            return self.tr("a picture that is no longer in the library")
        return displayable(row.path.name)

    def _content_in_full(self, row: SentRow) -> str:
        return self._content(row) if row.path is None else displayable(row.path)

    def _tokens(self, row: SentRow) -> str:
        if not row.answered:
            return self.tr("no response")
        return self.tr("unknown") if row.tokens is None else wording.number(row.tokens)

    def _tokens_in_full(self, row: SentRow) -> str:
        if not row.answered:
            return self.tr("This was sent, but the service didn't respond.")
        return self._tokens(row)

    def show_sent(self, rows: Sequence[SentRow], *, more: bool = False) -> None:
        """List what was sent, the newest first.

        Args:
            rows: The entries to list.
            more: Whether there are more.
        """
        totals = self._totals(rows, more=more)
        self.heading.setText(totals)
        self.set_rows(rows, totals)
        self._show_buttons(visible=bool(rows))

    def _totals(self, rows: Sequence[SentRow], *, more: bool) -> str:
        if not rows:
            return self.tr("Nothing has been sent from this computer.")
        searches = sum(row.content is None for row in rows)
        parts = [wording.pictures(len(rows) - searches)] if len(rows) > searches else []
        if searches:
            parts.append(self.tr("%Ln search(es)", "", searches))
        parts.append(units.data(sum(row.size for row in rows)))
        tokens = sum(row.tokens or 0 for row in rows)
        parts.append(self.tr("%Ln token(s)", "", tokens))
        totals = " · ".join(parts)
        if more:
            newest = self.tr("Showing the newest {}: {}. To see all, export them as CSV.")
            return newest.format(wording.number(len(rows)), totals)
        return totals

    def _show_buttons(self, *, visible: bool) -> None:
        self._export.setEnabled(visible)
        for button in (self._export, self._open, self._reveal):
            button.setVisible(visible)
        self._enable_buttons()

    def _enable_buttons(self) -> None:
        has_file = any(row.path is not None for row in self.selected)
        self._open.setEnabled(has_file)
        self._reveal.setEnabled(has_file)

    def _on_open(self) -> None:
        for row in self.selected:
            if row.path is not None:
                self.open_requested.emit(row.path)

    def _on_reveal(self) -> None:
        for row in self.selected:
            if row.path is not None:
                self.reveal_requested.emit(row.path)
