"""The lower half of the grid view: where cells lie, scrolling, zooming and painting."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QCursor, QHoverEvent, QPainter, QPaintEvent, QRegion, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyle, QStyleOptionViewItem, QWidget

from picseek.ui.grid.geometry import BAR_LIMIT, Box, GridGeometry, ScrollScale
from picseek.ui.grid.guard import guarded, nothing
from picseek.ui.grid.place import Place

SIDE_LEAST = 64
SIDE_MOST = 512
SIDE_DEFAULT = 176

_GAP = 10
_NOTCH = 120
_LINES_PER_ROW = 4
_ZOOM_PER_NOTCH = 1.12

Index = QModelIndex | QPersistentModelIndex


class GridArea(QAbstractItemView):
    """Equal cells row by row, of which only those that show are ever looked at.

    Signals:
        cell_side_changed: The new `cell_side`.
    """

    cell_side_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        # Set first: Qt calls overrides before its constructor is done.
        self._offset = 0
        self._place: Place | None = None
        self._side = SIDE_DEFAULT
        self._cell = QSize(SIDE_DEFAULT, SIDE_DEFAULT)
        self._hovered = -1
        self._laying_out = False
        self._wheel_rest = 0.0
        super().__init__(parent)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    # Geometry

    @property
    def cell_side(self) -> int:
        """Pixels of the square that a thumbnail is fitted into, from 64 to 512."""
        return self._side

    @cell_side.setter
    def cell_side(self, side: int) -> None:
        self._set_side(side, self._place)

    def geometry_now(self) -> GridGeometry:
        """The grid's arithmetic, for the model and the size of this moment."""
        model = self._shown()
        return GridGeometry(
            count=model.rowCount() if model is not None else 0,
            width=self.viewport().width(),
            cell_width=self._cell.width(),
            cell_height=self._cell.height(),
            gap=_GAP,
            mirrored=self.isRightToLeft(),
        )

    def visible_rows(self) -> range:
        """The model's rows that show, at least in part."""
        top = self._offset
        return self.geometry_now().items_between(top, top + self.viewport().height())

    @guarded(QRect)
    def visualRect(self, index: Index) -> QRect:
        """The index's cell in the viewport; far away, it is only far away."""
        if not index.isValid() or index.model() != self._shown():
            return QRect()
        return self._in_view(self.geometry_now().cell(index.row()))

    @guarded(QModelIndex)
    def indexAt(self, point: QPoint) -> QModelIndex:
        """The index whose cell is at a point of the viewport."""
        row = self.geometry_now().index_at(point.x(), point.y() + self._offset)
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    @guarded(bool)
    def isIndexHidden(self, _index: Index) -> bool:
        """None is."""
        return False

    @guarded(int)
    def horizontalOffset(self) -> int:
        """The grid is never wider than the view."""
        return 0

    @guarded(int)
    def verticalOffset(self) -> int:
        """Pixels scrolled away, as far as Qt's integers go."""
        return min(self._offset, BAR_LIMIT)

    @guarded(nothing)
    def updateGeometries(self) -> None:
        """Fit the scroll bar to the content, and hold what is shown in its place."""
        self._cell = self._cell_size()
        geometry = self.geometry_now()
        size = self.viewport().size()
        scale = self._scale()
        bar = self.verticalScrollBar()
        laying_out, self._laying_out = self._laying_out, True
        bar.setPageStep(max(1, scale.to_bar(size.height())))
        bar.setSingleStep(max(1, scale.to_bar(geometry.pitch // _LINES_PER_ROW)))
        bar.setRange(0, scale.maximum)
        if self.viewport().size() == size:  # else the bar came or went, and all this was done
            held = self._place.offset(geometry) if self._place else None
            self._offset = min(max(0, self._offset if held is None else held), scale.span)
            if held is None and self._offset:
                self._place = self._place_at(0)
            bar.setValue(scale.to_bar(self._offset))
        self._laying_out = laying_out
        super().updateGeometries()
        self.viewport().update()
        self._view_moved()

    # Scrolling and zooming

    def scroll_by(self, pixels: int) -> None:
        """Scroll down, or up by a negative number; not past the ends."""
        self.scroll_to_offset(self._offset + pixels)

    def scroll_to_offset(self, offset: int) -> None:
        """Show the content from so many pixels down; not past the ends."""
        scale = self._scale()
        offset = min(max(0, offset), scale.span)
        moved = self._offset - offset
        if not moved:
            return
        self._offset = offset
        self._place = self._place_at(0) if offset else None
        laying_out, self._laying_out = self._laying_out, True
        self.verticalScrollBar().setValue(scale.to_bar(offset))
        self._laying_out = laying_out
        self._shift(moved)
        self._view_moved()

    @guarded(nothing)
    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """The user moved the scroll bar."""
        if not self._laying_out:
            self.scroll_to_offset(self._scale().to_offset(self.verticalScrollBar().value()))

    @guarded(nothing)
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Scroll as little as shows the index, or to where the hint wants it."""
        if not index.isValid():
            return
        geometry = self.geometry_now()
        box = geometry.cell(index.row())
        height = self.viewport().height()
        top, bottom = box.y - geometry.gap, box.y + box.height + geometry.gap - height
        hints = QAbstractItemView.ScrollHint
        if hint == hints.PositionAtCenter:
            self.scroll_to_offset((top + bottom) // 2)
        elif hint == hints.PositionAtBottom:
            self.scroll_to_offset(bottom)
        elif hint == hints.PositionAtTop or self._offset > top or bottom > top:
            self.scroll_to_offset(top)
        elif self._offset < bottom:
            self.scroll_to_offset(bottom)

    @guarded(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll by the touchpad's pixels or the wheel's notches; with Ctrl, zoom."""
        event.accept()
        notches = event.angleDelta().y() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(notches, event.position().toPoint())
            return
        pixels = event.pixelDelta().y()
        # Without a phase it comes from X11, where its unit is anyone's guess.
        if pixels and event.phase() != Qt.ScrollPhase.NoScrollPhase:
            self.scroll_by(-pixels)
            return
        line = self.geometry_now().pitch / _LINES_PER_ROW
        page = self.viewport().height()
        way = notches * QApplication.wheelScrollLines() * line + self._wheel_rest
        way = min(max(way, -page), page)
        self._wheel_rest = way - int(way)
        self.scroll_by(-int(way))

    # Painting

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that show in the part to be painted."""
        painter = QPainter(self.viewport())
        try:
            self._paint_cells(painter, event.region())
            self._paint_over(painter)
        finally:
            painter.end()

    @guarded(bool)
    def viewportEvent(self, event: QEvent) -> bool:
        """Watch which cell the pointer is over."""
        if isinstance(event, QHoverEvent) and event.type() != QEvent.Type.HoverLeave:
            self._hover(self.indexAt(event.position().toPoint()).row())
        elif event.type() in (QEvent.Type.HoverLeave, QEvent.Type.Leave):
            self._hover(-1)
        return super().viewportEvent(event)

    @guarded(nothing)
    def changeEvent(self, event: QEvent) -> None:
        """Fonts and styles change the cells' size; the direction mirrors them."""
        super().changeEvent(event)
        if event.type() in (
            QEvent.Type.FontChange,
            QEvent.Type.StyleChange,
            QEvent.Type.LayoutDirectionChange,
        ):
            self.updateGeometries()

    # For the upper half

    def _shown(self) -> QAbstractItemModel | None:
        """The model. Unlike what PySide6's stubs say, there may be none."""
        return self.model()

    def _view_moved(self) -> None:
        """Something else may show now."""
        self._hover_again()

    def _paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the cells."""

    def _in_view(self, box: Box) -> QRect:
        y = min(max(box.y - self._offset, -BAR_LIMIT), BAR_LIMIT)
        return QRect(box.x, y, box.width, box.height)

    def _cell_rect(self, row: int) -> QRect:
        return self._in_view(self.geometry_now().cell(row))

    def _place_at(self, y: int, row: int | None = None) -> Place | None:
        """The spot of the content at a height of the view, to be held there."""
        geometry = self.geometry_now()
        if not geometry.count:
            return None
        if row is None:
            lines = geometry.rows_between(self._offset + y, self._offset + y + geometry.pitch)
            row = min(lines.start * geometry.columns, geometry.count - 1)
        top = geometry.row_top(row // geometry.columns)
        item = QPersistentModelIndex(self.model().index(row, 0))
        return Place(item, (self._offset + y - top) / geometry.pitch, y)

    # Inside

    def _cell_size(self) -> QSize:
        """What the delegate needs around a thumbnail of `cell_side`."""
        least = QSize(self._side, self._side)
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.decorationSize = least
        delegate = self.itemDelegate()
        return delegate.sizeHint(option, QModelIndex()).expandedTo(least)

    def _scale(self) -> ScrollScale:
        return ScrollScale(max(0, self.geometry_now().height - self.viewport().height()))

    def _shift(self, dy: int) -> None:
        """Move what is painted already, if that leaves less to paint."""
        viewport = self.viewport()
        whole = self.devicePixelRatioF().is_integer()
        if whole and abs(dy) < viewport.height() and not self._covered():
            viewport.scroll(0, dy)
        else:
            viewport.update()

    def _covered(self) -> bool:
        """Whether something is painted that does not scroll with the cells."""
        return False

    def _zoom(self, notches: float, pointer: QPoint) -> None:
        held = self._place
        if held is None or held.at != pointer.y():  # else it goes on zooming about the same spot
            at = self.indexAt(pointer)
            held = self._place_at(pointer.y(), at.row() if at.isValid() else None)
        self._set_side(round(self._side * _ZOOM_PER_NOTCH**notches), held)

    def _set_side(self, side: int, held: Place | None) -> None:
        side = min(max(side, SIDE_LEAST), SIDE_MOST)
        if side == self._side:
            return
        self._side = side
        self._place = held
        self.updateGeometries()
        self.cell_side_changed.emit(side)

    def _paint_cells(self, painter: QPainter, region: QRegion) -> None:
        model, delegate = self._shown(), self.itemDelegate()
        if model is None:
            return
        geometry = self.geometry_now()
        clip = region.boundingRect()
        top = clip.top() + self._offset
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.decorationSize = QSize(self._side, self._side)
        plain = option.state & ~QStyle.StateFlag.State_HasFocus
        for row in geometry.items_between(top, top + clip.height()):
            rect = self._in_view(geometry.cell(row))
            if region.intersects(rect):
                index = model.index(row, 0)
                option.rect = rect
                option.state = plain | self._state_of(index)
                delegate.paint(painter, option, index)

    def _state_of(self, index: QModelIndex) -> QStyle.StateFlag:
        state = QStyle.StateFlag.State_None
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if index.row() == self._hovered:
            state |= QStyle.StateFlag.State_MouseOver
        if self.hasFocus() and index == self.currentIndex():
            state |= QStyle.StateFlag.State_HasFocus
        return state

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        before, self._hovered = self._hovered, row
        for each in (before, row):
            if each >= 0:
                self.viewport().update(self._cell_rect(each))

    def _hover_again(self) -> None:
        """The content moved under the pointer."""
        if self._hovered >= 0 or self.viewport().underMouse():
            pointer = self.viewport().mapFromGlobal(QCursor.pos())
            inside = self.viewport().rect().contains(pointer)
            self._hover(self.indexAt(pointer).row() if inside else -1)
