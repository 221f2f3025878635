"""Draws the headers of sections."""

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
        rect: Position in the view.
        title: Title of the section.
        count: Number of pictures, as text.
        mirrored: Whether it reads from right to left.
        sticky: Whether it is above cells, at the top of the view.
    """

    rect: QRect
    title: str
    count: str
    mirrored: bool
    sticky: bool


def paint_header(painter: QPainter, header: Header, font: QFont, palette: QPalette) -> None:
    """Draw the title and, in a muted colour, the count."""
    painter.save()
    rect = header.rect
    if header.sticky:
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
    count_left = left - _SPACE - number if header.mirrored else left + width + _SPACE
    painter.drawText(QPoint(count_left, baseline), header.count)
    painter.restore()
