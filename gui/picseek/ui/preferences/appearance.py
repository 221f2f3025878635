"""The user's choice of appearance, density and language."""

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
    """Applies and stores the choices for one window.

    Attributes:
        density: Spacing of the window's parts.
        language: As in `WindowSettings`; takes effect at the next start.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self.density = Density.COMFORTABLE
        self.language = ""

    @property
    def appearance(self) -> Appearance:
        """Light, dark, or the system's."""
        return self._theme.appearance

    def set_appearance(self, appearance: Appearance) -> None:
        """Use the light or the dark theme, or the system's."""
        self._theme.set_appearance(appearance)

    def set_density(self, density: Density) -> None:
        """Change the spacing of the window's parts."""
        self.density = density
        apply_density(self._window, density)

    def set_language(self, language: str) -> None:
        """Set the language for the next start; texts on screen do not change."""
        self.language = language

    def restore(self, settings: WindowSettings) -> None:
        """Apply stored settings; the appearance was already set before the first paint."""
        self.language = settings.language
        self.set_density(settings.density)

    def put_into(self, settings: WindowSettings) -> WindowSettings:
        """Return the settings with the current choices."""
        return replace(settings, density=self.density, language=self.language)
