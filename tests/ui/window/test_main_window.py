"""The window as a whole: opening the library, what it remembers, and closing."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSlider, QToolButton, QWidget

from picseek.engine.errors import LibraryError, LibraryLocked, LibraryTooNew, LibraryUnwritable
from picseek.engine.library import Library
from picseek.ui.app import create_main_window
from picseek.ui.base.window_settings import FILE_NAME
from picseek.ui.commands.window import Commands
from picseek.ui.widgets.message_page import MessagePage
from picseek.ui.widgets.status_bar import StatusBar
from picseek.ui.window.main_window import MainWindow
from picseek.ui.window.options import WindowOptions
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import FakeLibrary, draw_pictures

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_every_action_has_words_and_a_tip_and_keys(desk: Desk) -> None:
    desk.show()
    commands = desk.window.findChild(Commands)
    assert commands is not None
    actions = [each for each in commands.findChildren(QAction) if each.objectName()]
    assert len(actions) > 20
    poor = [each.objectName() for each in actions if not (each.text() and each.toolTip())]
    assert poor == []
    assert [each.objectName() for each in actions if each.shortcut().isEmpty()] == []
    keys = [key.toString() for each in actions for key in each.shortcuts()]
    assert len(keys) == len(set(keys))


def test_help_is_the_last_menu(desk: Desk) -> None:
    desk.show()
    entries = desk.window.menuBar().actions()
    assert entries[-1].text() == "&Help"


def test_every_button_has_a_name_to_be_read_out(desk: Desk) -> None:
    desk.open()
    nameless = [
        button.objectName()
        for button in desk.window.findChildren(QToolButton)
        if button.isVisible() and not (button.accessibleName() or button.text())
    ]
    assert nameless == []


def test_the_window_is_painted_before_it_is_filled(qtbot: QtBot, tmp_path: Path) -> None:
    library = FakeLibrary(tmp_path)
    window = MainWindow(WindowOptions(tmp_path, opener=lambda _path, _writable: library))
    qtbot.addWidget(window)
    window.show()
    assert window.centralWidget() is None
    qtbot.waitUntil(lambda: window.findChild(QWidget, "searchBox") is not None)
    qtbot.waitUntil(lambda: bool(library.runs))
    box = window.findChild(QWidget, "searchBox")
    assert box is not None
    assert box.isVisible()


def test_a_window_closed_before_it_was_filled_leaves_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    window = MainWindow(WindowOptions(tmp_path / "library"))
    qtbot.addWidget(window)
    window.show()
    window.repaint()  # it is to be filled next
    window.close()
    QCoreApplication.processEvents()
    QCoreApplication.processEvents()
    assert window.centralWidget() is None
    assert not (tmp_path / "library").exists()


def test_the_library_is_opened_after_the_window_was_painted(desk: Desk) -> None:
    desk.show()
    assert desk.disk.tries == []
    assert desk.message() == "Opening the library…"
    desk.until(lambda: desk.disk.tries == [True])


def test_a_window_that_is_not_shown_opens_its_library_too(qtbot: QtBot, tmp_path: Path) -> None:
    opened: list[Path] = []

    def opener(path: Path, _writable: bool) -> Library:
        opened.append(path)
        return FakeLibrary(path)

    window = MainWindow(WindowOptions(tmp_path, opener=opener))
    qtbot.addWidget(window)
    qtbot.waitUntil(lambda: opened == [tmp_path])


@pytest.mark.parametrize("kind", [LibraryUnwritable, LibraryError, LibraryTooNew])
def test_a_library_that_cannot_be_opened_says_why(desk: Desk, kind: type[LibraryError]) -> None:
    desk.disk.fails = [kind("It cannot be used; do this.")]
    if kind is LibraryUnwritable:  # then it is opened for reading, where it can be
        desk.disk.fails.append(LibraryError("There is none."))
    desk.show()
    desk.until(lambda: desk.shown("troublePage"))
    assert desk.child(MessagePage, "troublePage").text == "It cannot be used; do this."
    assert not desk.shown("readOnlyButton")
    assert not desk.shown("searchBox")
    desk.click("tryAgainButton")
    desk.until(lambda: desk.shown("emptyPage"))
    assert desk.shown("searchBox")
    assert desk.disk.tries in ([True, True], [True, False, True])


def test_a_library_that_cannot_be_written_to_is_searched(desk: Desk) -> None:
    desk.disk.fails = [LibraryUnwritable("Picseek cannot write there.")]
    desk.show()
    desk.until(lambda: desk.shown("banner"))
    assert "read-only" in desk.text("bannerText")
    assert desk.disk.tries == [True, False]
    assert not desk.action("rescanAction").isEnabled()


def test_trouble_can_be_left_by_quitting(desk: Desk) -> None:
    desk.disk.fails = [LibraryLocked("Another Picseek is using it.")]
    desk.show()
    desk.until(lambda: desk.shown("readOnlyButton"))
    desk.click("quitButton")
    assert not desk.window.isVisible()
    assert not (desk.folder / FILE_NAME).exists()


def test_a_bug_while_opening_is_no_blank_window(desk: Desk) -> None:
    desk.disk.fails = [ValueError("a bug")]  # type: ignore[list-item]  # that is the point
    with desk.qtbot.captureExceptions() as caught:
        desk.show()
        desk.until(lambda: desk.shown("troublePage"))
        desk.until(lambda: bool(caught))
    assert "a bug" in desk.child(MessagePage, "troublePage").text


def test_closing_closes_the_library_and_leaves_no_thread(desk: Desk, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    desk.open(*{file.parent for file in draw_pictures(tmp_path / "photos", "a.jpg")})
    desk.until_names("a.jpg")
    desk.window.close()
    assert desk.library.closed
    assert set(threading.enumerate()) <= before


def test_closing_while_the_library_opens_closes_it(qtbot: QtBot, tmp_path: Path) -> None:
    opening, go_on = threading.Event(), threading.Event()
    library = FakeLibrary(tmp_path)

    def opener(_path: Path, _writable: bool) -> Library:
        opening.set()
        assert go_on.wait(10)
        return library

    window = MainWindow(WindowOptions(tmp_path, opener=opener))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(opening.is_set)
    threading.Timer(0.05, go_on.set).start()
    window.close()
    assert library.closed


def test_quitting_by_its_action(desk: Desk) -> None:
    desk.open()
    desk.press("quitAction")
    assert not desk.window.isVisible()
    assert desk.library.closed


def test_the_looks_are_remembered(desk: Desk) -> None:
    desk.open()
    desk.window.resize(700, 610)
    desk.child(QSlider, "sizeSlider").setValue(240)
    desk.press("folderPanelAction")
    desk.press("showNamesAction")
    desk.window.close()
    desk.library.runs.clear()
    desk.open()
    assert (desk.window.width(), desk.window.height()) == (700, 610)
    assert desk.grid.content.cell_side == 240
    assert desk.child(QSlider, "sizeSlider").value() == 240
    assert not desk.shown("folderPanel")
    assert desk.action("showNamesAction").isChecked()


def test_a_size_that_makes_no_sense_is_mended(desk: Desk) -> None:
    desk.folder.mkdir()
    (desk.folder / FILE_NAME).write_text("[General]\ncell_side=99999999999\n")
    desk.open()
    assert desk.grid.content.cell_side == desk.child(QSlider, "sizeSlider").maximum()


def test_the_window_fits_on_half_a_small_screen(desk: Desk, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "photos", "a.jpg", "broken.jpg")
    desk.open(tmp_path / "photos")
    desk.until(lambda: desk.shown("problemsButton"))
    state = desk.child(StatusBar, "stateBar")
    state.show_progress("1,234,567 of 12,345,678 · 85/s · 12 h 13 min left", 1, 2)
    assert desk.window.minimumSizeHint().width() <= 683
    assert desk.window.minimumSizeHint().height() <= 500


def test_zooming_by_keys_and_by_slider_agree(desk: Desk) -> None:
    desk.open()
    slider = desk.child(QSlider, "sizeSlider")
    side = desk.grid.content.cell_side
    desk.press("zoomInAction")
    assert desk.grid.content.cell_side == slider.value() > side
    desk.press("zoomOutAction")
    assert desk.grid.content.cell_side == slider.value() == side
    slider.setValue(slider.maximum())
    assert desk.grid.content.cell_side == slider.maximum()


def test_the_window_works_on_a_real_library(qtbot: QtBot, tmp_path: Path) -> None:
    window = create_main_window(tmp_path / "library")
    qtbot.addWidget(window)
    window.show()
    empty = window.findChild(QWidget, "emptyPage")
    assert empty is not None
    qtbot.waitUntil(empty.isVisible)
    window.close()
    assert (tmp_path / "library" / FILE_NAME).exists()
    assert QApplication.instance() is not None


def test_the_bar_at_the_bottom_keeps_its_height(desk: Desk) -> None:
    desk.open()
    bar = desk.child(StatusBar, "stateBar")
    before = bar.height()
    bar.show_progress("1 of 2", 1, 2)
    bar.problems.setText("2 problems")
    bar.problems.show()
    bar.show_downloads("A model: 1 of 2 MB")
    QApplication.processEvents()
    assert bar.sizeHint().height() == before == bar.height()
    bar.show_progress(None)
    QApplication.processEvents()
    assert bar.height() == before


def test_tab_goes_from_the_empty_box_to_the_pictures(desk: Desk, tmp_path: Path) -> None:
    desk.library.put(*draw_pictures(tmp_path / "photos", "a.jpg"))
    desk.open()
    desk.until_names("a.jpg")
    desk.window.activateWindow()
    desk.box.setFocus()
    desk.until(desk.box.hasFocus)
    desk.press_key(Qt.Key.Key_Tab)
    assert desk.grid.hasFocus()
    QTest.keyClick(desk.grid, Qt.Key.Key_Backtab)
    assert desk.box.hasFocus()


def test_what_only_this_process_could_paste_is_cleared_when_the_window_closes(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.library.put(*draw_pictures(tmp_path / "photos", "a.jpg"))
    desk.open()
    desk.until_names("a.jpg")
    desk.select("a.jpg")
    desk.press("copyPathAction")
    clipboard = QGuiApplication.clipboard()
    desk.until(lambda: clipboard.text().endswith("a.jpg"))
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "offscreen")
    desk.window.close()
    assert clipboard.text() == ""
