"""A small rounded label with a cross: part of a question that can be taken out again."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from picseek.ui.base.plain_text import PlainLabel, plain_tooltip
from picseek.ui.style.theme import icon

_LONGEST_PX = 220
_SHEET = """
Chip { background: palette(button); border: 1px solid palette(mid); border-radius: 13px; }
Chip QToolButton { border: none; background: transparent; border-radius: 9px; padding: 2px; }
Chip QToolButton:hover, Chip QToolButton:focus { background: palette(mid); }
"""


@dataclass(frozen=True, slots=True)
class ChipWords:
    """What a chip's cross is called.

    Attributes:
        name: Object name of the cross.
        tip: What it does.
        spoken: The same for a screen reader, in short.
    """

    name: str
    tip: str
    spoken: str


class Chip(QFrame):
    """Shows one part of what is searched for.

    Signals:
        removed: Its cross was clicked.
    """

    removed = Signal()

    def __init__(self, name: str, words: ChipWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setStyleSheet(_SHEET)
        self._label = PlainLabel(parent=self)
        self._whole = ""
        self._remove = QToolButton(self)
        self._remove.setObjectName(words.name)
        self._remove.setIcon(icon("close"))
        self._remove.setToolTip(plain_tooltip(words.tip))
        self._remove.setAccessibleName(words.spoken)
        self._remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 2, 4, 2)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(self._remove)

    @property
    def text(self) -> str:
        """The whole text, also where it is shown cut."""
        return self._whole

    def set_text(self, text: str, whole: str = "") -> None:
        """Show this; a long text is cut in the middle.

        Args:
            text: What it says.
            whole: For the tooltip; ``""``: the text.
        """
        self._whole = whole or text
        metrics = self._label.fontMetrics()
        middle = Qt.TextElideMode.ElideMiddle
        self._label.setText(metrics.elidedText(text, middle, _LONGEST_PX))
        self._label.setToolTip(plain_tooltip(self._whole))
        self._label.setAccessibleName(text)
