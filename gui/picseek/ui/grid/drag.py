"""Dragging pictures out of the grid as files."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QDrag, QFont, QFontMetrics, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from picseek.ui.grid.drag_mime import DraggedPictures
from picseek.ui.grid.results_model import ResultsModel

_SIDE = 96
_BADGE = 22


def files_drag(view: QAbstractItemView, results: ResultsModel, picture_ids: list[int]) -> QDrag:
    """Return a drag of the pictures' files."""
    drag = QDrag(view)
    drag.setMimeData(DraggedPictures(results, picture_ids))
    drag.setPixmap(drag_pixmap(view, view.currentIndex(), len(picture_ids)))
    return drag


def drag_pixmap(view: QAbstractItemView, index: QModelIndex, count: int) -> QPixmap:
    """Return a small image of an item, with a badge for the number of pictures."""
    ratio = view.devicePixelRatioF()
    pixmap = QPixmap(QSize(_SIDE + _BADGE, _SIDE + _BADGE) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    try:
        _paint_item(painter, view, index)
        if count > 1:
            _paint_badge(painter, view, count)
    finally:
        painter.end()
    return pixmap


def _paint_item(painter: QPainter, view: QAbstractItemView, index: QModelIndex) -> None:
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.decorationSize = QSize(_SIDE, _SIDE)
    delegate = view.itemDelegate()
    option.rect = QRect(QPoint(0, 0), delegate.sizeHint(option, index))
    scale = _SIDE / max(1, option.rect.width())
    painter.save()
    painter.scale(scale, scale)
    delegate.paint(painter, option, index)
    painter.restore()


def _paint_badge(painter: QPainter, view: QAbstractItemView, count: int) -> None:
    palette = view.palette()
    font = QFont(view.font())
    font.setBold(True)
    text = view.locale().toString(count)
    width = max(_BADGE, QFontMetrics(font).horizontalAdvance(text) + _BADGE // 2)
    badge = QRectF(_SIDE + _BADGE - width - 1, 1, width, _BADGE)
    painter.setFont(font)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
    painter.drawRoundedRect(badge, _BADGE / 2, _BADGE / 2)
    painter.setPen(palette.color(QPalette.ColorRole.HighlightedText))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
