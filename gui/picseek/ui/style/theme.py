"""Picseek's light and dark themes.

Widgets take their colours from `QPalette` roles, in style sheets through ``palette(role)``, so a
change of theme reaches all of them through `Theme`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from picseek.ui.style.choices import Appearance
from picseek.ui.style.stylesheets import register_sheet_icons

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, ``#rrggbb``.

    Attributes:
        window: Behind everything.
        base: Behind content: fields, lists, the grid.
        raised: Buttons, chips.
        line: Hairlines between parts; never behind text.
        edge: Borders of fields and check boxes, on window and base.
        text: Text on window, base and raised.
        muted: Secondary text, on window and base.
        faint: Disabled text.
        accent: Behind selected content.
        on_accent: Text on accent.
        link: Links.
        banner: Behind banners and tooltips.
    """

    window: str
    base: str
    raised: str
    line: str
    edge: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    link: str
    banner: str


LIGHT = Tokens(
    window="#f4f4f6",
    base="#ffffff",
    raised="#fbfbfc",
    line="#d8d9de",
    edge="#868a93",
    text="#1c1d21",
    muted="#5a5e67",
    faint="#80848d",
    accent="#2f66d0",
    on_accent="#ffffff",
    link="#2459bd",
    banner="#fdf1d3",
)
DARK = Tokens(
    window="#1d1e22",
    base="#232529",
    raised="#2e3036",
    line="#3b3e45",
    edge="#757a85",
    text="#ececef",
    muted="#a8acb6",
    faint="#7f838d",
    accent="#3c6ecf",
    on_accent="#ffffff",
    link="#8ab2ff",
    banner="#43391f",
)


def palette_of(tokens: Tokens) -> QPalette:
    """Return the tokens as a QPalette."""
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, value in (
        ((role.Window, role.AlternateBase), tokens.window),
        ((role.Base,), tokens.base),
        ((role.Button, role.Light), tokens.raised),
        ((role.Mid, role.Midlight, role.Dark), tokens.line),
        ((role.Shadow,), tokens.edge),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), tokens.text),
        ((role.BrightText,), tokens.on_accent),
        ((role.PlaceholderText,), tokens.muted),
        ((role.Highlight, role.Accent), tokens.accent),
        ((role.HighlightedText,), tokens.on_accent),
        ((role.Link, role.LinkVisited), tokens.link),
        ((role.ToolTipBase,), tokens.banner),
    ):
        for each in roles:
            palette.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.faint))
    return palette


class Theme(QObject):
    """Applies the theme that the user or the system chose.

    Attributes:
        appearance: What the user chose.
    """

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.appearance = Appearance.SYSTEM
        if app.style().name().lower() != "fusion":
            # Native styles ignore the palette in places.
            app.setStyle("Fusion")
        register_sheet_icons()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)

    @property
    def dark(self) -> bool:
        """Whether the dark theme is shown."""
        if self.appearance is Appearance.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.appearance is Appearance.DARK

    def set_appearance(self, appearance: Appearance) -> None:
        """Show the light or the dark theme, or follow the system."""
        self.appearance = appearance
        wanted = {
            Appearance.SYSTEM: Qt.ColorScheme.Unknown,
            Appearance.LIGHT: Qt.ColorScheme.Light,
            Appearance.DARK: Qt.ColorScheme.Dark,
        }[appearance]
        # The system draws window frames and file dialogs to match.
        QGuiApplication.styleHints().setColorScheme(wanted)
        self._apply()

    @Slot()
    def _apply(self) -> None:
        palette = palette_of(DARK if self.dark else LIGHT)
        if palette == self._app.palette():
            return
        self._app.setPalette(palette)
        # A style sheet resolves palette(role) once, when it is set.
        for widget in self._app.allWidgets():
            if sheet := widget.styleSheet():
                widget.setStyleSheet(sheet)
