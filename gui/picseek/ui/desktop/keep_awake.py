"""Keeps the screen on during slide shows."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.ui.base.tasks import Lane
from picseek.ui.desktop.child_environment import child_environment

if TYPE_CHECKING:
    import subprocess

    from picseek.ui.base.tasks import TaskRunner

_SERVICE = "org.freedesktop.ScreenSaver"
_PATH = "/org/freedesktop/ScreenSaver"
_CONNECTION = "picseek-awake"


class KeepAwake(QObject):
    """Keeps the system from turning the screen off, where that is supported.

    Linux: org.freedesktop.ScreenSaver (Idle Inhibition Service Draft). macOS: ``caffeinate``.
    Windows: SetThreadExecutionState.
    """

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._helper: subprocess.Popen[bytes] | None = None
        self._awake = False

    def set(self, *, awake: bool) -> None:
        """Keep the screen on, or stop that."""
        if awake == self._awake:
            return
        self._awake = awake
        if sys.platform == "darwin":
            self._set_macos(awake)
        elif sys.platform == "win32":
            _set_windows(awake)
        else:
            text = self.tr("Slideshow")
            self._tasks.submit(lambda _task: _set_freedesktop(text, awake=awake), lane=Lane.DETAILS)

    def _set_macos(self, awake: bool) -> None:
        import subprocess

        if awake:
            with contextlib.suppress(OSError):
                command = ["/usr/bin/caffeinate", "-d", "-w", str(os.getpid())]
                self._helper = subprocess.Popen(  # noqa: S603 - no shell
                    command, env=child_environment()
                )
        elif self._helper is not None:
            self._helper.terminate()
            self._helper.wait()
            self._helper = None


def _set_freedesktop(text: str, *, awake: bool) -> None:
    """Blocks until the bus has answered."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    if not awake:
        # Closing the connection ends the inhibition. (UnInhibit takes an unsigned integer,
        # which PySide6 cannot send.)
        QDBusConnection.disconnectFromBus(_CONNECTION)
        return
    kind = QDBusConnection.BusType.SessionBus
    bus = QDBusConnection.connectToBus(kind, _CONNECTION)
    if bus.isConnected():
        call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "Inhibit")
        call.setArguments(["Picseek", text])
        bus.send(call)


if sys.platform == "win32":

    def _set_windows(awake: bool) -> None:
        """Applies to the calling thread, here the GUI thread."""
        import ctypes

        continuous, display = 0x80000000, 0x00000002
        ctypes.windll.kernel32.SetThreadExecutionState(continuous | (display if awake else 0))
