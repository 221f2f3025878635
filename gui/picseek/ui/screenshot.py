"""The window drawn into a file, for a machine without a screen."""

from __future__ import annotations

import os
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

_SIZE = (1180, 780)
_INTERVAL_MS = 400
_TIMEOUT_S = 30.0


def save_window_picture(library: Path, query: str, target: Path) -> None:
    """Open the window offscreen, run a search, and save a picture of it.

    Call it in a process that has no QApplication yet. The target's suffix is the format.

    Raises:
        OSError: The file cannot be written.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # The offscreen platform warns of features that it lacks.
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"
    from picseek.ui.app import create_main_window

    app = QApplication(["picseek"])
    app.setCursorFlashTime(0)  # a blinking caret would differ
    window = create_main_window(library)
    window.resize(*_SIZE)
    window.show()
    _wait_until_still(window)
    box = window.findChild(QLineEdit, "searchBox")
    assert box is not None
    box.setText(query)
    picture = _wait_until_still(window)
    window.close()
    app.processEvents()
    if not picture.save(os.fspath(target)):
        raise OSError(f"cannot write {target}")


def _wait_until_still(window: QMainWindow) -> QImage:
    """Wait until two pictures of the window are equal."""
    deadline = time.monotonic() + _TIMEOUT_S
    before, now = QImage(), window.grab().toImage()
    while before != now and time.monotonic() < deadline:
        loop = QEventLoop()
        QTimer.singleShot(_INTERVAL_MS, loop.quit)
        loop.exec()
        before, now = now, window.grab().toImage()
    return now
