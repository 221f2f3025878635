"""A small rounded label with a cross: part of a question that can be taken out again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from picseek.ui.theme import icon

_LONGEST_PX = 220
_SHEET = """
#chip { background: palette(button); border: 1px solid palette(mid); border-radius: 13px; }
#chip QToolButton { border: none; background: transparent; border-radius: 9px; padding: 2px; }
#chip QToolButton:hover, #chip QToolButton:focus { background: palette(mid); }
"""


class Chip(QFrame):
    """Shows one part of what is searched for.

    Signals:
        removed: Its cross was clicked.
    """

    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setStyleSheet(_SHEET)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._remove = QToolButton(self)
        self._remove.setObjectName("removeLikeButton")
        self._remove.setIcon(icon("close"))
        self._remove.setToolTip(self.tr("Search without this example"))
        self._remove.setAccessibleName(self.tr("Remove example"))
        self._remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 2, 4, 2)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(self._remove)

    @property
    def text(self) -> str:
        """The whole text, also where it is shown cut."""
        return self._label.toolTip()

    def set_text(self, text: str) -> None:
        """Show this; a long text is cut in the middle and whole in the tooltip."""
        metrics = self._label.fontMetrics()
        middle = Qt.TextElideMode.ElideMiddle
        self._label.setText(metrics.elidedText(text, middle, _LONGEST_PX))
        self._label.setToolTip(text)
        self._label.setAccessibleName(text)
