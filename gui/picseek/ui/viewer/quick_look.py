"""Quick look: a large preview of the grid's current picture, opened with Space."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from picseek.ui.grid.results_model import ResultsModel, file_name
from picseek.ui.grid.view import GridView
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.text import wording
from picseek.ui.viewer.canvas import Canvas
from picseek.ui.viewer.display import Display, ImageSources
from picseek.ui.viewer.position import Position

_HOLD_S = 0.35
"""Releasing Space after this long closes it; after a shorter press it stays open."""

_REPEATS_FROM_S = 0.15
_REPEAT_MS = 60
"""A held key repeats after this; X11 may report that as a release and a press."""

_MARGIN = 0.06
_CAPTION = 34
_SHADE = QColor(12, 12, 14, 226)
_TEXT = QColor("#e6e6ea")


class QuickLook(QWidget):
    """An overlay above the window. The grid keeps the focus; arrow keys move in both.

    Signals:
        viewer_requested: The picture was double-clicked.
    """

    viewer_requested = Signal()

    def __init__(self, grid: GridView, model: ResultsModel, sources: ImageSources) -> None:
        """Args: grid: Its window is covered."""
        super().__init__(grid.window())
        self.setObjectName("quickLook")
        self.setAccessibleName(self.tr("Quick look"))
        self._grid = grid
        self._model = model
        self._pressed_at = 0.0
        self._release_timer = QTimer(self, singleShot=True, interval=_REPEAT_MS)
        self._release_timer.setObjectName("quickLookLetGo")
        self._release_timer.timeout.connect(self._on_released)
        self._was_held = False
        self._caption = ""
        self.position = Position(model, self)
        self.canvas = Canvas(self, clear=True)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.display = Display(self.canvas, sources)
        self.position.moved.connect(self._show_current)
        self.position.shifted.connect(self._show_current)
        self.position.loaded.connect(self._show_current)
        self.position.emptied.connect(self.close_view)
        self.canvas.clicked.connect(self.close_view)
        self.canvas.double_clicked.connect(lambda _at: self.viewer_requested.emit())
        self.hide()
        grid.installEventFilter(self)
        grid.window().installEventFilter(self)

    @property
    def is_open(self) -> bool:
        """Whether it is visible."""
        return not self.isHidden()

    def toggle(self) -> None:
        """Open with the grid's current picture, or close."""
        if self._release_timer.isActive():
            self._release_timer.stop()
        elif self.is_open:
            self.close_view()
        else:
            self.open_view()

    def open_view(self) -> None:
        """Open with the grid's current picture, or the first on screen."""
        rows = self._grid.content.area.rows
        current = self._grid.currentIndex()
        row = current.row() if current.isValid() else rows.start
        if not 0 <= row < self.position.count:
            return
        if not current.isValid():
            self._grid.setCurrentIndex(self._model.index(row))
        self._pressed_at = time.monotonic()
        self._cover()
        self.show()
        self.raise_()
        self._grid.setFocus()
        self._grid.selectionModel().currentChanged.connect(self._follow)
        self.position.go(row)

    def close_view(self) -> None:
        """Close the overlay."""
        if not self.is_open:
            return
        self._release_timer.stop()
        self._grid.selectionModel().currentChanged.disconnect(self._follow)
        self.position.leave()
        self.display.leave()
        self.hide()

    # Changes

    def _follow(self) -> None:
        current = self._grid.currentIndex()
        if current.isValid():
            self.position.go(current.row())

    def _show_current(self) -> None:
        row = self.position.row
        picture = self.position.picture_at(row)
        if picture is None:
            return
        neighbours = [self.position.picture_at(each) for each in (row + 1, row - 1)]
        position_text = self.tr("{} of {}").format(
            wording.number(row + 1), wording.number(self.position.count)
        )
        self._caption = f"{file_name(picture)}  ·  {position_text}"
        self.canvas.setAccessibleName(self._caption)
        self.display.show(picture, [each for each in neighbours if each is not None])
        self.update()

    def _cover(self) -> None:
        """Cover the window."""
        self.setGeometry(self._grid.window().rect())
        margin = round(min(self.width(), self.height()) * _MARGIN)
        room = self.rect().adjusted(margin, margin, -margin, -max(margin, _CAPTION))
        self.canvas.setGeometry(room)

    # Qt overrides

    @guarded(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Handle Esc and Space for the grid while open, and follow the window's size."""
        if not self.is_open:
            return False
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._cover()
        if watched is self._grid and isinstance(event, QKeyEvent):
            return self._on_key(event)
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        space = event.key() == Qt.Key.Key_Space
        if event.type() == QEvent.Type.KeyRelease:
            if space and not event.isAutoRepeat():
                held = time.monotonic() - self._pressed_at
                self._was_held = held >= _HOLD_S
                if self._was_held or held >= _REPEATS_FROM_S:
                    self._release_timer.start()
            return space
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.close_view()
            return True
        return False

    def _on_released(self) -> None:
        if self._was_held:
            self.close_view()

    @guarded(nothing)
    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.close_view()

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SHADE)
        painter.setPen(_TEXT)
        line = QRect(0, self.height() - _CAPTION, self.width(), _CAPTION)
        text = self.fontMetrics().elidedText(
            self._caption, Qt.TextElideMode.ElideMiddle, self.width() - _CAPTION
        )
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()
