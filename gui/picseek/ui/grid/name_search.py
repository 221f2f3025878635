"""Finds the picture whose name is being typed, if its row is not in memory."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.ui.base.tasks import Lane, Task
from picseek.ui.grid.type_ahead import begins, letter_of

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.library import Library
    from picseek.engine.types import ShownFiles
    from picseek.ui.base.session import Session
    from picseek.ui.grid.view import GridView

_BATCH = 512
_MAX_PICTURES = 100_000
"""Maximum number of names to read, which takes a second or two."""


class NameSearch(QObject):
    """Searches the names of the results in the library, from the current picture on.

    Signals:
        reported: A short message for the status bar.
    """

    reported = Signal(str)

    def __init__(self, session: Session, grid: GridView) -> None:
        super().__init__(grid)
        self._session = session
        self._grid = grid
        self._task: Task | None = None
        grid.keys.name_requested.connect(self._search)
        grid.model().modelReset.connect(self._cancel)
        grid.selectionModel().currentChanged.connect(self._cancel)

    def _cancel(self) -> None:
        """Cancel the search: something else was typed or selected."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _search(self, word: str, start: int) -> None:
        self._cancel()
        results = self._grid.content.results
        if results is None:
            return
        ids, shown = (results.ids()[start:] + results.ids()[:start])[:_MAX_PICTURES], results.shown
        self._task = self._session.run(
            lambda library, task: _find(library, ids, shown, word, task.control),
            partial(self._on_found, word),
            ended=self._on_end,
            lane=Lane.NAMES,
        )

    def _on_end(self) -> None:
        self._task = None

    def _on_found(self, word: str, picture: int) -> None:
        results = self._grid.content.results
        row = results.row_of(picture) if results is not None and picture >= 0 else -1
        if results is not None and row >= 0:
            self._grid.setCurrentIndex(results.index(row, 0))
        else:
            self.reported.emit(self.tr("No file name starts with “{}”.").format(word))


def _find(
    library: Library, ids: Sequence[int], shown: ShownFiles, word: str, control: CancelToken
) -> int:
    """Return the first picture whose name starts with the word; -1: none.

    If one letter was typed repeatedly, the next picture that starts with it is a match as well.
    """
    letter, next_one = letter_of(word), -1
    for at in range(0, len(ids), _BATCH):
        control.raise_if_cancelled()
        for row in library.rows(ids[at : at + _BATCH], shown):
            if begins(row, word):
                return row.id
            if letter and next_one < 0 and row.id != ids[0] and begins(row, letter):
                next_one = row.id
    return next_one
