"""Shows the files that could not be indexed, and tries them again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from picseek.ui.widgets.list_dialog import ListController

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from picseek.engine.library import Library
    from picseek.engine.types import IndexReport, Problem
    from picseek.ui.base.session import Session
    from picseek.ui.commands.window import Commands
    from picseek.ui.desktop.file_manager import FileManager
    from picseek.ui.indexing.controller import IndexingController
    from picseek.ui.indexing.folders import FolderController
    from picseek.ui.indexing.problems_dialog import ProblemsDialog


class ProblemsController(ListController["ProblemsDialog"]):
    """Lists the problems of all folders or of one.

    Signals:
        failed: Why the problems could not be listed, as a sentence.
    """

    failed = Signal(object)  # a str: Signal(str) drops lone surrogates

    def __init__(
        self,
        session: Session,
        indexing: IndexingController,
        folders: FolderController,
        commands: Commands,
        file_manager: FileManager,
    ) -> None:
        super().__init__(session, commands.window, self._report)
        self._indexing = indexing
        self._file_manager = file_manager
        self._folder: Path | None = None
        self._skipped: Mapping[str, int] = {}
        commands.problems.triggered.connect(self._show_all)
        indexing.ended.connect(self._on_run_ended)
        folders.status_changed.connect(self.refresh)

    def show_in(self, folder: Path | None) -> None:
        """List the problems of a folder and its subfolders; None: of all folders."""
        self._folder = folder
        self.show()

    def _show_all(self) -> None:
        self.show_in(None)

    def _report(self, reason: str) -> None:
        self.failed.emit(reason)

    def _make_dialog(self) -> ProblemsDialog:
        from picseek.ui.indexing.problems_dialog import ProblemsDialog

        dialog = ProblemsDialog(self._window)
        dialog.retry_requested.connect(lambda: self._indexing.start(retry_failed=True))
        dialog.everything_requested.connect(self._show_all)
        dialog.reveal_requested.connect(self._file_manager.reveal)
        return dialog

    def _prepare(self, dialog: ProblemsDialog) -> None:
        dialog.set_writable(self._session.writable)
        dialog.set_folder(self._folder)
        dialog.show_skipped(self._skipped)

    def _read(self, library: Library) -> list[Problem]:
        return _in_folder(self._folder, library.problems())

    def _fill(self, dialog: ProblemsDialog, rows: list[Problem]) -> None:
        dialog.show_problems(rows)

    def _on_run_ended(self, report: IndexReport | None) -> None:
        if report is not None:
            self._skipped = report.skipped
            if self._dialog is not None:
                self._dialog.show_skipped(report.skipped)


def _in_folder(folder: Path | None, problems: list[Problem]) -> list[Problem]:
    if folder is None:
        return problems
    return [problem for problem in problems if problem.path.is_relative_to(folder)]
