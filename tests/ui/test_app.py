"""Starting and ending the program, and what it does about its own mistakes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QMainWindow, QMessageBox

from picseek.ui.base.process import BugReporter, SignalWatch
from tests.support.ui.fake_library import draw_pictures

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from picseek.ui import app

class Window(app.MainWindow):
    def fill(self):
        new = self._contents is None
        contents = super().fill()
        if new:
            contents._folders.status_changed.connect(
                lambda status: print("pictures", status.pictures, flush=True)
            )
        return contents

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
        wait_for(process, "pictures 2")
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
def reporter(qtbot: QtBot) -> Iterator[BugReporter]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.show()
    reporter = BugReporter(window)
    reporter.install()
    yield reporter
    reporter.uninstall()


def test_a_bug_is_logged_and_told(
    reporter: BugReporter, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    error = ValueError("something odd")
    sys.excepthook(ValueError, error, None)
    qtbot.waitUntil(lambda: reporter._box is not None)
    box = reporter._box
    assert isinstance(box, QMessageBox)
    assert box.detailedText() == "ValueError: something odd"
    assert "a bug in Picseek" in caplog.text
    box.close()


def test_a_bug_in_a_thread_is_told_too(reporter: BugReporter, qtbot: QtBot) -> None:
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: reporter._box is not None)
    box = reporter._box
    assert isinstance(box, QMessageBox)
    assert box.detailedText().startswith("ZeroDivisionError")
    box.close()


def test_many_bugs_make_one_message(reporter: BugReporter, qtbot: QtBot) -> None:
    for number in range(3):
        sys.excepthook(ValueError, ValueError(f"bug {number}"), None)
    qtbot.waitUntil(lambda: reporter._box is not None)
    first = reporter._box
    told = time.monotonic()
    qtbot.waitUntil(lambda: time.monotonic() > told)
    assert reporter._box is first
    assert first is not None
    first.close()


def test_the_hooks_are_given_back(qtbot: QtBot) -> None:
    before = sys.excepthook, threading.excepthook
    window = QMainWindow()
    qtbot.addWidget(window)
    reporter = BugReporter(window)
    reporter.install()
    reporter.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
