"""The window on a real X server, not offscreen: Qt's xcb platform, as on a desktop."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from picseek.ui.desktop.preflight import missing_libraries

SHOW = """
import sys
from pathlib import Path
from picseek.ui.desktop.preflight import why_no_window
reason = why_no_window()
assert reason is None, reason

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from picseek.ui.app import create_main_window

app = QApplication(["picseek"])
window = create_main_window(Path(sys.argv[1]))
window.show()

def close_once_painted():
    if window.windowHandle().isExposed():
        print(app.platformName(), window.grab().size().width())
        window.close()

timer = QTimer()
timer.timeout.connect(close_once_painted)
timer.start(20)
sys.exit(app.exec())
"""


@pytest.mark.skipif(
    shutil.which("xvfb-run") is None, reason="needs xvfb-run (see .ci/packages.txt)"
)
def test_the_window_opens_and_closes_on_an_x_server(tmp_path: Path) -> None:
    missing = missing_libraries("xcb")
    if missing:
        pytest.skip(f"Qt's xcb platform needs {', '.join(missing)}")
    done = subprocess.run(
        ["xvfb-run", "-a", "env", "QT_QPA_PLATFORM=xcb", sys.executable, "-c", SHOW, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    platform, width = done.stdout.split()
    assert platform == "xcb"
    assert int(width) > 300
