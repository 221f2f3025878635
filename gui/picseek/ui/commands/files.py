"""Actions on the files of pictures: titles, shortcuts and menus."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from picseek.ui.commands.action import ActionGroup
from picseek.ui.text import wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu, QWidget


class FileCommands(ActionGroup):
    """Actions on the files of pictures."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._selected = 0
        self._writable = False
        self._make_export_actions()
        self._make_trash_actions()
        self.save_list.setEnabled(False)
        self.undo_trash.setEnabled(False)
        self.set_selected(0)

    def _make_export_actions(self) -> None:
        make, tr = self._make, self.tr
        self.open_with = make(
            "openWith",
            tr("Open &with…"),
            tr("Choose an app to open the pictures with"),
            "Ctrl+Shift+Return",
            "open-with",
        )
        self.copy_image = make(
            "copyImage",
            tr("Copy as &image"),
            tr("Copy the picture itself, to paste into other apps"),
            "Ctrl+Alt+C",
        )
        self.export = make(
            "export",
            tr("&Export…"),
            tr("Save copies of the pictures in a folder, resized if you like"),
            "Ctrl+E",
            "export",
        )
        self.save_list = make(
            "saveList",
            tr("Save &list…"),
            tr("Save the list of pictures as a CSV, JSON, M3U, or text file"),
            "Ctrl+S",
            "list",
        )

    def _make_trash_actions(self) -> None:
        keys, tr, trash = QKeySequence.StandardKey, self.tr, wording.trash()
        self.trash = self._make(
            "bin",
            tr("M&ove to {}…").format(trash),
            tr("Move the files to the {}").format(trash),
            keys.Delete,
            "bin",
        )
        if sys.platform == "darwin":  # where small keyboards have no Delete
            self.trash.setShortcuts([QKeySequence("Ctrl+Backspace"), QKeySequence(keys.Delete)])
        self.undo_trash = self._make(
            "undoBin",
            tr("&Undo moving to {}").format(trash),
            tr("Restore the files you last moved to the {}").format(trash),
            keys.Undo,
            "undo",
        )

    def set_selected(self, count: int) -> None:
        """Enable the actions for this number of selected pictures."""
        self._selected = count
        self.open_with.setEnabled(count > 0)
        self.copy_image.setEnabled(count == 1)
        self.export.setEnabled(count > 0)
        self.trash.setEnabled(count > 0 and self._writable)

    def set_writable(self, writable: bool) -> None:
        """Enable the actions that change the library."""
        self._writable = writable
        self.set_selected(self._selected)

    def fill(self, menu: QMenu) -> None:
        """Add exporting and moving to the trash to a menu for pictures."""
        menu.addSeparator()
        menu.addActions([self.export, self.save_list])
        menu.addSeparator()
        menu.addAction(self.trash)
