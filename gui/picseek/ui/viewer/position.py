"""The current result, followed by picture id while the results change."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Signal

from picseek.engine.types import PictureRow
from picseek.ui.grid.results_model import PICTURE_ROLE, ResultsModel

if TYPE_CHECKING:
    from picseek.ui.viewer.selection_memory import SelectionMemory

_SEARCH_RADIUS = 256


class Position(QObject):
    """One picture of the results, identified by id; its row is updated.

    If the picture is removed, the one that is now in its row takes its place.

    Signals:
        moved: Another picture is current.
        shifted: The row of the current picture or the number of results may have changed.
        loaded: The picture's row was fetched, or fetched again.
        emptied: There are no results left.
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
        self._restriction: SelectionMemory | None = None
        self._restricted_rows: list[int] | None = None
        model.modelReset.connect(self._follow)
        model.rowsInserted.connect(self._follow)
        model.rowsRemoved.connect(self._follow)
        model.dataChanged.connect(self._on_data)

    @property
    def row(self) -> int:
        """The current row; -1: none."""
        return self._row

    @property
    def picture_id(self) -> int:
        """The current picture's id; -1: none."""
        return self._id

    @property
    def count(self) -> int:
        """Number of results."""
        return len(self._model.ids())

    def go(self, row: int) -> bool:
        """Go to a row, or the nearest existing one.

        Returns:
            Whether the picture changed.
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
        """Have no current picture."""
        self._row = self._id = -1

    def picture_at(self, row: int) -> PictureRow | None:
        """Return the picture in a row; None: no such row, or not fetched yet."""
        if not 0 <= row < self.count:
            return None
        picture = self._model.index(row).data(PICTURE_ROLE)
        return picture if isinstance(picture, PictureRow) else None

    def restrict_to(self, restriction: SelectionMemory | None) -> None:
        """Restrict `row_after`, `first` and `last` to some pictures; None: all results."""
        self._restriction = restriction
        self._restricted_rows = None

    @property
    def first(self) -> int:
        """The first row."""
        rows = self._rows()
        return rows[0] if rows else 0

    @property
    def last(self) -> int:
        """The last row."""
        rows = self._rows()
        return rows[-1] if rows else self.count - 1

    def row_after(self, steps: int) -> int:
        """Return the row some steps ahead, or back if negative; -1: none."""
        rows = self._rows()
        if not rows:
            row = self._row + steps
            return row if 0 <= row < self.count else -1
        at = bisect_right(rows, self._row) - 1 if steps > 0 else bisect_left(rows, self._row)
        return rows[at + steps] if 0 <= at + steps < len(rows) else -1

    def _rows(self) -> list[int]:
        """Return the rows that navigation is restricted to, ascending; empty: all."""
        if self._restricted_rows is None:
            runs = self._restriction.runs() if self._restriction is not None else []
            self._restricted_rows = list(chain.from_iterable(runs))
        return self._restricted_rows

    def _follow(self) -> None:
        self._restricted_rows = None
        if self._row < 0:
            return
        if not self.count:
            self.leave()
            self.emptied.emit()
            return
        row = self._row_of(self._id)
        if row < 0:
            old, self._row = self._row, -1
            self.go(old)
        else:
            self._row = row
            self.shifted.emit()

    def _row_of(self, picture_id: int) -> int:
        """Return the picture's row; searches near the old one first, as a full search is slow."""
        ids = self._model.ids()
        first = max(0, self._row - _SEARCH_RADIUS)
        near = ids[first : self._row + _SEARCH_RADIUS]
        if picture_id in near:
            return first + near.index(picture_id)
        return self._model.row_of(picture_id)

    def _on_data(self, top_left: QModelIndex, bottom_right: QModelIndex) -> None:
        if top_left.row() <= self._row <= bottom_right.row():
            self.loaded.emit()
