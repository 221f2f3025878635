"""Every icon the window names is there, is drawn by Qt, and can be tinted."""

from __future__ import annotations

import configparser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from picseek import resources
from picseek.resources import resource_path

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SYMBOLS = [
    *("back", "forward", "full-screen", "info", "turn-left", "turn-right", "where"),
    *("broken", "close", "copy", "copy-path", "folder", "folder-add", "open", "pause", "play"),
    *("bin", "export", "list", "open-with", "undo"),
    *("preferences", "refresh", "remove", "reveal", "search", "similar", "stop", "warning"),
    *("keyboard", "pictures", "rename", "saved", "shield", "side-bar"),
]
PARTS = [
    *("check-mark", "chevron-down", "chevron-down-faint", "chevron-up", "chevron-up-faint", "dot")
]
"""Named by style sheets, in colours of their own."""

ICONS = [*SYMBOLS, *PARTS, "picseek"]


def draw(icon: Path, side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(icon)).render(painter)
    painter.end()
    return image


def inked(image: QImage, above: int = 250) -> set[tuple[int, int, int]]:
    """The colours of all pixels whose alpha is higher; by default: the clearly opaque ones."""
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return {(c.red(), c.green(), c.blue()) for c in pixels if c.alpha() > above}


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_by_qt(qtbot: QtBot, name: str) -> None:
    path = resource_path("icons", f"{name}.svg")
    assert inked(draw(path, 48), above=90)
    assert not QIcon(str(path)).pixmap(QSize(24, 24)).isNull()


@pytest.mark.parametrize("name", SYMBOLS)
def test_symbols_are_black_on_nothing_so_that_a_theme_can_tint_them(
    qtbot: QtBot, name: str
) -> None:
    assert inked(draw(resource_path("icons", f"{name}.svg"), 48)) == {(0, 0, 0)}


def test_the_app_icon_is_colourful(qtbot: QtBot) -> None:
    assert len(inked(draw(resource_path("icons", "picseek.svg"), 64))) > 100


def test_no_icon_is_unlisted() -> None:
    assert sorted(path.stem for path in resource_path("icons").iterdir()) == sorted(ICONS)


def test_a_missing_file_is_reported() -> None:
    with pytest.raises(FileNotFoundError, match=r"own file icons/no-such\.svg is missing .*\.$"):
        resource_path("icons", "no-such.svg")


def test_a_wheel_uses_the_files_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "icons").mkdir()
    monkeypatch.setattr(resources, "_IN_WHEEL", tmp_path)
    assert resource_path("icons") == tmp_path / "icons"


def test_the_desktop_file_starts_picseek_with_its_icon() -> None:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.read(resource_path("linux", "picseek.desktop"), encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert entry["exec"] == "picseek %F"
    assert entry["icon"] == "picseek"
    assert entry["terminal"] == "false"
