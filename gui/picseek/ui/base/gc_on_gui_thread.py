"""Python's cyclic garbage, collected on the GUI thread alone.

Left to itself, Python collects on whichever thread allocates next. A QObject in such a cycle,
with a timer or a connection, then dies on a thread that it does not belong to: Qt warns, or the
process ends.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

_INTERVAL_MS = 2000
_EVERY_FULL = 30
_START = 1
"""The round by which everything needed at startup is loaded."""


class GuiThreadCollector(QObject):
    """Takes over from Python's own collector while it is installed.

    A full collection takes 20 to 50 ms in a small library, more in a large one: the window would
    stutter. So objects that survived are not examined again while the user is active.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rounds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.collect)

    def install(self) -> None:
        """Collect from now on; existing objects are frozen, so that rounds stay short."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def uninstall(self) -> None:
        """Hand collection back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def collect(self) -> None:
        """Collect young objects, sometimes old ones; frozen ones only while Picseek is inactive."""
        self._rounds += 1
        if self._rounds == _START:
            gc.freeze()  # 100,000 objects of modules and windows: nearly all of them live on
        elif self._rounds % _EVERY_FULL:
            gc.collect(1)
        else:
            if QGuiApplication.applicationState() != Qt.ApplicationState.ApplicationActive:
                gc.unfreeze()
            gc.collect(2)
            gc.freeze()
