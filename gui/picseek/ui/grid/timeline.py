"""Puts the scrubber beside the grid while there are years to choose between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from picseek.ui.base.qt_guard import guarded, nothing
from picseek.ui.grid.scrubber import Scrubber
from picseek.ui.grid.visible import GridWatch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class GridTimeline(GridWatch):
    """A grid with a scrubber between its cells and its scroll bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        # Set first: Qt calls overrides before its constructor is done.
        self._scrubber: Scrubber | None = None
        super().__init__(parent)
        self._scrubber = Scrubber(self)

    @guarded(nothing)
    def updateGeometries(self) -> None:
        """Make room for the scrubber, or take it back."""
        super().updateGeometries()
        scrubber = self._scrubber
        if scrubber is None:
            return
        scrubber.setVisible(scrubber.wanted)
        room = scrubber.wanted_width() if scrubber.wanted else 0
        # Qt mirrors neither margins nor our own children.
        margins = (room, 0, 0, 0) if self.isRightToLeft() else (0, 0, room, 0)
        if self.viewportMargins().left() != margins[0] or (
            self.viewportMargins().right() != margins[2]
        ):
            self.setViewportMargins(*margins)  # which lays everything out again
        cells = self.viewport().geometry()
        left = cells.left() - room if self.isRightToLeft() else cells.right() + 1
        scrubber.setGeometry(left, cells.top(), room, cells.height())
