"""Money, data and spans in words; fields for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from picseek.ui.text import units
from picseek.ui.widgets.amount_fields import CountBox, DollarBox, PriceBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 bytes"),
        (640, "640 bytes"),
        (2_140, "2.1 kB"),
        (250_000, "250 kB"),
        (9_990_000, "10 MB"),
        (310_000_000, "310 MB"),
        (250_000_000_000, "250 GB"),
    ],
)
def test_data(size: int, text: str) -> None:
    assert units.data(size) == text


@pytest.mark.parametrize(
    ("dollars", "text"),
    [
        (0.0, "nothing"),
        (0.0019, "less than $0.01"),
        (0.24, "about $0.24"),
        (1234.5, "about $1,234.50"),
    ],
)
def test_prices(dollars: float, text: str) -> None:
    assert units.price(dollars) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "less than a minute"),
        (186, "3 min"),
        (14_880, "4 h 8 min"),
        (12_000_000, "139 days"),
    ],
)
def test_spans(seconds: float, text: str) -> None:
    assert units.duration(seconds) == text


def test_a_price_is_shown_with_as_many_decimals_as_it_needs(qtbot: QtBot) -> None:
    for price, text in ((0.12, "$0.12"), (0.125, "$0.125"), (0.1234, "$0.1234"), (3.0, "$3.00")):
        box = PriceBox(price)
        qtbot.addWidget(box)
        assert box.text() == text


def test_a_price_finer_than_the_field_stays_as_it_is(qtbot: QtBot) -> None:
    box = PriceBox(0.123456)
    qtbot.addWidget(box)
    assert (box.price, box.edited) == (0.123456, False)
    box.setValue(0.2)
    assert (box.price, box.edited) == (0.2, True)


def test_a_price_may_be_unknown_until_it_is_entered(qtbot: QtBot) -> None:
    box = PriceBox(None)
    qtbot.addWidget(box)
    assert (box.text(), box.price, box.edited) == ("unknown", None, False)
    box.stepUp()
    assert (box.text(), box.price, box.edited) == ("$0.00", 0.0, True)


@pytest.mark.parametrize("box", [CountBox, DollarBox])
def test_turning_the_wheel_in_passing_changes_nothing(qtbot: QtBot, box: type[QWidget]) -> None:
    field = box(100)  # type: ignore[arg-type]
    assert isinstance(field, CountBox | DollarBox)
    qtbot.addWidget(field)
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, event)
    assert field.value() == 100
    assert not event.isAccepted()
