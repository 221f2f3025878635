"""The content of a grid: layout, scrolling and zooming."""

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

MIN_SIDE = 64
MAX_SIDE = 512
DEFAULT_SIDE = 176

_NOTCH = 120
_LINES_PER_ROW = 4
_ZOOM_PER_NOTCH = 1.12
_HEADER_LINES = 2.2

Hint = QAbstractItemView.ScrollHint


class GridContent(QObject):
    """The layout of all cells, and the part that is visible.

    Attributes:
        offset: Scroll position in pixels, perhaps beyond 32 bits.
        scroll_anchor: The item that stays in place when the layout changes; None: the top.

    Signals:
        cell_side_changed: The new `cell_side`.
        scrolled: By how many pixels the content moved down, or up if negative.
        moved: Another part of the content may be visible.
    """

    cell_side_changed = Signal(int)
    scrolled = Signal(object)  # an int: Signal(int) holds 32 bits
    moved = Signal()

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.offset = 0
        self.scroll_anchor: ScrollAnchor | None = None
        self._side = DEFAULT_SIDE
        self._gap = GAP
        self._style = GridStyle.SQUARES
        self._padding, self._name_height, self._header = 0, 0, 0
        self._arrangement: Arrangement | None = None
        self._geometry: SectionedGeometry | None = None
        self._geometry_of: tuple[Frame, int, int] | None = None
        self._laying_out = False
        self._wheel_rest = 0.0

    # Model and geometry

    @property
    def model(self) -> QAbstractItemModel | None:
        """The view's model; it may be None, unlike in PySide6's stubs."""
        return self._view.model()

    @property
    def results(self) -> ResultsModel | None:
        """The model, if it is a `ResultsModel`."""
        model = self._view.model()
        return model if isinstance(model, ResultsModel) else None

    @property
    def cell_side(self) -> int:
        """Minimum size of square thumbnails, or height of rows: 64 to 512 pixels."""
        return self._side

    @cell_side.setter
    def cell_side(self, side: int) -> None:
        self._set_side(side, self.scroll_anchor)

    @property
    def gap(self) -> int:
        """Minimum gap between cells, in pixels."""
        return self._gap

    @gap.setter
    def gap(self, gap: int) -> None:
        if gap != self._gap:
            self._gap = gap
            self._view.updateGeometries()

    @property
    def style(self) -> GridStyle:
        """Square cells or justified rows."""
        return self._style

    @style.setter
    def style(self, style: GridStyle) -> None:
        if style != self._style:
            self.scroll_anchor = self.scroll_anchor or self._anchor_at(self.area.covered_top)
            self._style = style
            self._view.updateGeometries()

    @property
    def geometry(self) -> SectionedGeometry:
        """The layout for the current model and view size.

        While the model is `updating`, it is the layout from before.
        """
        model, results = self.model, self.results
        if self._geometry is not None and results is not None and results.updating:
            return self._geometry
        count = model.rowCount() if model is not None else 0
        arrangement = results.arrangement if results is not None else None
        of = (self._frame(), count, id(arrangement))
        if self._geometry is None or of != self._geometry_of:
            self._geometry_of = of
            self._arrangement = arrangement  # so that its id is not reused
            self._geometry = of[0].lay_out(count, arrangement or Arrangement.plain(count))
        return self._geometry

    @property
    def area(self) -> VisibleArea:
        """The visible part of the content."""
        return VisibleArea(self.geometry, self.offset, self._view.viewport().height())

    def reset(self) -> None:
        """Scroll to the top, for new content; call `fit` afterwards."""
        self.scroll_anchor = None
        self.offset = 0

    def fit(self) -> None:
        """Update the layout and the scroll bar; the anchored item stays in place."""
        self._measure()
        view, geometry, scale = self._view, self.geometry, self._scale()
        size = view.viewport().size()
        bar = view.verticalScrollBar()
        laying_out, self._laying_out = self._laying_out, True
        bar.setPageStep(max(1, scale.to_bar(size.height())))
        bar.setSingleStep(max(1, scale.to_bar(geometry.pitch // _LINES_PER_ROW)))
        bar.setRange(0, scale.maximum)
        if (
            view.viewport().size() == size
        ):  # else the bar appeared or vanished, which called this again
            held = self.scroll_anchor.offset(geometry) if self.scroll_anchor else None
            self.offset = min(max(0, self.offset if held is None else held), scale.span)
            if held is None and self.offset:
                self.scroll_anchor = self._anchor_at(self.area.covered_top)
            bar.setValue(scale.to_bar(self.offset))
        self._laying_out = laying_out
        view.viewport().update()
        self.moved.emit()

    # Scrolling and zooming

    def scroll_by(self, pixels: int) -> None:
        """Scroll down, or up if negative; not past the ends."""
        self.scroll_to(self.offset + pixels)

    def scroll_to(self, offset: int) -> None:
        """Scroll to an offset in pixels; not past the ends."""
        scale = self._scale()
        offset = min(max(0, offset), scale.span)
        moved = self.offset - offset
        if not moved:
            return
        self.offset = offset
        self.scroll_anchor = self._anchor_at(self.area.covered_top) if offset else None
        laying_out, self._laying_out = self._laying_out, True
        self._view.verticalScrollBar().setValue(scale.to_bar(offset))
        self._laying_out = laying_out
        self.scrolled.emit(moved)
        self.moved.emit()

    def scroll_to_row(self, row: int, hint: Hint) -> None:
        """Scroll as little as needed to show a row, or as the hint says."""
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
        """Scroll to the scroll bar's value, if the user changed it."""
        if not self._laying_out:
            self.scroll_to(self._scale().to_offset(self._view.verticalScrollBar().value()))

    def turn_wheel(self, event: QWheelEvent) -> None:
        """Scroll, or zoom if Ctrl is held."""
        notches = event.angleDelta().y() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(notches, event.position().toPoint())
            return
        pixels = event.pixelDelta().y()
        # On X11, without a phase, the unit is undefined.
        if pixels and event.phase() != Qt.ScrollPhase.NoScrollPhase:
            self.scroll_by(-pixels)
            return
        line = self.geometry.pitch / _LINES_PER_ROW
        page = self._view.viewport().height()
        distance = notches * QApplication.wheelScrollLines() * line + self._wheel_rest
        distance = min(max(distance, -page), page)
        self._wheel_rest = distance - int(distance)
        self.scroll_by(-int(distance))

    @property
    def span(self) -> int:
        """Maximum offset, in pixels."""
        return max(0, self.geometry.height - self._view.viewport().height())

    def update_row(self, row: int) -> None:
        """Repaint a cell with its ring."""
        cell = self.area.cell(row)
        if cell.isValid():
            self._view.viewport().update(with_ring(cell))

    # Internal

    def _measure(self) -> None:
        """Get the delegate's padding and name height."""
        view, option = self._view, QStyleOptionViewItem()
        view.initViewItemOption(option)
        option.decorationSize = QSize(self._side, self._side)
        hint = view.itemDelegate().sizeHint(option, QModelIndex())
        self._padding = max(0, hint.width() - self._side)
        self._name_height = max(0, hint.height() - hint.width())
        self._header = round(view.fontMetrics().height() * _HEADER_LINES)

    def _frame(self) -> Frame:
        return Frame(
            style=self._style,
            width=self._view.viewport().width(),
            side=self._side,
            padding=self._padding,
            name_height=self._name_height,
            header=self._header,
            mirrored=self._view.isRightToLeft(),
            gap=self._gap,
        )

    def _scale(self) -> ScrollScale:
        return ScrollScale(self.span)

    def _anchor_at(self, y: int, row: int | None = None) -> ScrollAnchor | None:
        """Return an anchor at a vertical position in the view."""
        geometry = self.geometry
        if row is None:
            row = geometry.first_from(self.offset + y)
        if not 0 <= row < geometry.count:
            return None
        item = QPersistentModelIndex(self._view.model().index(row, 0))
        return ScrollAnchor.of(geometry, item, self.offset + y, y)

    def _zoom(self, notches: float, pointer: QPoint) -> None:
        held = self.scroll_anchor
        if held is None or held.at != pointer.y():  # else zoom around the same point
            at = self.area.row_at(pointer)
            held = self._anchor_at(pointer.y(), at if at >= 0 else None)
        self._set_side(round(self._side * _ZOOM_PER_NOTCH**notches), held)

    def _set_side(self, side: int, held: ScrollAnchor | None) -> None:
        side = min(max(side, MIN_SIDE), MAX_SIDE)
        if side == self._side:
            return
        self._side = side
        self.scroll_anchor = held
        self._view.updateGeometries()
        self.cell_side_changed.emit(side)
