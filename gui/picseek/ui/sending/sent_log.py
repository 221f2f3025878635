"""Shows and exports the log of sent data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from picseek.ui.base.tasks import Lane, Task
from picseek.ui.desktop import open_and_reveal as desktop
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.list_dialog import ListController

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.engine.types import SentRow
    from picseek.ui.base.session import Session
    from picseek.ui.commands.window import Commands
    from picseek.ui.desktop.file_manager import FileManager
    from picseek.ui.indexing.controller import IndexingController
    from picseek.ui.sending.sent_dialog import SentDialog
    from picseek.ui.widgets.banner import Banner

MOST_ROWS = 10_000
"""More than anyone reads, and fast to load; the CSV file contains all entries."""


class SentController(ListController["SentDialog"]):
    """Lists the data sent to online services, and exports the list."""

    def __init__(
        self,
        session: Session,
        indexing: IndexingController,
        commands: Commands,
        banner: Banner,
        file_manager: FileManager,
    ) -> None:
        super().__init__(session, commands.window, banner.show_message)
        self._file_manager = file_manager
        commands.sent.triggered.connect(self.show)
        indexing.ended.connect(self.refresh)

    def _make_dialog(self) -> SentDialog:
        from picseek.ui.sending.sent_dialog import SentDialog

        dialog = SentDialog(self._window)
        dialog.export_requested.connect(self._on_export)
        dialog.open_requested.connect(self._on_open)
        dialog.reveal_requested.connect(self._file_manager.reveal)
        return dialog

    def _prepare(self, dialog: SentDialog) -> None:
        dialog.set_footer("")

    def _read(self, library: Library) -> list[SentRow]:
        return library.sent(MOST_ROWS + 1)

    def _fill(self, dialog: SentDialog, rows: list[SentRow]) -> None:
        dialog.show_sent(rows[:MOST_ROWS], more=len(rows) > MOST_ROWS)

    def _on_open(self, path: Path) -> None:
        def job(_task: Task) -> Path | None:
            return path if desktop.exists(path) else None

        self._show_result("")
        self._session.tasks.submit(job, on_done=self._on_checked, lane=Lane.FILES)

    def _on_checked(self, path: Path | None) -> None:
        if path is None:
            self._show_result(self.tr("The picture was moved or deleted."))
        elif not desktop.open_path(path):
            self._show_result(self.tr("No app found that can open this picture."))

    def _on_export(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        name, _kind = QFileDialog.getSaveFileName(
            self._dialog,
            self.tr("Export sent data"),
            str(Path.home() / self.tr("sent data.csv")),
            self.tr("CSV files (*.csv)"),
        )
        if not name:
            return
        target = Path(name)

        def job(library: Library, _task: Task) -> str:
            count = library.outgoing.export(target)
            written = self.tr("%Ln row(s) exported to {}.", "", count)
            return written.format(displayable(target))

        self._session.run(job, self._show_result, self._show_result, lane=Lane.FILES)

    def _show_result(self, text: str) -> None:
        if self._dialog is not None:
            self._dialog.set_footer(displayable(text))
