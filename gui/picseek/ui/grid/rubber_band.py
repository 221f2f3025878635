"""The rubber band: a box drawn with the mouse, that scrolls the view at its edges."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QObject, QPoint, QRect, QTimer, Signal, Slot

from picseek.ui.grid.geometry import Box

_TICK_MS = 16
_EDGE = 12
_SPEED = 0.25
_MOST = 120


class RubberBand(QObject):
    """Where the band began, in content coordinates, and where the pointer is, in the view's.

    Attributes:
        before: The selection that the band adds to or toggles.
        toggles: Whether it toggles.

    Signals:
        scroll_wanted: Pixels to scroll, while the pointer is held at an edge.
    """

    scroll_wanted = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.before = QItemSelection()
        self.toggles = False
        self._origin: tuple[int, int] | None = None
        self._pointer = QPoint()
        self._height = 0
        self._covered: tuple[list[range], int] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def active(self) -> bool:
        """Whether a band is being drawn."""
        return self._origin is not None

    def start(self, at: QPoint, offset: int, before: QItemSelection, *, toggles: bool) -> None:
        """Begin at a point of the view."""
        self._origin = (at.x(), at.y() + offset)
        self._pointer = at
        self.before = before
        self.toggles = toggles
        self._covered = None

    def covers(self, runs: list[range], count: int) -> bool:
        """Note which of `count` rows the band covers; tells whether that is news."""
        news = self._covered != (runs, count)
        self._covered = (runs, count)
        return news

    def move(self, to: QPoint, height: int) -> None:
        """Follow the pointer in a view of this height."""
        self._pointer = to
        self._height = height
        if self._speed() and not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """The button was let go."""
        self._origin = None
        self._timer.stop()

    def box(self, offset: int) -> Box:
        """The band, in content coordinates."""
        x, y = self._origin or (0, 0)
        pointer_y = self._pointer.y() + offset
        left, top = min(x, self._pointer.x()), min(y, pointer_y)
        return Box(left, top, abs(x - self._pointer.x()) + 1, abs(y - pointer_y) + 1)

    def rect(self, offset: int) -> QRect:
        """The part of the band that can be seen, and a little around, in the view."""
        box = self.box(offset)
        top = max(box.y - offset, -_EDGE)
        bottom = min(box.y + box.height - offset, self._height + _EDGE)
        return QRect(box.x, top, box.width, max(1, bottom - top))

    def _speed(self) -> int:
        y = self._pointer.y()
        beyond = min(0, y - _EDGE) + max(0, y - (self._height - _EDGE))
        return max(-_MOST, min(_MOST, round(beyond * _SPEED) or (beyond > 0) - (beyond < 0)))

    @Slot()
    def _tick(self) -> None:
        speed = self._speed()
        if speed and self.active:
            self.scroll_wanted.emit(speed)
        else:
            self._timer.stop()
