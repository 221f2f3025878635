"""Which of the results is looked at, whatever happens to the results meanwhile."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal

from picseek.ui.grid.results_model import ResultsModel

if TYPE_CHECKING:
    from picseek.ui.viewer.selection_memory import SelectionMemory

_NEAR = 256


class Position(QObject):
    """One picture among the results: it is kept by its id, and its row follows.

    A picture that is gone from the results is replaced by what is in its row now.

    Signals:
        moved: Another picture is looked at.
        shifted: The same picture, but its row or the number of results may be others.
        loaded: The picture's row was fetched, or fetched again.
        emptied: There are no results any more.
    """

    moved = Signal()
    shifted = Signal()
    loaded = Signal()
    emptied = Signal()

    def __init__(self, model: ResultsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._row = -1
        self._id = -1
        self._kept: SelectionMemory | None = None
        self._kept_rows: list[int] | None = None
        model.modelReset.connect(self._follow)
        model.rowsInserted.connect(self._follow)
        model.rowsRemoved.connect(self._follow)
        model.dataChanged.connect(self._on_data)

    @property
    def row(self) -> int:
        """The row looked at; -1: none."""
        return self._row

    @property
    def picture_id(self) -> int:
        """The picture looked at; -1: none."""
        return self._id

    @property
    def count(self) -> int:
        """How many results there are."""
        return len(self._model.ids())

    def go(self, row: int) -> bool:
        """Look at a row, or the nearest there is.

        Returns:
            Whether that is another picture than before.
        """
        if not self.count:
            return False
        row = min(max(row, 0), self.count - 1)
        picture_id = self._model.picture_id(row)
        if (row, picture_id) == (self._row, self._id):
            return False
        self._row, self._id = row, picture_id
        self.moved.emit()
        return True

    def leave(self) -> None:
        """Look at none; results may come and go."""
        self._row = self._id = -1

    def restrict_to(self, kept: SelectionMemory | None) -> None:
        """Let `row_after`, `first` and `last` know these pictures only; None: all results."""
        self._kept = kept
        self._kept_rows = None

    @property
    def first(self) -> int:
        """The first row to look at."""
        rows = self._rows()
        return rows[0] if rows else 0

    @property
    def last(self) -> int:
        """The last row to look at."""
        rows = self._rows()
        return rows[-1] if rows else self.count - 1

    def row_after(self, steps: int) -> int:
        """The row so many steps further on, or back by a negative number; -1: there is none."""
        rows = self._rows()
        if not rows:
            row = self._row + steps
            return row if 0 <= row < self.count else -1
        at = bisect_right(rows, self._row) - 1 if steps > 0 else bisect_left(rows, self._row)
        return rows[at + steps] if 0 <= at + steps < len(rows) else -1

    def _rows(self) -> list[int]:
        """The rows of what is kept to, ascending; empty: all of them."""
        if self._kept_rows is None:
            runs = self._kept.runs() if self._kept is not None else []
            self._kept_rows = list(chain.from_iterable(runs))
        return self._kept_rows

    def _follow(self) -> None:
        self._kept_rows = None
        if self._row < 0:
            return
        if not self.count:
            self.leave()
            self.emptied.emit()
            return
        row = self._row_of(self._id)
        if row < 0:
            gone, self._row = self._row, -1
            self.go(gone)
        else:
            self._row = row
            self.shifted.emit()

    def _row_of(self, picture_id: int) -> int:
        """Its row now; first where it was, for the whole of a million takes a while."""
        ids = self._model.ids()
        first = max(0, self._row - _NEAR)
        near = ids[first : self._row + _NEAR]
        if picture_id in near:
            return first + near.index(picture_id)
        return self._model.row_of(picture_id)

    def _on_data(self, top_left: QModelIndex, bottom_right: QModelIndex) -> None:
        if top_left.row() <= self._row <= bottom_right.row():
            self.loaded.emit()
