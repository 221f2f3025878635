"""How the grid scales, beside Qt's own icon view. Run: python -m tests.bench.bench_grid.

Both views show the same model (flat, in Python) with the same delegate, which paints nothing:
what is measured is the views themselves. Then the real grid scrolls over all rows in 240
sections, in both styles, with all thumbnails in memory, and each frame's time is taken: the scroll
and all the painting it causes. `bench_scroll` reads the thumbnails from the disk.
"""

from __future__ import annotations

import argparse
import gc
import os
import time
from array import array
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from picseek.engine.types import ANY_FILE, PictureFacts, PictureRow, ShownFiles
from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.sections import Section
from picseek.ui.grid.view import GridView
from picseek.ui.style.choices import GridStyle
from tests.bench.facts import Figure, report

SIZES = (10_000, 100_000, 1_000_000)
SIDE = 176
WINDOW = QSize(1400, 900)
LARGER = QSize(1200, 1000)
STEPS = 200
FRAME_MS = 16.0
SECTIONS = 240
SHAPES = ((4000, 3000), (3000, 4000), (6000, 4000), (1080, 1920), (1000, 1000), (9000, 2000))
Index = QModelIndex | QPersistentModelIndex


class Blank(QStyledItemDelegate):
    """Paints nothing."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(SIDE, SIDE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        pass


class Cached:
    """A thumbnail of each of a few colours, always there."""

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[int, int], QPixmap] = {}

    def pixmap(self, row: PictureRow, side: int) -> QPixmap | None:
        key = (row.id % 36, side)
        if key not in self._pixmaps:
            width, height = SHAPES[row.id % len(SHAPES)]
            scale = side / max(width, height)
            pixmap = QPixmap(max(1, round(width * scale)), max(1, round(height * scale)))
            pixmap.fill(QColor.fromHsv(key[0] * 10, 160, 180))
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def prefetch(self, row: PictureRow, side: int) -> None:
        self.pixmap(row, side)

    def is_broken(self, picture_id: int) -> bool:
        return False


def rows_of(picture_ids: Sequence[int], _shown: ShownFiles = ANY_FILE) -> list[PictureRow]:
    facts = [PictureFacts(*shape, "JPEG") for shape in SHAPES]
    return [
        PictureRow(
            each,
            Path(f"/pictures/IMG_{each:07}.jpg"),
            Path("/t.jpg"),
            1,
            1.0,
            facts[each % len(SHAPES)],
        )
        for each in picture_ids
    ]


def arranged(count: int) -> Arrangement:
    shapes = [width * 256 // height for width, height in SHAPES]
    return Arrangement.of(
        (shapes[at % len(SHAPES)] for at in range(count)),
        tuple(
            Section(at * count // SECTIONS, f"Month {at}", f"{at // 12}") for at in range(SECTIONS)
        ),
    )


def browsing(count: int, arrangement: Arrangement | None = None) -> ResultsModel:
    model = ResultsModel(rows_of)
    model.rows_needed.connect(lambda wanted: model.add_rows(rows_of(wanted)))
    model.set_ids(array("q", range(count)), arrangement)
    return model


def process_events() -> None:
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    process_events()
    return time.perf_counter() - start


def icon_view() -> QListView:
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setMovement(QListView.Movement.Static)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setUniformItemSizes(True)
    view.setSpacing(5)
    return view


def justified_view() -> GridView:
    view = GridView()
    view.content.style = GridStyle.JUSTIFIED
    return view


def measured(
    view: QAbstractItemView, count: int, arrangement: Arrangement | None = None
) -> dict[str, float]:
    """Seconds of each step on a fresh view."""
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    delegate, model = Blank(view), browsing(count, arrangement)
    view.setItemDelegate(delegate)
    view.resize(WINDOW)

    def show() -> None:
        view.setModel(model)
        view.show()

    figures = {
        "show": seconds(show),
        "resize": seconds(lambda: view.resize(LARGER)),
        "end": seconds(view.scrollToBottom),
        "select_all": seconds(view.selectAll),
    }
    view.close()
    view.setModel(None)
    return figures


def turn_wheel(view: GridView, notches: float) -> None:
    where = QPointF(300, 300)
    event = QWheelEvent(
        where,
        view.viewport().mapToGlobal(where),
        QPoint(),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def jump_to(view: GridView, step: int) -> None:
    view.content.scroll_to(step * 7919 * 997 % view.content.geometry.height)


def frames(count: int, arrangement: Arrangement, style: GridStyle, notches: float) -> list[float]:
    """Milliseconds of each scrolled frame of the real grid, in ascending order.

    Args:
        count: Pictures.
        arrangement: Of these.
        style: How they lie.
        notches: How far the wheel is turned for each frame; 0: anywhere else.
    """
    gc.collect()  # what the measurements before left is not this one's to clear away
    view = GridView()
    delegate = GridDelegate(Cached(), view)
    delegate.show_names = True
    delegate.fills = style is GridStyle.JUSTIFIED
    view.setItemDelegate(delegate)
    view.content.style = style
    view.setModel(browsing(count, arrangement))
    view.resize(WINDOW)
    view.show()
    process_events()
    taken = [
        seconds(partial(turn_wheel, view, -notches) if notches else partial(jump_to, view, step))
        * 1000
        for step in range(STEPS)
    ]
    view.close()
    view.setModel(None)
    return sorted(taken)


def summary(taken: list[float]) -> dict[str, Figure]:
    return {
        "p50_ms": taken[len(taken) // 2],
        "p95_ms": taken[len(taken) * 95 // 100],
        "p99_ms": taken[len(taken) * 99 // 100],
        "max_ms": taken[-1],
        "over_16_ms": sum(each > FRAME_MS for each in taken),
    }


def figures_of(count: int) -> dict[str, Figure]:
    """All figures of so many rows."""
    arrangement = arranged(count)
    qt, own = measured(icon_view(), count), measured(GridView(), count, arrangement)
    rows = measured(justified_view(), count, arrangement)
    scrolled: dict[str, Figure] = {
        f"{style.value}_{name}": summary(frames(count, arrangement, style, notches))
        for style in GridStyle
        for name, notches in (("wheel", 1), ("fast_wheel", 5), ("jumps", 0))
    }
    return {
        "list_view_s": qt,
        "grid_view_s": own,
        "justified_s": rows,
        "ratio": {step: qt[step] / own[step] for step in own},
        "justified_ratio": {step: qt[step] / rows[step] for step in rows},
        **scrolled,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=SIZES)
    sizes: list[int] = parser.parse_args().rows
    app = QApplication([])
    report("grid", **{str(count): figures_of(count) for count in sizes})
    app.quit()


if __name__ == "__main__":
    main()
