"""What the process does about signals, uncaught exceptions and its end."""

from __future__ import annotations

import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable
from types import FrameType, TracebackType

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMessageBox

from picseek.ui.base.plain_text import PlainMessageBox

_log = logging.getLogger(__name__)

_SHARED_CLIPBOARDS = ("xcb", "wayland", "windows", "cocoa")
"""Beginnings of Qt's names of the platforms whose clipboard belongs to the desktop."""


def release_clipboard() -> None:
    """Clear a clipboard that only this process can read, before the process ends.

    Qt deletes what such a clipboard holds after Python has ended, which crashes: it was made by
    Python. A clipboard of the desktop is released in time, and other programs may still read it.
    """
    if not QGuiApplication.platformName().startswith(_SHARED_CLIPBOARDS):
        QGuiApplication.clipboard().clear()


class SignalWatch:
    """Closes the window on Ctrl-C and when the system asks to end.

    Python runs a signal's handler only once the interpreter gets to run, which Qt's event loop
    may not let it for long. So the signal also writes to a socket that Qt watches.

    Attributes:
        received: The signal's number, or 0.
    """

    def __init__(self, close: Callable[[], object]) -> None:
        self.received = 0
        self._close = close
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._on_wake)
        self._before: dict[signal.Signals, object] = {}
        self._fd_before = -1

    def install(self) -> None:
        """Watch from now on. Only on the main thread."""
        self._fd_before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._on_signal)

    def uninstall(self) -> None:
        """Restore the previous handlers."""
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]  # what signal() returned
        signal.set_wakeup_fd(self._fd_before)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.received = number

    def _on_wake(self) -> None:
        self._reader.recv(64)
        self._close()


class BugReporter(QObject):
    """Logs uncaught exceptions of any thread, and shows them to the user."""

    _caught = Signal(object)

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._box: QMessageBox | None = None
        self._before = sys.excepthook, threading.excepthook
        self._caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Replace Python's exception hooks."""
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def uninstall(self) -> None:
        """Restore the previous hooks."""
        sys.excepthook, threading.excepthook = self._before

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QCoreApplication.quit()
            return
        _log.critical("a bug in Picseek", exc_info=(kind, error, trace))
        self._caught.emit(error)

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, error: BaseException) -> None:
        if self._box is not None and self._box.isVisible():
            return
        self._box = PlainMessageBox(
            QMessageBox.Icon.Critical,
            self.tr("Picseek"),
            self.tr(
                "Picseek ran into a problem. Your pictures are safe. If something "
                "stops working, quit Picseek and open it again."
            ),
            self._window,
        )
        self._box.setStandardButtons(QMessageBox.StandardButton.Close)
        self._box.setDetailedText(f"{type(error).__name__}: {error}")
        self._box.open()
