"""Starting and ending the program, and what it does about its own mistakes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMainWindow, QMessageBox

from picseek.ui.base.process import BugReporter, SignalWatch
from tests.support.ui.fake_library import draw_pictures

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel
from picseek.ui import app

class Window(app.MainWindow):  # prints what it says at the bottom
    def __init__(self, options):
        super().__init__(options)
        self.said = ""
        self.look = QTimer(self, interval=10)
        self.look.timeout.connect(self.report)
        self.look.start()

    def report(self):
        message = self.findChild(QLabel, "statusMessage")
        if message is not None and message.text() != self.said:
            self.said = message.text()
            print(self.said, flush=True)

app.MainWindow = Window
sys.exit(app.run(Path(sys.argv[1]), [Path(each) for each in sys.argv[2:]]))
"""

HEAVY = ("numpy", "PIL", "hnswlib", "sqlite3", "picseek.engine.library")
"""Not to be imported before the window was painted, nor while it is filled."""

LEAN = f"""
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from picseek.ui.window.main_window import MainWindow
from picseek.ui.window.options import WindowOptions
import picseek.ui.app

app = QApplication([])
loaded = []

class Window(MainWindow):
    def paintEvent(self, event):
        loaded.append([name for name in {HEAVY!r} if name in sys.modules])
        super().paintEvent(event)
        if self.centralWidget() is not None:
            app.quit()

window = Window(WindowOptions(Path(sys.argv[1])))
window.show()
app.exec()
window.close()
print(loaded[0], loaded[-1])
"""


def wait_for(process: subprocess.Popen[str], word: str) -> list[str]:
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line.strip())
        if line.startswith(word):
            return lines
    raise AssertionError(f"it ended without saying {word!r}: {lines}")


@pytest.fixture
def watch() -> Iterator[tuple[SignalWatch, list[int]]]:
    closed: list[int] = []
    watch = SignalWatch(lambda: closed.append(1))
    watch.install()
    yield watch, closed
    watch.uninstall()


@pytest.mark.skipif(sys.platform == "win32", reason="os.kill ends the process there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window(
    qtbot: QtBot, watch: tuple[SignalWatch, list[int]], number: signal.Signals
) -> None:
    watcher, closed = watch
    os.kill(os.getpid(), number)
    qtbot.waitUntil(lambda: bool(closed))
    assert watcher.received == number


def test_signals_are_given_back(qtbot: QtBot) -> None:
    before = signal.getsignal(signal.SIGINT)
    watch = SignalWatch(lambda: None)
    watch.install()
    assert signal.getsignal(signal.SIGINT) is not before
    watch.uninstall()
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.skipif(sys.platform == "win32", reason="has no SIGINT for one process")
def test_ctrl_c_ends_the_program_cleanly(tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    draw_pictures(folder, "a.jpg", "b.jpg")
    command = [sys.executable, "-c", START, str(tmp_path / "library"), str(folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        wait_for(process, "2 pictures")
        process.send_signal(signal.SIGINT)
        _out, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGINT
    assert "Traceback" not in errors
    assert (tmp_path / "library" / "window.ini").exists()


def test_nothing_heavy_is_loaded_before_the_first_paint(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAN, str(tmp_path / "library")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "[] []", done.stderr


@pytest.fixture
def reporting(qtbot: QtBot) -> Iterator[QMainWindow]:
    """A window that shows bugs."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    reporter = BugReporter(window)
    reporter.install()
    yield window
    reporter.uninstall()


def messages(window: QMainWindow) -> list[QMessageBox]:
    """What the window says of bugs."""
    QCoreApplication.sendPostedEvents()
    return window.findChildren(QMessageBox)


def test_a_bug_is_logged_and_shown(
    reporting: QMainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    error = ValueError("something odd")
    sys.excepthook(ValueError, error, None)
    [box] = messages(reporting)
    assert box.detailedText() == "ValueError: something odd"
    assert "a bug in Picseek" in caplog.text
    box.close()


def test_a_bug_in_a_thread_is_shown_too(reporting: QMainWindow) -> None:
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    [box] = messages(reporting)
    assert box.detailedText().startswith("ZeroDivisionError")
    box.close()


def test_many_bugs_make_one_message(reporting: QMainWindow) -> None:
    for number in range(3):
        sys.excepthook(ValueError, ValueError(f"bug {number}"), None)
    [box] = messages(reporting)
    box.close()


def test_the_hooks_are_given_back(qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook
    window = QMainWindow()
    qtbot.addWidget(window)
    reporter = BugReporter(window)
    reporter.install()
    reporter.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
