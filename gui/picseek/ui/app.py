"""Starts the window: the composition root.

Order: application, the empty window, first paint, its contents, then the library on a thread.
Nothing heavy is imported before the first paint.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

from picseek.ui.window.main_window import MainWindow
from picseek.ui.window.options import WindowOptions

_BY_SIGNAL = 128
"""What shells add to a signal's number to report which signal ended a program."""


def create_main_window(library: Path) -> QMainWindow:
    """Build the window on a library; a QApplication must exist.

    The library is opened in the background after the first paint. Closing the window stops all
    jobs, joins their threads and closes the library.

    Args:
        library: The library's folder; made if missing.
    """
    window = MainWindow(WindowOptions(library))
    window.fill()
    return window


def run(library: Path, folders: Sequence[Path] = ()) -> int:
    """Show the window until it is closed.

    Args:
        library: The library's folder; made if missing.
        folders: Added and indexed at once.

    Returns:
        The exit status: 0, or 128 and the signal's number when a signal ended it.
    """
    from picseek.engine import hide_environment_keys
    from picseek.ui.base.gc_on_gui_thread import GuiThreadCollector
    from picseek.ui.base.process import BugReporter, SignalWatch

    hide_environment_keys()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Picseek")
    app.setDesktopFileName("picseek")
    window = MainWindow(WindowOptions(library, tuple(folders)))
    reporter = BugReporter(window)
    ending = SignalWatch(window.close)
    collector = GuiThreadCollector()
    collector.install()
    reporter.install()
    ending.install()
    try:
        window.show()
        status = app.exec()
        # Ended by the session or by `quit`: the window may still be open.
        window.close()
    finally:
        ending.uninstall()
        reporter.uninstall()
        collector.uninstall()
    return _BY_SIGNAL + ending.received if ending.received else status
