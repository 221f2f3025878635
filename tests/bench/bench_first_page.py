"""From a library of many pictures to the first page. Run: python -m tests.bench.bench_first_page.

Fills a database with made-up pictures, opens the window on it offscreen, and takes the time from
opening the library until the first rows are painted, and until everything is arranged.
Thumbnails are not there: they are drawn as placeholders.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from picseek.engine.library import DATABASE_NAME, Library
from picseek.ui.grid.view import GridView
from picseek.ui.results_model import ResultsModel
from picseek.ui.settings import GridStyle, WindowSettings, save_settings
from picseek.ui.windows.main_window import MainWindow, WindowOptions
from tests.bench.facts import Figure, report

SHAPES = ((4000, 3000), (3000, 4000), (6000, 4000), (1080, 1920), (1000, 1000), (9000, 2000))
FIRST_SECOND, SPAN = 1_100_000_000, 600_000_000


def made_up(count: int) -> Iterator[tuple[object, ...]]:
    """Rows of contents: of twenty years, in no order."""
    random = Random(7)
    for number in range(1, count + 1):
        width, height = random.choice(SHAPES)
        at = FIRST_SECOND + int(random.random() ** 0.7 * SPAN)
        taken = datetime.fromtimestamp(at, UTC).replace(tzinfo=None).isoformat()
        yield number, random.randbytes(16), number, width, height, "JPEG", "", taken, at


def fill(folder: Path, count: int) -> None:
    """Make a library of so many pictures in one folder that is not there."""
    Library.open(folder).close()
    with sqlite3.connect(folder / DATABASE_NAME) as connection:
        connection.executemany(
            "INSERT INTO contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", made_up(count)
        )
        connection.execute("INSERT INTO folders VALUES (1, ?)", (b"/made-up",))
        connection.executemany(
            "INSERT INTO files VALUES (?, 1, ?, ?, 1, ?)",
            ((at, b"IMG_%07d.jpg" % at, at, at) for at in range(1, count + 1)),
        )
    connection.close()


def opened(folder: Path, style: GridStyle, count: int) -> dict[str, Figure]:
    """Seconds until the first page is painted, and until all is arranged."""
    save_settings(folder, WindowSettings(grid_style=style))
    window = MainWindow(WindowOptions(folder))
    window.resize(1400, 900)
    window.show()
    window.fill()
    settle(lambda: True)
    grid = window.findChild(GridView, "resultGrid")
    assert grid is not None
    model = grid.model()
    assert isinstance(model, ResultsModel)
    start = time.perf_counter()
    window.fill().open_library()
    settle(lambda: model.rowCount() == count and model.known_row(0) is not None)
    first = time.perf_counter() - start
    settle(lambda: model.arrangement.sections[-1].start > 0.9 * count)
    figures: dict[str, Figure] = {"first_page_s": first, "arranged_s": time.perf_counter() - start}
    window.close()
    return figures


def settle(done: Callable[[], bool]) -> None:
    """Run the event loop until it is done, and once more to paint.

    Not in a loop of one's own, which would keep Python from the threads that read the library.
    """
    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    loop.exec()
    QApplication.processEvents()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    count: int = parser.parse_args().rows
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), count)
        figures = {style.value: opened(Path(folder), style, count) for style in GridStyle}
    report("first_page", rows=count, **figures)
    app.quit()


if __name__ == "__main__":
    main()
