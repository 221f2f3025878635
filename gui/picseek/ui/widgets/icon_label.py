"""A widget that shows an icon."""

from __future__ import annotations

from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.icons import icon


class IconLabel(QWidget):
    """Draws an icon in the palette's text colour."""

    def __init__(self, name: str, side: int, *, faint: bool = False) -> None:
        """Args: name: Of the icon; side: in pixels; faint: drawn as if disabled."""
        super().__init__()
        self._icon = icon(name)
        self._mode = QIcon.Mode.Disabled if faint else QIcon.Mode.Normal
        self.setFixedSize(side, side)

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon = icon(name)
        self.update()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect(), mode=self._mode)
        painter.end()
