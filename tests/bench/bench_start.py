"""How long until the window is painted, against a bare PySide6 window of the same size.

Fresh processes in alternation, so that a busy machine slows both alike. Time runs from before
the interpreter starts until the first paintEvent, and until the first one with all contents.
Run: ``python -m tests.bench.bench_start``.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

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
from picseek.ui.app import MainWindow
from picseek.ui.window.options import WindowOptions

class Window(MainWindow):
    painted = ()
    def paintEvent(self, event):
        super().paintEvent(event)
        filled = self.centralWidget() is not None
        if len(self.painted) == filled:
            self.painted += (time.time_ns(),)
            heavy = [name for name in {HEAVY!r} if name in sys.modules]
            assert not heavy, f"imported too early: {{heavy}}"
        if filled:
            app.quit()

app = QApplication([])
window = Window(WindowOptions(Path(sys.argv[1])))
window.show()
app.exec()
print(*window.painted)
window.close()
"""


def surroundings(cache: Path) -> dict[str, str]:
    """The environment of an installed program: its modules are compiled already."""
    return {
        **{key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"},
        "PYTHONPYCACHEPREFIX": str(cache),
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }


def paints_ms(program: str, library: Path, environment: dict[str, str]) -> list[float]:
    """Start a program in a fresh process.

    Returns:
        Milliseconds until each paint it reports, the interpreter's start included.
    """
    began = time.time_ns()
    done = subprocess.run(
        [sys.executable, "-c", program, str(library)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return [(int(painted) - began) / 1e6 for painted in done.stdout.split()]


def main() -> int:
    """Measure and report.

    Returns:
        1 if the ratio is above what Picseek allows itself.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9, help="starts of each (default: 9)")
    rounds = parser.parse_args().rounds
    bare: list[float] = []
    first: list[float] = []
    filled: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "library"
        environment = surroundings(Path(folder) / "compiled")
        for program in (BARE, OURS):
            paints_ms(program, library, environment)  # compiles, warms the disk cache
        for _round in range(rounds):
            bare += paints_ms(BARE, library, environment)
            painted = paints_ms(OURS, library, environment)
            first.append(painted[0])
            filled.append(painted[1])
    ratio = median(first) / median(bare)
    report(
        "start",
        rounds=rounds,
        bare_ms=median(bare),
        first_paint_ms=median(first),
        filled_paint_ms=median(filled),
        ratio=ratio,
        filled_ratio=median(filled) / median(bare),
        least_ratio=min(first) / min(bare),
        least_filled_ratio=min(filled) / min(bare),
        most_ratio=MOST_RATIO,
    )
    return int(ratio > MOST_RATIO)


if __name__ == "__main__":
    sys.exit(main())
