"""A small rounded label with a close button: a removable part of a query."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from picseek.ui.base.plain_text import PlainLabel, plain_tooltip
from picseek.ui.style.icons import icon

_SHEET = """
Chip { background: palette(button); border: 1px solid palette(mid); border-radius: 13px; }
Chip QToolButton { border: none; background: transparent; border-radius: 9px; padding: 2px; }
Chip QToolButton:hover, Chip QToolButton:focus { background: palette(mid); }
"""


class Chip(QFrame):
    """Shows one part of a query.

    Signals:
        removed: The close button was clicked.
    """

    removed = Signal()

    def __init__(
        self,
        name: str,
        button_name: str,
        tooltip: str,
        accessible_name: str,
        parent: QWidget,
        *,
        max_text_px: int = 220,
    ) -> None:
        """Args: name: Object name; the other texts are those of the close button."""
        super().__init__(parent)
        self._max_text_px = max_text_px
        self.setObjectName(name)
        self.setStyleSheet(_SHEET)
        self._label = PlainLabel(parent=self)
        self._full_text = ""
        self._remove = QToolButton(self)
        self._remove.setObjectName(button_name)
        self._remove.setIcon(icon("close"))
        self._remove.setToolTip(plain_tooltip(tooltip))
        self._remove.setAccessibleName(accessible_name)
        self._remove.clicked.connect(self.removed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 2, 4, 2)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(self._remove)

    @property
    def text(self) -> str:
        """The full text, even if it is elided on screen."""
        return self._full_text

    def set_text(self, text: str, full_text: str = "") -> None:
        """Show a text, elided in the middle if it is long.

        Args:
            text: The text.
            full_text: For the tooltip; ``""``: the text.
        """
        self._full_text = full_text or text
        metrics = self._label.fontMetrics()
        middle = Qt.TextElideMode.ElideMiddle
        self._label.setText(metrics.elidedText(text, middle, self._max_text_px))
        self._label.setToolTip(plain_tooltip(self._full_text))
        self._label.setAccessibleName(text)
