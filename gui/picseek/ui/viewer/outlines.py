"""Labelled outlines on a picture, readable on light and dark areas."""

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
    """A labelled area of a picture.

    Attributes:
        area: Relative to the unrotated picture's width and height, 0 to 1.
        label: The text.
    """

    area: QRectF
    label: str


def paint_outlines(
    painter: QPainter, picture: QRectF, areas: Sequence[QRectF], labels: Sequence[str]
) -> None:
    """Draw outlines, and dim the rest of the picture.

    Args:
        painter: In widget coordinates.
        picture: The picture's rectangle.
        areas: The outlines' rectangles.
        labels: Their texts.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rest, inside = QPainterPath(), QPainterPath()
    inside.setFillRule(Qt.FillRule.WindingFill)  # also where outlines overlap
    rest.addRect(picture)
    for area in areas:
        inside.addRoundedRect(area, _RADIUS, _RADIUS)
    painter.fillPath(rest.subtracted(inside.simplified()), _SHADE)
    for area, label in zip(areas, labels, strict=True):
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((_EDGE, _WIDTH + 2), (_LINE, _WIDTH)):
            painter.setPen(QPen(colour, width))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        _paint_label(painter, area, label)
    painter.restore()


def _paint_label(painter: QPainter, area: QRectF, label: str) -> None:
    """Draw the label in the upper leading corner of the visible part."""
    metrics = painter.fontMetrics()
    view = QRectF(painter.viewport())
    text = metrics.elidedText(label, Qt.TextElideMode.ElideRight, int(view.width()))
    size = QRectF(0, 0, metrics.horizontalAdvance(text) + 2 * _PADDING, metrics.height() + 4)
    visible = area & view if area.intersects(view) else area
    size.moveTopLeft(visible.topLeft())
    if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        size.moveRight(visible.right())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_LINE)
    painter.drawRoundedRect(size, _RADIUS, _RADIUS)
    painter.setPen(QColor("#17181b"))
    painter.drawText(size, Qt.AlignmentFlag.AlignCenter, text)
