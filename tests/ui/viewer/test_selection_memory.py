"""Pictures that are found again."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.viewer.selection_memory import SelectionMemory

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_they_are_found_where_they_are_now(qtbot: QtBot) -> None:
    model = ResultsModel(lambda _ids, _shown: [])
    model.set_ids(array("q", range(10, 20)))
    memory = SelectionMemory(model, [range(1, 3), range(5, 6)])  # 11, 12 and 15
    assert len(memory) == 3
    assert 12 in memory
    assert 13 not in memory
    assert memory.runs() == [range(1, 3), range(5, 6)]
    model.refresh_ids(array("q", [9, *range(10, 20)]))
    assert memory.runs() == [range(2, 4), range(6, 7)]
    model.refresh_ids(array("q", [9, 11, 15, 16]))
    assert memory.runs() == [range(1, 3)]
    model.clear()
    assert memory.runs() == []


def test_none_are_in_no_rows(qtbot: QtBot) -> None:
    model = ResultsModel(lambda _ids, _shown: [])
    model.set_ids(array("q", [1, 2]))
    memory = SelectionMemory(model)
    assert (len(memory), memory.runs()) == (0, [])
