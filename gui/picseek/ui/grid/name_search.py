"""Looks for the picture whose name is being typed, where the grid does not know it yet."""

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

_AT_ONCE = 512
_MOST = 100_000
"""So many pictures are looked at: a second or two."""


class NameSearch(QObject):
    """Asks the library for the names of the pictures shown, from the current one on.

    Signals:
        reported: What there is to say, in a few words.
    """

    reported = Signal(str)

    def __init__(self, session: Session, grid: GridView) -> None:
        super().__init__(grid)
        self._session = session
        self._grid = grid
        self._task: Task | None = None
        grid.keys.name_wanted.connect(self._seek)
        grid.model().modelReset.connect(self._give_up)
        grid.selectionModel().currentChanged.connect(self._give_up)

    def _give_up(self) -> None:
        """What is looked for is not wanted any more: something else was typed, or chosen."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _seek(self, word: str, start: int) -> None:
        self._give_up()
        results = self._grid.content.results
        if results is None:
            return
        ids, shown = (results.ids()[start:] + results.ids()[:start])[:_MOST], results.shown
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
    """The first picture whose name begins with the word; -1: there is none.

    Of one letter again and again, it may be the next one that begins with the letter.
    """
    letter, next_one = letter_of(word), -1
    for at in range(0, len(ids), _AT_ONCE):
        control.raise_if_cancelled()
        for row in library.rows(ids[at : at + _AT_ONCE], shown):
            if begins(row, word):
                return row.id
            if letter and next_one < 0 and row.id != ids[0] and begins(row, letter):
                next_one = row.id
    return next_one
