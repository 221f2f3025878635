"""Keeps the screen on during slide shows."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.ui.base.tasks import Lane
from picseek.ui.desktop.child_environment import child_environment
from picseek.ui.desktop.session_bus import BusError, SessionBus

if TYPE_CHECKING:
    import subprocess

    from picseek.ui.base.tasks import TaskRunner

_SERVICE = "org.freedesktop.ScreenSaver"
_PATH = "/org/freedesktop/ScreenSaver"
_TIMEOUT_S = 2.0


class KeepAwake(QObject):
    """Keeps the system from turning the screen off, where that is supported.

    Linux: org.freedesktop.ScreenSaver (Idle Inhibition Service Draft). macOS: ``caffeinate``.
    Windows: SetThreadExecutionState.
    """

    def __init__(self, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._helper: subprocess.Popen[bytes] | None = None
        self._bus: SessionBus | None = None
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
            self._set_freedesktop(awake)

    def _set_freedesktop(self, awake: bool) -> None:
        if self._bus is not None:
            self._bus.close()  # which ends the inhibition
            self._bus = None
        if awake:
            text = self.tr("Slideshow")
            self._tasks.submit(
                lambda _task: _inhibit(text), on_done=self._on_inhibited, lane=Lane.POWER
            )

    def _on_inhibited(self, bus: SessionBus | None) -> None:
        if bus is not None and self._awake and self._bus is None:
            self._bus = bus
        elif bus is not None:
            bus.close()  # the slide show was stopped meanwhile

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


def _inhibit(reason: str) -> SessionBus | None:
    """Keep the screen on until the returned connection is closed; None: not supported. Blocks."""
    try:
        bus = SessionBus(_TIMEOUT_S)
    except BusError:
        return None
    try:
        bus.call(_SERVICE, _PATH, "Inhibit", "ss", "Picseek", reason)
    except BusError:
        bus.close()
        return None
    return bus


if sys.platform == "win32":

    def _set_windows(awake: bool) -> None:
        """Applies to the calling thread, here the GUI thread."""
        import ctypes

        continuous, display = 0x80000000, 0x00000002
        ctypes.windll.kernel32.SetThreadExecutionState(continuous | (display if awake else 0))
