"""Text from outside is shown as it is: no tag in it is obeyed, and no file read that it names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QToolTip, QWidget

from picseek.ui.base.plain_text import (
    LinkLabel,
    PlainLabel,
    PlainMessageBox,
    plain_tooltip,
    wrapped_tooltip,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SIDE = 900  # of a picture that no tooltip has room for by chance


@pytest.fixture
def tag(tmp_path: Path) -> str:
    """HTML that shows a large picture from the disk."""
    Image.new("RGB", (SIDE, SIDE)).save(tmp_path / "large.png")
    return f"x<img src='{tmp_path / 'large.png'}'>"


def shown_height(qtbot: QtBot, text: str) -> int:
    """Pixels of the tooltip that Qt shows for a text."""
    anchor = QWidget()
    qtbot.addWidget(anchor)
    anchor.show()
    QToolTip.showText(QPoint(5, 5), text, anchor, QRect(), 60_000)
    (height,) = [
        widget.height()
        for widget in QApplication.topLevelWidgets()
        if widget.inherits("QTipLabel") and widget.isVisible()
    ]
    return height


@pytest.fixture(autouse=True)
def no_tooltip_left(qtbot: QtBot) -> object:
    yield
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_qt_itself_would_read_the_file(qtbot: QtBot, tag: str) -> None:
    assert shown_height(qtbot, tag) > SIDE


@pytest.mark.parametrize("lines", ["{}", "{}\nA second line & more", "<b>{}</b>", "&lt;{}"])
def test_a_tooltip_reads_none(qtbot: QtBot, tag: str, lines: str) -> None:
    assert shown_height(qtbot, plain_tooltip(lines.format(tag))) < SIDE
    assert shown_height(qtbot, wrapped_tooltip(tag, "and more")) < SIDE


@pytest.mark.parametrize("text", ["", "Fish; chips", "a > b", "/home/é/日本.jpg\n3 pictures"])
def test_a_tooltip_that_is_plain_stays_as_it_is(text: str) -> None:
    assert plain_tooltip(text) == text


def test_a_label_shows_tags_and_entities(qtbot: QtBot, tag: str) -> None:
    label, plain = PlainLabel(tag), QLabel("x")
    for each in (label, plain):
        qtbot.addWidget(each)
    assert label.sizeHint().height() == plain.sizeHint().height()
    label.setText("<b>&amp;</b>")
    assert label.sizeHint().width() > PlainLabel("&").sizeHint().width()


def test_a_link_shows_what_is_before_it_as_it_is(qtbot: QtBot, tag: str) -> None:
    label = LinkLabel()
    qtbot.addWidget(label)
    label.set_link("https://example.com/?a=1&b=\"'><img src=x>", tag, tag)
    assert label.sizeHint().height() < SIDE
    assert "<img" not in label.text()


def test_a_message_box_reads_none(qtbot: QtBot, tag: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = PlainMessageBox(QMessageBox.Icon.Question, "Remove", tag, parent)
    box.setInformativeText(tag)
    box.show()
    assert box.sizeHint().height() < SIDE
