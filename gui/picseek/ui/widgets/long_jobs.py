"""Jobs that may take longer: whoever waits for one sees how far it is, and can stop it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from picseek.engine.errors import EngineError
from picseek.ui.base.tasks import Lane, Task, TaskRunner
from picseek.ui.text import wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from picseek.ui.widgets.progress_dialog import JobDialog

_PATIENCE_MS = 600

T = TypeVar("T")


class LongJobs(QObject):
    """Runs jobs; those that are not done soon get a dialog.

    A job gets its Task: it reports `FilesDone`, and looks at `control` to be stopped.

    Signals:
        failed: Why a job could not be done, in a sentence.
    """

    failed = Signal(object)  # a str: Signal(str) loses what is no Unicode

    def __init__(
        self, tasks: TaskRunner, window: QWidget, *, patience_ms: int = _PATIENCE_MS
    ) -> None:
        """Args: patience_ms: How long a job may take without a dialog."""
        super().__init__(window)
        self._tasks = tasks
        self._window = window
        self._patience_ms = patience_ms

    def run(
        self,
        title: str,
        job: Callable[[Task], T],
        on_done: Callable[[T], None],
        *,
        lane: Lane = Lane.FILING,
    ) -> None:
        """Run a job.

        Args:
            title: What it does, for its dialog.
            job: Called on the lane's thread.
            on_done: Gets its result; not called if it failed or raised Cancelled.
            lane: Where it runs.
        """
        watch = _Watch(title, self._window, self._patience_ms)
        task = self._tasks.submit(
            job,
            on_done=partial(self._on_done, watch, on_done),
            on_error=partial(self._on_error, watch),
            on_event=watch.show_progress,
            lane=lane,
        )
        watch.begin(task)

    def _on_done(self, watch: _Watch, on_done: Callable[[T], None], result: T) -> None:
        watch.end()
        on_done(result)

    def _on_error(self, watch: _Watch, error: Exception) -> None:
        watch.end()
        if isinstance(error, EngineError):
            self.failed.emit(wording.told(error))


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

    def begin(self, task: Task) -> None:
        self._task = task
        if not task.dropped:
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
