"""What the grid view stands on: where cells lie, scrolling and zooming."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyleOptionViewItem, QWidget

from picseek.ui.base.qt_guard import guarded, nothing
from picseek.ui.grid.anchor import Place
from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.geometry import BAR_LIMIT, Box, ScrollScale
from picseek.ui.grid.layout import GAP, Frame
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.sections import SectionedGeometry
from picseek.ui.style.choices import GridStyle

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

SIDE_LEAST = 64
SIDE_MOST = 512
SIDE_DEFAULT = 176

_NOTCH = 120
_LINES_PER_ROW = 4
_ZOOM_PER_NOTCH = 1.12
_HEADER_LINES = 2.2

Index = QModelIndex | QPersistentModelIndex


class GridArea(QAbstractItemView):
    """Cells row by row, in sections, of which only those that show are ever looked at.

    Signals:
        cell_side_changed: The new `cell_side`.
        view_moved: Other parts of the content may show now.
    """

    cell_side_changed = Signal(int)
    view_moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        # Set first: Qt calls overrides before its constructor is done.
        self._offset = 0
        self._place: Place | None = None
        self._side = SIDE_DEFAULT
        self._gap = GAP
        self._style = GridStyle.SQUARES
        self._around, self._below, self._header = 0, 0, 0
        self._arrangement: Arrangement | None = None
        self._geometry: SectionedGeometry | None = None
        self._geometry_of: tuple[Frame, int, int] | None = None
        self._laying_out = False
        self._wheel_rest = 0.0
        super().__init__(parent)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # Geometry

    @property
    def cell_side(self) -> int:
        """Pixels, from 64 to 512: of a square cell's thumbnail at least, or a row's height."""
        return self._side

    @cell_side.setter
    def cell_side(self, side: int) -> None:
        self._set_side(side, self._place)

    @property
    def gap(self) -> int:
        """Pixels between cells, at least."""
        return self._gap

    @gap.setter
    def gap(self, gap: int) -> None:
        if gap != self._gap:
            self._gap = gap
            self.updateGeometries()

    @property
    def grid_style(self) -> GridStyle:
        """How the cells lie."""
        return self._style

    @grid_style.setter
    def grid_style(self, style: GridStyle) -> None:
        if style != self._style:
            self._place = self._place or self._place_at(self._covered_top())
            self._style = style
            self.updateGeometries()

    def geometry_now(self) -> SectionedGeometry:
        """Where everything lies, for the model and the size of this moment.

        While rows of the model come and go one by one, it is that of the rows before.
        """
        model = self._shown()
        results = model if isinstance(model, ResultsModel) else None
        if self._geometry is not None and results is not None and results.moving:
            return self._geometry
        count = model.rowCount() if model is not None else 0
        arrangement = results.arrangement if results is not None else None
        of = (self._frame(), count, id(arrangement))
        if self._geometry is None or of != self._geometry_of:
            self._geometry_of = of
            self._arrangement = arrangement  # kept, so that no other one gets its id
            self._geometry = of[0].lay_out(count, arrangement or Arrangement.plain(count))
        return self._geometry

    @property
    def content_offset(self) -> int:
        """Pixels scrolled away, however many."""
        return self._offset

    def visible_rows(self) -> range:
        """The model's rows that show, at least in part."""
        top = self._offset
        return self.geometry_now().items_between(top, top + self.viewport().height())

    @guarded(QRect)
    def visualRect(self, index: Index) -> QRect:
        """The index's cell in the viewport; far away, it is only far away."""
        if not index.isValid() or index.model() != self._shown():
            return QRect()
        return self._cell_rect(index.row())

    @guarded(QModelIndex)
    def indexAt(self, point: QPoint) -> QModelIndex:
        """The index whose cell is at a point of the viewport."""
        if point.y() < self._covered_top():
            return QModelIndex()
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
        self._measure()
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
                self._place = self._place_at(self._covered_top())
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
        self._place = self._place_at(self._covered_top()) if offset else None
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
        geometry = self.geometry_now()
        if not 0 <= index.row() < geometry.count:
            return
        box = geometry.cell(index.row())
        height = self.viewport().height()
        top = box.y - self._gap - self._covered_top()
        bottom = box.y + box.height + self._gap - height
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
        self.view_moved.emit()

    def _covered_top(self) -> int:
        """Pixels at the view's top under a header that stays there."""
        geometry = self.geometry_now()
        return geometry.header_height if geometry.has_headers else 0

    def _shift(self, dy: int) -> None:
        """Move what is painted already by so many pixels, or paint it again."""
        del dy
        self.viewport().update()

    def _in_view(self, box: Box) -> QRect:
        y = min(max(box.y - self._offset, -BAR_LIMIT), BAR_LIMIT)
        return QRect(box.x, y, box.width, box.height)

    def _cell_rect(self, row: int) -> QRect:
        geometry = self.geometry_now()
        return self._in_view(geometry.cell(row)) if 0 <= row < geometry.count else QRect()

    def _place_at(self, y: int, row: int | None = None) -> Place | None:
        """The spot of the content at a height of the view, to be held there."""
        geometry = self.geometry_now()
        if row is None:
            row = geometry.first_from(self._offset + y)
        if not 0 <= row < geometry.count:
            return None
        item = QPersistentModelIndex(self.model().index(row, 0))
        return Place.of(geometry, item, self._offset + y, y)

    # Inside

    def _measure(self) -> None:
        """Ask the delegate what goes around a thumbnail."""
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.decorationSize = QSize(self._side, self._side)
        hint = self.itemDelegate().sizeHint(option, QModelIndex())
        self._around = max(0, hint.width() - self._side)
        self._below = max(0, hint.height() - hint.width())
        self._header = round(self.fontMetrics().height() * _HEADER_LINES)

    def _frame(self) -> Frame:
        return Frame(
            style=self._style,
            width=self.viewport().width(),
            side=self._side,
            around=self._around,
            below=self._below,
            header=self._header,
            mirrored=self.isRightToLeft(),
            gap=self._gap,
        )

    def _scale(self) -> ScrollScale:
        return ScrollScale(max(0, self.geometry_now().height - self.viewport().height()))

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
