"""Paints a grid's cells and headers, and highlights the cell under the pointer."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QCursor, QPainter, QRegion
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from picseek.ui.grid.content import GridContent
from picseek.ui.grid.header import Header, paint_header
from picseek.ui.grid.visible_area import VisibleArea, with_ring
from picseek.ui.text import wording

_State = QStyle.StateFlag


class GridPainter:
    """Paints the visible cells, repainting as little as possible."""

    def __init__(self, view: QAbstractItemView, content: GridContent) -> None:
        """Args: view: its viewport is painted on; content: the content to paint."""
        self._view = view
        self._content = content
        self._hovered = -1

    def paint(self, painter: QPainter, region: QRegion) -> None:
        """Paint the cells and headers in a region of the viewport."""
        area = self._content.area
        self._paint_cells(painter, region, area)
        self._paint_headers(painter, region.boundingRect(), area)

    def scroll(self, dy: int, *, overlaid: bool) -> None:
        """Scroll the painted pixels, or repaint everything.

        Args:
            dy: Pixels down, or up if negative.
            overlaid: Whether an overlay is painted that does not scroll.
        """
        viewport, top = self._view.viewport(), self._content.area.covered_top
        scrolling = viewport.rect().adjusted(0, top, 0, 0)
        whole_pixels = self._view.devicePixelRatioF().is_integer()
        if not whole_pixels or abs(dy) >= scrolling.height() or overlaid:
            viewport.update()
        elif top:
            viewport.scroll(0, dy, scrolling)
            viewport.update(0, 0, viewport.width(), top)
        else:
            viewport.scroll(0, dy)

    def hover(self, row: int) -> None:
        """Highlight the cell under the pointer; -1: none."""
        if row == self._hovered:
            return
        before, self._hovered = self._hovered, row
        for each in (before, row):
            self._content.update_row(each)

    def update_hover(self) -> None:
        """Find the cell under the pointer after the content moved."""
        viewport = self._view.viewport()
        if self._hovered >= 0 or viewport.underMouse():
            pointer = viewport.mapFromGlobal(QCursor.pos())
            inside = viewport.rect().contains(pointer)
            self.hover(self._content.area.row_at(pointer) if inside else -1)

    def reset(self) -> None:
        """Clear the highlight after a model reset."""
        self._hovered = -1

    def _paint_cells(self, painter: QPainter, region: QRegion, area: VisibleArea) -> None:
        clip = with_ring(region.boundingRect())
        top = clip.top() + area.offset
        rows = area.geometry.items_between(top, top + clip.height())
        if not rows:
            return
        view, model, delegate = self._view, self._view.model(), self._view.itemDelegate()
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        plain = option.state & ~_State.State_HasFocus
        focused = view.currentIndex().row() if view.hasFocus() else -1
        selection = view.selectionModel()
        any_selected = selection.hasSelection()
        for row in rows:
            rect = area.rect(area.geometry.cell(row))
            if region.intersects(with_ring(rect)):
                index = model.index(row, 0)
                option.rect = rect
                option.decorationSize = QSize(rect.width(), rect.width())
                selected = any_selected and selection.isSelected(index)
                option.state = plain
                if selected or row in (self._hovered, focused):
                    option.state = plain | self._state_of(row, focused, selected=selected)
                delegate.paint(painter, option, index)

    def _state_of(self, row: int, focused: int, *, selected: bool) -> QStyle.StateFlag:
        state = _State.State_None
        if selected:
            state |= _State.State_Selected
        if row == self._hovered:
            state |= _State.State_MouseOver
        if row == focused:
            state |= _State.State_HasFocus
        return state

    def _paint_headers(self, painter: QPainter, clip: QRect, area: VisibleArea) -> None:
        geometry, offset = area.geometry, area.offset
        if not geometry.has_headers:
            return
        top = offset + clip.top()
        sticky = area.sticky_section
        for section, span in geometry.headers_between(top, top + clip.height()):
            if section != sticky or span.top >= offset:
                self._paint_header(painter, area, section, span.top - offset)
        height = geometry.header_height
        if clip.top() < height and sticky >= 0:
            end = sum(geometry.section_span(sticky)) - offset
            self._paint_header(painter, area, sticky, min(0, end - height), sticky=True)

    def _paint_header(
        self, painter: QPainter, area: VisibleArea, section: int, y: int, *, sticky: bool = False
    ) -> None:
        view, geometry = self._view, area.geometry
        header = Header(
            rect=QRect(0, y, view.viewport().width(), geometry.header_height),
            title=geometry.sections[section].title,
            count=wording.number(len(geometry.items_of_section(section))),
            mirrored=view.isRightToLeft(),
            sticky=sticky,
        )
        paint_header(painter, header, view.font(), view.palette())
