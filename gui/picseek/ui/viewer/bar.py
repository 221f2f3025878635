"""The toolbar above the picture: name, position and actions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from picseek.ui.base.plain_text import PlainLabel, plain_tooltip
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.stylesheets import FLAT_SHEET
from picseek.ui.viewer.actions import ViewerActions

_SHEET = """
#viewerBar { background: palette(window); border-bottom: 1px solid palette(mid); }
#viewerPosition, #viewerZoom, #viewerNote { color: palette(placeholder-text); }
QToolButton:checked { background: palette(mid); }
"""
_ICON = QSize(20, 20)
_MIN_NAME_PX = 60
_MESSAGE_MS = 5000


class ElidedLabel(PlainLabel):
    """A line of text that is elided in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setMinimumWidth(_MIN_NAME_PX)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        middle = Qt.TextElideMode.ElideMiddle
        text = self.fontMetrics().elidedText(self.text(), middle, room.width())
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, text)
        painter.end()


class ViewerBar(QWidget):
    """The toolbar; hidden in full screen."""

    def __init__(self, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewerBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(FLAT_SHEET + _SHEET)
        self._name = ElidedLabel(self)
        self._name.setObjectName("viewerName")
        self._position = self._make_label("viewerPosition")
        self._hint = ElidedLabel(self)
        self._hint.setObjectName("viewerNote")
        self._zoom = self._make_label("viewerZoom")
        self._default_hint = ""
        self._message_timer = QTimer(self, singleShot=True, interval=_MESSAGE_MS)
        self._message_timer.timeout.connect(lambda: self._hint.setText(self._default_hint))
        self._play = self._make_button(actions.play)
        self._play.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(8)
        row.addWidget(self._make_button(actions.back))
        row.addWidget(self._name)
        row.addWidget(self._position)
        row.addStretch(1)
        row.addWidget(self._hint)
        row.addWidget(self._zoom)
        row.addWidget(self._play)
        for action in (
            actions.rotate_left,
            actions.rotate_right,
            actions.show_match,
            actions.info,
            actions.full_screen,
        ):
            row.addWidget(self._make_button(action))

    def show_name(self, name: str, position: str) -> None:
        """Show the picture's name and its position in the results."""
        self._name.setText(name)
        self._name.setToolTip(plain_tooltip(name))
        self._position.setText(position)

    def show_zoom(self, zoom: str, hint: str) -> None:
        """Show the zoom level, and a hint about the image or ``""``."""
        self._zoom.setText(zoom)
        self._default_hint = hint
        if not self._message_timer.isActive():
            self._hint.setText(hint)

    def show_message(self, message: str) -> None:
        """Show a message for a few seconds, in place of the hint."""
        self._hint.setText(message)
        self._message_timer.start()

    def show_playing(self, *, can_play: bool) -> None:
        """Show or hide the button for animations."""
        self._play.setVisible(can_play)

    def _make_label(self, name: str) -> QLabel:
        label = PlainLabel(parent=self)
        label.setObjectName(name)
        return label

    def _make_button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(_ICON)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
