"""A message bar above the pictures, with one action."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.style.icons import icon
from picseek.ui.style.stylesheets import BUTTON_SHEET, FLAT_SHEET
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.icon_label import IconLabel

_ICON_PX = 18
_TEMPORARY_MS = 10_000
_SHEET = """
#banner { background: palette(tooltip-base); border: none;
          border-top: 1px solid palette(mid); border-bottom: 1px solid palette(mid); }
#banner[calm="true"] { background: palette(button); }
"""


class Banner(QFrame):
    """Shows the latest message; hidden without one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setStyleSheet(FLAT_SHEET + BUTTON_SHEET + _SHEET)
        self._act: Callable[[], None] | None = None
        self._text = PlainLabel(parent=self)
        self._text.setObjectName("bannerText")
        self._text.setWordWrap(True)
        self._action = QPushButton(self)
        self._action.setObjectName("bannerAction")
        self._action.clicked.connect(self._on_action)
        close = QToolButton(self)
        close.setObjectName("bannerClose")
        close.setIcon(icon("close"))
        close.setToolTip(self.tr("Close this message"))
        close.setAccessibleName(self.tr("Close message"))
        close.clicked.connect(self.hide)
        self._hide_timer = QTimer(self, singleShot=True, interval=_TEMPORARY_MS)
        self._hide_timer.setObjectName("bannerGoes")
        self._hide_timer.timeout.connect(self._on_timeout)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        self._icon = IconLabel("warning", _ICON_PX)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(close)
        self.hide()

    def show_message(
        self,
        text: str,
        action: str = "",
        act: Callable[[], None] | None = None,
        *,
        icon: str = "warning",
        temporary: bool = False,
    ) -> None:
        """Show a message, in place of an earlier one.

        Args:
            text: The message.
            action: Text of the button; ``""``: no button.
            act: Called when the button is clicked, after the banner is hidden.
            icon: Name of the icon.
            temporary: Hide the message after some seconds.
        """
        self._icon.set_icon(icon)
        self.setProperty("calm", icon != "warning")
        self.style().polish(self)
        self._text.setText(displayable(text))
        self._text.setAccessibleName(displayable(text))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._act = act
        self._hide_timer.stop()
        if temporary:
            self._hide_timer.start()
        self.show()

    def withdraw(self, text: str) -> None:
        """Hide a message that no longer applies, if it is the current one."""
        if self._text.text() == displayable(text):
            self.hide()

    def _on_timeout(self) -> None:
        if self.underMouse() or self._action.hasFocus():  # about to be used
            self._hide_timer.start()
        else:
            self.hide()

    def _on_action(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
