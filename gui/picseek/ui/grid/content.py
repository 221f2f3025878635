"""Which part of its content a grid shows: geometry, scrolling and zooming."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QStyleOptionViewItem

from picseek.ui.grid.anchor import ScrollAnchor
from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.geometry import ScrollScale
from picseek.ui.grid.layout import GAP, Frame
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.sections import SectionedGeometry
from picseek.ui.grid.visible_area import VisibleArea, with_ring
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

Hint = QAbstractItemView.ScrollHint


class GridContent(QObject):
    """What lies in a grid, and which part of it the view shows.

    Attributes:
        offset: Pixels scrolled away, however many.
        place: What is held where it is on screen when the layout changes; None: the top.

    Signals:
        cell_side_changed: The new `cell_side`.
        scrolled: How many pixels everything moved down, or up if negative.
        moved: Other parts of the content may be visible now.
    """

    cell_side_changed = Signal(int)
    scrolled = Signal(object)  # an int: Signal(int) holds 32 bits
    moved = Signal()

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.offset = 0
        self.scroll_anchor: ScrollAnchor | None = None
        self._side = SIDE_DEFAULT
        self._gap = GAP
        self._style = GridStyle.SQUARES
        self._around, self._below, self._header = 0, 0, 0
        self._arrangement: Arrangement | None = None
        self._geometry: SectionedGeometry | None = None
        self._geometry_of: tuple[Frame, int, int] | None = None
        self._laying_out = False
        self._wheel_rest = 0.0

    # Model and geometry

    @property
    def model(self) -> QAbstractItemModel | None:
        """The view's model. Unlike what PySide6's stubs say, there may be none."""
        return self._view.model()

    @property
    def results(self) -> ResultsModel | None:
        """The model, if it holds pictures."""
        model = self._view.model()
        return model if isinstance(model, ResultsModel) else None

    @property
    def cell_side(self) -> int:
        """Pixels, from 64 to 512: of a square cell's thumbnail at least, or a row's height."""
        return self._side

    @cell_side.setter
    def cell_side(self, side: int) -> None:
        self._set_side(side, self.scroll_anchor)

    @property
    def gap(self) -> int:
        """Pixels between cells, at least."""
        return self._gap

    @gap.setter
    def gap(self, gap: int) -> None:
        if gap != self._gap:
            self._gap = gap
            self._view.updateGeometries()

    @property
    def style(self) -> GridStyle:
        """How the cells lie."""
        return self._style

    @style.setter
    def style(self, style: GridStyle) -> None:
        if style != self._style:
            self.scroll_anchor = self.scroll_anchor or self._place_at(self.area.covered_top)
            self._style = style
            self._view.updateGeometries()

    @property
    def geometry(self) -> SectionedGeometry:
        """Where everything lies, for the model and the view's size of this moment.

        While rows of the model are inserted and removed one by one, it is that of the rows before.
        """
        model, results = self.model, self.results
        if self._geometry is not None and results is not None and results.moving:
            return self._geometry
        count = model.rowCount() if model is not None else 0
        arrangement = results.arrangement if results is not None else None
        of = (self._frame(), count, id(arrangement))
        if self._geometry is None or of != self._geometry_of:
            self._geometry_of = of
            self._arrangement = arrangement  # kept alive, so that no other one gets its id
            self._geometry = of[0].lay_out(count, arrangement or Arrangement.plain(count))
        return self._geometry

    @property
    def area(self) -> VisibleArea:
        """The part of the content that is visible now."""
        return VisibleArea(self.geometry, self.offset, self._view.viewport().height())

    def reset(self) -> None:
        """Go to the top of other content; `fit` is still to be called."""
        self.scroll_anchor = None
        self.offset = 0

    def fit(self) -> None:
        """Fit the scroll bar to the content, and hold what is visible in its place."""
        self._measure()
        view, geometry, scale = self._view, self.geometry, self._scale()
        size = view.viewport().size()
        bar = view.verticalScrollBar()
        laying_out, self._laying_out = self._laying_out, True
        bar.setPageStep(max(1, scale.to_bar(size.height())))
        bar.setSingleStep(max(1, scale.to_bar(geometry.pitch // _LINES_PER_ROW)))
        bar.setRange(0, scale.maximum)
        if view.viewport().size() == size:  # else the bar came or went, and all this was done
            held = self.scroll_anchor.offset(geometry) if self.scroll_anchor else None
            self.offset = min(max(0, self.offset if held is None else held), scale.span)
            if held is None and self.offset:
                self.scroll_anchor = self._place_at(self.area.covered_top)
            bar.setValue(scale.to_bar(self.offset))
        self._laying_out = laying_out
        view.viewport().update()
        self.moved.emit()

    # Scrolling and zooming

    def scroll_by(self, pixels: int) -> None:
        """Scroll down, or up by a negative number; not past the ends."""
        self.scroll_to(self.offset + pixels)

    def scroll_to(self, offset: int) -> None:
        """Show the content from so many pixels down; not past the ends."""
        scale = self._scale()
        offset = min(max(0, offset), scale.span)
        moved = self.offset - offset
        if not moved:
            return
        self.offset = offset
        self.scroll_anchor = self._place_at(self.area.covered_top) if offset else None
        laying_out, self._laying_out = self._laying_out, True
        self._view.verticalScrollBar().setValue(scale.to_bar(offset))
        self._laying_out = laying_out
        self.scrolled.emit(moved)
        self.moved.emit()

    def scroll_to_row(self, row: int, hint: Hint) -> None:
        """Scroll as little as shows a row, or to where the hint wants it."""
        area = self.area
        if not 0 <= row < area.geometry.count:
            return
        box = area.geometry.cell(row)
        top = box.y - self._gap - area.covered_top
        bottom = box.y + box.height + self._gap - area.height
        if hint == Hint.PositionAtCenter:
            self.scroll_to((top + bottom) // 2)
        elif hint == Hint.PositionAtBottom:
            self.scroll_to(bottom)
        elif hint == Hint.PositionAtTop or self.offset > top or bottom > top:
            self.scroll_to(top)
        elif self.offset < bottom:
            self.scroll_to(bottom)

    def follow_bar(self) -> None:
        """Show what the scroll bar points at, if a person moved it."""
        if not self._laying_out:
            self.scroll_to(self._scale().to_offset(self._view.verticalScrollBar().value()))

    def turn_wheel(self, event: QWheelEvent) -> None:
        """Scroll by the touchpad's pixels or the wheel's notches; with Ctrl, zoom."""
        notches = event.angleDelta().y() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(notches, event.position().toPoint())
            return
        pixels = event.pixelDelta().y()
        # Without a phase it comes from X11, where its unit is anyone's guess.
        if pixels and event.phase() != Qt.ScrollPhase.NoScrollPhase:
            self.scroll_by(-pixels)
            return
        line = self.geometry.pitch / _LINES_PER_ROW
        page = self._view.viewport().height()
        way = notches * QApplication.wheelScrollLines() * line + self._wheel_rest
        way = min(max(way, -page), page)
        self._wheel_rest = way - int(way)
        self.scroll_by(-int(way))

    @property
    def span(self) -> int:
        """Pixels from the first offset to the last."""
        return max(0, self.geometry.height - self._view.viewport().height())

    def update_row(self, row: int) -> None:
        """Paint a cell again, with the ring around it."""
        cell = self.area.cell(row)
        if cell.isValid():
            self._view.viewport().update(with_ring(cell))

    # Inside

    def _measure(self) -> None:
        """Ask the delegate what goes around a thumbnail."""
        view, option = self._view, QStyleOptionViewItem()
        view.initViewItemOption(option)
        option.decorationSize = QSize(self._side, self._side)
        hint = view.itemDelegate().sizeHint(option, QModelIndex())
        self._around = max(0, hint.width() - self._side)
        self._below = max(0, hint.height() - hint.width())
        self._header = round(view.fontMetrics().height() * _HEADER_LINES)

    def _frame(self) -> Frame:
        return Frame(
            style=self._style,
            width=self._view.viewport().width(),
            side=self._side,
            around=self._around,
            below=self._below,
            header=self._header,
            mirrored=self._view.isRightToLeft(),
            gap=self._gap,
        )

    def _scale(self) -> ScrollScale:
        return ScrollScale(self.span)

    def _place_at(self, y: int, row: int | None = None) -> ScrollAnchor | None:
        """The spot of the content at a height of the view, to be held there."""
        geometry = self.geometry
        if row is None:
            row = geometry.first_from(self.offset + y)
        if not 0 <= row < geometry.count:
            return None
        item = QPersistentModelIndex(self._view.model().index(row, 0))
        return ScrollAnchor.of(geometry, item, self.offset + y, y)

    def _zoom(self, notches: float, pointer: QPoint) -> None:
        held = self.scroll_anchor
        if held is None or held.at != pointer.y():  # else it goes on zooming about the same spot
            at = self.area.row_at(pointer)
            held = self._place_at(pointer.y(), at if at >= 0 else None)
        self._set_side(round(self._side * _ZOOM_PER_NOTCH**notches), held)

    def _set_side(self, side: int, held: ScrollAnchor | None) -> None:
        side = min(max(side, SIDE_LEAST), SIDE_MOST)
        if side == self._side:
            return
        self._side = side
        self.scroll_anchor = held
        self._view.updateGeometries()
        self.cell_side_changed.emit(side)
