"""The message in the status bar: how many pictures were found, or are selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.ui.grid.accessible import announce
from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.ui.grid.view import GridView
    from picseek.ui.widgets.status_bar import StatusBar


class ResultMessage(QObject):
    """Shows the newest message, until the selection or the results change."""

    def __init__(self, grid: GridView, bar: StatusBar) -> None:
        super().__init__(grid)
        self._grid = grid
        self._bar = bar
        self._result = self.tr("Opening the library…")
        model = grid.model()
        grid.reported.connect(self.show)
        grid.selectionModel().selectionChanged.connect(self._show_result)
        # A reset clears the selection without a signal.
        model.modelReset.connect(self._show_result)
        model.rowsRemoved.connect(self._show_result)
        self._show_result()

    def show(self, message: str) -> None:
        """Show a short message until the selection or the results change."""
        self._bar.message.setText(message)

    def set_result(self, message: str, *, announced: bool = False) -> None:
        """Show what was found, unless pictures are selected.

        Args:
            message: A short message.
            announced: Whether screen readers speak it.
        """
        self._result = message
        self._show_result()
        if announced:
            announce(self._grid, message)

    def _show_result(self) -> None:
        selected = self._grid.selection.count()
        if selected:
            self.show(self.tr("{} selected").format(wording.number(selected)))
        else:
            self.show(self._result)
