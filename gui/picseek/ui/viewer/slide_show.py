"""Slide shows in the viewer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QActionGroup

from picseek.ui.desktop.keep_awake import KeepAwake
from picseek.ui.viewer.page import ViewerPage
from picseek.ui.viewer.reduced_motion import motion_wanted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMenu

    from picseek.ui.base.tasks import TaskRunner
    from picseek.ui.viewer.selection_memory import SelectionMemory

DEFAULT_SECONDS = 4
_CHOICES = (2, 4, 8, 15, 30)
_RETRY_MS = 100


class SlideShow(QObject):
    """Shows each picture for some seconds, in a loop.

    Attributes:
        seconds: How long each picture is shown.

    Signals:
        changed: It was started, paused, resumed or stopped.
    """

    changed = Signal()

    def __init__(self, page: ViewerPage, tasks: TaskRunner) -> None:
        super().__init__(page)
        self.setObjectName("slideShow")
        self.seconds: float = DEFAULT_SECONDS
        self._page = page
        self._running = False
        self._paused = False
        self._awake = KeepAwake(tasks, self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.setObjectName("slideShowTurns")
        self._timer.timeout.connect(self._advance)
        page.position.moved.connect(self._restart_timer)

    def fill(self, menu: QMenu) -> None:
        """Add a submenu for the time per picture."""
        choice = menu.addMenu(self.tr("Slideshow: time per picture"))
        group = QActionGroup(choice)
        for seconds in _CHOICES:
            action = choice.addAction(self.tr("{} seconds").format(seconds))
            action.setCheckable(True)
            action.setChecked(seconds == self.seconds)
            action.triggered.connect(partial(self._set_seconds, seconds))
            group.addAction(action)

    def _set_seconds(self, seconds: int) -> None:
        self.seconds = seconds
        self._restart_timer()

    @property
    def running(self) -> bool:
        """Whether there is a slide show, even if paused."""
        return self._running

    def start(self, among: SelectionMemory | None = None) -> None:
        """Start with the current picture.

        Args:
            among: The pictures to show; None: all results.
        """
        self._running, self._paused = True, False
        self._page.position.restrict_to(among)
        self._page.slide_show_running = True
        self._page.display.fades = motion_wanted()
        self._awake.set(awake=True)
        self._restart_timer()
        self.changed.emit()

    def stop(self) -> None:
        """Stop; the current picture stays."""
        if self._running:
            self._running = self._paused = False
            self._timer.stop()
            self._page.position.restrict_to(None)
            self._page.slide_show_running = False
            self._page.display.fades = False
            self._awake.set(awake=False)
            self.changed.emit()

    def toggle_pause(self) -> None:
        """Pause or resume."""
        if self._running:
            self._paused = not self._paused
            self._awake.set(awake=not self._paused)
            self._restart_timer()
            self._page.show_message(self.tr("Paused") if self._paused else self.tr("Playing"))
            self.changed.emit()

    def _restart_timer(self) -> None:
        """Start the current picture's time again, also after manual navigation."""
        self._timer.stop()
        if self._running and not self._paused:
            self._timer.start(round(self.seconds * 1000))

    def _advance(self) -> None:
        """Advance, once the current picture is decoded."""
        display, position = self._page.display, self._page.position
        if not display.sharp and not self._page.canvas.message[0]:
            self._timer.start(_RETRY_MS)
        elif position.row_after(1) >= 0:
            self._page.step(1)
        elif position.first != position.row:
            self._page.go(position.first)
