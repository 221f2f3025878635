"""The detailed analysis of pictures (the second look), while the user is idle."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from picseek.engine.types import PicturesChanged, Progress
from picseek.ui.base.idle_timer import IdleTimer
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task
from picseek.ui.desktop.power import on_battery

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.ui.indexing.controller import IndexingController

_log = logging.getLogger(__name__)

IDLE_MS = 8_000
"""It runs after this time without typing, clicking or searching."""

POWER_MS = 30_000
"""Between two checks for battery power."""


@dataclass(frozen=True, slots=True)
class AnalysisState:
    """The state of the detailed analysis.

    Attributes:
        running: Whether it is in progress, paused or not.
        paused: Whether the user paused it.
        on_battery: Whether it waits until the computer is plugged in.
        done: Pictures analyzed since it started.
        total: Pictures to be analyzed.
    """

    running: bool = False
    paused: bool = False
    on_battery: bool = False
    done: int = 0
    total: int = 0


class SecondLookController(QObject):
    """Runs the detailed analysis automatically, and pauses it during other work.

    It is paused rather than stopped, so that its model stays loaded. The library stores its
    progress, so that it continues there after a restart.

    Signals:
        state_changed: The AnalysisState.
        pictures_changed: Other pictures can be found now.
    """

    state_changed = Signal(object)
    pictures_changed = Signal()

    def __init__(
        self,
        session: Session,
        indexing: IndexingController,
        is_searching: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        """Args: is_searching: Returns whether a search is running."""
        super().__init__(parent)
        self._session = session
        self._indexing = indexing
        self._is_searching = is_searching
        self._task: Task | None = None
        self._left = 0
        self._done = 0
        self._idle = self._paused = self._on_battery = False
        self._idle_timer = IdleTimer(IDLE_MS, self)
        self._idle_timer.setObjectName("lookCloserWhenIdle")
        self._idle_timer.timeout.connect(self._on_idle)
        self._power_timer = QTimer(self, interval=POWER_MS)
        self._power_timer.setObjectName("lookAtPower")
        self._power_timer.timeout.connect(self._check_power)
        indexing.state_changed.connect(self._adjust)
        indexing.ended.connect(self.consider)
        session.opened.connect(self.consider)

    @property
    def state(self) -> AnalysisState:
        """The current state."""
        if self._task is None or self._indexing.running:
            return AnalysisState()
        return AnalysisState(True, self._paused, self._on_battery, self._done, self._left)

    def consider(self) -> None:
        """Check whether there are pictures to analyze, and whether the user wants that."""
        if self._session.writable:
            self._session.run(
                lambda library, _task: _left(library),
                self._on_left,
                partial(_log.warning, "cannot count the pictures to analyze: %s"),
                lane=Lane.SESSION,
            )

    def start_over(self) -> None:
        """Stop, and check again, because another model is in use."""
        self._stop()
        self.consider()

    def give_way(self) -> None:
        """Pause for a search, until the user is idle again."""
        if self._left:
            self._idle = False
            self._idle_timer.wait()
            self._adjust()

    def toggle_pause(self) -> None:
        """Pause or resume it for the user."""
        self._paused = not self._paused
        self._adjust()

    # Whether it may continue

    def _on_left(self, left: int) -> None:
        if self._task is not None:
            if not left:  # switched off
                self._stop()
            return
        self._left = left
        if left:
            self._idle_timer.wait()

    def _on_idle(self) -> None:
        if self._is_searching():
            self._idle_timer.wait()
            return
        self._idle = True
        self._power_timer.start()
        self._check_power()

    def _check_power(self) -> None:
        self._session.tasks.submit(
            lambda _task: on_battery(), on_done=self._on_power_known, lane=Lane.POWER
        )

    def _on_power_known(self, on_battery: bool) -> None:
        self._on_battery = on_battery
        self._adjust()

    def _adjust(self) -> None:
        """Start, pause or resume, depending on the current state."""
        busy = self._indexing.running or not self._idle
        held = busy or self._paused or self._on_battery
        if self._task is None:
            if self._left and not held:
                self._begin()
            return
        if held:
            self._task.control.pause()
        else:
            self._task.control.resume()
        self._emit_state()

    # The job

    def _begin(self) -> None:
        self._done = 0
        # It is automatic: if it fails, searching works as before, and the next run tries again.
        self._task = self._session.run(
            lambda library, task: library.second_look(job=task.control, on_event=task.report),
            failed=partial(_log.warning, "the second look ended: %s"),
            ended=self._end,
            event=self._on_event,
            lane=Lane.SECOND_LOOK,
        )
        self._emit_state()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._end()

    def _end(self) -> None:
        self._task = None
        self._left = 0
        self._idle = False
        self._idle_timer.cancel()
        self._power_timer.stop()
        self._emit_state()

    def _emit_state(self) -> None:
        self.state_changed.emit(self.state)

    def _on_event(self, event: object) -> None:
        if isinstance(event, Progress):
            self._done, self._left = event.done, event.total or event.done
            self._emit_state()
        elif isinstance(event, PicturesChanged):
            self.pictures_changed.emit()


def _left(library: Library) -> int:
    """Return the number of pictures to analyze; 0 if the user turned it off."""
    return library.second_looks_left() if library.options.indexing.look_closer else 0
