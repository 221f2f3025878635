"""The Help menu: keyboard shortcuts and the About box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from picseek.ui.commands.window import Commands
    from picseek.ui.window.shortcut_sheet import ShortcutSheet


class HelpActions(QObject):
    """Opens the windows of the Help menu, and imports their modules only then."""

    def __init__(self, commands: Commands) -> None:
        super().__init__(commands.window)
        self._window = commands.window
        self._sheet: ShortcutSheet | None = None
        commands.sidebar.shortcuts.triggered.connect(self._show_shortcuts)
        commands.sidebar.about.triggered.connect(self._show_about)

    def _show_about(self) -> None:
        from picseek.ui.window.about import make_about

        make_about(self._window).open()

    def _show_shortcuts(self) -> None:
        if self._sheet is None:
            from picseek.ui.window.shortcut_sheet import ShortcutSheet

            self._sheet = ShortcutSheet(self._window)
        self._sheet.read()
        self._sheet.show()
        self._sheet.raise_()
