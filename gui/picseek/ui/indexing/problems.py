"""Shows the files that could not be indexed, and tries them again."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.types import IndexReport, Problem

if TYPE_CHECKING:
    from picseek.ui.base.session import Session
    from picseek.ui.commands.window import Commands
    from picseek.ui.desktop.file_manager import FileManager
    from picseek.ui.indexing.controller import IndexingController
    from picseek.ui.indexing.folders import FolderController
    from picseek.ui.indexing.problems_dialog import ProblemsDialog


class ProblemsController(QObject):
    """Fills the dialog of problems while it is open.

    Signals:
        failed: Why the problems could not be listed, in a sentence.
    """

    failed = Signal(object)  # a str: Signal(str) loses what is no Unicode

    def __init__(
        self,
        session: Session,
        indexing: IndexingController,
        folders: FolderController,
        commands: Commands,
        file_manager: FileManager,
    ) -> None:
        super().__init__(commands.window)
        self._session = session
        self._indexing = indexing
        self._file_manager = file_manager
        self._window = commands.window
        self._dialog: ProblemsDialog | None = None
        self._skipped: Mapping[str, int] = {}
        commands.problems.triggered.connect(self.show)
        indexing.ended.connect(self._on_run_ended)
        folders.status_changed.connect(self._refresh)

    def show(self) -> None:
        """List the problems of all folders."""
        self.show_in(None)

    def show_in(self, folder: Path | None) -> None:
        """List the problems of a folder and its subfolders; None: of all folders."""
        dialog = self._dialog = self._dialog or self._make_dialog()
        dialog.set_writable(self._session.writable)
        dialog.set_folder(folder)
        dialog.set_skipped(self._skipped)
        dialog.show()
        self._refresh()

    def _make_dialog(self) -> ProblemsDialog:
        from picseek.ui.indexing.problems_dialog import ProblemsDialog

        dialog = ProblemsDialog(self._window)
        dialog.retry_wanted.connect(lambda: self._indexing.start(retry_failed=True))
        dialog.everything_wanted.connect(self.show)
        dialog.reveal_wanted.connect(self._file_manager.reveal)
        return dialog

    def _on_run_ended(self, report: IndexReport | None) -> None:
        if report is not None:
            self._skipped = report.skipped
            if self._dialog is not None:
                self._dialog.set_skipped(report.skipped)

    def _refresh(self) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            folder = self._dialog.folder
            self._session.run(
                lambda library, _task: _in_folder(folder, library.problems()),
                self._dialog.set_problems,
                self.failed.emit,
            )


def _in_folder(folder: Path | None, problems: list[Problem]) -> list[Problem]:
    if folder is None:
        return problems
    return [problem for problem in problems if problem.path.is_relative_to(folder)]
