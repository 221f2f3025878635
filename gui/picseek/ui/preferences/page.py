"""Common parts of the preferences' pages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.style.text_scale import scaled
from picseek.ui.text.displayable import displayable

_HEADING_SCALE = 1.1
_FIELD_WIDTH = 180
_MAX_LABEL_WIDTH = 220  # wider labels wrap


class Page(QScrollArea):
    """A page that scrolls if necessary.

    Attributes:
        name: The internal name, part of the object name.
        title: The title in the list of pages.
        body: The scrolled widget.
        column: The layout of `body`.

    Signals:
        page_requested: The name of another page to show.
    """

    page_requested = Signal(str)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.title = title
        self.setAccessibleName(title)
        self.setObjectName(f"{name}Page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget(self)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(20, 16, 20, 16)
        self.column.setSpacing(10)
        self.setWidget(self.body)

    def refresh(self) -> None:
        """Update the page; called whenever it is shown."""


def heading(text: str) -> QLabel:
    """Return a heading for a part of a page."""
    label = PlainLabel(text)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * _HEADING_SCALE)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    label.setWordWrap(True)
    return label


def fields(*rows: tuple[str, QWidget]) -> QGridLayout:
    """Return a column of fields with labels, whose access keys focus the fields."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(2, 1)  # so that all fields are as wide as the widest
    for number, (text, field) in enumerate(rows):
        label = PlainLabel(text)
        label.setBuddy(field)
        label.setWordWrap(label.sizeHint().width() > scaled(label, _MAX_LABEL_WIDTH))
        field.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        field.setMinimumWidth(scaled(field, _FIELD_WIDTH))
        grid.addWidget(label, number, 0)
        grid.addWidget(field, number, 1)
    return grid


def show_text(label: QLabel, text: str) -> None:
    """Set a label's text, or hide the label if it is ``""``."""
    label.setText(displayable(text))
    label.setVisible(bool(text))
