"""The rubber band: selects pictures with a box drawn by the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QObject,
    QPoint,
    QRect,
    QTimer,
    Slot,
)
from PySide6.QtGui import QPainter, QPalette

from picseek.ui.grid.content import GridContent
from picseek.ui.grid.geometry import Box
from picseek.ui.grid.selection import MANY_RUNS, selection_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

_TICK_MS = 16
_EDGE = 12
_SPEED = 0.25
_MAX_SPEED = 120
_ALPHA = 48

Flag = QItemSelectionModel.SelectionFlag


class RubberBand(QObject):
    """Selects the cells between the start point in the content and the pointer."""

    def __init__(self, view: QAbstractItemView, content: GridContent) -> None:
        super().__init__(view)
        self._view = view
        self._content = content
        self._before = QItemSelection()
        self._toggles = False
        self._origin: tuple[int, int] | None = None
        self._pointer = QPoint()
        self._covered: tuple[list[range], int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def active(self) -> bool:
        """Whether the user is drawing the band."""
        return self._origin is not None

    def start(self, at: QPoint, *, toggles: bool) -> None:
        """Start at a point of the viewport.

        Args:
            at: The point.
            toggles: Whether cells are toggled; else they are added to the selection.
        """
        self._origin = (at.x(), at.y() + self._content.offset)
        self._pointer = at
        self._before = self._view.selectionModel().selection()
        self._toggles = toggles
        self._covered = None

    def move(self, to: QPoint) -> None:
        """Extend the band to a point, perhaps outside the viewport."""
        before = self._rect()
        self._pointer = to
        if self._speed() and not self._timer.isActive():
            self._timer.start()
        self._select(before)

    def follow(self) -> None:
        """Update the selection after the content moved."""
        if self.active:
            self._select(self._view.viewport().rect())

    def stop(self) -> None:
        """Remove the band; the selection stays."""
        if self.active:
            self._origin = None
            self._timer.stop()
            self._view.viewport().update()

    def cancel(self) -> None:
        """Remove the band and restore the earlier selection."""
        self.stop()
        self._view.selectionModel().select(self._before, Flag.ClearAndSelect)

    def paint(self, painter: QPainter) -> None:
        """Draw the band over the cells."""
        if not self.active:
            return
        color = self._view.palette().color(QPalette.ColorRole.Highlight)
        painter.setPen(color)
        color.setAlpha(_ALPHA)
        painter.setBrush(color)
        painter.drawRect(self._rect().adjusted(0, 0, -1, -1))

    def _box(self) -> Box:
        """Return the band in content coordinates."""
        x, y = self._origin or (0, 0)
        pointer_y = self._pointer.y() + self._content.offset
        left, top = min(x, self._pointer.x()), min(y, pointer_y)
        return Box(left, top, abs(x - self._pointer.x()) + 1, abs(y - pointer_y) + 1)

    def _rect(self) -> QRect:
        """Return the visible part of the band, slightly enlarged, in the viewport."""
        box, offset = self._box(), self._content.offset
        top = max(box.y - offset, -_EDGE)
        bottom = min(box.y + box.height - offset, self._view.viewport().height() + _EDGE)
        return QRect(box.x, top, box.width, max(1, bottom - top))

    def _select(self, before: QRect) -> None:
        """Update the selection and repaint; `before`: the earlier rectangle."""
        model = self._content.model
        if model is None:
            return
        self._view.viewport().update(before | self._rect())
        runs = list(self._content.geometry.items_in(self._box()))
        if self._covered == (runs, model.rowCount()):
            return
        self._covered = (runs, model.rowCount())
        selection = QItemSelection(self._before)
        flag = Flag.Toggle if self._toggles else Flag.Select
        selection.merge(selection_of(model, runs), flag)
        if selection.size() > MANY_RUNS:
            # Changing between two selections, Qt compares all pairs of runs; from an empty one not.
            self._view.selectionModel().clearSelection()
        self._view.selectionModel().select(selection, Flag.ClearAndSelect)

    def _speed(self) -> int:
        """Return pixels to scroll per tick while the pointer is at or beyond an edge."""
        y = self._pointer.y()
        beyond = min(0, y - _EDGE) + max(0, y - (self._view.viewport().height() - _EDGE))
        return max(
            -_MAX_SPEED, min(_MAX_SPEED, round(beyond * _SPEED) or (beyond > 0) - (beyond < 0))
        )

    @Slot()
    def _tick(self) -> None:
        speed = self._speed()
        if speed and self.active:
            self._content.scroll_by(speed)
        else:
            self._timer.stop()
