"""The list of problems, and the preferences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)

from picseek.ui.base.window_settings import load_settings
from picseek.ui.desktop import open_and_reveal as desktop
from picseek.ui.style.choices import Appearance
from picseek.ui.style.theme import DARK
from picseek.ui.widgets.confirm_dialog import ConfirmDialog
from picseek.ui.widgets.form_parts import wrapped_label
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def troubled(desk: Desk, tmp_path: Path) -> Desk:
    """A window on a library with one good picture and two broken ones."""
    folder = tmp_path / "photos"
    draw_pictures(folder, "a.jpg", "broken 1.jpg", "broken 2.jpg")
    desk.open(folder)
    desk.until(lambda: desk.child(QPushButton, "problemsButton").text() == "2 problems")
    return desk


def lines(desk: Desk) -> list[tuple[str, str]]:
    model = desk.child(QTableView, "problemsTable").model()
    return [
        (model.index(row, 0).data(), model.index(row, 1).data()) for row in range(model.rowCount())
    ]


def test_without_problems_there_is_no_button(desk: Desk, tmp_path: Path) -> None:
    draw_pictures(tmp_path / "photos", "a.jpg")
    desk.open(tmp_path / "photos")
    desk.until_names("a.jpg")
    assert not desk.shown("problemsButton")


def test_problems_are_listed_with_their_reasons(troubled: Desk) -> None:
    troubled.click("problemsButton")
    reason = "The file is damaged: it ends too early."
    troubled.until(lambda: lines(troubled) == [("broken 1.jpg", reason), ("broken 2.jpg", reason)])
    table = troubled.child(QTableView, "problemsTable")
    assert table.horizontalHeader().count() == 2
    assert table.window().focusWidget() is table


def test_trying_again_tries_what_failed(troubled: Desk) -> None:
    troubled.click("problemsButton")
    troubled.until(lambda: len(lines(troubled)) == 2)
    troubled.click("retryButton")
    troubled.until(lambda: troubled.library.runs[-1] == ((), True))
    assert not troubled.shown("problemsDialog")


def test_a_problem_can_be_shown_in_the_file_manager(
    troubled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[Path, ...]] = []

    def reveal(paths: tuple[Path, ...]) -> bool:
        asked.append(paths)
        return True

    monkeypatch.setattr(desktop, "reveal", reveal)
    troubled.click("problemsButton")
    troubled.until(lambda: len(lines(troubled)) == 2)
    troubled.child(QTableView, "problemsTable").selectRow(1)
    troubled.click("revealProblemButton")
    troubled.until(lambda: asked == [(tmp_path / "photos" / "broken 2.jpg",)])


def test_the_list_follows_a_run(troubled: Desk, tmp_path: Path) -> None:
    troubled.click("problemsButton")
    troubled.until(lambda: len(lines(troubled)) == 2)
    draw_pictures(tmp_path / "photos", "broken 3.jpg")
    troubled.press("rescanAction")
    troubled.until(lambda: len(lines(troubled)) == 3)


def test_the_preferences_show_where_the_library_lies(desk: Desk, tmp_path: Path) -> None:
    desk.open()
    desk.press("preferencesAction")
    assert desk.child(QLabel, "libraryPath").text() == str(tmp_path / "library")


def test_the_appearance_changes_at_once_and_is_remembered(
    desk: Desk, tmp_path: Path, qapp: QApplication
) -> None:
    desk.open()
    desk.press("preferencesAction")
    box = desk.child(QComboBox, "appearanceBox")
    box.setCurrentIndex(box.findData(Appearance.DARK.value))
    assert qapp.palette().color(QPalette.ColorRole.Base).name() == DARK.base
    desk.window.close()
    assert load_settings(tmp_path / "library").appearance is Appearance.DARK


def test_the_library_can_be_opened_in_the_file_manager(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def open_url(url: object) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    desk.open()
    desk.preferences("storage")
    desk.click("openLibraryButton")
    assert opened == [desktop.file_url(tmp_path / "library")]


@pytest.mark.parametrize("final", [False, True])
def test_return_is_yes_only_to_what_can_be_taken_back(qtbot: QtBot, final: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    question = ConfirmDialog(
        window, "Delete", "Delete it?", action="Delete", icon="bin", destructive=final
    )
    question.open()
    qtbot.waitExposed(question)
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert not question.isVisible()
    assert (question.result() == QDialog.DialogCode.Accepted) is not final


def test_a_question_is_as_tall_as_its_wrapped_texts(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    text = "Connect to a server with a rather long name?\n\n" + "Others can read it. " * 12
    question = ConfirmDialog(window, "Connect", text, action="Connect", icon="warning")
    question.texts.addWidget(wrapped_label("This was added later. " * 12))
    question.fit()
    question.open()
    qtbot.waitExposed(question)
    for label in question.findChildren(QLabel):
        if label.wordWrap():
            assert label.height() == label.heightForWidth(label.width())
