"""Folders, exclusions and indexing in the preferences."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from picseek.engine.types.settings import Exclusions, IndexingOptions, IndexStart
from picseek.ui.sidebar.panel import SidePanel
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.sidebar import row, tree, unfold


@pytest.fixture
def full(desk: Desk, tmp_path: Path) -> Desk:
    """A window on a library of three pictures."""
    folder = tmp_path / "photos"
    desk.library.put(*draw_pictures(folder, "dog.jpg", "cat.jpg", "map.png"))
    desk.library.remember(folder)
    desk.open()
    desk.until_names("dog.jpg", "cat.jpg", "map.png")
    return desk


def show(desk: Desk, page: str) -> None:
    desk.preferences(page)
    assert desk.shown(f"{page}Page")


def show_folders(desk: Desk) -> QPlainTextEdit:
    show(desk, "folders")
    desk.until(lambda: desk.child(QListWidget, "chosenFolders").count() == 1)
    return desk.child(QPlainTextEdit, "exclusionPatterns")


def exclusions(desk: Desk) -> Exclusions:
    return desk.library.options.exclusions


def test_the_folders_are_listed_and_can_be_forgotten(full: Desk, tmp_path: Path) -> None:
    show_folders(full)
    folders = full.child(QListWidget, "chosenFolders")
    item = folders.item(0)
    assert item is not None
    assert item.text() == str(tmp_path / "photos")
    forget = full.child(QPushButton, "forgetFolderButton")
    assert not forget.isEnabled()
    folders.setCurrentRow(0)
    assert forget.isEnabled()


def test_a_pattern_is_counted_before_it_is_saved(full: Desk) -> None:
    patterns = show_folders(full)
    QTest.keyClicks(patterns, "*.png")
    full.until(lambda: full.text("exclusionCount") != "")
    assert full.text("exclusionCount") == "This removes 1 of 3 files from the library."
    assert full.text("exclusionLine") == "“*.png” excludes 1 file."
    assert exclusions(full) == Exclusions()
    QTest.keyClick(patterns, Qt.Key.Key_Return)
    QTest.keyClicks(patterns, "dog*")
    full.until(lambda: full.text("exclusionCount").startswith("This removes 2"))
    assert full.text("exclusionLine") == "“dog*” excludes 1 file."


def test_exclusions_are_saved_and_applied_at_once(full: Desk) -> None:
    patterns = show_folders(full)
    runs = len(full.library.runs)
    QTest.keyClicks(patterns, "*.png")
    full.child(QSpinBox, "leastPixels").setValue(200)
    full.child(QSpinBox, "leastKilobytes").setValue(3)
    full.click("saveExclusionsButton")
    full.until(lambda: len(full.library.runs) == runs + 1)
    assert exclusions(full) == Exclusions(("*.png",), 3000, 200)
    full.until(lambda: not full.child(QPushButton, "saveExclusionsButton").isEnabled())


def test_an_invalid_pattern_is_reported_and_not_saved(full: Desk) -> None:
    patterns = show_folders(full)
    runs = len(full.library.runs)
    QTest.keyClicks(patterns, "[a")
    full.click("saveExclusionsButton")
    full.until(lambda: full.text("exclusionRefusal").startswith("Line 1 isn't a pattern"))
    assert exclusions(full) == Exclusions()
    assert patterns.toPlainText() == "[a"
    assert len(full.library.runs) == runs
    QTest.keyClicks(patterns, "]")
    assert full.text("exclusionRefusal") == ""


def test_no_count_is_shown_for_what_is_excluded_already(full: Desk) -> None:
    full.library.options.set_exclusions(Exclusions(("*.gif",)))
    patterns = show_folders(full)
    full.until(lambda: patterns.toPlainText() == "*.gif")
    QTest.keyClick(patterns, Qt.Key.Key_Return)
    QTest.keyClicks(patterns, "*.png")
    full.until(lambda: full.text("exclusionCount") == "This removes 1 of 3 files from the library.")
    QTest.keyClick(patterns, Qt.Key.Key_Up)
    assert full.text("exclusionLine") == "“*.gif” is already excluded."


def test_what_is_included_again_is_reported(full: Desk) -> None:
    full.library.options.set_exclusions(Exclusions(("*.gif",), 2000))
    patterns = show_folders(full)
    full.until(lambda: patterns.toPlainText() == "*.gif")
    again = "Files that are no longer excluded appear after Picseek checks the folders."
    full.child(QSpinBox, "leastKilobytes").setValue(0)
    full.until(lambda: full.text("exclusionCount") == again)
    patterns.selectAll()
    QTest.keyClick(patterns, Qt.Key.Key_Backspace)  # the cursor moves before the text goes
    full.until(lambda: full.text("exclusionCount") == again)
    assert full.text("exclusionLine") == ""
    QTest.keyClicks(patterns, "*.png")
    summary = f"This removes 1 of 3 files from the library. {again}"
    full.until(lambda: full.text("exclusionCount") == summary)


def test_a_folder_excluded_from_elsewhere_is_one_more_line(full: Desk, tmp_path: Path) -> None:
    full.library.options.set_exclusions(Exclusions(("*.gif",)))
    draw_pictures(tmp_path / "photos" / "2019", "sea.jpg")
    full.press("rescanAction")
    full.until(lambda: len(full.names()) == 4)
    unfold(full, "photos")
    folders = tree(full)
    folders.setCurrentItem(row(folders, "photos", "2019"))
    leave_out = full.child(SidePanel, "folderPanel").folder_menu().actions()[4]
    leave_out.trigger()
    patterns = full.child(QPlainTextEdit, "exclusionPatterns")
    full.until(lambda: patterns.toPlainText() == "*.gif\n/2019/")
    patterns.moveCursor(QTextCursor.MoveOperation.Start)
    leave_out.trigger()
    full.until(lambda: patterns.textCursor().blockNumber() == 1)
    assert patterns.toPlainText() == "*.gif\n/2019/"


def test_changes_can_be_taken_back(full: Desk) -> None:
    full.library.options.set_exclusions(Exclusions(("*.gif",), 2000))
    patterns = show_folders(full)
    full.until(lambda: patterns.toPlainText() == "*.gif")
    assert full.child(QSpinBox, "leastKilobytes").value() == 2
    assert not full.child(QPushButton, "undoExclusionsButton").isEnabled()
    QTest.keyClicks(patterns, "x")
    full.click("undoExclusionsButton")
    assert patterns.toPlainText() == "*.gif"
    assert not full.child(QPushButton, "saveExclusionsButton").isEnabled()


def test_indexing_is_set_at_once(full: Desk) -> None:
    show(full, "indexing")
    full.child(QRadioButton, "startManual").setChecked(True)
    full.child(QSpinBox, "coresUsed").setValue(1)
    full.child(QCheckBox, "lowPriorityBox").setChecked(False)
    wanted = IndexingOptions(IndexStart.MANUAL, 1, low_priority=False)
    full.until(lambda: full.library.options.indexing == wanted)


def test_indexing_shows_what_is_set(full: Desk) -> None:
    full.library.options.set_indexing(IndexingOptions(IndexStart.IDLE, 1, low_priority=False))
    show(full, "indexing")
    full.until(lambda: full.child(QRadioButton, "startIdle").isChecked())
    assert full.child(QSpinBox, "coresUsed").value() == 1
    assert not full.child(QCheckBox, "lowPriorityBox").isChecked()


def test_a_library_open_for_searching_only_cannot_be_set(desk: Desk) -> None:
    desk.library.be_read_only()
    desk.show()
    desk.until(lambda: desk.message() != "Opening the library…")
    show(desk, "folders")
    assert not desk.child(QPlainTextEdit, "exclusionPatterns").isEnabled()
    assert not desk.child(QPushButton, "addFolderButton").isEnabled()
    show(desk, "indexing")
    assert not desk.child(QSpinBox, "coresUsed").isEnabled()


def test_by_hand_nothing_begins_by_itself(desk: Desk, tmp_path: Path) -> None:
    desk.library.options.set_indexing(IndexingOptions(IndexStart.MANUAL))
    desk.library.remember(tmp_path)
    desk.show()
    desk.until(lambda: desk.message() != "Opening the library…")
    # What was asked for later on the same lane is answered later.
    show(desk, "indexing")
    desk.until(lambda: desk.child(QRadioButton, "startManual").isChecked())
    assert desk.library.runs == []
    desk.press("rescanAction")
    desk.until(lambda: len(desk.library.runs) == 1)


@pytest.fixture
def idle(desk: Desk) -> QTimer:
    """What a window counts that begins when nobody is busy."""
    desk.library.options.set_indexing(IndexingOptions(IndexStart.IDLE))
    desk.show()
    timer = desk.child(QTimer, "indexWhenIdle")
    desk.until(timer.isActive)
    return timer


def test_when_idle_it_waits_for_quiet(desk: Desk, idle: QTimer) -> None:
    assert desk.library.runs == []
    idle.start(0)
    desk.until(lambda: len(desk.library.runs) == 1)


def test_whoever_types_is_not_idle(desk: Desk, idle: QTimer) -> None:
    counting = idle.timerId()
    QApplication.sendEvent(desk.window, QEvent(QEvent.Type.User))
    assert idle.timerId() == counting
    desk.type("a")
    assert idle.timerId() != counting  # it has begun from the start
    assert idle.isActive()


def test_every_control_of_the_pages_can_be_named(full: Desk) -> None:
    for page in ("general", "folders", "indexing", "storage"):
        show(full, page)
        body = full.child(QWidget, f"{page}Page")
        for part in body.findChildren(QPushButton):
            assert part.text() or part.accessibleName()
            assert part.objectName()
        for label in body.findChildren(QLabel):
            assert "&" not in label.text() or label.buddy() is not None
