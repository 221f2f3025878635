"""A strip above the pictures that says one thing and offers one action."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.style.theme import BUTTON_SHEET, FLAT_SHEET, icon
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.icon_label import Sign

_SIGN_PX = 18
_PASSING_MS = 10_000
_SHEET = """
#banner { background: palette(tooltip-base); border: none;
          border-top: 1px solid palette(mid); border-bottom: 1px solid palette(mid); }
#banner[calm="true"] { background: palette(button); }
"""


class Banner(QFrame):
    """Hidden until something is said; the newest sentence wins."""

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
        self._goes = QTimer(self, singleShot=True, interval=_PASSING_MS)
        self._goes.setObjectName("bannerGoes")
        self._goes.timeout.connect(self._on_time)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        self._sign = Sign("warning", _SIGN_PX)
        row.addWidget(self._sign)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(close)
        self.hide()

    def say(
        self,
        text: str,
        action: str = "",
        act: Callable[[], None] | None = None,
        *,
        sign: str = "warning",
        passing: bool = False,
    ) -> None:
        """Show a sentence and, if wanted, a button.

        Args:
            text: The sentence.
            action: What the button says; ``""``: no button.
            act: Called when it is clicked; the banner is hidden before.
            sign: The icon before it.
            passing: It goes by itself after a while.
        """
        self._sign.show_icon(sign)
        self.setProperty("calm", sign != "warning")
        self.style().polish(self)
        self._text.setText(displayable(text))
        self._text.setAccessibleName(displayable(text))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._act = act
        self._goes.stop()
        if passing:
            self._goes.start()
        self.show()

    def take_back(self, text: str) -> None:
        """Hide a sentence that is not true any more, if it is the one that is shown."""
        if self._text.text() == displayable(text):
            self.hide()

    def _on_time(self) -> None:
        if self.underMouse() or self._action.hasFocus():  # about to be used
            self._goes.start()
        else:
            self.hide()

    def _on_action(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
