"""A page with nothing on it but a sentence and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.style.text_scale import scaled
from picseek.ui.style.theme import BUTTON_SHEET
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.icon_label import Sign

_SIGN_PX = 56
_TEXT_WIDTH = 540
_LEAST_WIDTH = 260
_GREEDY = 1000
_TITLE_SCALE = 1.35
_SHEET = """
#pageText, #pageOffer { color: palette(placeholder-text); }
#pageOfferButton { border: none; background: transparent; color: palette(link); padding: 3px 6px; }
#pageOfferButton:hover, #pageOfferButton:focus { text-decoration: underline; }
"""


class MessagePage(QWidget):
    """Says one thing in the middle of the place: nothing here yet, nothing found, cannot go on.

    Attributes:
        offer: A button below all else, for what would help; hidden until `set_offer`.
    """

    def __init__(self, sign: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(BUTTON_SHEET + _SHEET)
        self._title = self._make_label("pageTitle")
        font = QFont(self._title.font())
        font.setPointSizeF(font.pointSizeF() * _TITLE_SCALE)
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self._text = self._make_label("pageText")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._offer_text = self._make_label("pageOffer")
        self.offer = QPushButton(self)
        self.offer.setObjectName("pageOfferButton")
        self.offer.setAutoDefault(False)
        self.offer.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_offer("", "")
        self._sign = Sign(sign, _SIGN_PX, faint=True)
        body = QWidget(self)
        body.setMaximumWidth(scaled(self, _TEXT_WIDTH))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(6)
        column.addLayout(self._buttons)
        column.addSpacing(18)
        column.addWidget(self._offer_text)
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 24)
        row.addStretch(1)
        row.addWidget(body, _GREEDY)
        row.addStretch(1)

    def _make_label(self, name: str) -> QLabel:
        label = PlainLabel(parent=self)
        label.setObjectName(name)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(True)
        label.setMinimumWidth(_LEAST_WIDTH)
        return label

    def show_sign(self, name: str) -> None:
        """Draw another icon above the sentence."""
        self._sign.show_icon(name)

    def say(self, title: str, text: str = "") -> None:
        """Show a sentence and, smaller, what more there is to say."""
        title, text = displayable(title), displayable(text)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def set_offer(self, text: str, action: str) -> None:
        """Show a quiet line and a button below all else; ``""``: none."""
        self._offer_text.setText(displayable(text))
        self._offer_text.setVisible(bool(text))
        self.offer.setText(action)
        self.offer.setVisible(bool(text))

    @property
    def title(self) -> str:
        """The sentence."""
        return self._title.text()

    @property
    def text(self) -> str:
        """What is said below it."""
        return self._text.text()

    def add_button(self, name: str, text: str) -> QPushButton:
        """Add a button below the text; the first one is the default.

        Args:
            name: Its object name.
            text: What it says.
        """
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setDefault(self._buttons.count() == 0)
        button.setAutoDefault(True)
        self._buttons.addWidget(button)
        return button
