"""Spin boxes for dollars, prices that may be unknown, and numbers of pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QSpinBox, QWidget

from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.text import units, wording

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent

_STEP, _UNKNOWN = 0.01, -0.01
_MOST_DOLLARS = 999_999.0
_MOST_PICTURES = 1_000_000_000
_PLACES = 4
_MARGIN = 7

Spin = TypeVar("Spin", bound=QAbstractSpinBox)


def with_text_margins(box: Spin) -> Spin:
    """Indent a spin box's text as in other fields, which style sheets cannot do."""
    box.lineEdit().setTextMargins(_MARGIN, 0, _MARGIN, 0)
    return box


def _takes_wheel(box: QWidget, event: QWheelEvent) -> bool:
    """Return whether a box has the focus, else ignore the event: scrolling past changes nothing."""
    if not box.hasFocus():
        event.ignore()
    return box.hasFocus()


class CountBox(QSpinBox):
    """A whole number of pictures, 1 or more."""

    def __init__(self, value: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(wording.locale())
        self.setRange(1, _MOST_PICTURES)
        self.setGroupSeparatorShown(True)
        self.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
        self.setValue(value)
        with_text_margins(self)

    @guarded(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        if _takes_wheel(self, event):
            super().wheelEvent(event)


class DollarBox(QDoubleSpinBox):
    """US dollars."""

    def __init__(self, value: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(wording.locale())
        before, _, after = units.dollar_pattern().partition("{}")
        self.setPrefix(before)
        self.setSuffix(after)
        self.setRange(_STEP, _MOST_DOLLARS)
        self.setStepType(QDoubleSpinBox.StepType.AdaptiveDecimalStepType)
        self.setGroupSeparatorShown(True)
        self.setValue(value)
        with_text_margins(self)

    @guarded(nothing)
    def wheelEvent(self, event: QWheelEvent) -> None:
        if _takes_wheel(self, event):
            super().wheelEvent(event)


class PriceBox(DollarBox):
    """US dollars per million units, or unknown."""

    def __init__(self, value: float | None, parent: QWidget | None = None) -> None:
        super().__init__(0.0, parent)
        self.setDecimals(_PLACES)
        self.setStepType(QDoubleSpinBox.StepType.DefaultStepType)
        self.setSingleStep(_STEP)
        self.setRange(0.0 if value is not None else _UNKNOWN, _MOST_DOLLARS)
        if value is None:
            self.setSpecialValueText(QCoreApplication.translate("amount_boxes", "unknown"))
        self.setValue(_UNKNOWN if value is None else value)
        self._exact = value
        self._initial = self.value()

    @property
    def price(self) -> float | None:
        """The price, exact unless it was edited; None: unknown."""
        if not self.edited:
            return self._exact
        return None if self.value() < 0 else self.value()

    @property
    def edited(self) -> bool:
        """Whether the user changed the price."""
        return self.value() != self._initial

    @guarded(str)
    def textFromValue(self, value: float) -> str:  # noqa: N802 - Qt's name
        """``0.12``, not ``0.1200``; ``0.125`` where necessary."""
        places = 2
        while places < _PLACES and round(value, places) != round(value, _PLACES):
            places += 1
        return self.locale().toString(value, "f", places)
