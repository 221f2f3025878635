"""A page with one message and buttons, shown in place of content."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import scaled
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.form_parts import make_title, wrapped_label
from picseek.ui.widgets.icon_label import IconLabel

_ICON_PX = 56
_MAX_TEXT_WIDTH = 540
_MIN_TEXT_WIDTH = 260
_BODY_STRETCH = 1000
_SHEET = """
QPushButton[part="primary"] { background: palette(highlight); border-color: palette(highlight);
                              color: palette(highlighted-text); }
QPushButton[part="primary"]:focus { border: 2px solid palette(window-text); padding: 5px 15px; }
QPushButton[part="other"]:default { background: palette(button); color: palette(button-text); }
#pageText, #pageOffer { color: palette(placeholder-text); }
#pageOfferButton { border: none; background: transparent; color: palette(link); padding: 3px 6px; }
#pageOfferButton:hover, #pageOfferButton:focus { text-decoration: underline; }
"""


class MessagePage(QWidget):
    """A centred message, such as that nothing was found.

    Attributes:
        offer: A link button at the bottom, for a suggestion; hidden until `set_offer`.
    """

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(BUTTON_SHEET + _SHEET)
        self._title = make_title(self._make_label("pageTitle"))
        self._text = self._make_label("pageText")
        self._primary: QPushButton | None = None
        self._all_buttons: list[QPushButton] = []
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._offer_text = self._make_label("pageOffer")
        self.offer = QPushButton(self)
        self.offer.setObjectName("pageOfferButton")
        self.offer.setAutoDefault(False)
        self.offer.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_offer("", "")
        self._icon = IconLabel(icon, _ICON_PX, faint=True)
        body = QWidget(self)
        body.setMaximumWidth(scaled(self, _MAX_TEXT_WIDTH))
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addStretch(2)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
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
        row.addWidget(body, _BODY_STRETCH)
        row.addStretch(1)

    def _make_label(self, name: str) -> QLabel:
        label = wrapped_label(name=name)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setMinimumWidth(_MIN_TEXT_WIDTH)
        return label

    def set_icon(self, name: str) -> None:
        """Show another icon."""
        self._icon.set_icon(name)

    def show_message(self, title: str, text: str = "") -> None:
        """Show a title and, smaller, an explanation."""
        title, text = displayable(title), displayable(text)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def set_offer(self, text: str, action: str) -> None:
        """Show a line and a link button at the bottom; ``""`` hides both."""
        self._offer_text.setText(displayable(text))
        self._offer_text.setVisible(bool(text))
        self.offer.setText(action)
        self.offer.setVisible(bool(text))

    @property
    def title(self) -> str:
        """The title."""
        return self._title.text()

    @property
    def text(self) -> str:
        """The explanation below the title."""
        return self._text.text()

    def add_button(self, name: str, text: str) -> QPushButton:
        """Add a button below the text; the first one is the default.

        Args:
            name: Object name of the button.
            text: Text of the button.
        """
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setDefault(self._buttons.count() == 0)
        button.setAutoDefault(True)
        self._buttons.addWidget(button)
        self._all_buttons.append(button)
        self.set_primary(self._primary or button)
        return button

    def set_primary(self, primary: QPushButton) -> None:
        """Make a button the prominent one; until then, that is the first one.

        Qt's default button does not suit: outside a dialog it is the one with the focus, if any.
        """
        self._primary = primary
        for button in self._all_buttons:
            button.setProperty("part", "primary" if button is primary else "other")
            button.style().unpolish(button)  # else its sheet would ignore the property
            button.style().polish(button)
