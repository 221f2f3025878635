"""Opens the preferences, which are built when they are first needed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from picseek.ui.commands.window import Commands
    from picseek.ui.preferences.dialog import PreferencesDialog
    from picseek.ui.preferences.page import Page


class Preferences(QObject):
    """Creates the preferences dialog when it is first opened."""

    def __init__(self, commands: Commands, make_pages: Callable[[], Sequence[Page]]) -> None:
        """Args: make_pages: Called once; imports the pages, as Qt's classes take long to load."""
        super().__init__(commands.window)
        self._window = commands.window
        self._make_pages = make_pages
        self._dialog: PreferencesDialog | None = None
        commands.preferences.triggered.connect(lambda: self.show())
        commands.page_requested.connect(self.show)

    @property
    def visible(self) -> bool:
        """Whether the dialog is open."""
        return self._dialog is not None and self._dialog.isVisible()

    def show(self, page: str = "") -> None:
        """Open the dialog.

        Args:
            page: The page to show, by its name; ``""``: the one shown last.
        """
        if self._dialog is None:
            from picseek.ui.preferences.dialog import PreferencesDialog

            self._dialog = PreferencesDialog(self._make_pages(), self._window)
        self._dialog.show_page(page)
        self._dialog.show()
        self._dialog.raise_()

    def close(self) -> None:
        """Close the dialog."""
        if self._dialog is not None:
            self._dialog.close()
