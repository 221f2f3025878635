"""The ways in which the window is looked at."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from picseek.engine.library import Library
from picseek.ui.base.window_settings import WindowSettings, save_settings
from picseek.ui.style.choices import Appearance, Density, GridStyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Look:
    """One way to look at the window.

    Attributes:
        name: Of its folder.
        dark: Whether the dark theme is used.
        scale: Device pixels to a pixel, as on a screen of high density.
        text: How much larger than usual the system's text is.
        mirrored: Whether the layout runs from right to left.
        language: The window's.
    """

    name: str
    dark: bool = False
    scale: float = 1.0
    text: float = 1.0
    mirrored: bool = False
    language: str = "en"

    def environment(self) -> dict[str, str]:
        """What Qt has to know before it starts."""
        return os.environ | {"QT_SCALE_FACTOR": str(self.scale)}

    def apply(self, app: QApplication) -> None:
        """Make the application's text larger, or turn its layout round."""
        font = app.font()
        font.setPointSizeF(font.pointSizeF() * self.text)
        app.setFont(font)
        if self.mirrored:
            app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    def prepare(
        self,
        library: Path,
        style: GridStyle = GridStyle.SQUARES,
        density: Density = Density.COMFORTABLE,
        *,
        names: bool = False,
    ) -> None:
        """Let the next window on a library look so from its start on."""
        Library.open(library).close()  # settings without a library would look like a damaged one
        appearance = Appearance.DARK if self.dark else Appearance.LIGHT
        settings = WindowSettings(
            appearance=appearance,
            grid_style=style,
            density=density,
            show_names=names,
            language=self.language,
        )
        assert save_settings(library, settings), "the looks cannot be remembered"


LOOKS = {
    look.name: look
    for look in (
        Look("light"),
        Look("dark", dark=True),
        Look("125", scale=1.25),
        Look("200", scale=2.0, dark=True),
        Look("text-200", text=2.0),
        Look("mirrored", mirrored=True),
        Look("german", language="de"),
    )
}
"""By their names."""
