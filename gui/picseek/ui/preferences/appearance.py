"""How the window looks and which language it speaks, as the user chose it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.ui.base.window_settings import WindowSettings
from picseek.ui.preferences.density import apply_density
from picseek.ui.style.choices import Appearance, Density
from picseek.ui.style.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class AppearanceController(QObject):
    """Keeps the choices of one window, and follows them.

    Attributes:
        density: How much room stands between things.
        language: As in `WindowSettings`; spoken from the next start on.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self.density = Density.COMFORTABLE
        self.language = ""

    @property
    def appearance(self) -> Appearance:
        """Light, dark, or as the system is."""
        return self._theme.appearance

    def set_appearance(self, appearance: Appearance) -> None:
        """Show the light or the dark version, or follow the system."""
        self._theme.set_appearance(appearance)

    def set_density(self, density: Density) -> None:
        """Put more or less room between things."""
        self.density = density
        apply_density(self._window, density)

    def set_language(self, language: str) -> None:
        """Speak this language from the next start on: texts that are shown stay as they are."""
        self.language = language

    def restore(self, settings: WindowSettings) -> None:
        """Look as it is remembered; the appearance was set before anything was painted."""
        self.language = settings.language
        self.set_density(settings.density)

    def put_into(self, settings: WindowSettings) -> WindowSettings:
        """The settings, with what was chosen."""
        return replace(settings, density=self.density, language=self.language)
