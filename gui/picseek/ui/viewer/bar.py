"""The strip above a viewed picture: the way back, what it is, and what can be done with it."""

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
_LEAST_NAME = 60
_TOLD_MS = 5000


class ElidedLabel(PlainLabel):
    """A line of text that is cut in its middle when there is no room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setMinimumWidth(_LEAST_NAME)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    @guarded(nothing)
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        middle = Qt.TextElideMode.ElideMiddle
        text = self.fontMetrics().elidedText(self.text(), middle, room.width())
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, text)
        painter.end()


class ViewerBar(QWidget):
    """Stands above the canvas; not shown in full screen."""

    def __init__(self, actions: ViewerActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("viewerBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(FLAT_SHEET + _SHEET)
        self._name = ElidedLabel(self)
        self._name.setObjectName("viewerName")
        self._position = self._make_label("viewerPosition")
        self._note = ElidedLabel(self)
        self._note.setObjectName("viewerNote")
        self._zoom = self._make_label("viewerZoom")
        self._usual_note = ""
        self._told = QTimer(self, singleShot=True, interval=_TOLD_MS)
        self._told.timeout.connect(lambda: self._note.setText(self._usual_note))
        self._play = self._make_button(actions.play)
        self._play.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        row.setSpacing(8)
        row.addWidget(self._make_button(actions.back))
        row.addWidget(self._name)
        row.addWidget(self._position)
        row.addStretch(1)
        row.addWidget(self._note)
        row.addWidget(self._zoom)
        row.addWidget(self._play)
        for action in (
            actions.turn_left,
            actions.turn_right,
            actions.where,
            actions.info,
            actions.full_screen,
        ):
            row.addWidget(self._make_button(action))

    def show_name(self, name: str, position: str) -> None:
        """Tell which picture it is, and which of how many."""
        self._name.setText(name)
        self._name.setToolTip(plain_tooltip(name))
        self._position.setText(position)

    def show_zoom(self, zoom: str, note: str) -> None:
        """Tell how large it is shown, and what else there is to say about that."""
        self._zoom.setText(zoom)
        self._usual_note = note
        if not self._told.isActive():
            self._note.setText(note)

    def tell(self, message: str) -> None:
        """Say something for a few seconds, in place of the note."""
        self._note.setText(message)
        self._told.start()

    def show_playing(self, *, can_play: bool) -> None:
        """Offer to play or pause."""
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
