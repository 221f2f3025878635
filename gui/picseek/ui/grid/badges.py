"""Small signs in the corners of a thumbnail: copies, a problem, a file that is cut or missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from picseek.engine.types import PictureBadges, PictureRow

_MARGIN = 6.0
_INSIDE = 6.0
_SIGN = 10.0
_BEHIND = QColor(20, 21, 24, 190)
_FRONT = QColor(255, 255, 255)
_WARNING = QColor(255, 200, 61)
_SMALL = 0.85
_ROOM = 56.0
"""A picture that is narrower has no room for signs beside each other."""


class Badge(Enum):
    """What a sign says."""

    COPIES = auto()
    PROBLEM = auto()
    MISSING = auto()
    PARTIAL = auto()


@dataclass(frozen=True, slots=True)
class PlacedBadge:
    """A sign, the text beside it or ``""``, and where it lies."""

    badge: Badge
    text: str
    rect: QRectF


def placed_badges(
    picture: PictureRow, marks: PictureBadges | None, frame: QRectF, font: QFont, *, mirrored: bool
) -> Iterator[PlacedBadge]:
    """The signs of a picture, and where they lie in its frame.

    Copies stand at the upper outer corner, what is wrong at the lower inner one.
    """
    height = QFontMetricsF(_small(font)).height() + 2
    copies = picture.copies - (marks.links if marks is not None else 0)
    if copies > 1:
        text = str(copies)
        width = 2 * _INSIDE + _SIGN + 4 + QFontMetricsF(_small(font)).horizontalAdvance(text)
        rect = QRectF(frame.right() - _MARGIN - width, frame.top() + _MARGIN, width, height)
        yield PlacedBadge(Badge.COPIES, text, _turned(rect, frame, mirrored=mirrored))
    left = frame.left() + _MARGIN
    wrong = [Badge.MISSING] if marks and not marks.present else []
    wrong += [Badge.PROBLEM] if marks and marks.problem else []
    wrong += [Badge.PARTIAL] if picture.facts.partial else []
    for badge in wrong[: 2 if frame.width() >= _ROOM else 1]:
        width = 2 * _INSIDE + _SIGN
        rect = QRectF(left, frame.bottom() - _MARGIN - height, width, height)
        yield PlacedBadge(badge, "", _turned(rect, frame, mirrored=mirrored))
        left += width + _MARGIN / 2


def paint_badge(painter: QPainter, placed: PlacedBadge, font: QFont) -> None:
    """Draw a sign: light on a dark pill, so that it is seen on any picture."""
    rect = placed.rect
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_BEHIND)
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    sign = QRectF(rect.left() + _INSIDE, rect.center().y() - _SIGN / 2, _SIGN, _SIGN)
    _SIGNS[placed.badge](painter, sign)
    if placed.text:
        painter.setFont(_small(font))
        painter.setPen(_FRONT)
        beside = rect.adjusted(_INSIDE + _SIGN + 4, 0, -_INSIDE, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, placed.text)


def _turned(rect: QRectF, frame: QRectF, *, mirrored: bool) -> QRectF:
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


def _paint_copies(painter: QPainter, sign: QRectF) -> None:
    """Two sheets, one behind the other."""
    _line(painter, _FRONT)
    painter.drawRoundedRect(sign.adjusted(0.7, 3, -3, -0.7), 1.5, 1.5)
    behind = QPainterPath(sign.topLeft() + QPointF(3, 0.7))
    behind.lineTo(sign.topRight() + QPointF(-0.7, 0.7))
    behind.lineTo(sign.bottomRight() + QPointF(-0.7, -3))
    painter.drawPath(behind)


def _paint_problem(painter: QPainter, sign: QRectF) -> None:
    """A triangle with a mark of exclamation."""
    _line(painter, _WARNING)
    triangle = QPainterPath(QPointF(sign.center().x(), sign.top() + 0.5))
    triangle.lineTo(sign.bottomRight() + QPointF(0, -0.5))
    triangle.lineTo(sign.bottomLeft() + QPointF(0, -0.5))
    triangle.closeSubpath()
    painter.drawPath(triangle)
    middle = sign.center().x()
    painter.drawLine(QPointF(middle, sign.top() + 4), QPointF(middle, sign.top() + 6.2))
    painter.drawPoint(QPointF(middle, sign.top() + 7.9))


def _paint_missing(painter: QPainter, sign: QRectF) -> None:
    """A drive, crossed out."""
    _line(painter, _WARNING)
    painter.drawRoundedRect(sign.adjusted(0.5, 2, -0.5, -2), 1.5, 1.5)
    painter.drawLine(sign.topLeft() + QPointF(1, 0), sign.bottomRight() + QPointF(-1, 0))


def _paint_partial(painter: QPainter, sign: QRectF) -> None:
    """A picture that is torn off."""
    _line(painter, _WARNING)
    edge = ((0, 0), (1, 0), (1, 0.95), (0.75, 0.6), (0.5, 0.95), (0.25, 0.6), (0, 0.95))
    torn = [QPointF(x * sign.width(), y * sign.height()) + sign.topLeft() for x, y in edge]
    painter.drawPolygon(QPolygonF(torn))


_SIGNS = {
    Badge.COPIES: _paint_copies,
    Badge.PROBLEM: _paint_problem,
    Badge.MISSING: _paint_missing,
    Badge.PARTIAL: _paint_partial,
}
