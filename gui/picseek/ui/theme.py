"""How Picseek looks: one palette of tokens in a light and a dark version, and its icons.

Widgets take their colours from `QPalette` roles, in style sheets through ``palette(role)``, so a
change of theme reaches all of them through `Theme`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette

from picseek.ui.settings import Appearance

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, ``#rrggbb``.

    Attributes:
        window: Behind everything.
        base: Behind content: fields, lists, the grid.
        raised: Buttons, chips.
        line: Hairlines between parts; carries no text.
        text: On all of the former.
        muted: Less important text, on window and base.
        faint: Text of what cannot be used now.
        accent: Behind selected content; `on_accent` is the text on it.
        link: Text that can be clicked.
        note: Behind a banner; `text` is the text on it.
    """

    window: str
    base: str
    raised: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    link: str
    note: str


LIGHT = Tokens(
    window="#f4f4f6",
    base="#ffffff",
    raised="#fbfbfc",
    line="#d8d9de",
    text="#1c1d21",
    muted="#5d616a",
    faint="#80848d",
    accent="#2f66d0",
    on_accent="#ffffff",
    link="#2459bd",
    note="#fdf1d3",
)
DARK = Tokens(
    window="#1d1e22",
    base="#232529",
    raised="#2e3036",
    line="#3b3e45",
    text="#ececef",
    muted="#a8acb6",
    faint="#7f838d",
    accent="#3c6ecf",
    on_accent="#ffffff",
    link="#8ab2ff",
    note="#43391f",
)


SCROLL_BAR_SHEET = """
QScrollBar:vertical { background: palette(base); width: 12px; margin: 0; border: none; }
QScrollBar::handle:vertical { background: palette(mid); border-radius: 4px; margin: 2px;
                              min-height: 36px; }
QScrollBar::handle:vertical:hover { background: palette(placeholder-text); }
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical { background: transparent; }
"""
"""A slim scroll bar without arrows."""

BUTTON_SHEET = """
QPushButton { background: palette(button); border: 1px solid palette(mid); border-radius: 7px;
              padding: 6px 16px; }
QPushButton:hover, QPushButton:focus { border-color: palette(highlight); }
QPushButton:pressed { background: palette(mid); }
QPushButton:disabled { color: palette(placeholder-text); background: palette(window); }
QPushButton:default { background: palette(highlight); border-color: palette(highlight);
                      color: palette(highlighted-text); }
QPushButton:default:hover, QPushButton:default:focus { border: 2px solid palette(window-text);
                      padding: 5px 15px; }
QPushButton:default:disabled { background: palette(window); border-color: palette(mid);
                      color: palette(placeholder-text); }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QCheckBox::indicator:unchecked { width: 13px; height: 13px; border-radius: 3px;
                      background: palette(base); border: 1px solid palette(placeholder-text); }
QCheckBox::indicator:unchecked:hover, QCheckBox::indicator:unchecked:focus {
                      border-color: palette(highlight); }
QCheckBox::indicator:unchecked:disabled { background: palette(window);
                      border-color: palette(mid); }
"""
"""Calm flat buttons, of which the default one stands out; boxes to tick, seen in the dark too."""

FLAT_SHEET = """
QToolButton { border: none; background: transparent; border-radius: 6px; padding: 4px; }
QToolButton:hover, QToolButton:focus { background: palette(mid); }
"""
"""Tool buttons that show themselves only when pointed at."""


def palette_of(tokens: Tokens) -> QPalette:
    """The QPalette that these tokens mean."""
    role = QPalette.ColorRole
    palette = QPalette()
    for roles, value in (
        ((role.Window, role.AlternateBase), tokens.window),
        ((role.Base,), tokens.base),
        ((role.Button, role.Light), tokens.raised),
        ((role.Mid, role.Midlight, role.Dark), tokens.line),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), tokens.text),
        ((role.BrightText,), tokens.on_accent),
        ((role.PlaceholderText,), tokens.muted),
        ((role.Highlight, role.Accent), tokens.accent),
        ((role.HighlightedText,), tokens.on_accent),
        ((role.Link, role.LinkVisited), tokens.link),
        ((role.ToolTipBase,), tokens.note),
    ):
        for each in roles:
            palette.setColor(each, QColor(value))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.faint))
    return palette


class Theme(QObject):
    """Keeps the application's palette as the user, or the system, wants it.

    Attributes:
        appearance: What the user chose.
    """

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.appearance = Appearance.SYSTEM
        if app.style().name().lower() != "fusion":
            # Native styles draw parts of themselves in colours that no palette reaches.
            app.setStyle("Fusion")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)

    @property
    def dark(self) -> bool:
        """Whether the dark version is shown."""
        if self.appearance is Appearance.SYSTEM:
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return self.appearance is Appearance.DARK

    def set_appearance(self, appearance: Appearance) -> None:
        """Show the light or the dark version, or follow the system."""
        self.appearance = appearance
        wanted = {
            Appearance.SYSTEM: Qt.ColorScheme.Unknown,
            Appearance.LIGHT: Qt.ColorScheme.Light,
            Appearance.DARK: Qt.ColorScheme.Dark,
        }[appearance]
        # So that what the system draws, the window's frame and file dialogs, goes along.
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


def icon(name: str) -> QIcon:
    """One of Picseek's icons, drawn in the palette's text colour of the moment.

    Args:
        name: Its file's name in ``resources/icons``, without ``.svg``. A missing one is blank.
    """
    from picseek.ui.icons import tinted_icon

    return tinted_icon(name)


def app_icon() -> QIcon:
    """Picseek's own icon, in its own colours."""
    return icon("picseek")
