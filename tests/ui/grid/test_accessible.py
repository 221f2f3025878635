"""What a screen reader gets to know of the grid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from picseek.ui.grid.accessible import AccessibilityNotifier, install_accessible_grids
from picseek.ui.grid.arrangement import Arrangement
from picseek.ui.grid.sections import Section
from picseek.ui.grid.view import GridView
from tests.support.ui.grid import ids
from tests.support.ui.grid_on_screen import KEY, centre, click, grid_on_screen, results

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleInterface
    from pytestqt.qtbot import QtBot

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description


@pytest.fixture
def reader() -> Iterator[None]:
    """Someone listens."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def described(qtbot: QtBot, count: int) -> tuple[GridView, QAccessibleInterface]:
    install_accessible_grids()
    view = grid_on_screen(qtbot, count)
    view.setAccessibleName("Pictures")
    AccessibilityNotifier(view)
    return view, QAccessible.queryAccessibleInterface(view)


def test_the_grid_is_a_list_of_all_pictures(qtbot: QtBot, reader: None) -> None:
    _view, grid = described(qtbot, 1000)
    assert grid.isValid()
    assert grid.role() == QAccessible.Role.List
    assert grid.childCount() == 1000
    assert grid.text(NAME) == "Pictures"
    assert grid.child(1000) is None


def test_a_cell_says_which_picture_it_is(qtbot: QtBot, reader: None) -> None:
    view, grid = described(qtbot, 1000)
    sections = (Section(0, "March 2024"), Section(5, "February 2024"))
    results(view).set_ids(ids(1000), Arrangement.of([256] * 1000, sections))
    qtbot.waitUntil(lambda: results(view).known_row(6) is not None)
    cell = grid.child(6)
    assert cell.role() == QAccessible.Role.ListItem
    assert cell.text(NAME).startswith("IMG_00006.jpg, 640")
    assert cell.text(DESCRIPTION) == "7 of 1000, February 2024"
    assert grid.indexOfChild(cell) == 6
    assert cell.parent() == grid


def test_a_cell_that_was_never_shown_has_a_name(qtbot: QtBot, reader: None) -> None:
    _view, grid = described(qtbot, 1000)
    cell = grid.child(900)
    assert cell.text(NAME) == "Picture 901 of 1000"
    assert cell.state().offscreen


def test_states_follow_the_selection(qtbot: QtBot, reader: None) -> None:
    view, grid = described(qtbot, 20)
    click(view, 2)
    assert grid.child(2).state().selected
    assert not grid.child(3).state().selected
    QTest.keyClick(view, KEY.Key_Right)
    assert not grid.child(2).state().selected
    assert grid.child(3).state().selected


def test_cells_are_found_where_they_are(qtbot: QtBot, reader: None) -> None:
    view, grid = described(qtbot, 20)
    at = view.viewport().mapToGlobal(centre(view, 5))
    assert grid.indexOfChild(grid.childAt(at.x(), at.y())) == 5
    assert grid.child(5).rect().contains(at)


def test_cells_of_what_is_gone_are_no_longer_valid(qtbot: QtBot, reader: None) -> None:
    view, grid = described(qtbot, 20)
    cell = grid.child(15)
    assert cell.isValid()
    results(view).set_ids(ids(3))
    assert not cell.isValid()
    assert grid.childCount() == 3


def test_thousands_of_cells_can_be_asked_for(qtbot: QtBot, reader: None) -> None:
    _view, grid = described(qtbot, 5000)
    for row in range(3000):
        assert grid.child(row) is not None
    assert grid.child(0).text(NAME)


def test_the_keys_are_followed(qtbot: QtBot, reader: None, monkeypatch: pytest.MonkeyPatch) -> None:
    view, _grid = described(qtbot, 20)
    events_seen: list[tuple[QAccessible.Event, int]] = []
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: events_seen.append((event.type(), event.child())),
    )
    monkeypatch.setattr(view, "hasFocus", lambda: True)  # offscreen, no window gets it for sure
    view.setCurrentIndex(view.model().index(7, 0))
    assert (QAccessible.Event.Focus, 7) in events_seen


def test_what_is_selected_is_reported(
    qtbot: QtBot, reader: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    view, _grid = described(qtbot, 1000)
    events_seen: list[tuple[QAccessible.Event, int]] = []
    monkeypatch.setattr(
        QAccessible,
        "updateAccessibility",
        lambda event: events_seen.append((event.type(), event.child())),
    )
    monkeypatch.setattr(view, "hasFocus", lambda: False)
    events = QAccessible.Event
    view.setCurrentIndex(view.model().index(7, 0))
    view.setCurrentIndex(view.model().index(2, 0))
    assert events_seen == [
        (events.SelectionAdd, 7),
        (events.SelectionRemove, 7),
        (events.SelectionAdd, 2),
    ]
    events_seen.clear()
    view.selectAll()
    assert [event for event, _row in events_seen] == [events.SelectionWithin]
