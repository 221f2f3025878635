"""A timer that fires once the user has been idle."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from picseek.ui.qt_guard import guarded

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


class IdleTimer(QTimer):
    """Fires once nothing was typed or clicked in Picseek for its interval.

    It sees the events of the whole program, which costs time, so only while it waits.
    """

    def __init__(self, interval_ms: int, parent: QObject) -> None:
        super().__init__(parent)
        self.setSingleShot(True)
        self.setInterval(interval_ms)
        self.timeout.connect(lambda: self._watch(False))

    def wait(self) -> None:
        """Start waiting, or start again."""
        self._watch(True)
        self.start()

    def cancel(self) -> None:
        """Stop waiting."""
        self.stop()
        self._watch(False)

    def _watch(self, on: bool) -> None:
        app = QCoreApplication.instance()
        if app is not None and on:
            app.installEventFilter(self)  # installing it again has no effect
        elif app is not None:
            app.removeEventFilter(self)

    # Qt overrides

    @guarded(bool)
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _BUSY and self.isActive():
            self.start()
        return False
