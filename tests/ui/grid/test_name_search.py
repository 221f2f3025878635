"""Going to a picture by its name, far from what the grid knows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtTest import QTest

from picseek.engine.cancel import CancelToken
from picseek.engine.types import PictureRow, ShownFiles
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import TaskRunner
from picseek.ui.grid.name_search import NameSearch
from picseek.ui.grid.view import GridView
from tests.support.ui.gate import Gate
from tests.support.ui.grid import rows_of
from tests.support.ui.grid_on_screen import KEY, click, grid_on_screen, results
from tests.ui.grid.conftest import Clock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from picseek.engine.library import Library

COUNT = 5000


class Names:
    """A library that knows rows, and nothing else."""

    def __init__(self) -> None:
        self.gate = Gate()
        self.names: dict[int, str] = {}

    def rows(self, ids: Sequence[int], _shown: ShownFiles) -> list[PictureRow]:
        self.gate.wait(CancelToken())
        return [
            replace(row, path=Path("/p") / self.names.get(row.id, row.path.name))
            for row in rows_of(ids)
        ]


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture
def view(qtbot: QtBot) -> GridView:
    return grid_on_screen(qtbot, COUNT)


@pytest.fixture
def messages(view: GridView, names: Names) -> Iterator[list[str]]:
    tasks = TaskRunner()
    session = Session(Path("/library"), tasks)
    session.library = cast("Library", names)
    search = NameSearch(session, view)
    messages: list[str] = []
    search.reported.connect(messages.append)
    yield messages
    names.gate.open()
    tasks.close()


def test_a_name_far_away_is_found(qtbot: QtBot, view: GridView, messages: list[str]) -> None:
    assert results(view).known_row(4321) is None
    QTest.keyClicks(view, "img_04321")
    qtbot.waitUntil(lambda: view.selection.ids() == [4321])
    assert 4321 in view.content.area.rows
    assert messages == []


def test_the_next_one_is_meant_and_the_end_is_no_end(
    qtbot: QtBot, view: GridView, names: Names, messages: list[str], clock: Clock
) -> None:
    names.names = {100: "beach.jpg", 4000: "Beach.jpg"}
    view.setCurrentIndex(view.model().index(200, 0))
    QTest.keyClicks(view, "beach")
    qtbot.waitUntil(lambda: view.selection.ids() == [4000])
    clock.ahead += 60
    QTest.keyClicks(view, "beach")
    qtbot.waitUntil(lambda: view.selection.ids() == [100])


def test_one_letter_again_and_again_goes_on_there_too(
    qtbot: QtBot, view: GridView, names: Names, messages: list[str]
) -> None:
    names.names = {1000: "beach.jpg", 2000: "boat.jpg"}
    QTest.keyClick(view, KEY.Key_B)
    qtbot.waitUntil(lambda: view.selection.ids() == [1000])
    QTest.keyClick(view, KEY.Key_B)
    qtbot.waitUntil(lambda: view.selection.ids() == [2000])


def test_no_such_name_is_reported(qtbot: QtBot, view: GridView, messages: list[str]) -> None:
    QTest.keyClicks(view, "xyz")
    qtbot.waitUntil(lambda: messages == ["No file name starts with “xyz”."])
    assert view.selection.ids() == []


def test_who_went_elsewhere_meanwhile_stays_there(
    qtbot: QtBot, view: GridView, names: Names, messages: list[str], clock: Clock
) -> None:
    names.gate.close()
    QTest.keyClicks(view, "img_04321")
    click(view, 2)
    names.gate.open()
    clock.ahead += 60
    QTest.keyClicks(view, "q")  # comes after it on the same lane
    qtbot.waitUntil(lambda: messages == ["No file name starts with “q”."])
    assert view.selection.ids() == [2]
