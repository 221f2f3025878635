"""A short message over the picture, shown for a moment in full screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.qt_guard import guarded

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

_DURATION_MS = 2500
_BOTTOM_MARGIN = 40
_SIDE_MARGINS = 32
_SHEET = """
#toast { background: rgba(12, 12, 14, 215); color: #e6e6ea; border-radius: 8px; padding: 9px 16px; }
"""


class Toast(PlainLabel):
    """A message near the bottom of a widget; ignores the mouse, and hides by itself."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(parent=over)
        self.setObjectName("toast")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setStyleSheet(_SHEET)
        self._over = over
        self._hide_timer = QTimer(self, singleShot=True, interval=_DURATION_MS)
        self._hide_timer.setObjectName("toastGoes")
        self._hide_timer.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def show_message(self, message: str) -> None:
        """Show a message, in place of an earlier one."""
        self.setText(message)
        self.setAccessibleName(message)
        self._place()
        self.show()
        self.raise_()
        self._hide_timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self) -> None:
        room: QRect = self._over.rect()
        self.setWordWrap(False)
        wide = self.sizeHint().width() > room.width() - _SIDE_MARGINS
        self.setWordWrap(wide)
        width = room.width() - _SIDE_MARGINS if wide else self.sizeHint().width()
        height = self.heightForWidth(width) if wide else self.sizeHint().height()
        left = (room.width() - width) // 2
        self.setGeometry(left, room.height() - height - _BOTTOM_MARGIN, width, height)

    # Qt overrides

    @guarded(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
