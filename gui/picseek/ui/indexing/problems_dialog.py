"""The list of files that could not be indexed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types import Problem
from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.qt_guard import guarded
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import text_scale
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.failures_model import FailuresModel
from picseek.ui.widgets.tables import make_table


class ProblemsDialog(QDialog):
    """Lists problems, and lets the user try again or look at a file.

    Attributes:
        folder: Only its problems are listed; None: all.

    Signals:
        retry_wanted: Try all of them again.
        everything_wanted: List the problems of all folders.
        reveal_wanted: Show this file (a Path) in the file manager.
    """

    retry_wanted = Signal()
    everything_wanted = Signal()
    reveal_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problemsDialog")
        self.setWindowTitle(self.tr("Problems"))
        self.setStyleSheet(BUTTON_SHEET)
        self.folder: Path | None = None
        self._model = FailuresModel(self)
        self._title = PlainLabel(parent=self)
        self._skipped = PlainLabel(parent=self)
        self._skipped.setObjectName("skippedKinds")
        self._skipped.setWordWrap(True)
        self._skipped.hide()
        self._table = self._make_table()
        self._retry = QPushButton(self.tr("Try again"), self)
        self._retry.setObjectName("retryButton")
        self._retry.setToolTip(self.tr("Try to index all these files again"))
        self._retry.clicked.connect(self._on_retry)
        self._reveal = QPushButton(self.tr("Show in file manager"), self)
        self._reveal.setObjectName("revealProblemButton")
        self._reveal.setToolTip(self.tr("Show the selected file in its folder"))
        self._reveal.clicked.connect(self._on_reveal)
        self._everything = QPushButton(self.tr("All folders"), self)
        self._everything.setObjectName("allProblemsButton")
        self._everything.setToolTip(self.tr("Show problems in all folders"))
        self._everything.clicked.connect(self.everything_wanted)
        close = QPushButton(self.tr("Close"), self)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._retry)
        row.addWidget(self._reveal)
        row.addWidget(self._everything)
        row.addStretch(1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._table, 1)
        column.addWidget(self._skipped)
        column.addLayout(row)
        self.set_problems(())

    def _make_table(self) -> QTableView:
        spoken = self.tr("Files that couldn't be indexed")
        table = make_table("problemsTable", spoken, self._model, self)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.selectionModel().selectionChanged.connect(self._on_selection)
        return table

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        """Room for whole sentences."""
        return QSize(820, 420) * text_scale(self)

    def set_problems(self, problems: Sequence[Problem]) -> None:
        """Show these."""
        self._model.set_failures(problems)
        self._title.setText(self._heading(len(problems)))
        self._title.setWordWrap(True)
        self._retry.setEnabled(bool(problems))
        if problems:
            self._table.selectRow(0)
        self._on_selection()

    def set_skipped(self, kinds: Mapping[str, int]) -> None:
        """Say which kinds of files were skipped, and how many: none is a problem."""
        self._skipped.setText(wording.skipped(kinds) if kinds else "")
        self._skipped.setVisible(bool(kinds))

    def set_folder(self, folder: Path | None) -> None:
        """Say that only a folder's problems are listed; None: all."""
        self.folder = folder
        self._everything.setVisible(folder is not None)

    def _heading(self, count: int) -> str:
        problems = wording.problems(count)
        if self.folder is not None:
            where = displayable(self.folder)
            return self.tr("{} in {}. These files couldn't be indexed.").format(problems, where)
        if count:
            return self.tr("{}. These files couldn't be indexed; all others were.").format(problems)
        return self.tr("No problems found.")

    def set_writable(self, writable: bool) -> None:
        """Whether trying again is possible at all."""
        self._retry.setVisible(writable)

    def _selected(self) -> Path | None:
        rows = self._table.selectionModel().selectedRows()
        return self._model.failure(rows[0].row()).path if rows else None

    def _on_selection(self) -> None:
        self._reveal.setEnabled(self._selected() is not None)

    def _on_retry(self) -> None:
        self.retry_wanted.emit()
        self.accept()

    def _on_reveal(self) -> None:
        if (path := self._selected()) is not None:
            self.reveal_wanted.emit(path)
