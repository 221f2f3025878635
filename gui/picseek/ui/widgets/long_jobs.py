"""Jobs that show a progress dialog when they take longer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from picseek.engine.library import Library
    from picseek.ui.widgets.progress_dialog import JobDialog

_DIALOG_DELAY_MS = 600

T = TypeVar("T")


class LongJobs(QObject):
    """Runs jobs on the library, with a progress dialog for those that take longer.

    A job reports `FilesDone` through its Task, and checks `control` for cancellation.

    Signals:
        failed: Why a job failed, as a sentence.
    """

    failed = Signal(object)  # a str: Signal(str) drops lone surrogates

    def __init__(
        self, session: Session, window: QWidget, *, delay_ms: int = _DIALOG_DELAY_MS
    ) -> None:
        """Args: delay_ms: How long a job may run without a dialog."""
        super().__init__(window)
        self._session = session
        self._window = window
        self._delay_ms = delay_ms

    def run(
        self,
        title: str,
        job: Callable[[Library, Task], T],
        done: Callable[[T], object],
        *,
        lane: Lane = Lane.FILE_JOBS,
    ) -> None:
        """Run a job.

        Args:
            title: What the job does, for its dialog.
            job: Called on the lane's thread.
            done: Called with the result, unless the job failed or was cancelled.
            lane: Where the job runs.
        """
        progress = _DelayedDialog(title, self._window, self._delay_ms)
        task = self._session.run(
            job,
            done,
            self.failed.emit,
            ended=progress.end,
            event=progress.show_progress,
            lane=lane,
        )
        progress.start(task)


class _DelayedDialog(QObject):
    """Shows a job's dialog after a delay, until the job is done."""

    def __init__(self, title: str, window: QWidget, delay_ms: int) -> None:
        super().__init__(window)
        self._title = title
        self._window = window
        self._dialog: JobDialog | None = None
        self._latest: object = None
        self._task: Task | None = None
        self._delay = QTimer(self, singleShot=True, interval=delay_ms)
        self._delay.timeout.connect(self._show)

    def start(self, task: Task | None) -> None:
        self._task = task
        if task is None:
            self.deleteLater()
        elif not task.dropped:
            self._delay.start()

    def show_progress(self, event: object) -> None:
        self._latest = event
        if self._dialog is not None:
            self._dialog.show_progress(event)

    def end(self) -> None:
        self._delay.stop()
        if self._dialog is not None:
            self._dialog.hide()
            self._dialog.deleteLater()
        self.deleteLater()

    def _show(self) -> None:
        from picseek.ui.widgets.progress_dialog import JobDialog

        self._dialog = JobDialog(self._title, self._window)
        self._dialog.stop_requested.connect(self._stop)
        self._dialog.show_progress(self._latest)
        self._dialog.show()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.control.cancel()
