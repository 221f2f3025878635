"""Where the question is asked: the box, the example beside it, and a line for hints below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from picseek.ui.theme import FLAT_SHEET, icon
from picseek.ui.widgets.chip import Chip

_LONGEST_QUESTION = 2000
_SHEET = """
#searchBar { background: palette(window); }
#searchBox {
    background: palette(base); border: 1px solid palette(mid); border-radius: 17px;
    padding: 5px 8px; min-height: 22px; selection-background-color: palette(highlight);
    selection-color: palette(highlighted-text);
}
#searchBox:focus { border: 1px solid palette(highlight); }
#searchHint { color: palette(placeholder-text); padding-left: 12px; }
"""


class SearchBox(QLineEdit):
    """The line to type into.

    Signals:
        escaped: Esc was pressed.
        left_downwards: The down key was pressed.
    """

    escaped = Signal()
    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc clear and Down go to the pictures."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


class SearchBar(QWidget):
    """The place on top of the window.

    Attributes:
        box: The line to type into.

    Signals:
        text_changed: The text, at each change.
        entered: Enter was pressed.
        like_removed: The example was taken out.
        cleared: Everything was, by Esc.
    """

    text_changed = Signal(str)
    entered = Signal()
    like_removed = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(FLAT_SHEET + _SHEET)
        self.box = self._make_box()
        self._chip = Chip(self)
        self._chip.hide()
        self._chip.removed.connect(self.like_removed)
        self._hint = QLabel(self)
        self._hint.setObjectName("searchHint")
        self._hint.setTextFormat(Qt.TextFormat.PlainText)
        self._hint.setWordWrap(True)
        self._hint.hide()
        asked = QHBoxLayout()
        asked.setSpacing(8)
        asked.addWidget(self.box, 1)
        asked.addWidget(self._chip)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(asked)
        column.addWidget(self._hint)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 10, 12, 8)
        self._row.setSpacing(8)
        self._row.addLayout(column, 1)

    def _make_box(self) -> SearchBox:
        box = SearchBox(self)
        box.setObjectName("searchBox")
        box.setPlaceholderText(self.tr("Describe a picture, or type a part of its name"))
        box.setToolTip(self.tr("Describe what to find; -word leaves something out (Ctrl+F)"))
        box.setAccessibleName(self.tr("Search pictures"))
        box.setClearButtonEnabled(True)
        # What is dropped is for the window: a folder to add, a picture to search with.
        box.setAcceptDrops(False)
        box.setMaxLength(_LONGEST_QUESTION)
        magnifier = QAction(icon("search"), self.tr("Search now"), box)
        box.addAction(magnifier, QLineEdit.ActionPosition.LeadingPosition)
        magnifier.triggered.connect(self.entered)
        box.textChanged.connect(self.text_changed)
        box.returnPressed.connect(self.entered)
        box.escaped.connect(self.clear)
        return box

    def add_button(self, button: QWidget) -> None:
        """Put a button before the box."""
        button.setFixedHeight(self.box.sizeHint().height())
        self._row.insertWidget(0, button, 0, Qt.AlignmentFlag.AlignTop)

    def focus(self) -> None:
        """Go to the box and mark its text, to be typed over."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def set_like(self, text: str) -> None:
        """Show what the example is; ``""``: there is none."""
        self._chip.set_text(text)
        self._chip.setVisible(bool(text))

    def set_hint(self, text: str) -> None:
        """Show a line below the box; ``""``: none."""
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def clear(self) -> None:
        """Ask for nothing."""
        self.box.clear()
        self.cleared.emit()
