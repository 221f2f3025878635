"""Begins to look for changes by itself: at the start, when nobody is busy, or never."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from picseek.engine.errors import EngineError
from picseek.engine.types.settings import IndexStart
from picseek.ui.base.qt_guard import guarded
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, TaskRunner

IDLE_MS = 60_000
"""Nobody is busy in Picseek when nothing was typed or clicked for this time."""

_BUSY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchUpdate,
        QEvent.Type.InputMethod,
    }
)


class Beginning(QObject):
    """Waits for the right moment, once after the library was opened.

    Signals:
        due: The moment is there.
    """

    due = Signal()

    def __init__(
        self,
        session: Session,
        tasks: TaskRunner,
        parent: QObject | None = None,
        idle_ms: int = IDLE_MS,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._idle = QTimer(self)
        self._idle.setObjectName("indexWhenIdle")
        self._idle.setSingleShot(True)
        self._idle.setInterval(idle_ms)
        self._idle.timeout.connect(self._on_idle)

    def begin(self) -> None:
        """Look up what the user wants, and do so."""
        library = self._session.library
        if library is not None:
            self._tasks.submit(
                lambda _task: library.options.indexing.start,
                on_done=self._on_start,
                on_error=self._on_error,
                lane=Lane.SESSION,
            )

    def _on_start(self, start: IndexStart) -> None:
        if start is IndexStart.ALWAYS:
            self.due.emit()
        elif start is IndexStart.IDLE:
            self._idle.start()
            self._watch(True)

    def _on_idle(self) -> None:
        self._watch(False)
        self.due.emit()

    def _on_error(self, error: Exception) -> None:
        if isinstance(error, EngineError):
            self.due.emit()  # the run will say what is wrong

    def _watch(self, on: bool) -> None:
        app = QCoreApplication.instance()
        if app is not None and on:
            app.installEventFilter(self)
        elif app is not None:
            app.removeEventFilter(self)

    # Qt's side

    @guarded(bool)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait anew whenever something is typed or clicked."""
        if event.type() in _BUSY and self._idle.isActive():
            self._idle.start()
        return False
