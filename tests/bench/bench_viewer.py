"""How quickly the viewer shows a picture. Run: python -m tests.bench.bench_viewer [--rounds N].

Beside a bare `QImageReader` that reads the same files at the same size, one after the other, in
the same process: the ratio of the best rounds carries over to other machines. The pictures are
drawn JPEGs of 24 megapixels. Measured are: from the wish to see a picture until it was painted
sharp (`opened`); the same of the next one, once it was decoded ahead (`next`); the time to the
first paint of anything of it (`preview`); and the longest that the GUI thread was held.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication

from picseek.engine.library import Library
from picseek.engine.types import ANY_FILE
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import TaskRunner
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.images.thumbnail_loader import ThumbnailLoader
from picseek.ui.viewer.animation import Player
from picseek.ui.viewer.display import ImageSources
from picseek.ui.viewer.explanations import Explanations
from picseek.ui.viewer.page import ViewerPage
from picseek.ui.viewer.picture_source import PictureSource
from tests.bench.facts import report
from tests.bench.pictures import draw_photos

LARGE = 6000, 4000
WINDOW = QSize(1600, 1000)
PATIENCE_S = 60.0


def draw_large(folder: Path, count: int) -> list[Path]:
    """JPEGs of 24 megapixels with a photo's detail."""
    large = []
    for path in draw_photos(folder / "small", count):
        target = folder / "large" / path.name
        target.parent.mkdir(exist_ok=True)
        with Image.open(path) as picture:
            picture.resize(LARGE, Image.Resampling.BICUBIC).save(target, quality=88)
        large.append(target)
    return large


class Watch:
    """Waits in the event loop, and notes the longest time between two of its turns."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._ticks = QTimer(interval=1)
        self._ticks.timeout.connect(self._tick)
        self._ticked_at = 0.0
        self.longest = 0.0

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the program work until something is so."""
        deadline = time.monotonic() + PATIENCE_S
        self._ticked_at = time.perf_counter()
        self._ticks.start()
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError("the viewer shows nothing")
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        self._ticks.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._ticked_at)
        self._ticked_at = now


class Bench:
    """A viewer on a library of large pictures."""

    def __init__(self, app: QApplication, library: Library) -> None:
        self.tasks = TaskRunner()
        session = Session(library.path, self.tasks)
        session.library = library
        self._previews = ThumbnailLoader(session.thumbnail)
        self._strip = ThumbnailLoader(session.thumbnail)
        self._model = ResultsModel(session.rows)
        self._model.set_ids(library.browse())
        self._model.add_rows(session.rows(list(self._model.ids()), ANY_FILE))
        pictures = PictureSource(session)
        sources = ImageSources(pictures, self._previews, Player(session.frame, self.tasks))
        explaining = Explanations(session, lambda: None)
        self.page = ViewerPage(self._model, sources, self._strip, lambda: "", explaining)
        self.page.resize(WINDOW)
        self.page.show()
        self.watch = Watch(app)
        self._pictures = pictures

    def seconds_to_show(self, row: int, *, anything: bool = False) -> float:
        """From the wish until it was painted."""
        page = self.page
        before = page.canvas.image.cacheKey()
        start = time.perf_counter()
        page.go(row)
        self.watch.until(
            lambda: page.display.sharp or (anything and page.canvas.image.cacheKey() != before)
        )
        page.canvas.repaint()
        return time.perf_counter() - start

    def wait_until_decoded(self) -> None:
        """Let everything be decoded that is wanted."""
        self.watch.until(lambda: self._pictures.complete)

    def forget(self) -> None:
        """Look at nothing."""
        self.wait_until_decoded()
        self.page.leave()

    def fitted(self) -> QSize:
        """The size at which a picture is shown."""
        return QSize(*self.page.canvas.placement.frame[2:])

    def close(self) -> None:
        self.tasks.close()
        self._previews.close()
        self._strip.close()
        self.page.close()


def bare_seconds(path: Path, size: QSize) -> float:
    """What Qt takes to read a file at a size."""
    start = time.perf_counter()
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setScaledSize(size)
    image = reader.read()
    assert not image.isNull()
    return time.perf_counter() - start


def measure(folder: Path, rounds: int) -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    library = Library.open(folder / "library")
    library.index([draw_large(folder, 3)[0].parent])
    bench = Bench(app, library)
    paths = [row.path for row in library.rows(list(library.browse()))]
    bench.seconds_to_show(0)
    bench.wait_until_decoded()
    bench.watch.longest = 0.0  # the first paint of a window loads fonts, styles and icons
    size = bench.fitted()
    opened, ahead, preview, bare = [], [], [], []
    for _ in range(rounds):
        bench.forget()
        bare.append(bare_seconds(paths[0], size))
        opened.append(bench.seconds_to_show(0))
        bench.wait_until_decoded()
        ahead.append(bench.seconds_to_show(1))
        bench.forget()
        preview.append(bench.seconds_to_show(0, anything=True))
    bench.close()
    library.close()
    report(
        "viewer",
        megapixels=LARGE[0] * LARGE[1] / 1e6,
        shown_at=[size.width(), size.height()],
        rounds=rounds,
        bare_ms=1000 * median(bare),
        opened_ms=1000 * median(opened),
        opened_to_bare=min(opened) / min(bare),
        next_ms=1000 * median(ahead),
        preview_ms=1000 * median(preview),
        longest_held_ms=1000 * bench.watch.longest,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    with TemporaryDirectory() as folder:
        measure(Path(folder), parser.parse_args().rounds)


if __name__ == "__main__":
    main()
