"""Python's cyclic garbage, collected on the GUI thread alone.

Left to itself, Python collects on whichever thread allocates next. A QObject in such a cycle,
with a timer or a connection, then dies on a thread that it does not belong to: Qt warns, or the
process ends.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 2000
_EVERY_FULL = 30


class GuiThreadCollector(QObject):
    """Takes over from Python's own collector while it is installed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rounds = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.timeout.connect(self.collect)

    def install(self) -> None:
        """Collect from now on; what lives already is looked at no more, so rounds stay short."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def uninstall(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def collect(self) -> None:
        """Collect what is young, and now and then all."""
        self._rounds += 1
        gc.collect(2 if self._rounds % _EVERY_FULL == 0 else 1)
