"""What holds for all places: nothing is cut, all can be seen, and all can be mirrored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QListWidget,
    QScrollArea,
    QWidget,
)

from picseek.resources import resource_path
from picseek.ui.base.window_settings import WindowSettings, save_settings
from picseek.ui.style.theme import DARK, LIGHT, Tokens
from picseek.ui.text.language import LANGUAGES, install_language
from tests.support.ui.desk import Desk
from tests.support.ui.fake_library import draw_pictures
from tests.ui.style.test_theme import contrast

PAGES = ("general", "folders", "indexing", "models", "cohere", "storage")
ICON_SIDE = "0 0 24 24"


@pytest.fixture
def large_font(qapp: QApplication) -> Iterator[None]:
    """The font half as large again: what a scaled screen or a larger text size does to words."""
    before = qapp.font()
    large = QFont(before)
    large.setPointSizeF(before.pointSizeF() * 1.5)
    qapp.setFont(large)
    yield
    qapp.setFont(before)


def show_page(desk: Desk, page: str) -> QScrollArea:
    desk.preferences(page)
    area = desk.child(QScrollArea, f"{page}Page")
    desk.until(area.isVisible)
    return area


def cut(body: QWidget) -> list[str]:
    """Words in a part of the window that do not fit where they stand."""
    found = []
    for part in body.findChildren(QWidget):
        if not part.isVisible() or not isinstance(part, QLabel | QAbstractButton):
            continue
        wraps = isinstance(part, QLabel) and part.wordWrap()
        needed = part.heightForWidth(part.width()) if wraps else part.sizeHint().height()
        narrow = not wraps and part.width() < part.sizeHint().width()
        right = part.mapTo(body, QPoint(part.width(), 0)).x()
        if narrow or part.height() < needed or right > body.width():
            found.append(part.text())
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("large_font")
def test_no_text_of_the_preferences_is_cut(desk: Desk, language: str, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    save_settings(tmp_path / "library", replace(WindowSettings(), language=language))
    desk.show()
    desk.until(desk.action("rescanAction").isEnabled)  # the library is open
    for page in PAGES:
        area = show_page(desk, page)
        dialog = desk.child(QDialog, "preferencesDialog")
        dialog.resize(dialog.minimumSize())
        body = area.viewport()
        desk.until(lambda body=body: not cut(body))  # type: ignore[misc]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.usefixtures("large_font")
def test_the_list_of_pages_is_wide_enough(desk: Desk, language: str, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    save_settings(tmp_path / "library", replace(WindowSettings(), language=language))
    desk.show()
    desk.until(desk.action("rescanAction").isEnabled)
    show_page(desk, "general")
    pages = desk.child(QListWidget, "preferencesPages")
    assert pages.sizeHintForColumn(0) <= pages.viewport().width()


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.usefixtures("mirrored")
def test_right_to_left_everything_is_mirrored(desk: Desk, tmp_path: Path) -> None:
    desk.library.put(*draw_pictures(tmp_path / "photos", "a.jpg", "b.jpg"))
    desk.open()
    desk.until_names("a.jpg", "b.jpg")
    grid = desk.grid
    first, second = (grid.visualRect(grid.model().index(row, 0)) for row in (0, 1))
    assert first.left() > second.left()
    size = desk.child(QWidget, "sizeSlider")
    message = desk.child(QLabel, "statusMessage")
    assert size.mapToGlobal(QPoint()).x() < message.mapToGlobal(QPoint()).x()
    show_page(desk, "general")
    pages, page = desk.child(QListWidget, "preferencesPages"), desk.child(QWidget, "generalPage")
    assert pages.mapToGlobal(QPoint()).x() > page.mapToGlobal(QPoint()).x()


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_no_text_can_be_seen(tokens: Tokens) -> None:
    """WCAG 2.1, 1.4.11: the frame of what has the focus or is chosen, and of an empty box."""
    pairs = product((tokens.accent, tokens.muted), (tokens.window, tokens.base))
    poor = [(*pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 3.0]
    assert poor == []


PARTS = (
    *("check-mark", "dot"),
    *("chevron-down", "chevron-down-faint", "chevron-up", "chevron-up-faint"),
)
"""Of fields, drawn by style sheets, which give them no colour."""


def test_the_icons_are_one_set() -> None:
    folder = resource_path("icons")
    own = {"picseek", "broken", *PARTS}
    others = [file for file in sorted(folder.glob("*.svg")) if file.stem not in own]
    assert len(others) > 10
    for file in others:
        drawing = ET.parse(file).getroot()
        colours = {
            each.get(name)
            for each in drawing.iter()
            for name in ("fill", "stroke")
            if each.get(name) not in (None, "none")
        }
        assert drawing.get("viewBox") == ICON_SIDE, file.name
        assert colours == {"currentColor"}, file.name


def test_a_language_that_goes_takes_its_words_along(qapp: QApplication) -> None:
    install_language(qapp, "de")
    assert qapp.translate("Commands", "&Quit") == "&Beenden"
    install_language(qapp, "en")
    assert qapp.translate("Commands", "&Quit") == "&Quit"
