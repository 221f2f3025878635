"""The list of files that could not be indexed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from picseek.engine.types import FileFailure, Problem
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.failures_dialog import failure_columns
from picseek.ui.widgets.list_dialog import ListDialog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget


class ProblemsDialog(ListDialog[FileFailure | Problem]):
    """Lists problems; they can be tried again, and their files shown.

    Attributes:
        folder: The folder whose problems are listed; None: all folders.

    Signals:
        retry_requested: Try all of them again.
        everything_requested: List the problems of all folders.
        reveal_requested: Show this file (a Path) in the file manager.
    """

    retry_requested = Signal()
    everything_requested = Signal()
    reveal_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "problems", self.tr("Problems"), failure_columns(), parent, icon="pictures"
        )
        self.table.setAccessibleName(self.tr("Files that couldn't be indexed"))
        self.footer.setObjectName("skippedKinds")
        self.folder: Path | None = None
        self._writable = True
        self._retry = self.add_button(
            "retryButton",
            self.tr("Try again"),
            self._on_retry,
            self.tr("Try to index all these files again"),
        )
        self._reveal = self.add_button(
            "revealProblemButton",
            self.tr("Show in file manager"),
            self._on_reveal,
            self.tr("Show the selected file in its folder"),
        )
        self._everything = self.add_button(
            "allProblemsButton",
            self.tr("All folders"),
            self.everything_requested.emit,
            self.tr("Show problems in all folders"),
        )
        self.set_size(820, 420)
        self.selection_changed.connect(self._enable_buttons)
        self.show_problems(())

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List these problems."""
        self.set_rows(problems, self.tr("No problems found."))
        self.heading.setText(self._heading(len(problems)))
        self._retry.setEnabled(bool(problems))

    def show_skipped(self, kinds: Mapping[str, int]) -> None:
        """Show how many files were skipped, by kind; they are no problems."""
        self.set_footer(wording.skipped(kinds) if kinds else "")

    def set_folder(self, folder: Path | None) -> None:
        """Set the folder whose problems are listed; None: all folders."""
        self.folder = folder
        self._everything.setVisible(folder is not None)

    def _heading(self, count: int) -> str:
        problems = wording.problems(count)
        if self.folder is not None:
            where = displayable(self.folder)
            return self.tr("{} in {}. These files couldn't be indexed.").format(problems, where)
        return self.tr("{}. These files couldn't be indexed; all others were.").format(problems)

    def set_writable(self, writable: bool) -> None:
        """Set whether files can be tried again."""
        self._retry.setVisible(writable)

    def _enable_buttons(self) -> None:
        self._reveal.setEnabled(bool(self.selected))

    def _on_retry(self) -> None:
        self.retry_requested.emit()
        self.accept()

    def _on_reveal(self) -> None:
        for row in self.selected:
            self.reveal_requested.emit(row.path)
