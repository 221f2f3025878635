"""A grid on screen, and hands for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QPoint,
    QPointF,
    Qt,
)
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from picseek.ui.grid.delegate import GridDelegate
from picseek.ui.grid.results_model import ResultsModel
from picseek.ui.grid.view import GridView
from tests.support.ui.grid import FakeThumbnails, browsing, rows_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
PLAIN = Qt.KeyboardModifier.NoModifier

Build = Callable[[int], GridView]


def grid_on_screen(qtbot: QtBot, count: int) -> GridView:
    """A view of so many pictures, 4 columns wide."""
    view = GridView()
    qtbot.addWidget(view)
    view.setItemDelegate(GridDelegate(FakeThumbnails(), view))
    model = browsing(count)
    model.setParent(view)

    def answer(wanted: tuple[int, ...]) -> None:
        # Holds the view, too: else Python may clear it away, and the model, in the midst of this.
        assert view.model() is model
        model.add_rows(rows_of(wanted))

    model.rows_needed.connect(answer)
    view.setModel(model)
    view.content.cell_side = 100
    view.resize(560, 400)
    view.show()
    qtbot.waitExposed(view)
    view.setFocus()
    assert columns(view) == min(count, 4)
    return view


def columns(view: GridView) -> int:
    """How many cells the first row has."""
    geometry = view.content.geometry
    return len(geometry.items_of_row(0)) if geometry.count else 0


def centre(view: GridView, row: int) -> QPoint:
    """Where to click for a row."""
    return view.visualRect(view.model().index(row, 0)).center()


def results(view: GridView) -> ResultsModel:
    model = view.content.results
    assert model is not None
    return model


def first_visible(view: GridView) -> int:
    return results(view).picture_id(view.content.area.rows.start)


def click(view: GridView, row: int, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    QTest.mouseClick(view.viewport(), LEFT, modifiers, centre(view, row))


def gap_before(view: GridView, row: int) -> QPoint:
    """A point just above and left of a cell, on no cell."""
    return view.visualRect(view.model().index(row, 0)).topLeft() - QPoint(3, 3)


def drag_band(
    view: GridView, start: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = PLAIN
) -> None:
    QTest.mousePress(view.viewport(), LEFT, modifiers, start)
    QTest.mouseMove(view.viewport(), (start + end) / 2)
    QTest.mouseMove(view.viewport(), end)


def scroll(
    view: GridView,
    notches: float = 0,
    pixels: int = 0,
    modifiers: Qt.KeyboardModifier = PLAIN,
    at: QPoint | None = None,
) -> None:
    phase = Qt.ScrollPhase.ScrollUpdate if pixels else Qt.ScrollPhase.NoScrollPhase
    where = QPointF(at or QPoint(50, 50))
    event = QWheelEvent(
        where,
        view.viewport().mapToGlobal(where),
        QPoint(0, pixels),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        phase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)
