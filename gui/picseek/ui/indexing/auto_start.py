"""Checks for changes automatically: at the start, when the user is idle, or never."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.engine.types.settings import IndexStart
from picseek.ui.base.idle_timer import IdleTimer
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane

if TYPE_CHECKING:
    from picseek.ui.indexing.controller import IndexingController

IDLE_MS = 60_000
"""The user counts as idle after this time without typing or clicking in Picseek."""


class AutoStart(QObject):
    """Starts a run once after the library was opened, if the user wants that."""

    def __init__(self, session: Session, indexing: IndexingController) -> None:
        super().__init__(indexing)
        self._session = session
        self._indexing = indexing
        self._idle = IdleTimer(IDLE_MS, self)
        self._idle.setObjectName("indexWhenIdle")
        self._idle.timeout.connect(self._start)
        session.opened.connect(self._on_opened)

    def _on_opened(self) -> None:
        if self._session.writable:
            self._session.run(
                lambda library, _task: library.options.indexing.start,
                self._on_start,
                lambda _message: self._start(),  # the run reports what is wrong
                lane=Lane.SESSION,
            )

    def _on_start(self, start: IndexStart) -> None:
        if start is IndexStart.ALWAYS:
            self._start()
        elif start is IndexStart.IDLE:
            self._idle.wait()

    def _start(self) -> None:
        self._indexing.start(quiet=True)
