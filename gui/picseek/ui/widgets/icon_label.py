"""An icon standing on a page, not to be clicked."""

from __future__ import annotations

from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.theme import icon


class Sign(QWidget):
    """Draws an icon in the palette's colour of the moment."""

    def __init__(self, name: str, side: int, *, faint: bool = False) -> None:
        """Make it.

        Args:
            name: The icon.
            side: Pixels.
            faint: Draw it as if it were disabled.
        """
        super().__init__()
        self._icon = icon(name)
        self._mode = QIcon.Mode.Disabled if faint else QIcon.Mode.Normal
        self.setFixedSize(side, side)

    def show_icon(self, name: str) -> None:
        """Draw another icon from now on."""
        self._icon = icon(name)
        self.update()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect(), mode=self._mode)
        painter.end()
