"""What all pages of the preferences have in common."""

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
_LONG_LABEL = 30  # letters; a label that may wrap does so even where it need not


class Page(QScrollArea):
    """One page; scrolls where it does not fit.

    Attributes:
        name: What the page is called by the program, and in its object name.
        title: What the user reads in the list of pages.
        body: What is scrolled.
        column: Where its parts go, below each other.

    Signals:
        page_wanted: Show another page, by its name.
    """

    page_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.title = ""
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

    def set_title(self, title: str) -> None:
        """Say what the page is called."""
        self.title = title
        self.setAccessibleName(title)

    def look_again(self) -> None:
        """Bring what is shown up to date; called whenever the page comes on screen."""


def heading(text: str) -> QLabel:
    """A line above a part of a page."""
    label = PlainLabel(text)
    font = QFont(label.font())
    font.setPointSizeF(font.pointSizeF() * _HEADING_SCALE)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    label.setWordWrap(True)
    return label


def sentence(text: str = "", name: str = "") -> QLabel:
    """A line of explanation, as long as it must be, that can be selected and copied."""
    label = PlainLabel(displayable(text))
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def fields(*rows: tuple[str, QWidget]) -> QGridLayout:
    """Fields below each other with their labels before them, which the access keys lead to."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(10)
    grid.setColumnStretch(1, 1)
    for number, (text, field) in enumerate(rows):
        label = PlainLabel(text)
        label.setBuddy(field)
        label.setWordWrap(len(text) > _LONG_LABEL)
        field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        field.setMinimumWidth(scaled(field, _FIELD_WIDTH))
        grid.addWidget(label, number, 0)
        grid.addWidget(field, number, 1, Qt.AlignmentFlag.AlignLeading)
    return grid


def say(label: QLabel, text: str) -> None:
    """Show a sentence, or nothing where there is none."""
    label.setText(displayable(text))
    label.setVisible(bool(text))
