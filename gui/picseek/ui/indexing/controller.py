"""Runs indexing, one run at a time, with pause, resume, stop and progress.

Before a run may send pictures to an online service, they are counted. If the user must be asked
first, the run is held until they have answered. If they decline, pictures are still indexed as far
as that needs no sending.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from picseek.engine.errors import ConsentNeeded, EngineError, ModelError
from picseek.engine.types import (
    AwaitingAnswers,
    ConsentPrompt,
    IndexReport,
    IndexRequest,
    Permit,
    PicturesChanged,
    Progress,
)
from picseek.ui.base.rate_meter import RateMeter
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task

if TYPE_CHECKING:
    from picseek.engine.library import Library

QUIET_MS = 1000
"""After this time, a run that started automatically is shown."""


@dataclass(frozen=True, slots=True)
class IndexState:
    """The state of indexing.

    Attributes:
        running: Whether a run is in progress, paused or not.
        worth_showing: Whether to show it: not a short check that finds nothing new.
        paused: Whether the user paused it.
        stopping: Whether it was asked to stop and is still running.
        awaiting: Paid calls whose answers it waits for before it stops.
        progress: Its last report; None: none yet.
        per_second: Files a second over the last seconds, if known.
        seconds_left: The remaining time, if known.
    """

    running: bool = False
    worth_showing: bool = False
    paused: bool = False
    stopping: bool = False
    awaiting: int = 0
    progress: Progress | None = None
    per_second: float | None = None
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class HeldRun:
    """A run that may not start before the user has been asked."""

    request: IndexRequest
    prompt: ConsentPrompt


class IndexingController(QObject):
    """Runs requests one after the other.

    Signals:
        state_changed: The IndexState, at each change and at most 20 times a second.
        pictures_changed: Other pictures can be found now.
        permission_requested: A HeldRun: the user must be asked. Nothing else runs until
            `continue_with` or `skip_held_run` is called; but a quiet run continues at once, without
            sending.
        consent_requested: A run ended because it would have sent pictures without the user's
            consent: its IndexRequest and the ConsentNeeded.
        ended: A run ended: its IndexReport, or None if it was stopped, held or failed.
        failed: Another EngineError ended a run.
    """

    state_changed = Signal(object)
    pictures_changed = Signal()
    permission_requested = Signal(object)
    consent_requested = Signal(object, object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._rate = RateMeter(clock)
        self._waiting: list[IndexRequest] = []
        self._request = IndexRequest()
        self._task: Task | None = None
        self._holding = False
        self._progress: Progress | None = None
        self._awaiting = 0
        self._quiet = False
        self._quiet_timer = QTimer(self, singleShot=True)
        self._quiet_timer.timeout.connect(self._show)
        self._pace = 0.0

    @property
    def running(self) -> bool:
        """Whether a run is in progress, paused or not."""
        return self._task is not None

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders of the run; empty: all in the library."""
        return self._request.folders

    @property
    def state(self) -> IndexState:
        """The current state."""
        if self._task is None:
            return IndexState()
        return IndexState(
            running=True,
            worth_showing=not self._quiet,
            paused=self._task.control.paused,
            stopping=self._task.control.cancelled,
            awaiting=0 if self._task.control.paid_calls.cancelled else self._awaiting,
            progress=self._progress,
            per_second=self._rate.per_second(),
            seconds_left=self._seconds_left(),
        )

    def start(
        self,
        folders: tuple[Path, ...] = (),
        *,
        retry_failed: bool = False,
        quiet: bool = False,
        review: bool = False,
        full: bool = False,
    ) -> None:
        """Index folders after the current run.

        Args:
            folders: The folders; empty: all in the library.
            retry_failed: Try files again that failed before.
            quiet: Started automatically: hidden until it finds something new or takes long.
            review: Show the user what would be sent, even if they need not be asked.
            full: Read all files again, even if they seem unchanged or failed before.
        """
        self._add(IndexRequest(folders, retry_failed or full, quiet, review, full=full))

    def continue_with(self, request: IndexRequest, permit: Permit) -> None:
        """Start the held run."""
        self._waiting.insert(0, replace(request, permit=permit))
        self.skip_held_run()

    def skip_held_run(self) -> None:
        """Drop the held run, and start the next one."""
        self._holding = False
        self._next()

    def toggle_pause(self) -> None:
        """Pause or resume the run."""
        if self._task is None:
            return
        if self._task.control.paused:
            self._task.control.resume()
        else:
            self._task.control.pause()
            self._quiet = False
        self._rate.reset()
        self._emit_state()

    def stop(self) -> None:
        """Stop the run and clear the queue. Finished work is kept.

        Waits for answers that are paid for; a second call drops them.
        """
        self._waiting.clear()
        if self._task is None:
            return
        if self._task.control.cancelled:
            self._task.control.drop()
        self._task.control.cancel()
        self._emit_state()

    def _add(self, request: IndexRequest) -> None:
        if self._session.writable and request not in self._waiting:
            self._waiting.append(request)
            self._next()

    def _next(self) -> None:
        library = self._session.library
        if self._task is not None or self._holding or not self._waiting or library is None:
            return
        request = self._request = self._waiting.pop(0)
        self._progress = None
        self._awaiting = 0
        self._quiet = request.quiet
        if request.quiet:
            self._quiet_timer.start(QUIET_MS)
        self._pace = 0.0
        self._rate.reset()
        self._task = self._session.tasks.submit(
            self._job_of(library, request),
            on_done=self._on_done,
            on_error=self._on_error,
            on_event=self._on_event,
            lane=Lane.INDEX,
        )
        self._emit_state()

    def _job_of(
        self, library: Library, request: IndexRequest
    ) -> Callable[[Task], IndexReport | ConsentPrompt]:
        counting = Progress(0, None, wait=self.tr("Counting pictures to send…"))

        def job(task: Task) -> IndexReport | ConsentPrompt:
            report_counting = partial(task.report, counting)
            try:
                permit = library.permission(request, task.control, report_counting)
            except ModelError:  # the run reports it, too, and does what needs no model
                permit = Permit.nothing(library.current_model)
            task.control.wait_while_paused()
            if isinstance(permit, ConsentPrompt):
                if not request.quiet:
                    return permit
                task.report(HeldRun(request, permit))
                permit = Permit.nothing(permit.quote.model)
            task.report(permit)
            # Pictures that may not be sent are still shown, and found by name.
            permit = replace(permit, limits=replace(permit.limits, read_on=True))
            return library.run_index(
                replace(request, permit=permit), job=task.control, on_event=task.report
            )

        return job

    def _seconds_left(self) -> float | None:
        """Return the remaining time by the measured rate or by the key's limit, if slower."""
        if self._progress is None or self._progress.total is None:
            return None
        limited = (self._progress.total - self._progress.done) * self._pace or None
        measured = self._rate.left(self._progress.total)
        if limited is None or measured is None:
            return limited or measured
        return max(limited, measured)

    def _show(self) -> None:
        """Show an automatic run that takes long."""
        self._quiet = False
        self._emit_state()

    def _emit_state(self) -> None:
        self.state_changed.emit(self.state)

    def _on_event(self, event: object) -> None:
        if isinstance(event, Progress):
            self._progress = event
            self._quiet = self._quiet and not event.indexed
            self._rate.add(event.done)
            self._emit_state()
        elif isinstance(event, AwaitingAnswers):
            self._awaiting = event.calls
            self._quiet = False
            self._emit_state()
        elif isinstance(event, PicturesChanged):
            self.pictures_changed.emit()
        elif isinstance(event, Permit):
            self._pace = event.pace
            self._rate.reset()
            self._emit_state()
        elif isinstance(event, HeldRun):
            self.permission_requested.emit(event)

    def _on_done(self, outcome: IndexReport | ConsentPrompt) -> None:
        if isinstance(outcome, IndexReport):
            self._on_end(outcome)
            return
        self._holding = True
        self.permission_requested.emit(HeldRun(self._request, outcome))
        self._on_end(None)

    def _on_end(self, report: IndexReport | None) -> None:
        self._task = None
        self._progress = None
        self._quiet_timer.stop()
        self.ended.emit(report)
        self._next()
        if not self.running:
            self._emit_state()

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, ConsentNeeded):
            self.consent_requested.emit(self._request, error)
        elif isinstance(error, EngineError):
            # Queued runs would fail in the same way.
            self._waiting.clear()
            self.failed.emit(error)
        self._on_end(None)
