"""The timeline next to the grid: scrolls through the years by dragging."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QSizePolicy, QWidget

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.grid.content import GridContent
from picseek.ui.qt_guard import guarded, nothing

_MARGIN = 6
_LABEL_SPACING = 1.6
_HANDLE = 20
_RIGHT_TO_LEFT = Qt.LayoutDirection.RightToLeft
_BUBBLE_SHEET = """
QLabel { background: palette(highlight); color: palette(highlighted-text); border-radius: 9px;
         padding: 5px 12px; font-weight: 600; }
"""
_KEYS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_LONG_KEYS = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class Scrubber(QWidget):
    """Shows the sections' groups (years) along the content, and scrolls the grid.

    Keys: Up and Down move by section, Page Up and Page Down by group; Home and End.
    """

    def __init__(self, grid: QAbstractItemView, content: GridContent) -> None:
        super().__init__(grid)
        self.setObjectName("scrubber")
        self._grid = grid
        self._content = content
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Timeline"))
        self.setToolTip(self.tr("Drag to go to another month"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._bubble = PlainLabel(parent=grid)
        self._bubble.setObjectName("scrubberBubble")
        self._bubble.setStyleSheet(_BUBBLE_SHEET)
        self._bubble.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._bubble.hide()
        bar = grid.verticalScrollBar()
        bar.sliderPressed.connect(self._show_bubble)
        bar.sliderReleased.connect(self._bubble.hide)
        content.moved.connect(self._on_moved)
        self.hide()

    @property
    def wanted(self) -> bool:
        """Whether there are groups to choose from."""
        sections = self._content.geometry.sections
        return all(each.group for each in sections) and len(sections) > 1 and self._content.span > 0

    def width_hint(self) -> int:
        """Return the needed width in pixels."""
        return self.fontMetrics().horizontalAdvance("0000") + 2 * _MARGIN

    def fit(self) -> None:
        """Place it between the cells and the scroll bar, or hide it."""
        grid, wanted = self._grid, self.wanted
        self.setVisible(wanted)
        room = self.width_hint() if wanted else 0
        # Qt mirrors neither margins nor our own children.
        left, right = (room, 0) if grid.isRightToLeft() else (0, room)
        margins = grid.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            grid.setViewportMargins(left, 0, right, 0)  # which lays everything out again
        cells = grid.viewport().geometry()
        x = cells.left() - room if grid.isRightToLeft() else cells.right() + 1
        self.setGeometry(x, cells.top(), room, cells.height())

    # Qt overrides

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        roles = QPalette.ColorRole
        palette, metrics = self.palette(), self.fontMetrics()
        painter.fillRect(self.rect(), palette.color(roles.Base))
        here = self._y_of(self._content.offset)
        for y, label in self._labels():
            box = QRect(0, y - metrics.height() // 2, self.width(), metrics.height())
            painter.setPen(palette.color(roles.PlaceholderText))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, label)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(roles.Highlight))
        inner = self.width() - 4 if self.layoutDirection() == _RIGHT_TO_LEFT else 0
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(inner, here - _HANDLE // 2, 4, _HANDLE, 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(palette.color(roles.Highlight))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.end()

    @guarded(nothing)
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go_to(event.position().toPoint())

    @guarded(nothing)
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to(event.position().toPoint())

    @guarded(nothing)
    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._bubble.hide()

    @guarded(nothing)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _KEYS:
            self._step_to(self._section() + _KEYS[key])
        elif key in _LONG_KEYS:
            self._step_to(self._next_group(_LONG_KEYS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            height = self._content.geometry.height
            self._content.scroll_to(0 if key == Qt.Key.Key_Home else height)
            self._show_bubble()
        else:
            super().keyPressEvent(event)

    @guarded(bool)
    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusOut, QEvent.Type.Hide):
            self._bubble.hide()
        return super().event(event)

    # Internal

    def _y_of(self, offset: int) -> int:
        line, span = self.fontMetrics().height(), self._content.span
        return line // 2 + min(offset, span) * (self.height() - line) // max(1, span)

    def _offset_at(self, y: int) -> int:
        room = max(1, self.height() - self.fontMetrics().height())
        inside = min(max(y - self.fontMetrics().height() // 2, 0), room)
        return -(-self._content.span * inside // room)  # rounded up: `_y_of` rounds down

    def _labels(self) -> Iterator[tuple[int, str]]:
        """Yield groups that do not overlap, with their vertical positions."""
        geometry, before, last = self._content.geometry, "", -1000
        least = round(self.fontMetrics().height() * _LABEL_SPACING)
        for number, section in enumerate(geometry.sections):
            if section.group == before:
                continue
            before = section.group
            y = self._y_of(geometry.section_span(number).top)
            if y - last >= least:
                last = y
                yield y, section.group

    def _section(self) -> int:
        return self._content.geometry.section_at(self._content.offset)

    def _named(self) -> int:
        """Return the last section that starts at the handle or above it.

        One pixel here is many in the grid: the last row of the previous section may still be
        visible at the top there, and the last sections never reach the top.
        """
        geometry, here = self._content.geometry, self._y_of(self._content.offset)
        number, last = self._section(), len(geometry.sections) - 1
        while number < last and self._y_of(geometry.section_span(number + 1).top) <= here:
            number += 1
        return number

    def _next_group(self, step: int) -> int:
        """Return the first section of the next or the previous group."""
        sections, number = self._content.geometry.sections, self._section()
        here = sections[number].group
        while 0 <= number + step < len(sections) and sections[number].group == here:
            number += step
        while step < 0 < number and sections[number - 1].group == sections[number].group:
            number -= 1
        return number

    def _step_to(self, section: int) -> None:
        geometry = self._content.geometry
        number = min(max(section, 0), len(geometry.sections) - 1)
        self._content.scroll_to(geometry.section_span(number).top)
        self._show_bubble()
        self._name(number)  # sections may share a pixel

    def _go_to(self, at: QPoint) -> None:
        self._content.scroll_to(self._offset_at(at.y()))
        self._show_bubble()

    @Slot()
    def _show_bubble(self) -> None:
        if not self.isVisible():
            return
        self._name(self._named())
        self._bubble.show()
        self._bubble.raise_()

    def _name(self, section: int) -> None:
        self._bubble.setText(self._content.geometry.sections[section].title)
        self._bubble.adjustSize()
        self._place_bubble()

    def _place_bubble(self) -> None:
        size, top = self._bubble.size(), self._y_of(self._content.offset)
        y = min(max(self.y() + top - size.height() // 2, 0), self._grid.height() - size.height())
        x = self.x() - size.width() - _MARGIN
        if self.layoutDirection() == _RIGHT_TO_LEFT:
            x = self.geometry().right() + _MARGIN
        self._bubble.move(x, y)

    @Slot()
    def _on_moved(self) -> None:
        if self.isVisible():
            self.update()
            if self._bubble.isVisible():
                self._name(self._named())
