"""Actions on searches and about keys: their words, and where they stand in menus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.style.icons import icon
from picseek.ui.text.bidi import shortcut_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QMenuBar, QWidget


class SidebarCommands(QObject):
    """Actions on saved searches, and the Help menu."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.save_search = self._make(
            "saveSearch",
            self.tr("&Save search"),
            self.tr("Save this search in the sidebar"),
            "saved",
            "Ctrl+D",
        )
        self.shortcuts = self._make(
            "shortcuts",
            self.tr("&Keyboard shortcuts"),
            self.tr("Show all actions and their shortcuts"),
            "keyboard",
            "F1",
            "?",
        )
        self.about = self._make(
            "about", self.tr("&About Picseek"), self.tr("Show version and license"), "picseek"
        )
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        self.save_search.setEnabled(False)

    def _make(self, name: str, text: str, tip: str, sign: str, *keys: str) -> QAction:
        action = QAction(icon(sign), text, self)
        action.setObjectName(f"{name}Action")
        action.setShortcuts([QKeySequence(key) for key in keys])
        shortcut = shortcut_text(action)
        action.setToolTip(plain_tooltip(f"{tip} ({shortcut})" if shortcut else tip))
        action.setStatusTip(tip)
        return action

    def fill(self, bar: QMenuBar, find: QAction, show_all: QAction) -> None:
        """Put everything into a window's menus, beside actions that are about searching, too."""
        search = bar.addMenu(self.tr("&Search"))
        search.addActions([find, show_all])
        search.addSeparator()
        search.addAction(self.save_search)
        help_ = bar.addMenu(self.tr("&Help"))
        help_.addAction(self.shortcuts)
        help_.addSeparator()
        help_.addAction(self.about)

    def add_to(self, menu: QMenu) -> None:
        """Add what concerns a question to the menu of the box it is typed into."""
        menu.addSeparator()
        menu.addAction(self.save_search)
