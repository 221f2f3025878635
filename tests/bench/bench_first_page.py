"""From opening a library to its first page. Run: python -m tests.bench.bench_first_page.

Fills databases with made-up pictures. Each figure is of a fresh process that starts the window
offscreen: the window's own making, the engine's import, and from then on, opening the library
until its first rows are painted, and until all pictures are there in their order. The least of
some rounds counts, for a busy machine only adds. `cold`: the database is not in the system's
cache.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from picseek.ui.base.session import open_library
from picseek.ui.base.window_settings import WindowSettings, save_settings
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.view import GridView
from picseek.ui.style.choices import GridStyle
from picseek.ui.window.main_window import MainWindow
from picseek.ui.window.options import WindowOptions
from tests.bench.facts import Figure, report

if TYPE_CHECKING:
    from picseek.engine.library import Library

SIZES = (10_000, 100_000, 1_000_000)
SHAPES = ((4000, 3000), (3000, 4000), (6000, 4000), (1080, 1920), (1000, 1000), (9000, 2000))
FIRST_SECOND, SPAN = 1_100_000_000, 600_000_000
ROUNDS = 3
THUMBNAILS = 512

# A library


def made_up(count: int) -> Iterator[tuple[object, ...]]:
    """Rows of contents: of twenty years, in no order."""
    random = Random(7)
    for number in range(1, count + 1):
        width, height = random.choice(SHAPES)
        at = FIRST_SECOND + int(random.random() ** 0.7 * SPAN)
        taken = datetime.fromtimestamp(at, UTC).replace(tzinfo=None).isoformat()
        yield number, random.randbytes(16), number, width, height, "JPEG", "", taken, at


def fill(folder: Path, count: int) -> None:
    """Make a library of so many pictures in one folder that is not there.

    The newest have thumbnails, and nothing is looked for: no process begins to make some.
    """
    from PIL import Image

    from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
    from picseek.engine.library import DATABASE_NAME, Library
    from picseek.engine.types.settings import IndexingOptions, IndexStart

    library = Library.open(folder)
    library.options.set_indexing(IndexingOptions(start=IndexStart.MANUAL))
    library.close()
    with sqlite3.connect(folder / DATABASE_NAME) as connection:
        connection.executemany(
            "INSERT INTO contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", made_up(count)
        )
        connection.execute("INSERT INTO folders VALUES (1, ?)", (b"/made-up",))
        connection.executemany(
            "INSERT INTO files VALUES (?, 1, ?, ?, 1, ?, 1)",
            ((at, b"IMG_%07d.jpg" % at, at, at) for at in range(1, count + 1)),
        )
    newest = connection.execute(
        "SELECT hash FROM contents ORDER BY shown_at DESC LIMIT ?", (THUMBNAILS,)
    )
    picture = Image.effect_noise((320, 240), 60).convert("RGB")
    for (content_hash,) in newest:
        ThumbnailFolder(folder / "thumbnails").save(picture, content_hash)
    connection.close()


def forget(folder: Path) -> None:
    """Take the library's files out of the system's cache, where that can be done."""
    if not hasattr(os, "posix_fadvise"):
        return
    for file in folder.glob("library.sqlite*"):
        with file.open("rb") as opened:
            os.fsync(opened.fileno())
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


# In a separate process


class Opener:
    """Opens the library for the window, and notes when it began to."""

    def __init__(self) -> None:
        self.began = 0.0

    def __call__(self, path: Path, writable: bool) -> Library:
        from picseek.engine import library

        del library  # imported for its time
        self.began = time.perf_counter()
        return open_library(path, writable)


def opened(folder: Path, count: int) -> dict[str, float | None]:
    """Seconds of each step of one start, and MB of memory in the end."""
    opener = Opener()
    start = time.perf_counter()
    window = MainWindow(WindowOptions(folder, opener=opener))
    window.resize(1400, 900)
    window.show()
    wait_until(lambda: window.findChild(GridView, "resultGrid") is not None)
    made = time.perf_counter() - start
    grid = window.findChild(GridView, "resultGrid")
    assert grid is not None
    model = grid.model()
    assert isinstance(model, ResultsModel)
    wait_until(lambda: model.rowCount() > 0 and model.known_row(0) is not None)
    first = time.perf_counter() - opener.began
    wait_until(lambda: model.rowCount() == count)
    whole = time.perf_counter() - opener.began
    gc.collect()
    memory = resident_mb()
    window.close()
    before = opener.began - start - made
    return {
        "window_s": made,
        "engine_import_s": before,
        "first_page_s": first,
        "all_s": whole,
        "memory_mb": memory,
    }


def wait_until(done: Callable[[], bool]) -> None:
    """Run the event loop until it is done, and once more to paint.

    Not in a loop of one's own, which would keep Python from the threads that read the library.
    """
    loop, timer = QEventLoop(), QTimer()
    timer.setInterval(2)
    timer.timeout.connect(lambda: loop.quit() if done() else None)
    timer.start()
    loop.exec()
    QApplication.processEvents()


def resident_mb() -> float | None:
    """What the process takes of the memory, where Linux reports it."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


# All of them


def start(folder: Path, count: int, style: GridStyle) -> dict[str, float | None]:
    """What `opened` measures, in a fresh process."""
    save_settings(folder, WindowSettings(grid_style=style))
    command = [sys.executable, "-m", __spec__.name, "--one", str(folder), "--rows", str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: dict[str, float | None] = json.loads(done.stdout)
    return figures


def least(rounds: list[dict[str, float | None]]) -> dict[str, float | None]:
    """The least of each figure."""
    return {
        name: min((each[name] or 0.0 for each in rounds), default=None) or None
        for name in rounds[0]
    }


def measured(folder: Path, count: int) -> dict[str, dict[str, float | None]]:
    """The least figures of some starts, in each style, and from the disk."""
    figures = {
        style.value: least([start(folder, count, style) for _ in range(ROUNDS)])
        for style in GridStyle
    }
    cold = []
    for _ in range(ROUNDS):
        forget(folder)
        cold.append(start(folder, count, GridStyle.JUSTIFIED))
    return {**figures, "cold": least(cold)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES)
    parser.add_argument("--one", type=Path, help="open this library once, and print the figures")
    options = parser.parse_args()
    if options.one:
        app = QApplication([])
        json.dump(opened(options.one, options.rows[0]), sys.stdout)
        app.quit()
        return
    found: dict[str, dict[str, dict[str, float | None]]] = {}
    for count in options.rows:
        with tempfile.TemporaryDirectory() as folder:
            fill(Path(folder), count)
            found[str(count)] = measured(Path(folder), count)
    used = [each[GridStyle.JUSTIFIED.value]["memory_mb"] or 0.0 for each in found.values()]
    growth: Figure = used[-1] - used[0]
    report("first_page", memory_growth_mb=growth, **found)


if __name__ == "__main__":
    main()
