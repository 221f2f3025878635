"""Remembers selected pictures while the results change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING

from picseek.ui.grid.selection import runs_among

if TYPE_CHECKING:
    from picseek.ui.grid.results_model import ResultsModel


class SelectionMemory:
    """Some of the results. With unchanged rows, a million take about a millisecond."""

    def __init__(self, model: ResultsModel, runs: Sequence[range] = ()) -> None:
        """Args: runs: Their current rows, ascending."""
        self._model = model
        self._runs = list(runs)
        self._parts = [model.ids()[run.start : run.stop] for run in runs]

    def __len__(self) -> int:
        return sum(map(len, self._parts))

    def __contains__(self, picture_id: int) -> bool:
        return any(picture_id in part for part in self._parts)

    def runs(self) -> list[range]:
        """Return the current rows of those still among the results, ascending."""
        ids = self._model.ids()
        known = zip(self._runs, self._parts, strict=True)
        if all(ids[run.start : run.stop] == part for run, part in known):
            return self._runs
        wanted = frozenset(chain.from_iterable(self._parts))
        return runs_among(self._model.rows_of(wanted).values())
