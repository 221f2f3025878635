"""A page with a sentence on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from picseek.ui.widgets.message_page import MessagePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG = "Another Picseek is using the library in a folder with a rather long name. " * 4


@pytest.fixture
def page(qtbot: QtBot) -> MessagePage:
    page = MessagePage("warning")
    qtbot.addWidget(page)
    page.show_message(
        "This sentence is too long to stand on a single line of a narrow window", LONG
    )
    page.add_button("go", "Go on")
    return page


@pytest.mark.parametrize("width", [340, 700, 1600])
def test_all_of_it_is_in_the_middle_and_nothing_is_cut(page: MessagePage, width: int) -> None:
    page.resize(width, 600)
    page.show()
    parts: list[QWidget] = [*page.findChildren(QLabel), *page.findChildren(QPushButton)]
    for part in filter(QWidget.isVisible, parts):
        centre = part.mapTo(page, QPoint(0, 0)).x() + part.width() / 2
        assert centre == pytest.approx(width / 2, abs=2), part.objectName()
        assert part.height() >= part.heightForWidth(part.width()), part.objectName()


def test_the_first_button_stays_prominent_wherever_the_focus_is(page: MessagePage) -> None:
    first = page.findChild(QPushButton, "go")
    other = page.add_button("quit", "Quit")
    assert first is not None
    page.show()
    for focused in (first, other):
        focused.setFocus()
        assert [is_prominent(button) for button in (first, other)] == [True, False]
    page.set_primary(other)
    assert [is_prominent(button) for button in (first, other)] == [False, True]


def is_prominent(button: QPushButton) -> bool:
    middle = QPoint(10, button.height() // 2)
    color = button.grab().toImage().pixelColor(middle)
    return color == button.palette().color(QPalette.ColorRole.Highlight)


def test_without_more_to_say_there_is_no_second_line(page: MessagePage) -> None:
    page.show_message("Only this.")
    page.show()
    text = page.findChild(QLabel, "pageText")
    assert text is not None
    assert not text.isVisible()
    assert (page.title, page.text) == ("Only this.", "")
