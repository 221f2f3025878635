"""How the grid scales, beside Qt's own icon view. Run: python -m tests.bench.bench_grid [--rows N].

Both views show the same model (flat, in Python) with the same delegate, which paints nothing:
what is measured is the views themselves. Then the real grid scrolls over a million rows with all
thumbnails in memory, and each frame's time is taken: the scroll and all the painting it causes.
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

from picseek.engine.types import PictureFacts, PictureRow
from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.view import GridView
from picseek.ui.results_model import ResultsModel
from tests.bench.facts import Figure, report

SIDE = 176
WINDOW = QSize(1400, 900)
LARGER = QSize(1200, 1000)
STEPS = 200
FRAME_MS = 16.0
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
        key = (row.id % 32, side)
        if key not in self._pixmaps:
            pixmap = QPixmap(side, side * 3 // 4)
            pixmap.fill(QColor.fromHsv(key[0] * 11, 160, 180))
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def is_broken(self, picture_id: int) -> bool:
        return False


def rows_of(picture_ids: Sequence[int]) -> list[PictureRow]:
    facts = PictureFacts(4000, 3000, "JPEG")
    return [
        PictureRow(each, Path(f"/pictures/IMG_{each:07}.jpg"), Path("/t.jpg"), 1, 1.0, facts)
        for each in picture_ids
    ]


def browsing(count: int) -> ResultsModel:
    model = ResultsModel(rows_of)
    model.rows_needed.connect(lambda wanted: model.add_rows(rows_of(wanted)))
    model.set_ids(array("q", range(count)))
    return model


def settle() -> None:
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def seconds(step: Callable[[], object]) -> float:
    start = time.perf_counter()
    step()
    settle()
    return time.perf_counter() - start


def icon_view() -> QListView:
    view = QListView()
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setMovement(QListView.Movement.Static)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setUniformItemSizes(True)
    view.setSpacing(5)
    return view


def measured(view: QAbstractItemView, count: int) -> dict[str, float]:
    """Seconds of each step on a fresh view."""
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    delegate, model = Blank(view), browsing(count)
    view.setItemDelegate(delegate)
    view.resize(WINDOW)

    def show() -> None:
        view.setModel(model)
        view.show()

    figures = {
        "show": seconds(show),
        "resize": seconds(lambda: view.resize(LARGER)),
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
    view.scroll_to_offset(step * 7919 * 997 % view.geometry_now().height)


def frames(count: int, notches: float, *, jump: bool = False) -> list[float]:
    """Milliseconds of each scrolled frame of the real grid, in ascending order."""
    gc.collect()  # what the measurements before left is not this one's to clear away
    view = GridView()
    delegate = GridDelegate(Cached(), view)
    delegate.show_names = True
    view.setItemDelegate(delegate)
    view.setModel(browsing(count))
    view.resize(WINDOW)
    view.show()
    settle()
    taken = [
        seconds(partial(jump_to, view, step) if jump else partial(turn_wheel, view, -notches))
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    count: int = parser.parse_args().rows
    app = QApplication([])
    qt, own = measured(icon_view(), count), measured(GridView(), count)
    report(
        "grid",
        rows=count,
        list_view_s=qt,
        grid_view_s=own,
        ratio={step: qt[step] / own[step] for step in own},
        wheel=summary(frames(count, 1)),
        fast_wheel=summary(frames(count, 5)),
        jumps=summary(frames(count, 0, jump=True)),
    )
    app.quit()


if __name__ == "__main__":
    main()
