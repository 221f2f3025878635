"""Unavailable pictures: listed, and removed from the library if the user agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from picseek.ui.base.tasks import Lane
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.list_dialog import ListController

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.engine.types import AbsentFolder
    from picseek.ui.base.session import Session
    from picseek.ui.commands.window import Commands
    from picseek.ui.indexing.absent_dialog import AbsentDialog
    from picseek.ui.indexing.controller import IndexingController
    from picseek.ui.widgets.banner import Banner


class AbsenceController(ListController["AbsentDialog"]):
    """Lists the folders whose drives are not connected, and forgets their pictures.

    Signals:
        forgotten: Pictures were removed from the library.
    """

    forgotten = Signal()

    def __init__(
        self, session: Session, indexing: IndexingController, commands: Commands, banner: Banner
    ) -> None:
        super().__init__(session, commands.window, banner.show_message)
        commands.absent.triggered.connect(self.show)
        indexing.ended.connect(self.refresh)

    def _make_dialog(self) -> AbsentDialog:
        from picseek.ui.indexing.absent_dialog import AbsentDialog

        dialog = AbsentDialog(self._window)
        dialog.forget_requested.connect(self._on_forget)
        return dialog

    def _prepare(self, dialog: AbsentDialog) -> None:
        dialog.set_writable(self._session.writable)

    def _read(self, library: Library) -> list[AbsentFolder]:
        return library.absences.list()

    def _fill(self, dialog: AbsentDialog, rows: list[AbsentFolder]) -> None:
        dialog.show_folders(rows)

    def _on_forget(self, rows: list[AbsentFolder]) -> None:
        if self._dialog is not None and self._confirmed(self._dialog, rows):
            self._session.run(
                lambda library, _task: _forget(library, rows),
                self._on_forgotten,
                self._on_failed,
                lane=Lane.INDEX,
            )

    def _confirmed(self, dialog: AbsentDialog, rows: list[AbsentFolder]) -> bool:
        from picseek.ui.widgets import confirm_dialog

        pictures = wording.pictures(sum(row.pictures for row in rows))
        where = ", ".join(f"“{displayable(row.path)}”" for row in rows[:1])
        if len(rows) > 1:
            where = self.tr("%Ln folder(s)", "", len(rows))
        text = self.tr(
            "Remove {} in {} from the library?\n\nYour files aren't changed. If "
            "you connect the drive again, Picseek adds them back the next time "
            "it checks for changes."
        ).format(pictures, where)
        title = self.tr("Remove pictures")
        return confirm_dialog.confirm(dialog, title, text, action=title, icon="folder")

    def _on_forgotten(self, _files: int) -> None:
        self.refresh()
        self.forgotten.emit()


def _forget(library: Library, rows: list[AbsentFolder]) -> int:
    return sum(library.absences.forget(row.path, row.volume) for row in rows)
