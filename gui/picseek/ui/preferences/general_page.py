"""The page for appearance and language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QWidget

from picseek.ui.preferences.page import Page, fields, show_text
from picseek.ui.style.choices import Appearance, Density
from picseek.ui.text.language import LANGUAGES
from picseek.ui.widgets.form_parts import sentence

if TYPE_CHECKING:
    from picseek.ui.preferences.appearance import AppearanceController


class GeneralPage(Page):
    """Appearance, density and language."""

    def __init__(self, controller: AppearanceController, parent: QWidget | None = None) -> None:
        super().__init__("general", self.tr("General"), parent)
        self._controller = controller
        self._initial_language = controller.language
        self._restart_hint = sentence(name="languageLater", muted=True, hidden=True)
        self.column.addLayout(
            fields(
                (self.tr("&Appearance:"), self._make_appearance()),
                (self.tr("&Density:"), self._make_density()),
                (self.tr("&Language:"), self._make_language()),
            )
        )
        self.column.addWidget(self._restart_hint)
        self.column.addStretch(1)

    def _make_appearance(self) -> QComboBox:
        choices = (
            (Appearance.SYSTEM.value, self.tr("Use system setting")),
            (Appearance.LIGHT.value, self.tr("Light")),
            (Appearance.DARK.value, self.tr("Dark")),
        )
        box = self._make_box("appearanceBox", choices, self._controller.appearance.value)
        box.setAccessibleName(self.tr("Appearance"))
        box.currentIndexChanged.connect(
            lambda row: self._controller.set_appearance(Appearance(box.itemData(row)))
        )
        return box

    def _make_density(self) -> QComboBox:
        choices = (
            (Density.COMFORTABLE.value, self.tr("Comfortable")),
            (Density.COMPACT.value, self.tr("Compact")),
        )
        box = self._make_box("densityBox", choices, self._controller.density.value)
        box.setAccessibleName(self.tr("Density"))
        box.setToolTip(self.tr("Space between and around the thumbnails"))
        box.currentIndexChanged.connect(
            lambda row: self._controller.set_density(Density(box.itemData(row)))
        )
        return box

    def _make_language(self) -> QComboBox:
        choices = (("", self.tr("Use system setting")), *LANGUAGES.items())
        box = self._make_box("languageBox", choices, self._controller.language)
        box.setAccessibleName(self.tr("Language"))
        box.currentIndexChanged.connect(lambda row: self._on_language(str(box.itemData(row))))
        return box

    def _make_box(self, name: str, choices: Iterable[tuple[str, str]], current: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        for value, text in choices:
            box.addItem(text, value)
        box.setCurrentIndex(box.findData(current))
        return box

    def _on_language(self, language: str) -> None:
        self._controller.set_language(language)
        changed = language != self._initial_language
        show_text(
            self._restart_hint,
            self.tr("Takes effect the next time Picseek starts.") if changed else "",
        )
