"""The single bridge from threads to Qt.

A job runs on a lane: a thread of its own, so jobs of a lane never overlap and need no locks
among themselves. What it returns, raises or reports is carried to the GUI thread by one queued
signal and a locked queue.
"""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future, wait
from enum import StrEnum
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from picseek.engine.cancel import JobControl
from picseek.engine.errors import Cancelled, EngineError
from picseek.ui.base.lane_thread import LaneThread

_log = logging.getLogger(__name__)

EVENT_INTERVAL_S = 0.05
"""Reports reach the window at most this often: 20 times a second."""

_SLICE_S = 0.008
"""How long deliveries may hold the GUI thread before it gets to paint."""

T = TypeVar("T")


class Lane(StrEnum):
    """Where a job runs. Jobs of one lane run one after the other, in the order submitted."""

    SESSION = "session"
    SEARCH = "search"
    INDEX = "index"
    QUERY = "query"
    SIDEBAR = "sidebar"
    FILES = "files"
    SERVICE = "service"
    FILE_JOBS = "file-jobs"
    BADGES = "badges"
    VIEWER = "viewer"
    PREFETCH = "prefetch"
    FRAMES = "frames"
    DETAILS = "details"
    EXPLAIN = "explain"
    NAMES = "names"
    STORAGE = "storage"
    LOCAL_MODELS = "local-models"
    DOWNLOAD = "download"
    SECOND_LOOK = "second-look"
    POWER = "power"


class Task:
    """A submitted job. Made by `TaskRunner.submit`; the job gets it as its argument.

    Attributes:
        control: Cancels or pauses the job; one cancelled by it alone still calls `on_error`.
        dropped: Whether it was cancelled by `cancel`, after which nothing is called back.
    """

    def __init__(
        self,
        report: Callable[[Task, object], None],
        on_event: Callable[[object], object] | None,
        on_end: Callable[[], object] | None,
    ) -> None:
        self.control = JobControl()
        self.dropped = False
        self.on_event = on_event
        self.on_end = on_end
        self._report = report

    def report(self, event: object) -> None:
        """Send an event to the window, from the job's thread.

        Only the newest event of each type waits for delivery. The last one always arrives,
        before the job's result.
        """
        self._report(self, event)

    def cancel(self) -> None:
        """Cancel the job and drop it: none of its callbacks is called afterwards."""
        self.dropped = True
        self.control.cancel()


def _one_thread(lane: str) -> Executor:
    return LaneThread(f"picseek-{lane}")


def _call(task: Task, callback: Callable[..., object] | None, *args: object) -> None:
    """Call back, unless the job was dropped or the callback's QObject was deleted."""
    if callback is not None and not task.dropped and not is_deleted(callback):
        callback(*args)


def is_deleted(callback: Callable[..., object]) -> bool:
    """Returns whether a callback is a method of a QObject that Qt has deleted."""
    bound: object = callback
    while isinstance(bound, partial):
        bound = bound.func
    owner = getattr(bound, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


class TaskRunner(QObject):
    """Runs jobs on threads and calls back on the GUI thread, where it must be made and closed."""

    _wake = Signal()

    def __init__(
        self,
        make_executor: Callable[[str], Executor] = _one_thread,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_executor = make_executor
        self._executors: dict[Lane, Executor] = {}
        self._running: dict[Task, Future[None]] = {}
        self._closed = False
        self._lock = threading.Lock()
        self._deliveries: deque[Callable[[], None]] = deque()
        self._events: dict[Task, dict[type, object]] = {}
        self._woken = False
        self._delivered_at = 0.0
        self._pace = QTimer(self, singleShot=True)
        self._pace.timeout.connect(self._deliver_events)
        self._wake.connect(self._drain, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        job: Callable[[Task], T],
        *,
        on_done: Callable[[T], object] | None = None,
        on_error: Callable[[Exception], object] | None = None,
        on_event: Callable[[object], object] | None = None,
        on_end: Callable[[], object] | None = None,
        lane: Lane = Lane.QUERY,
    ) -> Task:
        """Run a job on a lane's thread. Jobs on the library: see `Session.run`.

        Args:
            job: Called there with its Task, for `control` and `report`.
            on_done: Receives the job's result.
            on_error: Receives its error: an EngineError, Cancelled, or a bug. A bug is also passed
                to `sys.excepthook`.
            on_event: Receives its reports, at most 20 a second for each type of event.
            on_end: Called however the job ended, before `on_done` and `on_error`.
            lane: Where it runs.

        Returns:
            The task. After `close` it is one that will never run.
        """
        task = Task(self._add_event, on_event, on_end)
        if self._closed:
            task.cancel()
            return task
        if lane not in self._executors:
            self._executors[lane] = self._make_executor(lane.value)
        run = partial(self._run, task, job, on_done, on_error)
        self._running[task] = self._executors[lane].submit(run)
        return task

    def close(self, seconds: float = 10.0) -> bool:
        """Cancel all jobs and join their threads.

        Answers that are paid for are awaited for half of the time, then dropped.

        Returns:
            Whether all of them ended in time; if not, they still use the library.
        """
        self._closed = True
        for task in self._running:
            task.cancel()
        if wait(self._running.values(), timeout=seconds / 2).not_done:
            for task in self._running:
                task.control.drop()
        late = wait(self._running.values(), timeout=seconds / 2).not_done
        for lane, executor in self._executors.items():
            executor.shutdown(wait=not late, cancel_futures=True)
            if late:
                _log.error("jobs did not stop in time; lane %s was left running", lane.value)
        self._pace.stop()
        self._running.clear()
        self._executors.clear()
        return not late

    # On the job's thread

    def _run(
        self,
        task: Task,
        job: Callable[[Task], T],
        on_done: Callable[[T], object] | None,
        on_error: Callable[[Exception], object] | None,
    ) -> None:
        try:
            task.control.raise_if_cancelled()
            result = job(task)
        except Exception as error:  # noqa: BLE001 - the boundary: `_fail` sorts bugs out
            self._post(partial(self._fail, task, on_error, error))
        else:
            self._post(partial(self._finish, task, on_done, result))

    def _post(self, delivery: Callable[[], None]) -> None:
        with self._lock:
            self._deliveries.append(delivery)
        self._wake_up()

    def _add_event(self, task: Task, event: object) -> None:
        with self._lock:
            waiting = bool(self._events)
            self._events.setdefault(task, {})[type(event)] = event
        if not waiting:
            self._wake_up()

    def _wake_up(self) -> None:
        with self._lock:
            if self._woken:
                return
            self._woken = True
        try:
            self._wake.emit()
        except RuntimeError:
            # The window was deleted, so nobody needs the result.
            _log.debug("a job ended after its window")

    # On the GUI thread

    @Slot()
    def _drain(self) -> None:
        with self._lock:
            self._woken = False
        try:
            self._deliver_results()
        finally:
            if self._deliveries:
                self._wake_up()
        self._pace_events()

    def _deliver_results(self) -> None:
        until = time.monotonic() + _SLICE_S
        while self._deliveries and time.monotonic() < until:
            self._deliveries.popleft()()

    def _pace_events(self) -> None:
        if not self._events or self._pace.isActive():
            return
        due = self._delivered_at + EVENT_INTERVAL_S - time.monotonic()
        if due <= 0:
            self._deliver_events()
        else:
            self._pace.start(int(due * 1000) + 1)

    @Slot()
    def _deliver_events(self) -> None:
        self._delivered_at = time.monotonic()
        with self._lock:
            events, self._events = self._events, {}
        for task, newest in events.items():
            for event in newest.values():
                _call(task, task.on_event, event)

    def _end(self, task: Task) -> None:
        self._running.pop(task, None)
        with self._lock:
            newest = self._events.pop(task, {})
        for event in newest.values():
            _call(task, task.on_event, event)
        _call(task, task.on_end)

    def _finish(self, task: Task, on_done: Callable[[T], object] | None, result: T) -> None:
        self._end(task)
        _call(task, on_done, result)

    def _fail(
        self, task: Task, on_error: Callable[[Exception], object] | None, error: Exception
    ) -> None:
        self._end(task)
        _call(task, on_error, error)
        if not isinstance(error, EngineError | Cancelled):
            sys.excepthook(type(error), error, error.__traceback__)
