"""Which language the window speaks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialogButtonBox, QPushButton

from picseek.ui.base.window_settings import load_settings, save_settings
from picseek.ui.text import units, wording
from picseek.ui.text.language import LANGUAGES, install_language, language_for
from picseek.ui.widgets.amount_fields import DollarBox
from tests.support.ui.desk import Desk


@pytest.mark.parametrize(
    ("wanted", "system", "spoken"),
    [
        ("", "de_AT", "de"),
        ("", "de_DE", "de"),
        ("", "en_GB", "en"),
        ("", "fr_FR", "en"),
        ("", "C", "en"),
        ("en", "de_DE", "en"),
        ("de", "en_US", "de"),
        ("klingon", "de_DE", "de"),
    ],
)
def test_the_users_choice_comes_before_the_systems(wanted: str, system: str, spoken: str) -> None:
    assert language_for(wanted, QLocale(system)) == spoken


def test_german_has_its_own_plurals_and_numbers(qapp: QApplication) -> None:
    install_language(qapp, "de")
    assert wording.pictures(1) == "1 Bild"
    assert wording.pictures(1234) == "1.234 Bilder"
    assert wording.results(1234) == "1.234 Treffer"
    assert wording.rate(0.42) == "0,4/s"
    assert units.duration(3 * 86_400) == "3 Tage"
    assert units.money(1.5) == "1,50\N{NO-BREAK SPACE}$"
    assert DollarBox(1.5).text() == "1,50\N{NO-BREAK SPACE}$"
    assert units.day("2026-12-01T12:00:00Z") == "01.12.2026"
    install_language(qapp, "en")
    assert wording.results(1234) == "1,234 results"
    assert units.duration(3 * 86_400) == "3 days"


def test_qts_own_texts_go_along(qapp: QApplication) -> None:
    install_language(qapp, "de")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    close = buttons.button(QDialogButtonBox.StandardButton.Close)
    assert isinstance(close, QPushButton)
    assert close.text().replace("&", "") == "Schließen"
    assert qapp.layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_nothing_piles_up(qapp: QApplication) -> None:
    before = len(qapp.children())
    for language in (*LANGUAGES, "en"):
        install_language(qapp, language)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(qapp.children()) <= before


def test_another_language_is_spoken_from_the_next_start_on(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    desk.open()
    desk.press("preferencesAction")
    box = desk.child(QComboBox, "languageBox")
    assert box.currentText() == "Use system setting"
    box.setCurrentIndex(box.findData("de"))
    assert desk.text("languageLater") == "Takes effect the next time Picseek starts."
    assert desk.action("preferencesAction").text() == "&Preferences…"
    desk.window.close()
    assert load_settings(tmp_path / "library").language == "de"


def test_the_whole_window_can_be_german(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "library").mkdir()
    settings = load_settings(tmp_path / "library")
    save_settings(tmp_path / "library", replace(settings, language="de"))
    desk.show()
    assert desk.action("preferencesAction").text() == "&Einstellungen…"
    assert desk.box.accessibleName() == "Bilder suchen"
