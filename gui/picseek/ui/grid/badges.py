"""Badges in the corners of a thumbnail: copies, problems, missing and incomplete files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from picseek.engine.types import PictureBadges, PictureRow

_MARGIN = 6.0
_INSIDE = 6.0
_GLYPH = 10.0
_BACKGROUND = QColor(20, 21, 24, 190)
_FRONT = QColor(255, 255, 255)
_WARNING = QColor(255, 200, 61)
_SMALL = 0.85
_ROOM = 56.0
"""Narrower pictures have no room for two badges side by side."""


class Badge(Enum):
    """Kinds of badges."""

    COPIES = auto()
    PROBLEM = auto()
    MISSING = auto()
    PARTIAL = auto()


@dataclass(frozen=True, slots=True)
class PlacedBadge:
    """A badge, its text or ``""``, and its position."""

    badge: Badge
    text: str
    rect: QRectF


def placed_badges(
    picture: PictureRow, facts: PictureBadges | None, frame: QRectF, font: QFont, *, mirrored: bool
) -> Iterator[PlacedBadge]:
    """Yield the badges of a picture, placed in its frame.

    The number of copies is in the upper trailing corner, problems are in the lower leading one.
    """
    height = QFontMetricsF(_small(font)).height() + 2
    copies = picture.copies - (facts.links if facts is not None else 0)
    if copies > 1:
        text = str(copies)
        width = 2 * _INSIDE + _GLYPH + 4 + QFontMetricsF(_small(font)).horizontalAdvance(text)
        rect = QRectF(frame.right() - _MARGIN - width, frame.top() + _MARGIN, width, height)
        yield PlacedBadge(Badge.COPIES, text, _mirrored(rect, frame, mirrored=mirrored))
    left = frame.left() + _MARGIN
    problems = [Badge.MISSING] if facts and not facts.present else []
    problems += [Badge.PROBLEM] if facts and facts.problem else []
    problems += [Badge.PARTIAL] if picture.facts.partial else []
    for badge in problems[: 2 if frame.width() >= _ROOM else 1]:
        width = 2 * _INSIDE + _GLYPH
        rect = QRectF(left, frame.bottom() - _MARGIN - height, width, height)
        yield PlacedBadge(badge, "", _mirrored(rect, frame, mirrored=mirrored))
        left += width + _MARGIN / 2


def paint_badge(painter: QPainter, placed: PlacedBadge, font: QFont) -> None:
    """Draw a badge: light on a dark pill, to be visible on any picture."""
    rect = placed.rect
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BACKGROUND)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    box = QRectF(rect.left() + _INSIDE, rect.center().y() - _GLYPH / 2, _GLYPH, _GLYPH)
    _PAINTERS[placed.badge](painter, box)
    if placed.text:
        painter.setFont(_small(font))
        painter.setPen(_FRONT)
        text_rect = rect.adjusted(_INSIDE + _GLYPH + 4, 0, -_INSIDE, 0)
        painter.drawText(text_rect, Qt.AlignmentFlag.AlignCenter, placed.text)


def _mirrored(rect: QRectF, frame: QRectF, *, mirrored: bool) -> QRectF:
    if mirrored:
        rect.moveLeft(frame.left() + frame.right() - rect.right())
    return rect


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _SMALL)
    small.setWeight(QFont.Weight.DemiBold)
    return small


def _line(painter: QPainter, colour: QColor, width: float = 1.4) -> None:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_copies(painter: QPainter, box: QRectF) -> None:
    """Draw two sheets, one behind the other."""
    _line(painter, _FRONT)
    painter.drawRoundedRect(box.adjusted(0.7, 3, -3, -0.7), 1.5, 1.5)
    behind = QPainterPath(box.topLeft() + QPointF(3, 0.7))
    behind.lineTo(box.topRight() + QPointF(-0.7, 0.7))
    behind.lineTo(box.bottomRight() + QPointF(-0.7, -3))
    painter.drawPath(behind)


def _paint_problem(painter: QPainter, box: QRectF) -> None:
    """Draw a warning triangle."""
    _line(painter, _WARNING)
    triangle = QPainterPath(QPointF(box.center().x(), box.top() + 0.5))
    triangle.lineTo(box.bottomRight() + QPointF(0, -0.5))
    triangle.lineTo(box.bottomLeft() + QPointF(0, -0.5))
    triangle.closeSubpath()
    painter.drawPath(triangle)
    middle = box.center().x()
    painter.drawLine(QPointF(middle, box.top() + 4), QPointF(middle, box.top() + 6.2))
    painter.drawPoint(QPointF(middle, box.top() + 7.9))


def _paint_missing(painter: QPainter, box: QRectF) -> None:
    """Draw a crossed-out drive."""
    _line(painter, _WARNING)
    painter.drawRoundedRect(box.adjusted(0.5, 2, -0.5, -2), 1.5, 1.5)
    painter.drawLine(box.topLeft() + QPointF(1, 0), box.bottomRight() + QPointF(-1, 0))


def _paint_partial(painter: QPainter, box: QRectF) -> None:
    """Draw a picture with a torn edge."""
    _line(painter, _WARNING)
    edge = ((0, 0), (1, 0), (1, 0.95), (0.75, 0.6), (0.5, 0.95), (0.25, 0.6), (0, 0.95))
    torn = [QPointF(x * box.width(), y * box.height()) + box.topLeft() for x, y in edge]
    painter.drawPolygon(QPolygonF(torn))


_PAINTERS = {
    Badge.COPIES: _paint_copies,
    Badge.PROBLEM: _paint_problem,
    Badge.MISSING: _paint_missing,
    Badge.PARTIAL: _paint_partial,
}
