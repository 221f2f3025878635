"""Every dialog, and every page of the preferences."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QTreeWidget, QWidget

from picseek.engine.messages import message
from picseek.engine.types import ExportFormat, FileCounts, FileFailure, FilesDone
from picseek.ui.desktop.programs import Program
from picseek.ui.files.open_with_dialog import OpenWithDialog
from picseek.ui.files.trash_dialog import TrashDialog
from picseek.ui.text import wording
from picseek.ui.widgets.failures_dialog import FailuresDialog
from picseek.ui.widgets.progress_dialog import JobDialog
from tests.screenshots.photographer import Photographer, wait_until_still
from tests.screenshots.session import Session

PAGES = ("general", "folders", "indexing", "models", "cohere", "storage")


def take_dialogs(session: Session) -> None:
    """All that open from a window on an indexed library."""
    session.look.prepare(session.library)
    window = Photographer(session.library, session.out)
    window.wait_for_the_run()
    window.shoot_modal(lambda: window.trigger("addFolder"), "add-folder")
    _take_question(window)
    window.trigger("shortcuts")
    window.shoot_dialog("shortcutSheet", "shortcuts")
    window.select(0, 1, 2)
    _take_export(window)
    window.trigger("saveList")
    window.shoot_dialog("saveListDialog", "save-list")
    for dialog, file in _made_up(session, window.window):
        dialog.show()
        window.shoot_widget(dialog, file)
    for page in PAGES:
        dialog = window.show_page(page)
        window.shoot_widget(dialog, f"preferences-{page}")
    _take_getting(window)
    window.close()


def _take_export(window: Photographer) -> None:
    window.trigger("export")
    dialog = window.dialog("exportDialog")
    window.shoot_widget(dialog, "export")
    window.trigger("export")
    dialog = window.dialog("exportDialog")
    for name, value in (("exportSize", -1), ("exportFormat", ExportFormat.JPEG.value)):
        box = dialog.findChild(QComboBox, name)
        assert box is not None
        box.setCurrentIndex(box.findData(value))
    window.shoot_widget(dialog, "export-smaller")


def _made_up(session: Session, parent: QWidget) -> list[tuple[QDialog, str]]:
    """Dialogs whose contents would take too long to bring about."""
    programs = [
        Program("Image Viewer", ("viewer",), default=True),
        Program("GNU Image Manipulation Program", ("gimp",)),
        Program("Photo Editor", ("editor",)),
    ]
    failures = [
        FileFailure(
            session.pictures / "Scans" / "letter.tif",
            message("This file can't be copied ({reason}).", reason=message("the disk is full")),
        ),
        FileFailure(
            session.pictures / "Holidays" / "a rather long name of a picture from Iceland.jpg",
            message("This file was moved or deleted."),
        ),
    ]
    exporting = QCoreApplication.translate("FileActions", "Exporting {}")
    job = JobDialog(exporting.format(wording.pictures(1240)), parent)
    job.show_progress(FilesDone(420, 1240))
    exported = QCoreApplication.translate("FileActions", "{} exported.")
    failed = QCoreApplication.translate(
        "FileActions", "%Ln file(s) couldn't be exported.", "", len(failures)
    )
    text = f"{exported.format(wording.pictures(1238))} {failed}"
    title = QCoreApplication.translate("FileActions", "Export")
    return [
        (TrashDialog(FileCounts(1, 1, 0), can_undo=True, parent=parent), "bin"),
        (TrashDialog(FileCounts(12, 15, 3), can_undo=False, parent=parent), "bin-copies"),
        (OpenWithDialog("“red barn.jpg”", programs, parent), "open-with"),
        (OpenWithDialog("“red barn.jpg”", [], parent), "open-with-none"),
        (FailuresDialog(title, text, failures, parent), "failures"),
        (job, "job"),
    ]


def _take_question(window: Photographer) -> None:
    """What is asked before a folder is forgotten."""
    tree = window.find(QTreeWidget, "folderTree")
    everything, folder = tree.topLevelItem(0), tree.topLevelItem(1)
    assert everything is not None
    assert folder is not None
    tree.setCurrentItem(folder)
    window.shoot_modal(lambda: window.trigger("removeFolder"), "remove-folder")
    tree.setCurrentItem(everything)
    wait_until_still(window.window)


def _take_getting(window: Photographer) -> None:
    dialog = window.show_page("models")
    for button in dialog.findChildren(QAbstractButton, "getModelButton"):
        if button.isVisible() and button.isEnabled():
            button.click()
            break
    window.shoot_dialog("getModelDialog", "get-model")
    dialog.close()
    wait_until_still(window.window)
