"""Turns the viewer's pages by itself."""

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

SECONDS = 4
_CHOICES = (2, 4, 8, 15, 30)
_LOOK_AGAIN_MS = 100


class SlideShow(QObject):
    """Shows each picture for some seconds, the first again after the last.

    Attributes:
        seconds: How long each is shown.

    Signals:
        changed: It began, was held, went on or ended.
    """

    changed = Signal()

    def __init__(self, page: ViewerPage, tasks: TaskRunner) -> None:
        super().__init__(page)
        self.setObjectName("slideShow")
        self.seconds: float = SECONDS
        self._page = page
        self._running = False
        self._paused = False
        self._awake = KeepAwake(tasks, self)
        self._timer = QTimer(self, singleShot=True)
        self._timer.setObjectName("slideShowTurns")
        self._timer.timeout.connect(self._turn)
        page.position.moved.connect(self._count_anew)

    def fill(self, menu: QMenu) -> None:
        """Put the choice of how long each picture is shown into a menu."""
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
        self._count_anew()

    @property
    def running(self) -> bool:
        """Whether there is a slide show, also while it is held."""
        return self._running

    @property
    def paused(self) -> bool:
        """Whether it is held."""
        return self._paused

    def start(self, among: SelectionMemory | None = None) -> None:
        """Begin with the picture that is looked at.

        Args:
            among: The pictures to show; None: all results.
        """
        self._running, self._paused = True, False
        self._page.position.restrict_to(among)
        self._page.slide_show_running = True
        self._page.display.fades = motion_wanted()
        self._awake.set(awake=True)
        self._count_anew()
        self.changed.emit()

    def stop(self) -> None:
        """End it; the picture stays."""
        if self._running:
            self._running = self._paused = False
            self._timer.stop()
            self._page.position.restrict_to(None)
            self._page.slide_show_running = False
            self._page.display.fades = False
            self._awake.set(awake=False)
            self.changed.emit()

    def toggle_pause(self) -> None:
        """Hold it, or go on."""
        if self._running:
            self._paused = not self._paused
            self._awake.set(awake=not self._paused)
            self._count_anew()
            self._page.tell(self.tr("Paused") if self._paused else self.tr("Playing"))
            self.changed.emit()

    def _count_anew(self) -> None:
        """Give the picture its whole time, also when it was chosen by hand."""
        self._timer.stop()
        if self._running and not self._paused:
            self._timer.start(round(self.seconds * 1000))

    def _turn(self) -> None:
        """Go on to the next; one that is still being decoded is waited for."""
        display, position = self._page.display, self._page.position
        if not display.sharp and not self._page.canvas.message[0]:
            self._timer.start(_LOOK_AGAIN_MS)
        elif position.row_after(1) >= 0:
            self._page.step(1)
        elif position.first != position.row:
            self._page.go(position.first)
