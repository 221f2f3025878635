"""The selection of a grid, as runs of rows: costs depend on their number only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Slot,
)
from PySide6.QtGui import QRegion

from picseek.ui.grid.anchor import SavedView
from picseek.ui.grid.content import GridContent
from picseek.ui.grid.geometry import Box
from picseek.ui.grid.visible_area import with_ring

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView

MANY_RUNS = 256
"""Qt compares all pairs of runs, which takes too long with more."""

Flag = QItemSelectionModel.SelectionFlag


class GridSelection(QObject):
    """Selects by boxes, clicks and keys, and restores the selection after a refresh."""

    def __init__(self, view: QAbstractItemView, content: GridContent) -> None:
        super().__init__(view)
        self._view = view
        self._content = content
        self._anchor = QPersistentModelIndex()
        self._selected_current = True
        self._saved: SavedView | None = None

    def reset(self) -> None:
        """Forget where Shift selects from, after a model reset."""
        self._anchor = QPersistentModelIndex()

    def ids(self) -> list[int]:
        """Return the ids of the selected pictures, in row order."""
        results = self._content.results
        if results is None:
            return []
        ids = results.ids()
        return [each for run in self.runs() for each in ids[run.start : run.stop]]

    def runs(self) -> list[range]:
        """Return the selected rows as ascending runs."""
        if self._content.model is None:
            return []
        return runs_of(self._view.selectionModel().selection())

    def count(self) -> int:
        """Return the number of selected pictures."""
        return sum(len(run) for run in self.runs())

    @Slot()
    def invert(self) -> None:
        """Invert the selection."""
        if (model := self._content.model) is not None:
            others = runs_between(self.runs(), model.rowCount())
            self._view.selectionModel().select(selection_of(model, others), Flag.ClearAndSelect)

    def add(self, rows: range) -> None:
        """Add rows to the selection."""
        if (model := self._content.model) is not None:
            self._view.selectionModel().select(selection_of(model, [rows]), Flag.Select)

    def select(self, rect: QRect, command: Flag) -> None:
        """Select the cells that intersect a box of the viewport.

        With `Current` in the command, as for Shift with a click or key, select from the anchor to
        the current item instead, in reading order.
        """
        model = self._content.model
        if model is None:
            return
        selection = self._view.selectionModel()
        self._selected_current = True
        current = selection.currentIndex()
        if command & Flag.Current and current.isValid():
            anchor = self._anchor.row() if self._anchor.isValid() else current.row()
            first, last = sorted((anchor, current.row()))
            selection.select(selection_of(model, [range(first, last + 1)]), command)
            return
        box = Box(rect.x(), rect.y() + self._content.offset, rect.width(), rect.height())
        runs = list(self._content.geometry.items_in(box))
        selection.select(selection_of(model, runs), command)
        if len(runs) == 1 and len(runs[0]) == 1:
            self._anchor = QPersistentModelIndex(model.index(runs[0].start, 0))

    def current_changed(self, previous: QModelIndex | QPersistentModelIndex) -> None:
        """Update where Shift selects from: the item that last became current without Shift."""
        if not self._selected_current:
            # The previous change was not followed by `select`: it was made by code.
            self._anchor = QPersistentModelIndex(previous)
        self._selected_current = False

    def region(self, selection: QItemSelection) -> QRegion:
        """Return the region of a selection's visible cells; the whole view for many runs."""
        if selection.size() > MANY_RUNS:
            return QRegion(self._view.viewport().rect())
        area, region = self._content.area, QRegion()
        visible = area.rows
        for run in runs_of(selection):
            for row in range(max(run.start, visible.start), min(run.stop, visible.stop)):
                region += with_ring(area.cell(row))
        return region

    @Slot()
    def save(self) -> None:
        """Save the selection and scroll position by id, before a refresh."""
        results = self._content.results
        if results is not None:
            selected, current = frozenset(self.ids()), self._view.currentIndex()
            scroll_anchor = self._content.scroll_anchor
            self._saved = SavedView.of(results, scroll_anchor, current, self._anchor, selected)

    @Slot()
    def restore(self) -> None:
        """Restore the selection and scroll position after a refresh."""
        saved, results = self._saved, self._content.results
        self._saved = None
        if saved is None or results is None:
            return
        view, restored = self._view, saved.restored(results)
        selection = view.selectionModel()
        selection.select(selection_of(results, runs_among(restored.selected)), Flag.ClearAndSelect)
        # Else the next Shift gesture replaces this as the result of an unfinished one.
        selection.select(QItemSelection(), Flag.Select)
        self._content.scroll_anchor = restored.scroll_anchor
        view.updateGeometries()
        view.setAutoScroll(False)
        selection.setCurrentIndex(restored.current, Flag.NoUpdate)
        view.setAutoScroll(True)
        self._anchor = restored.anchor


def selection_of(model: QAbstractItemModel, runs: Iterable[range]) -> QItemSelection:
    """Return non-empty, disjoint runs as a QItemSelection."""
    selection = QItemSelection()
    for run in runs:
        first, last = model.index(run.start, 0), model.index(run.stop - 1, 0)
        selection.append(QItemSelectionRange(first, last))
    return selection


def runs_of(selection: QItemSelection) -> list[range]:
    """Return the rows of a selection as merged ascending runs."""
    found: list[range] = []
    for run in sorted(_bounds(selection)):
        if found and run[0] <= found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, run[1]))
        else:
            found.append(range(*run))
    return found


def runs_among(rows: Iterable[int]) -> list[range]:
    """Return ascending rows as runs."""
    found: list[range] = []
    for row in rows:
        if found and row == found[-1].stop:
            found[-1] = range(found[-1].start, row + 1)
        else:
            found.append(range(row, row + 1))
    return found


def runs_between(runs: Iterable[range], count: int) -> list[range]:
    """Return the rows below `count` that are not in ascending runs."""
    found, start = [], 0
    for run in runs:
        found.append(range(start, run.start))
        start = run.stop
    found.append(range(start, count))
    return [run for run in found if run]


def _bounds(selection: QItemSelection) -> Iterable[tuple[int, int]]:
    for at in range(selection.size()):
        run = selection.at(at)
        if run.isValid():
            yield run.top(), run.bottom() + 1
