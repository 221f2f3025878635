"""A few words over the picture, for a moment: where no bar is shown that could say them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.qt_guard import guarded

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

_SHOWN_MS = 2500
_ABOVE_EDGE = 40
_ROOM = 32
_SHEET = """
#toast { background: rgba(12, 12, 14, 215); color: #e6e6ea; border-radius: 8px; padding: 9px 16px; }
"""


class Toast(PlainLabel):
    """Lies over the lower part of a widget, lets all clicks through, and goes by itself."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(parent=over)
        self.setObjectName("toast")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setStyleSheet(_SHEET)
        self._over = over
        self._gone = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._gone.setObjectName("toastGoes")
        self._gone.timeout.connect(self.hide)
        over.installEventFilter(self)
        self.hide()

    def show_message(self, message: str) -> None:
        """Show these words, in place of others."""
        self.setText(message)
        self.setAccessibleName(message)
        self._place()
        self.show()
        self.raise_()
        self._gone.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self) -> None:
        room: QRect = self._over.rect()
        self.setWordWrap(False)
        wide = self.sizeHint().width() > room.width() - _ROOM
        self.setWordWrap(wide)
        width = room.width() - _ROOM if wide else self.sizeHint().width()
        height = self.heightForWidth(width) if wide else self.sizeHint().height()
        left = (room.width() - width) // 2
        self.setGeometry(left, room.height() - height - _ABOVE_EDGE, width, height)

    # Qt's side

    @guarded(bool)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False
