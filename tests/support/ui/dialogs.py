"""Every dialog that needs no window, with contents that would take long to bring about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.types import (
    AbsentFolder,
    ExportOptions,
    FileCounts,
    FileFailure,
    FilesDone,
    Problem,
    ProblemCode,
    SentRow,
    Stage,
)
from picseek.ui.desktop.programs import Program
from picseek.ui.files.export_dialog import ExportDialog
from picseek.ui.files.open_with_dialog import OpenWithDialog
from picseek.ui.files.trash_dialog import TrashDialog
from picseek.ui.indexing.absent_dialog import AbsentDialog
from picseek.ui.indexing.problems_dialog import ProblemsDialog
from picseek.ui.sending.sent_dialog import SentDialog
from picseek.ui.widgets.confirm_dialog import ConfirmDialog
from picseek.ui.widgets.failures_dialog import FailuresDialog
from picseek.ui.widgets.progress_dialog import JobDialog
from tests.support.ui.fake_sending import FAR

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget


def exported(parent: QWidget) -> QDialog:
    return ExportDialog(12, ExportOptions(folder=Path("/home/me/Exported pictures")), parent)


def trashed(parent: QWidget) -> QDialog:
    return TrashDialog(FileCounts(12, 15, 3), can_undo=True, parent=parent)


def opened_with(parent: QWidget) -> QDialog:
    return OpenWithDialog("12 pictures", [Program("Viewer", ("viewer",), default=True)], parent)


def opened_with_none(parent: QWidget) -> QDialog:
    return OpenWithDialog("12 pictures", [], parent)


def failed(parent: QWidget) -> QDialog:
    failure = FileFailure(Path("/home/me/one.jpg"), "There is no room left on the disk.")
    return FailuresDialog("Export", "One file could not be exported.", [failure], parent)


def running(parent: QWidget) -> QDialog:
    dialog = JobDialog("Exporting 1,240 pictures", parent)
    dialog.show_progress(FilesDone(420, 1240))
    return dialog


def sent(parent: QWidget) -> QDialog:
    dialog = SentDialog(parent)
    row = SentRow(1, 0.0, None, None, FAR, "far.example", 1200, 12)
    dialog.show_sent([row])
    return dialog


def sent_nothing(parent: QWidget) -> QDialog:
    dialog = SentDialog(parent)
    dialog.show_sent([])
    return dialog


def asked(parent: QWidget) -> QDialog:
    text = "Remove “/home/me/A rather long name of a folder/Pictures” from the library?"
    return ConfirmDialog(
        parent, "Remove", text + "\n\nMore.", action="Remove folder", icon="folder"
    )


def absent(parent: QWidget) -> QDialog:
    dialog = AbsentDialog(parent)
    dialog.show_folders([AbsentFolder(Path("/media/disk/photos"), "disk", 12, 0.0)])
    return dialog


def troubled(parent: QWidget) -> QDialog:
    dialog = ProblemsDialog(parent)
    dialog.set_folder(Path("/home/me/photos"))
    dialog.show_problems(
        [
            Problem(
                Path("/home/me/photos/one.jpg"),
                Stage.DECODE,
                ProblemCode.DAMAGED,
                "The file is damaged: it ends too early.",
            )
        ]
    )
    return dialog


DIALOGS = (
    absent,
    troubled,
    exported,
    trashed,
    opened_with,
    opened_with_none,
    failed,
    running,
    sent,
    sent_nothing,
    asked,
)
