"""Runs indexing: one run at a time, with pause, resume, stop and progress in words."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from picseek.engine.errors import EngineError
from picseek.engine.types import IndexReport, PicturesChanged, Progress
from picseek.ui.controllers.rate import RateMeter
from picseek.ui.controllers.session import Session
from picseek.ui.tasks import Lane, Task, TaskRunner


@dataclass(frozen=True, slots=True)
class IndexState:
    """How indexing goes.

    Attributes:
        running: Whether a run is under way, also a held one.
        worth_showing: Whether the user should see it: not a look around that finds nothing new.
        paused: Whether it is held.
        stopping: Whether it was asked to stop and has not yet.
        progress: How far it is; None until it has said so.
        per_second: Files a second over the last seconds, if that can be told.
        seconds_left: How long it still takes, if that can be told.
    """

    running: bool = False
    worth_showing: bool = False
    paused: bool = False
    stopping: bool = False
    progress: Progress | None = None
    per_second: float | None = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class _Request:
    folders: tuple[Path, ...]
    retry_failed: bool
    quiet: bool


class IndexingController(QObject):
    """Runs what was asked for, one after the other.

    Signals:
        state_changed: The IndexState, at each change and at most 20 times a second.
        pictures_changed: Other pictures can be found now.
        ended: A run ended: its IndexReport, or None when it was stopped or failed.
        failed: An EngineError ended a run.
    """

    state_changed = Signal(object)
    pictures_changed = Signal()
    ended = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._rate = RateMeter(clock)
        self._waiting: list[_Request] = []
        self._task: Task | None = None
        self._progress: Progress | None = None
        self._quiet = False

    @property
    def running(self) -> bool:
        """Whether a run is under way, also a held one."""
        return self._task is not None

    @property
    def state(self) -> IndexState:
        """How indexing goes now."""
        if self._task is None:
            return IndexState()
        total = self._progress.total if self._progress is not None else None
        return IndexState(
            running=True,
            worth_showing=not self._quiet,
            paused=self._task.control.paused,
            stopping=self._task.control.cancelled,
            progress=self._progress,
            per_second=self._rate.per_second(),
            seconds_left=self._rate.left(total) if total is not None else None,
        )

    def start(
        self, folders: tuple[Path, ...] = (), *, retry_failed: bool = False, quiet: bool = False
    ) -> None:
        """Bring folders in step with the disk, after the run that is under way.

        Args:
            folders: None: all that the library remembers.
            retry_failed: Try again what failed before.
            quiet: Nobody asked for it: not worth showing until it finds something new.
        """
        request = _Request(folders, retry_failed, quiet)
        if self._session.writable and request not in self._waiting:
            self._waiting.append(request)
            self._next()

    def toggle_pause(self) -> None:
        """Hold the run, or let it go on."""
        if self._task is None:
            return
        if self._task.control.paused:
            self._task.control.resume()
        else:
            self._task.control.pause()
            self._quiet = False
        self._rate.reset()
        self._tell()

    def stop(self) -> None:
        """Stop the run and forget what waits behind it. What was done stays done."""
        self._waiting.clear()
        if self._task is not None:
            self._task.control.cancel()
            self._tell()

    def _next(self) -> None:
        library = self._session.library
        if self._task is not None or not self._waiting or library is None:
            return
        request = self._waiting.pop(0)
        self._progress = None
        self._quiet = request.quiet
        self._rate.reset()

        def job(task: Task) -> IndexReport:
            return library.index(
                request.folders,
                retry_failed=request.retry_failed,
                job=task.control,
                on_event=task.report,
            )

        self._task = self._tasks.submit(
            job,
            on_done=self._on_end,
            on_error=self._on_error,
            on_event=self._on_event,
            lane=Lane.INDEX,
        )
        self._tell()

    def _tell(self) -> None:
        self.state_changed.emit(self.state)

    def _on_event(self, event: object) -> None:
        if isinstance(event, Progress):
            self._progress = event
            self._quiet = self._quiet and not event.indexed
            self._rate.add(event.done)
            self._tell()
        elif isinstance(event, PicturesChanged):
            self.pictures_changed.emit()

    def _on_end(self, report: IndexReport | None) -> None:
        self._task = None
        self._progress = None
        self.ended.emit(report)
        self._next()
        if not self.running:
            self._tell()

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, EngineError):
            # What waits would meet the same.
            self._waiting.clear()
            self.failed.emit(error)
        self._on_end(None)
