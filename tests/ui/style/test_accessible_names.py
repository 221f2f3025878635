"""Everything that a person operates has a name that a screen reader can speak."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QToolButton, QWidget

from picseek.ui.preferences.model_row import ModelRow
from picseek.ui.text.language import install_language
from tests.support.ui.accessible_names import poor_names
from tests.support.ui.desk import Desk
from tests.support.ui.dialogs import DIALOGS
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.fake_sending import FAR

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PAGES = ("general", "folders", "indexing", "models", "cohere", "storage")


@pytest.fixture(params=["en", "de"])
def language(request: pytest.FixtureRequest, qapp: QApplication, english: None) -> str:
    """The language of the window."""
    return install_language(qapp, request.param)


@pytest.fixture
def full(desk: Desk, language: str, tmp_path: Path) -> Desk:
    """A window on two pictures, in that language."""
    desk.library.remember(tmp_path / "photos")
    desk.library.put(*draw_pictures(tmp_path / "photos", "one.jpg", "two.jpg"))
    desk.open()
    desk.until_names("one.jpg", "two.jpg")
    return desk


def test_a_poor_name_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    QToolButton(window)
    QPushButton("&Save", window).setAccessibleName("Delete")
    good = QPushButton("&Save", window)
    good.setAccessibleName("Save picture")
    window.show()
    assert len(poor_names(window)) == 2


def test_in_the_window(full: Desk) -> None:
    assert poor_names(full.window) == []


def test_in_the_viewer(full: Desk) -> None:
    full.select("one.jpg")
    full.press("viewAction")
    full.press("viewerInfoAction")
    assert poor_names(full.window) == []


@pytest.mark.parametrize("page", PAGES)
def test_in_the_preferences(full: Desk, page: str) -> None:
    full.preferences(page)
    dialog = full.child(QDialog, "preferencesDialog")
    full.until(lambda: page != "models" or bool(dialog.findChildren(ModelRow)))
    assert poor_names(dialog) == []


@pytest.mark.usefixtures("language")
def test_in_the_question_to_send(desk: Desk, tmp_path: Path) -> None:
    desk.library.use_model(FAR)
    desk.open()
    draw_pictures(tmp_path / "more", "three.jpg")
    desk.drop(tmp_path / "more")
    dialogs = desk.window.findChildren
    desk.until(lambda: any(each.isVisible() for each in dialogs(QDialog, "sendDialog")))
    assert poor_names(desk.child(QDialog, "sendDialog")) == []


def test_in_the_list_of_shortcuts(full: Desk) -> None:
    full.press("shortcutsAction")
    assert poor_names(full.child(QDialog, "shortcutSheet")) == []


@pytest.mark.parametrize("make", DIALOGS)
@pytest.mark.usefixtures("language")
def test_in_a_dialog(qtbot: QtBot, make: Callable[[QWidget], QDialog]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = make(window)
    dialog.show()
    assert poor_names(dialog) == []
