"""Selections as runs of rows: their cost follows the number of runs, not that of pictures."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionRange


def selection_of(model: QAbstractItemModel, runs: Iterable[range]) -> QItemSelection:
    """Qt's selection of these rows. The runs are not empty and do not overlap."""
    selection = QItemSelection()
    for run in runs:
        first, last = model.index(run.start, 0), model.index(run.stop - 1, 0)
        selection.append(QItemSelectionRange(first, last))
    return selection


def runs_of(selection: QItemSelection) -> list[range]:
    """The rows of a selection, as few runs in ascending order."""
    found: list[range] = []
    for run in sorted(_bounds(selection)):
        if found and run[0] <= found[-1].stop:
            found[-1] = range(found[-1].start, max(found[-1].stop, run[1]))
        else:
            found.append(range(*run))
    return found


def runs_among(rows: Iterable[int]) -> list[range]:
    """Ascending rows as runs."""
    found: list[range] = []
    for row in rows:
        if found and row == found[-1].stop:
            found[-1] = range(found[-1].start, row + 1)
        else:
            found.append(range(row, row + 1))
    return found


def runs_between(runs: Iterable[range], count: int) -> list[range]:
    """The rows, of so many, that ascending runs leave out."""
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
