"""The grid's cells and headers on screen, and which cell the pointer is over."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QHoverEvent, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from picseek.ui.base.qt_guard import guarded, nothing
from picseek.ui.grid.header import Header, paint_header
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.sections import ONE_SECTION, Section
from picseek.ui.grid.viewport import GridArea

_AROUND = 5
"""Pixels that a ring may stand out of a cell."""


class GridCanvas(GridArea):
    """Paints what shows, as little of it as it can.

    Signals:
        painting_changed: Whether it paints; emitted around each painting.
    """

    painting_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        # Set first: Qt calls overrides before its constructor is done.
        self._hovered = -1
        super().__init__(parent)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)

    @guarded(nothing)
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells that show in the part to be painted."""
        self.painting_changed.emit(True)
        try:
            self._paint(event.region())
        finally:
            self.painting_changed.emit(False)

    def _paint(self, region: QRegion) -> None:
        painter = QPainter(self.viewport())
        try:
            self._paint_cells(painter, region)
            self._paint_headers(painter, region.boundingRect())
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

    def sections(self) -> tuple[Section, ...]:
        """The sections that the pictures fall into; at least one."""
        model = self._shown()
        return model.arrangement.sections if isinstance(model, ResultsModel) else ONE_SECTION

    def header_at(self, point: QPoint) -> int:
        """The section whose header is at a point of the view, or -1."""
        geometry, y = self.geometry_now(), point.y() + self._offset
        if point.y() < self._covered_top() and self._sticking() >= 0:
            return self._sticking()
        return next((each for each, _ in geometry.headers_between(y, y + 1)), -1)

    def update_row(self, row: int) -> None:
        """Paint a cell again, with the ring around it."""
        rect = self._cell_rect(row)
        if rect.isValid():
            self.viewport().update(_around(rect))

    # For the view

    def _view_moved(self) -> None:
        super()._view_moved()
        self._hover_again()

    def _covered(self) -> bool:
        """Whether something is painted that does not scroll with the cells."""
        return False

    def _paint_over(self, painter: QPainter) -> None:
        """Paint what lies over the cells."""

    def _shift(self, dy: int) -> None:
        viewport, top = self.viewport(), self._covered_top()
        scrolled = viewport.rect().adjusted(0, top, 0, 0)
        whole = self.devicePixelRatioF().is_integer()
        if not whole or abs(dy) >= scrolled.height() or self._covered():
            viewport.update()
        elif top:
            viewport.scroll(0, dy, scrolled)
            viewport.update(0, 0, viewport.width(), top)
        else:
            viewport.scroll(0, dy)

    # Inside

    def _paint_cells(self, painter: QPainter, region: QRegion) -> None:
        model, delegate = self._shown(), self.itemDelegate()
        if model is None:
            return
        geometry = self.geometry_now()
        clip = _around(region.boundingRect())
        top = clip.top() + self._offset
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state & ~QStyle.StateFlag.State_HasFocus
        focused = self.currentIndex().row() if self.hasFocus() else -1
        any_selected = self.selectionModel().hasSelection()
        for row in geometry.items_between(top, top + clip.height()):
            rect = self._in_view(geometry.cell(row))
            if region.intersects(_around(rect)):
                index = model.index(row, 0)
                option.rect = rect
                option.decorationSize = QSize(rect.width(), rect.width())
                chosen = any_selected and self.selectionModel().isSelected(index)
                option.state = plain
                if chosen or row in (self._hovered, focused):
                    option.state = plain | self._state_of(row, focused, chosen=chosen)
                delegate.paint(painter, option, index)

    def _paint_headers(self, painter: QPainter, clip: QRect) -> None:
        geometry = self.geometry_now()
        if not geometry.has_headers:
            return
        top = self._offset + clip.top()
        first = self._sticking()
        for section, span in geometry.headers_between(top, top + clip.height()):
            if section != first or span.top >= self._offset:
                self._paint_header(painter, section, span.top - self._offset)
        height = geometry.header_height
        if clip.top() < height and first >= 0:
            end = sum(geometry.section_span(first)) - self._offset
            self._paint_header(painter, first, min(0, end - height), sticks=True)

    def _sticking(self) -> int:
        """The section whose header stays at the top, though it would be out of sight; or -1."""
        geometry = self.geometry_now()
        section = geometry.section_at(self._offset)
        sticks = geometry.section_span(section).top < self._offset
        return section if sticks and self.sections()[section].title else -1

    def _paint_header(
        self, painter: QPainter, number: int, y: int, *, sticks: bool = False
    ) -> None:
        geometry = self.geometry_now()
        header = Header(
            rect=QRect(0, y, self.viewport().width(), geometry.header_height),
            title=self.sections()[number].title,
            count=self.locale().toString(len(geometry.items_of_section(number))),
            mirrored=self.isRightToLeft(),
            sticks=sticks,
        )
        paint_header(painter, header, self.font(), self.palette())

    def _state_of(self, row: int, focused: int, *, chosen: bool) -> QStyle.StateFlag:
        state = QStyle.StateFlag.State_None
        if chosen:
            state |= QStyle.StateFlag.State_Selected
        if row == self._hovered:
            state |= QStyle.StateFlag.State_MouseOver
        if row == focused:
            state |= QStyle.StateFlag.State_HasFocus
        return state

    def _hover(self, row: int) -> None:
        if row == self._hovered:
            return
        before, self._hovered = self._hovered, row
        for each in (before, row):
            self.update_row(each)

    def _hover_again(self) -> None:
        """The content moved under the pointer."""
        if self._hovered >= 0 or self.viewport().underMouse():
            pointer = self.viewport().mapFromGlobal(QCursor.pos())
            inside = self.viewport().rect().contains(pointer)
            self._hover(self.indexAt(pointer).row() if inside else -1)


def _around(rect: QRect) -> QRect:
    return rect.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
