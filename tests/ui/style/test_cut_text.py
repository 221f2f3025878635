"""No text is cut: with large text, and in a language whose words are longer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPushButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from picseek.ui.base.window_settings import WindowSettings, save_settings
from picseek.ui.preferences.model_row import ModelRow
from picseek.ui.text.language import install_language
from picseek.ui.widgets.banner import Banner
from tests.support.ui.cut_text import cut_texts
from tests.support.ui.desk import Desk
from tests.support.ui.dialogs import DIALOGS
from tests.support.ui.fake_library import draw_pictures
from tests.support.ui.fake_sending import FAR

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PAGES = ("general", "folders", "indexing", "models", "cohere", "storage")
LOOKS = [(1.0, "en"), (1.25, "de"), (2.0, "en"), (2.0, "de")]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[1]}-{look[0]:.0%}")
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """The language that is spoken; the text is larger, too."""
    scale, language = request.param
    usual = qapp.font()
    larger = qapp.font()
    larger.setPointSizeF(usual.pointSizeF() * scale)
    qapp.setFont(larger)
    install_language(qapp, language)
    yield language
    qapp.setFont(usual)


@pytest.fixture
def speaking(desk: Desk, language: str, tmp_path: Path) -> Desk:
    """A window with a few pictures, in that language."""
    desk.folder.mkdir(parents=True)
    save_settings(desk.folder, WindowSettings(language=language))
    desk.library.remember(tmp_path / "Pictures")
    desk.library.put(*draw_pictures(tmp_path / "Pictures", "one.jpg", "two.jpg"))
    return desk


def test_what_is_cut_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    for part in (QLabel("a label of some length"), QPushButton("a button of some length")):
        part.setFixedWidth(60)
        column.addWidget(part)
    wrapped = QLabel("many words that do not fit into one line of this label")
    wrapped.setWordWrap(True)
    wrapped.setFixedSize(120, 20)
    column.addWidget(wrapped)
    column.addWidget(QLabel("whole"))
    window.show()
    assert len(cut_texts(window)) == 3


def test_no_text_of_the_window_is_cut(speaking: Desk) -> None:
    speaking.open()
    banner = speaking.child(Banner, "banner")
    banner.show_message(
        "A sentence about something that is long enough to be wrapped. " * 3, "Show", print
    )
    speaking.until(lambda: speaking.shown("banner") and speaking.names() != [])
    assert cut_texts(speaking.window) == []


def test_no_action_of_the_list_of_shortcuts_is_cut(speaking: Desk) -> None:
    speaking.open()
    speaking.press("shortcutsAction")
    listed = speaking.child(QTreeWidget, "shortcutList")
    for column in range(2):
        assert listed.columnWidth(column) >= listed.sizeHintForColumn(column)


@pytest.mark.parametrize("page", PAGES)
def test_no_text_of_the_preferences_is_cut(speaking: Desk, page: str) -> None:
    speaking.open()
    speaking.preferences(page)
    dialog = speaking.child(QDialog, "preferencesDialog")
    speaking.until(lambda: page != "models" or bool(dialog.findChildren(ModelRow)))
    assert cut_texts(dialog) == []
    names = dialog.findChild(QWidget, "preferencesPages")
    assert names is not None
    assert names.sizeHintForColumn(0) <= names.viewport().width()  # type: ignore[attr-defined]


def test_no_text_of_the_question_to_send_is_cut(speaking: Desk, tmp_path: Path) -> None:
    speaking.library.use_model(FAR)
    speaking.open()
    draw_pictures(tmp_path / "more", "three.jpg")
    speaking.drop(tmp_path / "more")
    dialogs = speaking.window.findChildren
    speaking.until(lambda: any(each.isVisible() for each in dialogs(QDialog, "sendDialog")))
    assert cut_texts(speaking.child(QDialog, "sendDialog")) == []


@pytest.mark.parametrize("make", DIALOGS)
@pytest.mark.usefixtures("language")
def test_no_text_of_a_dialog_is_cut(qtbot: QtBot, make: Callable[[QWidget], QDialog]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = make(window)
    dialog.show()
    assert cut_texts(dialog) == []
