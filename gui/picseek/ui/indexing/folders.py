"""Adds, removes and rescans folders, and updates what is shown about the library."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal

from picseek.engine.errors import EngineError
from picseek.engine.types import IndexReport, LibraryStatus
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.indexing.controller import IndexingController
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.ui.commands.window import Commands
    from picseek.ui.widgets.banner import Banner

_REFRESH_MS = 2000

_Added = tuple[tuple[Path, ...], str]
"""The added folders, and why another one was not added (or ``""``)."""


class FolderController(QObject):
    """The folders the user chose.

    Attributes:
        status: The library's status as last read, or None.

    Signals:
        status_changed: The LibraryStatus.
    """

    status_changed = Signal(object)

    def __init__(
        self,
        session: Session,
        indexing: IndexingController,
        commands: Commands,
        banner: Banner,
    ) -> None:
        super().__init__(commands.window)
        self._session = session
        self._indexing = indexing
        self._banner = banner
        self._window = commands.window
        self.status: LibraryStatus | None = None
        self._has_scanned = False
        self._awaited_folders: tuple[Path, ...] | None = None
        self._refresh = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._refresh.timeout.connect(self.refresh)
        indexing.pictures_changed.connect(self.refresh_soon)
        indexing.ended.connect(self._on_ended)
        session.opened.connect(self.refresh)
        commands.add_folder.triggered.connect(self.choose)
        commands.rescan.triggered.connect(lambda: self.rescan())
        commands.read_all.triggered.connect(self.read_all)

    @property
    def is_scanned(self) -> bool:
        """Whether a run has scanned the folders, and none is in progress."""
        return self._has_scanned and not self._indexing.running

    def refresh_soon(self) -> None:
        """Read the status again, soon and not too often."""
        if not self._refresh.isActive():
            self._refresh.start()

    def refresh(self) -> None:
        """Read the status again: folders and the numbers of pictures and problems."""
        self._refresh.stop()
        self._session.run(
            lambda library, _task: library.status(), self._on_status, self._banner.show_message
        )

    def choose(self) -> None:
        """Let the user choose a folder, and add it."""
        if not self._session.writable:
            return
        from PySide6.QtWidgets import QFileDialog

        title = self.tr("Choose a folder of pictures")
        chosen = QFileDialog.getExistingDirectory(self._window, title, self._initial_folder())
        if chosen:
            self.add((Path(chosen),))

    def _initial_folder(self) -> str:
        """Return the parent of the last folder, or where pictures usually are."""
        folders = self.status.folders if self.status is not None else ()
        parents = [row.path.parent for row in folders if row.available][-1:]
        usual = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.PicturesLocation)
        candidates = (*parents, *map(Path, usual))
        existing = (each for each in candidates if os.path.isdir(each))  # noqa: PTH112 - never raises
        return str(next(existing, Path.home()))

    def add(self, folders: Sequence[Path]) -> None:
        """Add folders to the library, and index them."""
        if not folders:
            return

        def job(library: Library, _task: Task) -> _Added:
            added: list[Path] = []
            refusal = ""
            for folder in folders:
                try:
                    library.add_folder(folder)
                except EngineError as error:
                    refusal = wording.localized(error)
                else:
                    added.append(folder)
            return tuple(added), refusal

        self._session.run(job, self._on_added)

    def remove(self, folder: Path) -> None:
        """Remove a folder from the library, if the user confirms."""
        from picseek.ui.widgets import confirm_dialog

        agreed = confirm_dialog.confirm(
            self._window,
            self.tr("Remove folder"),
            self.tr("Remove “{}” from the library?\n\nThe pictures stay on your disk.").format(
                displayable(folder)
            ),
            action=self.tr("Remove folder"),
            icon="folder",
        )
        if not agreed:
            return
        # A run would add the folder's pictures again. Removing waits for its end, being on the
        # same lane; afterwards the run is started again.
        interrupted = self._indexing.running
        self._indexing.stop()
        self._session.run(
            lambda library, _task: library.remove_folder(folder),
            partial(self._on_removed, interrupted),
            self._banner.show_message,
            lane=Lane.INDEX,
        )

    def rescan(self, folder: Path | None = None) -> None:
        """Check one folder for changes, or all."""
        self._indexing.start(() if folder is None else (folder,))

    def read_all(self) -> None:
        """Read every file again, even if it seems unchanged."""
        self._awaited_folders = ()
        self._indexing.start(full=True)

    def _on_added(self, added: _Added) -> None:
        folders, refusal = added
        if refusal:
            self._banner.show_message(refusal)
        if folders:
            self.refresh()
            self._awaited_folders = folders
            self._indexing.start(folders)

    def _on_ended(self, report: IndexReport | None) -> None:
        self._has_scanned = report is not None
        self.refresh()
        if report is not None and self._indexing.folders == self._awaited_folders:
            self._awaited_folders = None
            if report.skipped:
                self._banner.show_message(wording.skipped(report.skipped))

    def _on_removed(self, interrupted: bool, _nothing: None) -> None:
        self.refresh()
        self._indexing.pictures_changed.emit()
        if interrupted:
            self._indexing.start()

    def _on_status(self, status: LibraryStatus) -> None:
        self.status = status
        self.status_changed.emit(status)
