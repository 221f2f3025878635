"""Begins to look for changes by itself: at the start, when nobody is busy, or never."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from picseek.engine.types.settings import IndexStart
from picseek.ui.base.idle_timer import IdleTimer
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane

IDLE_MS = 60_000
"""Nobody is busy in Picseek when nothing was typed or clicked for this time."""


class Beginning(QObject):
    """Waits for the right moment, once after the library was opened.

    Signals:
        due: The moment is there.
    """

    due = Signal()

    def __init__(
        self,
        session: Session,
        parent: QObject | None = None,
        idle_ms: int = IDLE_MS,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._idle = IdleTimer(idle_ms, self)
        self._idle.setObjectName("indexWhenIdle")
        self._idle.timeout.connect(self.due)

    def begin(self) -> None:
        """Look up what the user wants, and do so."""
        self._session.run(
            lambda library, _task: library.options.indexing.start,
            self._on_start,
            lambda _message: self.due.emit(),  # the run reports what is wrong
            lane=Lane.SESSION,
        )

    def _on_start(self, start: IndexStart) -> None:
        if start is IndexStart.ALWAYS:
            self.due.emit()
        elif start is IndexStart.IDLE:
            self._idle.wait()
