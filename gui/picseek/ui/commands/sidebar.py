"""Actions on saved searches, and the Help menu: titles, shortcuts and menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from picseek.ui.commands.action import ActionGroup

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


class SidebarCommands(ActionGroup):
    """Actions on saved searches, and the Help menu."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.save_search = self._make(
            "saveSearch",
            self.tr("&Save search"),
            self.tr("Save this search in the sidebar"),
            "Ctrl+D",
            "saved",
        )
        self.shortcuts = self._make(
            "shortcuts",
            self.tr("&Keyboard shortcuts"),
            self.tr("Show all actions and their shortcuts"),
            "F1",
            "keyboard",
        )
        self.shortcuts.setShortcuts([QKeySequence("F1"), QKeySequence("?")])
        self.about = self._make(
            "about", self.tr("&About Picseek"), self.tr("Show version and license"), "", "picseek"
        )
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.save_search.setEnabled(False)

    def fill(self, bar: QMenuBar, find: QAction, show_all: QAction) -> None:
        """Add the Search menu, with two actions of the window, and the Help menu."""
        search = bar.addMenu(self.tr("&Search"))
        search.addActions([find, show_all])
        search.addSeparator()
        search.addAction(self.save_search)
        help_ = bar.addMenu(self.tr("&Help"))
        help_.addAction(self.shortcuts)
        help_.addSeparator()
        help_.addAction(self.about)

    def add_to(self, menu: QMenu) -> None:
        """Add saving the search to the menu of the search box."""
        menu.addSeparator()
        menu.addAction(self.save_search)
