"""Exporting, listing, opening with a program and the system's bin, from the window."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
import send2trash
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QProgressBar,
    QSpinBox,
    QTableView,
    QWidget,
)

from picseek.engine.files.freedesktop_trash import home_trash
from picseek.engine.types import ExportFormat, ExportMetadata, ExportOptions, FileCounts, FilesDone
from picseek.ui.base.tasks import Task
from picseek.ui.base.window_settings import WindowSettings, load_settings, save_settings
from picseek.ui.commands.files import FileCommands
from picseek.ui.desktop import programs
from picseek.ui.desktop.programs import Program
from picseek.ui.files import open_with
from picseek.ui.files.export_dialog import ExportDialog
from picseek.ui.files.export_settings import export_options, stored_export
from picseek.ui.files.trash_dialog import TrashDialog
from picseek.ui.indexing import folders
from picseek.ui.sidebar.folder_tree import FolderTree
from picseek.ui.sidebar.row_delegate import COUNT_ROLE
from picseek.ui.sidebar.tree_rows import children
from picseek.ui.widgets.long_jobs import LongJobs
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.gate import Gate

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from picseek.engine.library import Library

T = TypeVar("T", bound=QObject)

NEEDS_PICTURES = ("openWithAction", "exportAction", "binAction")

linux = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="the bin of freedesktop.org's desktops"
)


@pytest.fixture(autouse=True)
def trash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A trash for the test."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))

    def put(path: str) -> None:
        from urllib.parse import quote

        for part in ("files", "info"):
            (home_trash() / part).mkdir(parents=True, exist_ok=True)
        name = Path(path).name
        info = f"[Trash Info]\nPath={quote(os.fsencode(path))}\nDeletionDate=2026-01-01T00:00:00\n"
        (home_trash() / "info" / f"{name}.trashinfo").write_text(info, encoding="ascii")
        Path(path).rename(home_trash() / "files" / name)

    monkeypatch.setattr(send2trash, "send2trash", put)
    return home_trash()


@pytest.fixture
def revealed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, ...]]:
    """What was shown in the file manager."""
    shown: list[tuple[Path, ...]] = []

    def reveal(paths: tuple[Path, ...]) -> bool:
        shown.append(paths)
        return True

    monkeypatch.setattr("picseek.ui.desktop.open_and_reveal.reveal", reveal)
    return shown


def dialog(desk: Desk, name: str) -> QDialog:
    """The open dialog of this name, once it is there."""
    desk.until(lambda: any(each.isVisible() for each in found(desk, name)))
    return next(each for each in found(desk, name) if each.isVisible())


def found(desk: Desk, name: str) -> list[QDialog]:
    return desk.window.findChildren(QDialog, name)


def part(of: QDialog, kind: type[T], name: str) -> T:
    child = of.findChild(kind, name)
    assert child is not None, name
    return child


def click(of: QDialog, name: str) -> None:
    QTest.mouseClick(part(of, QAbstractButton, name), Qt.MouseButton.LeftButton)


def choose(of: QDialog, name: str, value: object) -> None:
    box = part(of, QComboBox, name)
    box.setCurrentIndex(box.findData(value))


def export_to(desk: Desk, folder: Path) -> QDialog:
    """Open the export's dialog with this folder."""
    desk.press("exportAction")
    asked = dialog(desk, "exportDialog")
    part(asked, QLineEdit, "exportFolder").setText(str(folder))
    return asked


def banner(desk: Desk, text: str) -> None:
    desk.until(lambda: desk.shown("banner") and desk.text("bannerText") == text)


# What can be done


def test_they_need_a_selection_and_a_list_needs_pictures(full: Desk) -> None:
    assert not any(full.action(name).isEnabled() for name in NEEDS_PICTURES)
    assert full.action("saveListAction").isEnabled()
    assert not full.action("undoBinAction").isEnabled()
    full.select("a.jpg")
    assert all(full.action(name).isEnabled() for name in NEEDS_PICTURES)
    full.type("nothing like that")
    full.until_names()
    full.until(lambda: not full.action("saveListAction").isEnabled())


def test_all_have_keys_of_their_own(full: Desk) -> None:
    names = (*NEEDS_PICTURES, "saveListAction", "undoBinAction", "copyImageAction")
    keys = [full.action(name).shortcut().toString() for name in names]
    assert all(keys)
    assert full.action("binAction").shortcut() == QKeySequence(QKeySequence.StandardKey.Delete)
    everyone = [
        each.toString()
        for action in full.window.findChildren(type(full.action("binAction")))
        if action.shortcutContext() == Qt.ShortcutContext.WindowShortcut
        for each in action.shortcuts()
    ]
    assert [key for key in keys if everyone.count(key) > 1] == []


def test_a_library_that_is_only_read_offers_no_bin(desk: Desk, photos: Path) -> None:
    desk.library.put(*draw_pictures(photos, "a.jpg"))
    desk.library.be_read_only()
    desk.show()
    desk.until(lambda: desk.names() == ["a.jpg"] if desk.grid.model().rowCount() else False)
    desk.select("a.jpg")
    assert desk.action("exportAction").isEnabled()
    assert not desk.action("binAction").isEnabled()


# Exports


def test_pictures_are_exported_and_their_folder_is_shown(
    full: Desk, photos: Path, tmp_path: Path, revealed: list[tuple[Path, ...]]
) -> None:
    full.select("a.jpg", "c.jpg")
    click(export_to(full, tmp_path / "out"), "exportConfirmButton")
    banner(full, "2 pictures exported.")
    for name in ("a.jpg", "c.jpg"):
        assert (tmp_path / "out" / name).read_bytes() == (photos / name).read_bytes()
    assert full.text("bannerText") == full.message()
    full.click("bannerAction")
    full.until(lambda: bool(revealed))
    assert {path.name for path in revealed[0]} == {"a.jpg", "c.jpg"}


def test_options_are_passed_on_and_remembered(full: Desk, tmp_path: Path) -> None:
    full.select("a.jpg")
    asked = export_to(full, tmp_path / "out")
    assert part(asked, QLabel, "exportMeaning").text().startswith("Files are copied without")
    assert not part(asked, QSpinBox, "exportQuality").isEnabled()
    choose(asked, "exportSize", -1)
    own = part(asked, QSpinBox, "exportOwnSize")
    assert own.isVisible()
    own.setValue(16)
    choose(asked, "exportFormat", "jpeg")
    choose(asked, "exportNotes", "none")
    part(asked, QSpinBox, "exportQuality").setValue(70)
    click(asked, "exportConfirmButton")
    banner(full, "1 picture exported.")
    from PIL import Image

    with Image.open(tmp_path / "out" / "a.jpg") as made:
        assert made.size == (16, 12)
    full.press("exportAction")
    again = dialog(full, "exportDialog")
    assert part(again, QSpinBox, "exportQuality").value() == 70
    assert part(again, QSpinBox, "exportOwnSize").value() == 16
    assert part(again, QLineEdit, "exportFolder").text() == str(tmp_path / "out")
    again.reject()
    assert full.window.close()
    chosen = ExportOptions(tmp_path / "out", 16, ExportFormat.JPEG, 70, ExportMetadata.NONE)
    assert export_options(load_settings(tmp_path / "library").export) == chosen


def test_what_was_chosen_last_time_is_offered(desk: Desk, photos: Path, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir(exist_ok=True)
    chosen = ExportOptions(tmp_path / "out", 1920, ExportFormat.JPEG, 70, ExportMetadata.NONE)
    save_settings(tmp_path / "library", WindowSettings(export=stored_export(chosen)))
    desk.library.put(*draw_pictures(photos, "a.jpg"))
    desk.open()
    desk.until_names("a.jpg")
    desk.select("a.jpg")
    desk.press("exportAction")
    asked = dialog(desk, "exportDialog")
    assert isinstance(asked, ExportDialog)
    assert asked.options == chosen
    asked.reject()


def test_the_folder_can_be_chosen(
    full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "x"))
    full.select("a.jpg")
    full.press("exportAction")
    asked = dialog(full, "exportDialog")
    part(asked, QLineEdit, "exportFolder").clear()
    assert not part(asked, QAbstractButton, "exportConfirmButton").isEnabled()
    click(asked, "exportChooseButton")
    click(asked, "exportConfirmButton")
    banner(full, "1 picture exported.")
    assert (tmp_path / "x" / "a.jpg").exists()


def test_what_was_not_exported_is_listed(full: Desk, photos: Path, tmp_path: Path) -> None:
    full.select("a.jpg", "c.jpg")
    (photos / "a.jpg").unlink()
    click(export_to(full, tmp_path / "out"), "exportConfirmButton")
    banner(full, "1 picture exported. 1 file couldn't be exported.")
    listed = dialog(full, "failuresDialog")
    model = part(listed, QTableView, "failuresTable").model()
    assert [model.index(0, column).data() for column in range(2)] == [
        "a.jpg",
        "This file was moved or deleted.",
    ]


def test_a_folder_of_the_library_is_refused(full: Desk) -> None:
    full.select("a.jpg")
    click(export_to(full, full.library.path / "thumbnails"), "exportConfirmButton")
    full.until(lambda: full.shown("banner"))
    assert "own library" in full.text("bannerText")
    assert found(full, "failuresDialog") == []


# Lists


def test_a_list_of_all_that_is_shown_is_written(
    full: Desk, tmp_path: Path, revealed: list[tuple[Path, ...]]
) -> None:
    full.type("jpg")
    full.until(lambda: full.message().startswith("3 results"))
    full.press("saveListAction")
    asked = dialog(full, "saveListDialog")
    assert isinstance(asked, QFileDialog)
    assert asked.defaultSuffix() == "csv"
    asked.filterSelected.emit(asked.nameFilters()[2])
    assert asked.defaultSuffix() == "m3u8"
    asked.fileSelected.emit(str(tmp_path / "found.json"))
    asked.reject()
    banner(full, "List of 3 pictures saved as found.json.")
    rows = json.loads((tmp_path / "found.json").read_text("ascii"))
    assert [Path(row["path"]).name for row in rows] == full.names()
    assert {row["score"] for row in rows} == {1.0}
    full.click("bannerAction")
    full.until(lambda: revealed == [(tmp_path / "found.json",)])


def save_list(desk: Desk, file: Path) -> None:
    """Save a list of what is selected, or else of what is shown."""
    desk.press("saveListAction")
    asked = dialog(desk, "saveListDialog")
    assert isinstance(asked, QFileDialog)
    asked.fileSelected.emit(str(file))
    asked.reject()


def test_a_list_of_what_is_selected_is_written(full: Desk, tmp_path: Path, photos: Path) -> None:
    full.select("b 100%.jpg")
    save_list(full, tmp_path / "a.txt")
    banner(full, "List of 1 picture saved as a.txt.")
    assert (tmp_path / "a.txt").read_text("utf-8") == f"{photos / 'b 100%.jpg'}\n"


def test_a_list_that_cannot_be_written_is_reported(full: Desk, tmp_path: Path) -> None:
    full.select("a.jpg")
    save_list(full, tmp_path / "missing" / "a.csv")
    full.until(lambda: full.shown("banner"))
    assert str(tmp_path / "missing") in full.text("bannerText")


# The bin


@linux
def test_the_sidebar_counts_again_at_once(
    desk: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_REFRESH_MS", 3_600_000)  # nothing is put off
    desk.library.put(*draw_pictures(photos, "a.jpg", "b.jpg"))
    desk.library.remember(photos)
    desk.open()
    counts = desk.child(FolderTree, "folderTree")

    def shown() -> list[str]:
        return [row.data(0, COUNT_ROLE) for row in children(counts.invisibleRootItem())]

    desk.until(lambda: shown() == ["2", "2"])
    desk.select("a.jpg")
    desk.press("binAction")
    click(dialog(desk, "binDialog"), "binConfirmButton")
    desk.until(lambda: shown() == ["1", "1"])
    desk.press("undoBinAction")
    desk.until(lambda: shown() == ["2", "2"])


def test_on_windows_it_is_called_the_recycle_bin(
    full: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert full.action("binAction").text() == "M&ove to trash…"
    window = QWidget()
    qtbot.addWidget(window)
    monkeypatch.setattr(sys, "platform", "win32")
    asked = TrashDialog(FileCounts(2, 2, 2), can_undo=False, parent=window)
    assert asked.windowTitle() == "Move to Recycle Bin"
    assert part(asked, QLabel, "binQuestion").text() == "Move 2 pictures to the Recycle Bin?"
    assert FileCommands(window).trash.text() == "M&ove to Recycle Bin…"


def test_pictures_go_to_the_bin_and_come_back(full: Desk, photos: Path, trash: Path) -> None:
    full.select("a.jpg", "c.jpg")
    full.press("binAction")
    asked = dialog(full, "binDialog")
    assert part(asked, QLabel, "binQuestion").text() == "Move 2 pictures to the trash?"
    click(asked, "binConfirmButton")
    banner(full, "2 pictures moved to the trash.")
    full.until_names("b 100%.jpg")
    assert sorted(path.name for path in (trash / "files").iterdir()) == ["a.jpg", "c.jpg"]
    assert full.action("undoBinAction").isEnabled()
    full.click("bannerAction")
    full.until_names("a.jpg", "b 100%.jpg", "c.jpg")
    banner(full, "2 files restored from the trash.")
    assert (photos / "a.jpg").exists()
    assert not full.action("undoBinAction").isEnabled()


@linux
def test_the_keys_do_it_too_one_step_after_the_other(full: Desk, photos: Path) -> None:
    for left in (["b 100%.jpg", "c.jpg"], ["b 100%.jpg"]):
        full.select(next(name for name in ("a.jpg", "c.jpg") if name in full.names()))
        full.press("binAction")
        QTest.keyClick(dialog(full, "binDialog"), Qt.Key.Key_Return)
        full.until_names(*left)
        full.until(lambda: full.shown("banner"))
        full.click("bannerClose")
    for back in (["b 100%.jpg", "c.jpg"], ["a.jpg", "b 100%.jpg", "c.jpg"]):
        full.press("undoBinAction")
        full.until_names(*back)
    assert not full.action("undoBinAction").isEnabled()


def test_who_says_no_keeps_everything(full: Desk, photos: Path) -> None:
    full.select("a.jpg")
    full.press("binAction")
    dialog(full, "binDialog").reject()
    full.press("copyPathAction")  # what was pressed later is done later
    full.until(lambda: full.message() == "Path copied")
    assert (photos / "a.jpg").exists()
    assert len(full.names()) == 3


@linux
@pytest.mark.parametrize("every", [False, True])
def test_of_copies_it_is_asked_which(full: Desk, photos: Path, every: bool) -> None:
    (copy,) = draw_pictures(photos, "copy of a.jpg")
    picture = full.library.id_of("a.jpg")
    full.library.fake_browsing.also_at[picture] = [copy]
    full.select("a.jpg")
    full.press("binAction")
    asked = dialog(full, "binDialog")
    assert part(asked, QAbstractButton, "binShownOnly").text() == ("Only the file shown")
    choice = part(asked, QAbstractButton, "binEveryCopy")
    assert choice.text() == "All copies (2 files)"
    if every:
        choice.click()
    click(asked, "binConfirmButton")
    full.until(lambda: not (photos / "a.jpg").exists())
    if every:
        full.until_names("b 100%.jpg", "c.jpg")
        banner(full, "1 picture (2 files) moved to the trash.")
    else:
        full.until_names("b 100%.jpg", "c.jpg", "copy of a.jpg")
        banner(full, "1 picture moved to the trash.")
        # The cell knows its picture's new place.
        row = full.model.row_of(picture)
        full.until(lambda: full.model.index(row).data() == "copy of a.jpg")
    assert copy.exists() != every


def test_files_that_stay_are_listed(
    full: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(send2trash, "send2trash", refuse)
    full.select("a.jpg")
    full.press("binAction")
    click(dialog(full, "binDialog"), "binConfirmButton")
    listed = dialog(full, "failuresDialog")
    text = part(listed, QLabel, "failuresText").text()
    assert text == "0 pictures moved to the trash. 1 file couldn't be moved."
    assert len(full.names()) == 3


@linux
def test_rows_vanish_and_the_grid_stays_where_it_is(desk: Desk, photos: Path) -> None:
    names = [f"{number:03}.jpg" for number in range(400)]
    desk.library.put(*draw_pictures(photos, *names))
    desk.open()
    desk.until(lambda: len(desk.names()) == 400)
    middle = desk.grid.model().index(200, 0)
    desk.grid.scrollTo(middle, desk.grid.ScrollHint.PositionAtCenter)
    before = desk.grid.content.offset
    assert before > 0
    desk.select(desk.names()[200])
    desk.press("binAction")
    click(dialog(desk, "binDialog"), "binConfirmButton")
    desk.until(lambda: len(desk.names()) == 399 and desk.grid.model().rowCount() == 399)
    assert abs(desk.grid.content.offset - before) <= desk.grid.content.geometry.pitch
    # What took its place is selected, to go on from there.
    desk.until(lambda: desk.grid.selection.count() == 1)
    assert desk.grid.currentIndex().row() == 200


# Programs


def offer(monkeypatch: pytest.MonkeyPatch, *offered: Program) -> None:
    """Have just these programs on this computer."""
    monkeypatch.setattr(open_with, "_programs_for", lambda _paths: offered)


def test_a_program_is_chosen_and_started(
    full: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    offer(
        monkeypatch,
        Program("First", ("first", "%F"), default=True),
        Program("Second", ("second", "%f")),
    )

    def start(command: list[str]) -> bool:
        started.append(command)
        return True

    monkeypatch.setattr(programs, "start", start)
    full.select("a.jpg", "b 100%.jpg")
    full.press("openWithAction")
    asked = dialog(full, "openWithDialog")
    programs_shown = part(asked, QListWidget, "programList")
    texts = [programs_shown.item(row).text() for row in range(programs_shown.count())]
    assert texts == ["First (default)", "Second"]
    programs_shown.setCurrentRow(1)
    click(asked, "openWithButton")
    full.until(lambda: len(started) == 2)
    assert sorted(started) == [
        ["second", str(photos / "a.jpg")],
        ["second", str(photos / "b 100%.jpg")],
    ]


def test_a_program_that_does_not_start_is_reported(
    full: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch)
    monkeypatch.setattr(programs, "start", lambda _command: False)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("/opt/viewer", ""))
    full.select("a.jpg")
    full.press("openWithAction")
    asked = dialog(full, "openWithDialog")
    assert not part(asked, QAbstractButton, "openWithButton").isEnabled()
    click(asked, "otherProgramButton")
    banner(full, "viewer couldn't be started.")


# Longer jobs


def test_a_job_that_takes_longer_shows_how_far_it_is_and_can_be_stopped(full: Desk) -> None:
    jobs = LongJobs(full.session, full.window, delay_ms=0)
    gate, ended = Gate(), threading.Event()
    gate.close()

    def job(_library: Library, task: Task) -> None:
        task.report(FilesDone(3, 5000))
        try:
            gate.wait(task.control)
        finally:
            ended.set()

    jobs.run("Sorting 5,000 pictures", job, lambda _nothing: None)
    shown = dialog(full, "jobDialog")
    full.until(lambda: part(shown, QLabel, "jobCount").text() == "3 of 5,000")
    assert part(shown, QProgressBar, "jobProgress").maximum() == 5000
    assert not shown.isModal()
    click(shown, "jobStopButton")
    full.until(lambda: ended.is_set() and not any(d.isVisible() for d in found(full, "jobDialog")))


def test_a_quick_job_shows_nothing(full: Desk) -> None:
    jobs = LongJobs(full.session, full.window, delay_ms=60_000)
    done: list[int] = []
    finish: Callable[[int], None] = done.append
    jobs.run("Quick", lambda _library, _task: 1, finish)
    full.until(lambda: done == [1])
    assert found(full, "jobDialog") == []


def test_closing_the_window_stops_an_export(full: Desk, photos: Path, tmp_path: Path) -> None:
    gate = Gate()
    gate.close()
    copied: list[Path] = []

    def job(_library: Library, task: Task) -> None:
        copied.append(tmp_path)
        gate.wait(task.control)

    jobs = LongJobs(full.session, full.window)
    jobs.run("Exporting", job, lambda _nothing: None)
    full.until(lambda: bool(copied))
    full.window.close()
    assert full.library.closed


@linux
def test_in_the_viewer_the_next_picture_follows_one_that_went_to_the_bin(full: Desk) -> None:
    first, second, _ = full.names()
    full.select(first)
    full.press("viewAction")
    full.press("binAction")
    click(dialog(full, "binDialog"), "binConfirmButton")
    full.until(lambda: first not in full.names() and full.grid.model().rowCount() == 2)
    assert full.shown("viewer")
    full.until(lambda: full.text("viewerName") == second)
    assert full.names()[0] == second
    full.press("undoBinAction")
    full.until(lambda: len(full.names()) == 3)


@linux
def test_programs_are_found_for_what_is_selected(
    full: Desk, photos: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    applications = tmp_path / "data" / "applications"
    applications.mkdir(parents=True)
    (applications / "sh.desktop").write_text(
        "[Desktop Entry]\nType=Application\nName=Shell\nExec=sh %f\nMimeType=image/jpeg;\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("XDG_DATA_DIRS", str(tmp_path / "nowhere"))
    (photos / "c.jpg").unlink()
    full.select("a.jpg", "c.jpg")
    full.press("openWithAction")
    asked = dialog(full, "openWithDialog")
    shown = part(asked, QListWidget, "programList")
    assert [shown.item(row).text() for row in range(shown.count())] == ["Shell"]
    banner(full, f"The file was moved or deleted: {photos / 'c.jpg'}")
    asked.reject()


def test_a_program_for_one_file_is_not_started_a_hundred_times(
    full: Desk, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(monkeypatch, Program("View", ("view", "%f")))
    draw_pictures(photos, *(f"{number}.jpg" for number in range(21)))
    full.press("rescanAction")
    full.until(lambda: len(full.names()) == 24)
    full.press("selectAllAction")
    full.press("openWithAction")
    click(dialog(full, "openWithDialog"), "openWithButton")
    banner(full, "View opens one file at a time. Select up to 20 pictures.")
