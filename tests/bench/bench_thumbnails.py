"""From thumbnails on the disk to pixmaps in cells. Run: python -m tests.bench.bench_thumbnails.

A loader is asked for many thumbnails at once, as the window asks for those of a screen; then the
same files are read one after the other with a bare QImageReader on one thread. The longest gap is
how long the event loop was away meanwhile: a frame that would have come late. Last, pixmaps that
are in memory already are asked for again.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QApplication

from picseek.engine.decoding.thumbnail_files import THUMBNAIL_SIDE
from picseek.engine.types import PictureFacts, PictureRow
from picseek.ui.images.thumbnail_loader import ThumbnailLoader
from picseek.ui.window.layout import reading_threads
from tests.bench.facts import Figure, report
from tests.bench.pictures import draw_photos

SHAPE = THUMBNAIL_SIDE, THUMBNAIL_SIDE * 3 // 4
SIDES = (176, THUMBNAIL_SIDE)


def rows_of(files: list[Path]) -> list[PictureRow]:
    facts = PictureFacts(4000, 3000, "JPEG")
    return [PictureRow(at, file, file, 1, 1.0, facts) for at, file in enumerate(files)]


def make_none(_picture_id: int) -> Path:
    raise AssertionError("every thumbnail is there")


def loaded(rows: list[PictureRow], side: int) -> dict[str, Figure]:
    """Thumbnails a second, asked for all at once; and from memory."""
    loader = ThumbnailLoader(make_none, None, reading_threads(), 2**31)
    waiting, loop, tick = {row.id for row in rows}, QEventLoop(), QTimer()
    gaps: list[float] = []
    last = time.perf_counter()

    def note_gap() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(now - last)
        last = now

    def on_ready(picture_id: int) -> None:
        waiting.discard(picture_id)
        if not waiting:
            loop.quit()

    loader.ready.connect(on_ready)
    tick.timeout.connect(note_gap)
    tick.start(1)
    start, cpu = time.perf_counter(), time.process_time()
    for row in rows:
        loader.pixmap(row, side)
    loop.exec()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    start = time.perf_counter()
    assert all(loader.pixmap(row, side) is not None for row in rows)
    again = time.perf_counter() - start
    loader.close()
    return {
        "per_second": len(rows) / seconds,
        "per_cpu_second": len(rows) / cpu,
        "longest_gap_ms": max(gaps) * 1000,
        "from_memory_per_second": len(rows) / again,
    }


def bare(files: list[Path], side: int) -> dict[str, Figure]:
    """What Qt does on one thread without anything around it."""
    start, cpu = time.perf_counter(), time.process_time()
    for file in files:
        reader = QImageReader(str(file))
        size = reader.size()
        reader.setScaledSize(QSize(side, size.height() * side // size.width()))
        assert not QPixmap.fromImage(reader.read()).isNull()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    return {"per_second": len(files) / seconds, "per_cpu_second": len(files) / cpu}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    count: int = parser.parse_args().count
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        files = draw_photos(Path(folder), count, SHAPE)
        rows = rows_of(files)
        size = sum(file.stat().st_size for file in files) / count
        bare(files, SIDES[0])  # the files are in the system's cache from now on
        figures = {
            f"side_{side}": {"loader": loaded(rows, side), "image_reader": bare(files, side)}
            for side in SIDES
        }
    report("thumbnails", count=count, bytes_each=size, threads=reading_threads(), **figures)
    app.quit()


if __name__ == "__main__":
    main()
