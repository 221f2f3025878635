"""How long until the window is painted, against a bare PySide6 window of the same size.

Fresh processes in alternation, so that a busy machine slows both alike. Time runs from before
the interpreter starts until the first paintEvent. Run: ``python -m tests.bench.bench_start``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.facts import report

HEAVY = ("numpy", "PIL", "hnswlib", "sqlite3")
MOST_RATIO = 1.5

BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time_ns())
        app.quit()

app = QApplication([])
window = Window()
window.resize(1180, 780)
window.show()
app.exec()
"""

OURS = f"""
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from picseek.ui.app import MainWindow, WindowOptions

class Window(MainWindow):
    painted = 0
    def paintEvent(self, event):
        super().paintEvent(event)
        if not self.painted:
            self.painted = time.time_ns()
            heavy = [name for name in {HEAVY!r} if name in sys.modules]
            assert not heavy, f"imported before the first paint: {{heavy}}"
            app.quit()

app = QApplication([])
window = Window(Path(sys.argv[1]), WindowOptions())
window.show()
app.exec()
print(window.painted)
window.close()
"""


def first_paint_ms(program: str, library: Path) -> float:
    """Start a program in a fresh process.

    Returns:
        Milliseconds until its first paint, the interpreter's start included.
    """
    began = time.time_ns()
    done = subprocess.run(
        [sys.executable, "-c", program, str(library)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")},
    )
    return (int(done.stdout.split()[0]) - began) / 1e6


def main() -> int:
    """Measure and report.

    Returns:
        1 if the ratio is above what Picseek allows itself.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="starts of each (default: 9)")
    rounds = parser.parse_args().rounds
    bare: list[float] = []
    ours: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        for program in (BARE, OURS):
            first_paint_ms(program, library)  # warms the disk cache
        for _round in range(rounds):
            bare.append(first_paint_ms(BARE, library))
            ours.append(first_paint_ms(OURS, library))
    ratio = statistics.median(ours) / statistics.median(bare)
    report(
        "start",
        rounds=rounds,
        bare_ms=statistics.median(bare),
        picseek_ms=statistics.median(ours),
        least_bare_ms=min(bare),
        least_picseek_ms=min(ours),
        ratio=ratio,
        most_ratio=MOST_RATIO,
    )
    return int(ratio > MOST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
