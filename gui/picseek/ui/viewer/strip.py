"""The filmstrip: small thumbnails of the results around the current one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from picseek.engine.types import PictureRow
from picseek.ui.grid.results_model import PICTURE_ROLE, ResultsModel
from picseek.ui.images.thumbnail_loader import ThumbnailLoader
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.viewer.canvas import BACKGROUND

SIDE = 56
_GAP = 5
_PITCH = SIDE + _GAP
_MARGIN = 8
_RING = 2.5
_RADIUS = 4.0
_NOTCH = 120
_CELLS_PER_NOTCH = 3
_MAX_STRETCH = 2.0
_PLACEHOLDER = QColor("#2a2b30")
_CURRENT = QColor("#ffffff")
_HOVERED = QColor("#8d919b")


class FilmStrip(QWidget):
    """A row of square thumbnails, of which only the visible ones are processed.

    Signals:
        chosen: A row was clicked.
    """

    chosen = Signal(int)

    def __init__(
        self, model: ResultsModel, thumbnails: ThumbnailLoader, parent: QWidget | None = None
    ) -> None:
        """Args: thumbnails: A loader for this strip alone, as its sizes differ."""
        super().__init__(parent)
        self._model = model
        self._thumbnails = thumbnails
        self._row = -1
        self._hovered = -1
        self._offset = 0
        self.setFixedHeight(SIDE + 2 * _MARGIN)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Filmstrip"))
        thumbnails.ready.connect(self._on_thumbnail)
        model.dataChanged.connect(self._on_data)

    def set_row(self, row: int) -> None:
        """Centre and highlight a row; call it again when rows were added or removed."""
        self._row = row
        middle = row * _PITCH + SIDE // 2
        self._scroll_to(middle - self.width() // 2)
        self.update()

    def rows_shown(self) -> range:
        """Return the rows that are at least partly visible."""
        first = max(0, self._offset // _PITCH)
        stop = -(-(self._offset + self.width()) // _PITCH)
        return range(first, max(first, min(stop, len(self._model.ids()))))

    def cell(self, row: int) -> QRect:
        """Return the rectangle of a row's thumbnail."""
        left = row * _PITCH - self._offset
        if self.isRightToLeft():
            left = self.width() - SIDE - left
        return QRect(left, _MARGIN, SIDE, SIDE)

    def row_at(self, at: QPoint) -> int:
        """Return the row at a point, or -1."""
        return next((row for row in self.rows_shown() if self.cell(row).contains(at)), -1)

    # Qt overrides

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(10 * _PITCH, SIDE + 2 * _MARGIN)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), BACKGROUND)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for row in self.rows_shown():
                self._paint_cell(painter, row)
        finally:
            painter.end()

    @guarded(nothing)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_row(self._row)

    @guarded(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll without changing the current picture."""
        event.accept()
        pixels = event.pixelDelta()
        distance = pixels.x() or pixels.y()
        if not distance:
            angle = event.angleDelta().x() or event.angleDelta().y()
            distance = round(angle / _NOTCH * _CELLS_PER_NOTCH * _PITCH)
        self._scroll_to(self._offset + (distance if self.isRightToLeft() else -distance))

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0:
            self.chosen.emit(row)

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.row_at(event.position().toPoint()))

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self.row_at(event.pos())
            text = self._model.index(row).data(Qt.ItemDataRole.ToolTipRole) if row >= 0 else ""
            QToolTip.showText(event.globalPos(), text or "", self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().event(event)

    # Internal

    def _scroll_to(self, offset: int) -> None:
        """Scroll, not past the ends; a short row of thumbnails is centred."""
        length = len(self._model.ids()) * _PITCH - _GAP
        spare = length - self.width()
        offset = spare // 2 if spare <= 0 else min(max(0, offset), spare)
        if offset != self._offset:
            self._offset = offset
            self.update()
        self._thumbnails.set_wanted(
            frozenset(self._model.picture_id(row) for row in self.rows_shown())
        )

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.update()

    def _paint_cell(self, painter: QPainter, row: int) -> None:
        frame = QRectF(self.cell(row))
        picture = self._model.index(row).data(PICTURE_ROLE)
        painter.setPen(Qt.PenStyle.NoPen)
        if not isinstance(picture, PictureRow) or not self._paint_thumbnail(
            painter, frame, picture
        ):
            painter.setBrush(_PLACEHOLDER)
            painter.drawRoundedRect(frame, _RADIUS, _RADIUS)
        if row in (self._row, self._hovered):
            painter.setPen(QPen(_CURRENT if row == self._row else _HOVERED, _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            out = _RING / 2
            painter.drawRoundedRect(frame.adjusted(-out, -out, out, out), _RADIUS, _RADIUS)

    def _paint_thumbnail(self, painter: QPainter, frame: QRectF, picture: PictureRow) -> bool:
        """Draw the centre of the thumbnail to fill the square; False if there is none yet."""
        short, long = sorted((max(1, picture.facts.width), max(1, picture.facts.height)))
        stretch = min(long / short, _MAX_STRETCH)
        side = min(long, round(SIDE * self.devicePixelRatioF() * stretch))
        pixmap = self._thumbnails.pixmap(picture, side)
        if pixmap is None:
            return False
        shown = min(pixmap.width(), pixmap.height())
        part = QRectF((pixmap.width() - shown) / 2, (pixmap.height() - shown) / 2, shown, shown)
        rounded = QPainterPath()
        rounded.addRoundedRect(frame, _RADIUS, _RADIUS)
        painter.save()
        painter.setClipPath(rounded)
        painter.drawPixmap(frame, pixmap, part)
        painter.restore()
        return True

    @Slot(object)
    def _on_thumbnail(self, picture_id: int) -> None:
        rows = self.rows_shown()
        ids = self._model.ids()[rows.start : rows.stop]
        if picture_id in ids:
            self.update(self.cell(rows.start + ids.index(picture_id)).adjusted(-3, -3, 3, 3))

    def _on_data(self, top_left: QModelIndex, bottom_right: QModelIndex) -> None:
        rows = self.rows_shown()
        if top_left.row() < rows.stop and bottom_right.row() >= rows.start:
            self.update()
