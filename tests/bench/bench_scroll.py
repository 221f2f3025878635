"""Scrolling with thumbnails on the disk. Run: python -m tests.bench.bench_scroll.

The real grid scrolls while the real loader reads the thumbnails it comes to, none of which it has
seen before; a frame is due every 16 ms. A frame's time runs from when it was due until all of it
is painted, so whatever keeps the event loop busy meanwhile counts as well; `work` is what the
window's thread does in it, which others on the machine hardly change. Then it jumps to the end, and
waits for all that shows there. Qt's own icon view scrolls beside it, over the same model
with the same delegate and loader.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication

from picseek.engine.decoding.thumbnail_files import THUMBNAIL_SIDE
from picseek.engine.types import ANY_FILE, PictureFacts, PictureRow, ShownFiles
from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.view import GridView
from picseek.ui.images.thumbnail_loader import ThumbnailLoader
from picseek.ui.style.choices import GridStyle
from picseek.ui.window.layout import reading_threads
from tests.bench.bench_grid import (
    SHAPES,
    SIDE,
    SIZES,
    WINDOW,
    arranged,
    icon_view,
    process_events,
    summary,
    turn_wheel,
)
from tests.bench.facts import Figure, report
from tests.bench.pictures import draw_photos

FRAMES = 200
FRAME_S = 0.016
FILES = 512
LIST_VIEW_MOST = 100_000  # a million take Qt's view minutes


class Disk:
    """Many pictures that share some thumbnails on the disk, of the shapes of `SHAPES`."""

    def __init__(self, folder: Path) -> None:
        self._files: list[list[Path]] = []
        for number, (width, height) in enumerate(SHAPES):
            scale = THUMBNAIL_SIDE / max(width, height)
            size = round(width * scale), round(height * scale)
            self._files.append(draw_photos(folder / str(number), FILES // len(SHAPES), size))
        self._facts = [PictureFacts(*shape, "JPEG") for shape in SHAPES]

    def rows(self, ids: Sequence[int], _shown: ShownFiles = ANY_FILE) -> list[PictureRow]:
        """The rows of these pictures."""
        return [self._row(each) for each in ids]

    def _row(self, number: int) -> PictureRow:
        shape = number % len(SHAPES)
        files = self._files[shape]
        file = files[number // len(SHAPES) % len(files)]
        return PictureRow(number, file, file, 1, 1.0, self._facts[shape])

    def browsing(self, count: int, arrangement: Arrangement) -> ResultsModel:
        """A model of so many pictures."""
        model = ResultsModel(self.rows)
        model.rows_needed.connect(lambda wanted: model.add_rows(self.rows(wanted)))
        model.set_ids(array("q", range(count)), arrangement)
        return model


def make_none(_picture_id: int) -> Path:
    raise AssertionError("every thumbnail is there")


def idle(seconds: float) -> None:
    """Let the event loop run for so long."""
    loop, timer = QEventLoop(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(loop.quit)
    timer.start(int(seconds * 1000))
    loop.exec()


def paced(step: Callable[[], None]) -> dict[str, Figure]:
    """Milliseconds of each frame: from when it was due, and of the processor within it."""
    taken, worked = [], []
    due = time.perf_counter()
    for _ in range(FRAMES):
        before = time.thread_time()
        step()
        process_events()
        now = time.perf_counter()
        taken.append((now - due) * 1000)
        worked.append((time.thread_time() - before) * 1000)
        due = max(due + FRAME_S, now)
        idle(max(0.0, due - now))
    return {"frame": summary(sorted(taken)), "work": summary(sorted(worked))}


def seconds_to_end(view: GridView, loader: ThumbnailLoader) -> float:
    """Until all that shows at the end of the content is painted, thumbnails and all."""
    waiting: set[int] = set()
    loop = QEventLoop()

    def on_ready(picture_id: int) -> None:
        waiting.discard(picture_id)
        if not waiting:
            loop.quit()

    start = time.perf_counter()
    view.scrollToBottom()
    waiting.update(view.content.area.rows)
    loader.ready.connect(on_ready)
    loop.exec()
    process_events()
    return time.perf_counter() - start


def grid_figures(disk: Disk, count: int, style: GridStyle) -> dict[str, Figure]:
    view = GridView()
    loader = ThumbnailLoader(make_none, view, reading_threads())
    delegate = GridDelegate(loader, view)
    delegate.show_names = True
    delegate.fills = style is GridStyle.JUSTIFIED
    view.setItemDelegate(delegate)
    view.content.style = style
    loader.ready.connect(view.visible.update_picture)
    view.visible.wanted_ids_changed.connect(loader.set_wanted)
    view.visible.fast_scrolling_changed.connect(loader.set_cached_only)
    view.painting_changed.connect(loader.set_paused)
    view.setModel(disk.browsing(count, arranged(count)))
    view.resize(WINDOW)
    view.show()
    idle(1.0)
    wheel = paced(partial(turn_wheel, view, -1))
    fast = paced(partial(turn_wheel, view, -5))
    end = seconds_to_end(view, loader)
    loader.close()
    close(view)
    return {"wheel": wheel, "fast_wheel": fast, "end_s": end}


def list_view_figures(disk: Disk, count: int) -> dict[str, Figure]:
    view = icon_view()
    loader = ThumbnailLoader(make_none, view, reading_threads())
    delegate, model = GridDelegate(loader, view), disk.browsing(count, Arrangement.plain(count))
    delegate.show_names = True
    view.setItemDelegate(delegate)
    view.setIconSize(QSize(SIDE, SIDE))
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    loader.ready.connect(lambda number: view.update(model.index(number, 0)))
    view.setModel(model)
    view.resize(WINDOW)
    view.show()
    idle(1.0)
    bar = view.verticalScrollBar()

    def scroll(notches: int) -> None:
        bar.setValue(bar.value() + notches * SIDE * 3 // 4)  # about as far as the grid

    wheel, fast = paced(partial(scroll, 1)), paced(partial(scroll, 5))
    loader.close()
    close(view)
    return {"wheel": wheel, "fast_wheel": fast}


def close(view: QAbstractItemView) -> None:
    view.close()
    view.setModel(None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES)
    sizes: list[int] = parser.parse_args().rows
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        disk = Disk(Path(folder))
        found: dict[str, Figure] = {
            str(count): {
                **{style.value: grid_figures(disk, count, style) for style in GridStyle},
                "list_view": list_view_figures(disk, count) if count <= LIST_VIEW_MOST else None,
            }
            for count in sizes
        }
    report("scroll", **found)
    app.quit()


if __name__ == "__main__":
    main()
