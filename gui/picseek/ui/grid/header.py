"""How the header of a section is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette

_MARGIN = 16
_SPACE = 10
_LARGER = 1.12


@dataclass(frozen=True, slots=True)
class Header:
    """One header on screen.

    Attributes:
        rect: Where, in the view.
        title: What the section is.
        count: How many pictures it has, as text.
        mirrored: Whether it begins at the right.
        sticks: Whether it lies over cells.
    """

    rect: QRect
    title: str
    count: str
    mirrored: bool
    sticks: bool


def paint_header(painter: QPainter, header: Header, font: QFont, palette: QPalette) -> None:
    """Draw the title, and the count quietly beside it."""
    painter.save()
    rect = header.rect
    if header.sticks:
        painter.fillRect(rect, palette.color(QPalette.ColorRole.Base))
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    bold.setPointSizeF(font.pointSizeF() * _LARGER)
    metrics = QFontMetrics(bold)
    room = rect.width() - 2 * _MARGIN
    title = metrics.elidedText(header.title, Qt.TextElideMode.ElideRight, room)
    width = metrics.horizontalAdvance(title)
    baseline = rect.top() + (rect.height() + metrics.ascent() - metrics.descent()) // 2
    painter.setFont(bold)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    left = rect.right() - _MARGIN - width if header.mirrored else rect.left() + _MARGIN
    painter.drawText(QPoint(left, baseline), title)
    painter.setFont(font)
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    number = QFontMetrics(font).horizontalAdvance(header.count)
    beside = left - _SPACE - number if header.mirrored else left + width + _SPACE
    painter.drawText(QPoint(beside, baseline), header.count)
    painter.restore()
