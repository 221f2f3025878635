"""Light, dark and icons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from picseek.resources import resource_path
from picseek.ui.style.choices import Appearance
from picseek.ui.style.icons import app_icon, icon
from picseek.ui.style.theme import DARK, LIGHT, Theme, Tokens

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CHEVRON = "#80848d"
"""The arrows of fields, which style sheets draw alike in both themes."""

ICONS = (
    "close",
    "copy",
    "copy-path",
    "folder",
    "folder-add",
    "open",
    "pause",
    "play",
    "preferences",
    "refresh",
    "remove",
    "reveal",
    "search",
    "similar",
    "stop",
    "warning",
)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp)
    yield theme
    theme.set_appearance(Appearance.SYSTEM)


def luminance(colour: str) -> float:
    """Relative luminance: https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio: https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_all_text_can_be_read(tokens: Tokens) -> None:
    behind = (tokens.window, tokens.base, tokens.raised)
    pairs = [
        *product((tokens.text,), (*behind, tokens.banner, tokens.line)),
        *product((tokens.muted,), (*behind, tokens.line)),
        *product((tokens.link,), behind),
        (tokens.on_accent, tokens.accent),
    ]
    # What cannot be used now is faint, but still to be read.
    assert min(contrast(tokens.faint, each) for each in behind) > 3.0
    poor = [(*pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 4.5]
    assert poor == []


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_all_that_can_be_used_is_seen(tokens: Tokens) -> None:
    """Edges of fields and ticks, what is chosen, and what has the keys: 3 to 1 (WCAG 1.4.11)."""
    behind = (tokens.window, tokens.base)
    pairs = [
        *product((tokens.edge, tokens.accent), behind),
        *product((tokens.text,), (tokens.accent,)),  # the ring around a default button
        *product((CHEVRON,), (tokens.base, tokens.raised)),
        (tokens.on_accent, tokens.accent),
    ]
    poor = [(*pair, round(contrast(*pair), 2)) for pair in pairs if contrast(*pair) < 3]
    assert poor == []


def test_the_arrows_of_fields_have_the_colour_that_was_measured() -> None:
    for name in ("chevron-up", "chevron-down"):
        assert f'stroke="{CHEVRON}"' in resource_path("icons", f"{name}.svg").read_text("utf-8")


def test_the_palette_follows_the_choice(theme: Theme, qapp: QApplication) -> None:
    theme.set_appearance(Appearance.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    theme.set_appearance(Appearance.LIGHT)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT.window)


def test_a_style_sheet_follows_the_palette(theme: Theme, qtbot: QtBot) -> None:
    theme.set_appearance(Appearance.LIGHT)
    label = QLabel("text")
    qtbot.addWidget(label)
    label.setStyleSheet("QLabel { background: palette(window); color: palette(window); }")
    label.resize(20, 20)
    label.show()
    assert label.grab().toImage().pixelColor(5, 5) == QColor(LIGHT.window)
    theme.set_appearance(Appearance.DARK)
    assert label.grab().toImage().pixelColor(5, 5) == QColor(DARK.window)


def colours(name: str) -> set[str]:
    image = icon(name).pixmap(QSize(32, 32)).toImage()
    solid = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in solid if colour.alpha() == 255}


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_drawn_in_the_colour_of_text(theme: Theme, name: str) -> None:
    theme.set_appearance(Appearance.DARK)
    assert DARK.text in colours(name)
    theme.set_appearance(Appearance.LIGHT)
    assert LIGHT.text in colours(name)


def test_picseeks_own_icon_has_its_own_colours(theme: Theme) -> None:
    image = app_icon().pixmap(QSize(64, 64)).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(64) for y in range(64)}
    assert len(seen) > 50


def test_a_missing_icon_is_blank(theme: Theme, caplog: pytest.LogCaptureFixture) -> None:
    assert colours("no such icon") == set()
    assert "no such icon" in caplog.text
