"""Words over the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QWidget

from picseek.ui.viewer.toast import Toast

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SIZE = QSize(400, 300)


def shown(qtbot: QtBot, text: str) -> tuple[QWidget, Toast]:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(SIZE)
    page.show()
    toast = Toast(page)
    assert toast.isHidden()
    toast.show_message(text)
    return page, toast


def test_it_lies_in_the_middle_and_follows_the_size(qtbot: QtBot) -> None:
    page, toast = shown(qtbot, "Paused")
    assert abs(toast.geometry().center().x() - SIZE.width() // 2) <= 1
    page.resize(800, 600)
    assert abs(toast.geometry().center().x() - 400) <= 1
    assert page.rect().contains(toast.geometry())


def test_a_long_sentence_is_broken_into_lines(qtbot: QtBot) -> None:
    _, short = shown(qtbot, "Paused")
    page, long = shown(qtbot, "The file was moved or deleted: " * 6)
    assert page.rect().contains(long.geometry())
    assert long.height() >= 2 * short.height() - 24
    assert long.heightForWidth(long.width()) <= long.height()


def test_it_goes_by_itself_and_the_next_one_has_its_own_time(qtbot: QtBot) -> None:
    _, toast = shown(qtbot, "Paused")
    goes = toast.findChild(QTimer, "toastGoes")
    assert goes is not None
    goes.setInterval(60_000)
    toast.show_message("Playing")
    assert goes.remainingTime() > 30_000
    goes.start(0)
    qtbot.waitUntil(toast.isHidden)
