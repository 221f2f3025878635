"""Recovers a damaged library: from a backup, or with a new library."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.ui.base.tasks import Lane, Task
from picseek.ui.text import units, wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from picseek.engine.errors import EngineError
    from picseek.engine.types.library import Backup
    from picseek.ui.base.session import Session
    from picseek.ui.indexing.controller import IndexingController
    from picseek.ui.search.pages import Pages
    from picseek.ui.widgets.banner import Banner


class RecoveryController(QObject):
    """Offers the newest backup of a damaged library, and restores it.

    Signals:
        failed: The EngineError that ended a recovery.
    """

    failed = Signal(object)

    def __init__(
        self, session: Session, indexing: IndexingController, pages: Pages, banner: Banner
    ) -> None:
        super().__init__(pages)
        self._session = session
        self._pages = pages
        self._banner = banner
        self._backup: Backup | None = None
        pages.restore_requested.connect(self._restore)
        pages.start_again_requested.connect(self._start_again)
        indexing.ended.connect(lambda _report: self._report_problem())

    def offer(self, error: EngineError) -> None:
        """Look for backups, and show the page that offers them."""
        folder = self._session.path

        def job(_task: Task) -> list[Backup]:
            from picseek.engine.library import list_backups

            return list_backups(folder)

        self._submit(job, partial(self._on_listed, wording.localized(error)))

    def _report_problem(self) -> None:
        """Report that the backup at the end of a run failed."""
        library = self._session.library
        if library is not None and library.backups.problem:
            problem = wording.localized(library.backups.problem)
            self._banner.show_message(
                self.tr("The library couldn't be backed up. {}").format(problem)
            )

    def _on_listed(self, why: str, backups: list[Backup]) -> None:
        self._backup = backups[0] if backups else None
        self._pages.show_damage(
            why, units.moment(self._backup.made_at.timestamp()) if self._backup else ""
        )

    def _restore(self) -> None:
        folder, backup = self._session.path, self._backup
        if backup is None:
            return

        def job(_task: Task) -> Path:
            from picseek.engine.library import restore_backup

            return restore_backup(folder, backup)

        self._submit(job, self._on_done)

    def _start_again(self) -> None:
        folder = self._session.path

        def job(_task: Task) -> Path:
            from picseek.engine.library import start_again

            return start_again(folder)

        self._submit(job, self._on_done)

    def _submit(self, job: Callable[[Task], object], on_done: Callable[..., None]) -> None:
        self._session.tasks.submit(
            job, on_done=on_done, on_error=self.failed.emit, lane=Lane.SESSION
        )

    def _on_done(self, _old: Path) -> None:
        self._pages.show_opening()
        self._session.open()
