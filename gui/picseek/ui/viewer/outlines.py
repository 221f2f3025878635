"""Outlines around places in a picture, with a word at each: readable on light and dark pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

_LINE = QColor("#ffd54a")
_EDGE = QColor(0, 0, 0, 170)
_SHADE = QColor(0, 0, 0, 90)
_WIDTH = 2.5
_RADIUS = 6.0
_PADDING = 5.0


class Outline(NamedTuple):
    """A place in a picture.

    Attributes:
        place: In shares of the upright picture's width and height, 0 to 1.
        words: What is there.
    """

    place: QRectF
    words: str


def paint_outlines(
    painter: QPainter, picture: QRectF, places: Sequence[QRectF], words: Sequence[str]
) -> None:
    """Draw outlines, and let the rest of the picture step back.

    Args:
        painter: In the pixels of the widget.
        picture: Where the picture is.
        places: Where the outlines are to be.
        words: What is written at each.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rest, inside = QPainterPath(), QPainterPath()
    inside.setFillRule(Qt.FillRule.WindingFill)  # also where outlines overlap
    rest.addRect(picture)
    for place in places:
        inside.addRoundedRect(place, _RADIUS, _RADIUS)
    painter.fillPath(rest.subtracted(inside.simplified()), _SHADE)
    for place, word in zip(places, words, strict=True):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_EDGE, _WIDTH + 2), (_LINE, _WIDTH)):
            painter.setPen(QPen(colour, width))
            painter.drawRoundedRect(place, _RADIUS, _RADIUS)
        _paint_word(painter, place, word)
    painter.restore()


def _paint_word(painter: QPainter, place: QRectF, word: str) -> None:
    """Write it into the corner where reading begins, as long as it is in view."""
    metrics = painter.fontMetrics()
    view = QRectF(painter.viewport())
    text = metrics.elidedText(word, Qt.TextElideMode.ElideRight, int(view.width()))
    size = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * _PADDING, metrics.height() + 4)
    seen = place & view if place.intersects(view) else place
    size.moveTopLeft(seen.topLeft())
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        size.moveRight(seen.right())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_LINE)
    painter.drawRoundedRect(size, _RADIUS, _RADIUS)
    painter.setPen(QColor("#17181b"))
    painter.drawText(size, Qt.AlignmentFlag.AlignCenter, text)
