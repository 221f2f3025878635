"""Actions on the grid: selecting, zooming, arranging, and its menu."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt

from picseek.ui.style.choices import GridStyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QSlider

    from picseek.ui.base.window_settings import WindowSettings
    from picseek.ui.commands.window import Commands
    from picseek.ui.grid.delegate import GridDelegate
    from picseek.ui.grid.view import GridView

_ZOOM_STEP = 24


class GridActions(QObject):
    """Performs the actions on the grid, and enables those that can be used."""

    def __init__(
        self, commands: Commands, grid: GridView, delegate: GridDelegate, slider: QSlider
    ) -> None:
        """Args: grid: With its model; slider: Sets the size of thumbnails in pixels."""
        super().__init__(grid)
        self._commands = commands
        self._grid = grid
        self._delegate = delegate
        self._slider = slider
        self._connect_selection()
        self._connect_view()

    def _connect_selection(self) -> None:
        commands, grid, model = self._commands, self._grid, self._grid.model()
        commands.select_all.triggered.connect(grid.selectAll)
        commands.select_none.triggered.connect(grid.clearSelection)
        commands.invert.triggered.connect(grid.selection.invert)
        grid.customContextMenuRequested.connect(self._show_menu)
        grid.selectionModel().selectionChanged.connect(self._on_selection)
        for change in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            change.connect(self._on_rows)

    def _connect_view(self) -> None:
        commands, grid, slider = self._commands, self._grid, self._slider
        slider.valueChanged.connect(self._on_size)
        grid.content.cell_side_changed.connect(slider.setValue)
        commands.zoom_in.triggered.connect(lambda: slider.setValue(slider.value() + _ZOOM_STEP))
        commands.zoom_out.triggered.connect(lambda: slider.setValue(slider.value() - _ZOOM_STEP))
        commands.show_names.toggled.connect(self._on_names)
        commands.justified.toggled.connect(self._on_style)
        commands.next_section.triggered.connect(lambda: grid.go_to_section(1))
        commands.previous_section.triggered.connect(lambda: grid.go_to_section(-1))

    def restore(self, settings: WindowSettings) -> None:
        """Apply stored settings."""
        if settings.cell_side is not None:
            self._grid.content.cell_side = settings.cell_side
        self._slider.setValue(self._grid.content.cell_side)
        self._commands.show_names.setChecked(settings.show_names)
        justified = settings.grid_style is GridStyle.JUSTIFIED
        (self._commands.justified if justified else self._commands.squares).setChecked(True)

    def put_into(self, settings: WindowSettings) -> WindowSettings:
        """Return the settings with the current choices."""
        return replace(
            settings,
            cell_side=self._grid.content.cell_side,
            grid_style=self._grid.content.style,
            show_names=self._commands.show_names.isChecked(),
        )

    def _on_rows(self) -> None:
        self._commands.set_shown(self._grid.model().rowCount())
        self._on_selection()  # a reset clears the selection without a signal

    def _on_selection(self) -> None:
        self._commands.set_selected(self._grid.selection.count())

    def _on_size(self, side: int) -> None:
        self._grid.content.cell_side = side

    def _on_names(self, show: bool) -> None:
        self._delegate.show_names = show

    def _on_style(self, justified: bool) -> None:
        self._delegate.fills = justified
        self._grid.content.style = GridStyle.JUSTIFIED if justified else GridStyle.SQUARES

    def _show_menu(self, position: QPoint) -> None:
        """Show the menu of the selected pictures; without a selection, the grid's menu."""
        make = (
            self._commands.picture_menu
            if self._grid.selection.count()
            else self._commands.grid_menu
        )
        menu = make(self._commands.window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._grid.viewport().mapToGlobal(position))
