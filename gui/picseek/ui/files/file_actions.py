"""Exports the selected pictures, saves lists of them, and moves them to the trash."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal

from picseek.engine.types import (
    ExportOptions,
    ExportReport,
    FileCounts,
    FileFailure,
    PictureRow,
    RestoreReport,
    TrashedFile,
    TrashReport,
)
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Task
from picseek.ui.commands.files import FileCommands
from picseek.ui.files.export_settings import export_options, stored_export
from picseek.ui.files.open_with import OpenWith
from picseek.ui.files.picture_actions import PictureActions
from picseek.ui.grid.results_model import SCORE_ROLE, ResultsModel
from picseek.ui.grid.view import GridView
from picseek.ui.text import wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.banner import Banner

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.ui.base.window_settings import WindowSettings

_MAX_REVEALED = 100

_Trashed = tuple[TrashReport, list[PictureRow]]


class FileActions(QObject):
    """Performs the actions on files.

    Signals:
        pictures_changed: Pictures were added to the library, or removed.
    """

    pictures_changed = Signal()

    def __init__(
        self,
        session: Session,
        actions: PictureActions,
        commands: FileCommands,
        grid: GridView,
        banner: Banner,
    ) -> None:
        super().__init__(grid)
        self._session = session
        self._actions = actions
        self._commands = commands
        self._grid = grid
        model = grid.model()
        assert isinstance(model, ResultsModel), "give the grid its model before this"
        self._model = model
        self._banner = banner
        self._jobs = actions.jobs
        downloads = QStandardPaths.StandardLocation.DownloadLocation
        folder = Path(QStandardPaths.writableLocation(downloads) or Path.home())
        self._options = ExportOptions(folder / self.tr("Exported pictures"))
        self._has_exported = False
        self._list_folder = folder
        self._next_row = -1
        self._trashed: list[tuple[TrashedFile, ...]] = []
        window = self._window = grid.window()
        self._open_with = OpenWith(self._jobs, grid.selection.ids, lambda: model.shown, window)
        self._open_with.failed.connect(actions.failed)
        self._connect()

    def _connect(self) -> None:
        commands = self._commands
        commands.open_with.triggered.connect(self._open_with.ask)
        commands.export.triggered.connect(self.export)
        commands.save_list.triggered.connect(self.save_list)
        commands.trash.triggered.connect(self.move_to_trash)
        commands.undo_trash.triggered.connect(self.undo_trash)
        model, grid = self._model, self._grid
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._enable)
            changed.connect(self._select_next_soon)
        grid.selectionModel().selectionChanged.connect(self._enable)
        self._session.opened.connect(self._enable)

    def restore(self, settings: WindowSettings) -> None:
        """Apply stored settings."""
        options = export_options(settings.export)
        if options is not None:
            self._options = options
            self._has_exported = True

    def put_into(self, settings: WindowSettings) -> WindowSettings:
        """Return the settings with the last export's options."""
        if not self._has_exported:
            return settings
        return replace(settings, export=stored_export(self._options))

    # Exports

    def export(self) -> None:
        """Ask for the options, then export the selected pictures."""
        ids = self._grid.selection.ids()
        if self._session.library is None or not ids:
            return
        from picseek.ui.files.export_dialog import ExportDialog

        dialog = ExportDialog(len(ids), self._options, self._window)
        dialog.accepted.connect(lambda: self._export(ids, dialog.options))
        dialog.open()

    def _export(self, ids: list[int], options: ExportOptions) -> None:
        self._options, self._has_exported = options, True
        shown = self._model.shown

        def job(library: Library, task: Task) -> ExportReport:
            return library.files.export(ids, options, task.control, task.report, shown)

        title = self.tr("Exporting {}").format(wording.pictures(len(ids)))
        self._jobs.run(title, job, self._on_exported)

    def _on_exported(self, report: ExportReport) -> None:
        done = wording.pictures(len(report.written))
        if report.stopped:
            text = self.tr("{} exported before an error occurred. {}").format(
                done, wording.localized(report.stopped)
            )
        elif report.cancelled:
            text = self.tr("Export stopped. {} exported.").format(done)
        else:
            text = self.tr("{} exported.").format(done)
        if report.failed:
            failed = len(report.failed)
            text += " " + self.tr("%Ln file(s) couldn't be exported.", "", failed)
        if report.written:
            show = partial(self._actions.file_manager.reveal_all, report.written[:_MAX_REVEALED])
            self._show_message(text, self.tr("Show folder"), show, fine=not report.stopped)
        else:
            self._show_message(text, fine=not report.stopped and not report.failed)
        self._list_failures(self.tr("Export"), text, report.failed)

    # Lists

    def save_list(self) -> None:
        """Ask for a file, then save a list of the selected pictures in it, or of all shown."""
        ids = self._grid.selection.ids() or list(self._model.ids())
        if self._session.library is None or not ids:
            return
        from PySide6.QtWidgets import QFileDialog

        kinds = (
            self.tr("Table (*.csv)"),
            self.tr("JSON (*.json)"),
            self.tr("Playlist (*.m3u8 *.m3u)"),
            self.tr("Text (*.txt)"),
        )
        dialog = QFileDialog(self._window, self.tr("Save list"), displayable(self._list_folder))
        dialog.setObjectName("saveListDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(kinds)
        dialog.setDefaultSuffix("csv")
        dialog.filterSelected.connect(
            lambda kind: dialog.setDefaultSuffix(
                kind.rpartition("(*.")[2].split(" ")[0].rstrip(")")
            )
        )
        dialog.selectFile(self.tr("pictures"))
        dialog.fileSelected.connect(lambda file: self.save_list_to(Path(file), ids))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_list_to(self, file: Path, ids: list[int]) -> None:
        """Save a list of pictures in a file, in this order."""
        self._list_folder = file.parent
        scores, shown = self._scores(ids), self._model.shown

        def job(library: Library, task: Task) -> int:
            return library.files.save_list(ids, file, scores, task.control, task.report, shown)

        title = self.tr("Saving the list of {}").format(wording.pictures(len(ids)))
        self._jobs.run(title, job, partial(self._on_listed, file))

    def _on_listed(self, file: Path, count: int) -> None:
        text = self.tr("List of {} saved as {}.").format(
            wording.pictures(count), displayable(file.name)
        )
        show = partial(self._actions.file_manager.reveal_all, (file,))
        self._show_message(text, self.tr("Show file"), show)

    def _scores(self, ids: list[int]) -> dict[int, float]:
        """Return the scores of found pictures."""
        model = self._model
        if not len(model.ids()) or model.index(0).data(SCORE_ROLE) is None:
            return {}
        rows = model.rows_of(ids)
        found = {each: model.index(row).data(SCORE_ROLE) for each, row in rows.items()}
        return {each: score for each, score in found.items() if score is not None}

    # The trash

    def move_to_trash(self) -> None:
        """Ask, then move the selected pictures' files to the trash."""
        ids = self._grid.selection.ids()
        if not self._session.writable or not ids:
            return
        self._jobs.run(
            self.tr("Counting files"),
            lambda library, task: library.files.counts(ids, task.control),
            partial(self._confirm_trash, ids),
        )

    def _confirm_trash(self, ids: list[int], counts: FileCounts) -> None:
        library = self._session.library
        if library is None or not counts.pictures:
            self.pictures_changed.emit()
            return
        from picseek.ui.files.trash_dialog import TrashDialog

        dialog = TrashDialog(counts, can_undo=library.files.can_restore, parent=self._window)
        dialog.accepted.connect(lambda: self._trash(ids, every_copy=dialog.every_copy))
        dialog.open()

    def _trash(self, ids: list[int], *, every_copy: bool) -> None:
        shown = self._model.shown

        def job(library: Library, task: Task) -> _Trashed:
            report = library.files.move_to_trash(
                ids, every_copy=every_copy, token=task.control, on_done=task.report, shown=shown
            )
            remaining = sorted({each.picture_id for each in report.trashed})
            return report, library.rows(remaining, shown)  # pictures with remaining copies

        title = self.tr("Moving {} to the {}")
        title = title.format(wording.pictures(len(ids)), wording.trash())
        self._jobs.run(title, job, self._on_trashed)

    def _on_trashed(self, trashed: _Trashed) -> None:
        report, left = trashed
        if left:
            self._model.add_rows(left)
            self._grid.viewport().update()
        if report.trashed:
            runs = self._grid.selection.runs()
            stays = {row.id for row in left} >= {each.picture_id for each in report.trashed}
            self._next_row = runs[0].start if runs and not stays else -1
            self.pictures_changed.emit()
            self._trashed.append(report.trashed)
            self._enable()
        text = self._trash_message(report)
        library = self._session.library
        if report.trashed and library is not None and library.files.can_restore:
            self._show_message(text, self.tr("Undo"), self.undo_trash)
        elif report.trashed:
            self._show_message(text)
        title = self.tr("Move to {}").format(wording.trash())
        self._list_failures(title, text, report.failed)

    def _trash_message(self, report: TrashReport) -> str:
        pictures, files = len({each.picture_id for each in report.trashed}), len(report.trashed)
        done = wording.pictures(pictures)
        if files > pictures:
            done = self.tr("{} ({})").format(done, wording.files(files))
        text = self.tr("{} moved to the {}.").format(done, wording.trash())
        if report.cancelled:
            text = self.tr("Stopped: {}").format(text)
        if report.failed:
            failed = len(report.failed)
            text += " " + self.tr("%Ln file(s) couldn't be moved.", "", failed)
        if report.stopped:
            text += " " + wording.localized(report.stopped)
        return text

    def undo_trash(self) -> None:
        """Restore the files moved to the trash last."""
        if self._session.library is None or not self._trashed:
            return
        trashed = self._trashed.pop()
        self._enable()

        def job(library: Library, task: Task) -> RestoreReport:
            return library.files.restore(trashed, task.control, task.report)

        title = self.tr("Restoring {} from the {}")
        title = title.format(wording.files(len(trashed)), wording.trash())
        self._jobs.run(title, job, partial(self._on_restored, trashed))

    def _on_restored(self, trashed: tuple[TrashedFile, ...], report: RestoreReport) -> None:
        if report.restored:
            self.pictures_changed.emit()
        text = self.tr("{} restored from the {}.")
        text = text.format(wording.files(len(report.restored)), wording.trash())
        if report.cancelled or report.stopped:
            back = set(report.restored)
            self._trashed.append(tuple(each for each in trashed if each.path not in back))
            self._enable()
        if report.failed:
            failed = len(report.failed)
            text += " " + self.tr("%Ln file(s) couldn't be restored.", "", failed)
        if report.stopped:
            text += " " + wording.localized(report.stopped)
        self._show_message(text)
        title = self.tr("Undo moving to {}").format(wording.trash())
        self._list_failures(title, text, report.failed)

    # Internal

    def _select_next_soon(self) -> None:
        """Select the next picture, after all views have followed the removal."""
        if self._next_row >= 0:
            QTimer.singleShot(0, self, self._select_next)

    def _select_next(self) -> None:
        """Select the picture after the removed ones, so that the keyboard works from there."""
        grid, model = self._grid, self._model
        row, self._next_row = min(self._next_row, len(model.ids()) - 1), -1
        if row >= 0 and not grid.selection.count():
            grid.setCurrentIndex(model.index(row))

    def _enable(self) -> None:
        library, commands = self._session.library, self._commands
        commands.set_writable(self._session.writable)
        commands.set_selected(self._grid.selection.count())
        commands.save_list.setEnabled(library is not None and len(self._model.ids()) > 0)
        commands.undo_trash.setEnabled(
            bool(self._trashed) and library is not None and library.files.can_restore
        )

    def _show_message(
        self,
        text: str,
        action: str = "",
        act: Callable[[], None] | None = None,
        *,
        fine: bool = True,
    ) -> None:
        self._banner.show_message(text, action, act, icon="info" if fine else "warning")
        self._actions.reported.emit(displayable(text))

    def _list_failures(self, title: str, text: str, failed: tuple[FileFailure, ...]) -> None:
        if not failed:
            return
        from picseek.ui.widgets.failures_dialog import FailuresDialog

        FailuresDialog(title, text, failed, self._window).open()
