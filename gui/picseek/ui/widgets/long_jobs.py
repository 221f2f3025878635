"""Jobs that may take longer: whoever waits for one sees how far it is, and can stop it."""

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

_PATIENCE_MS = 600

T = TypeVar("T")


class LongJobs(QObject):
    """Runs jobs on the library; those that are not done soon get a dialog.

    A job gets its Task: it reports `FilesDone`, and looks at `control` to be stopped.

    Signals:
        failed: Why a job could not be done, in a sentence.
    """

    failed = Signal(object)  # a str: Signal(str) loses what is no Unicode

    def __init__(
        self, session: Session, window: QWidget, *, patience_ms: int = _PATIENCE_MS
    ) -> None:
        """Args: patience_ms: How long a job may take without a dialog."""
        super().__init__(window)
        self._session = session
        self._window = window
        self._patience_ms = patience_ms

    def run(
        self,
        title: str,
        job: Callable[[Library, Task], T],
        done: Callable[[T], object],
        *,
        lane: Lane = Lane.FILING,
    ) -> None:
        """Run a job.

        Args:
            title: What it does, for its dialog.
            job: Called on the lane's thread.
            done: Gets its result; not called if it failed or raised Cancelled.
            lane: Where it runs.
        """
        watch = _Watch(title, self._window, self._patience_ms)
        task = self._session.run(
            job, done, self.failed.emit, ended=watch.end, event=watch.show_progress, lane=lane
        )
        watch.begin(task)


class _Watch(QObject):
    """Waits a while, then shows a job's dialog, until the job is done."""

    def __init__(self, title: str, window: QWidget, patience_ms: int) -> None:
        super().__init__(window)
        self._title = title
        self._window = window
        self._dialog: JobDialog | None = None
        self._newest: object = None
        self._task: Task | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience_ms)
        self._patience.timeout.connect(self._show)

    def begin(self, task: Task | None) -> None:
        self._task = task
        if task is None:
            self.deleteLater()
        elif not task.dropped:
            self._patience.start()

    def show_progress(self, event: object) -> None:
        self._newest = event
        if self._dialog is not None:
            self._dialog.show_progress(event)

    def end(self) -> None:
        self._patience.stop()
        if self._dialog is not None:
            self._dialog.hide()
            self._dialog.deleteLater()
        self.deleteLater()

    def _show(self) -> None:
        from picseek.ui.widgets.progress_dialog import JobDialog

        self._dialog = JobDialog(self._title, self._window)
        self._dialog.stop_wanted.connect(self._stop)
        self._dialog.show_progress(self._newest)
        self._dialog.show()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.control.cancel()
