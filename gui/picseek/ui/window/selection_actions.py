"""Selecting many pictures at once, and the menus of a click with the other button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from picseek.ui.commands.window import Commands
    from picseek.ui.grid.view import GridView


class Selecting(QObject):
    """Makes the actions that select do so, as long as there are pictures to select."""

    def __init__(self, commands: Commands, grid: GridView, window: QWidget) -> None:
        super().__init__(window)
        self._commands = commands
        self._grid = grid
        self._window = window
        commands.select_all.triggered.connect(grid.selectAll)
        commands.select_none.triggered.connect(grid.clearSelection)
        commands.invert.triggered.connect(grid.selection.invert)
        grid.customContextMenuRequested.connect(self._show_menu)
        model = grid.model()
        model.modelReset.connect(self._enable)
        model.rowsInserted.connect(self._enable)
        model.rowsRemoved.connect(self._enable)

    def _enable(self) -> None:
        self._commands.set_shown(self._grid.model().rowCount())

    def _show_menu(self, position: QPoint) -> None:
        """What can be done with the pictures that are selected; where there is none, with all."""
        make = (
            self._commands.picture_menu
            if self._grid.selection.count()
            else self._commands.grid_menu
        )
        menu = make(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._grid.viewport().mapToGlobal(position))
