"""The strip at the bottom: what is shown, how indexing goes, how large the thumbnails are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from picseek.ui.base.plain_text import PlainLabel, plain_tooltip
from picseek.ui.grid.viewport import SIDE_LEAST, SIDE_MOST
from picseek.ui.style.theme import FLAT_SHEET, SLIDER_SHEET, icon

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_SHEET = """
#stateBar { background: palette(window); border-top: 1px solid palette(mid); }
#indexProgress { border: none; background: palette(mid); border-radius: 3px; max-height: 6px; }
#indexProgress::chunk { background: palette(highlight); border-radius: 3px; }
#indexDetails, #closerDetails { color: palette(placeholder-text); }
#problemsButton, #fetchingButton { border: none; background: transparent; color: palette(link);
                                   padding: 3px 6px; }
#problemsButton:hover, #problemsButton:focus,
#fetchingButton:hover, #fetchingButton:focus { text-decoration: underline; }
"""
_SIZE_STEP = 16
_LEAST_WIDTH = 60
_LONGEST_PX = 300


class StateBar(QWidget):
    """The place at the bottom of the window.

    Attributes:
        message: What is shown, in a few words.
        progress: How far indexing is; hidden while it does not run.
        problems: Opens the list of problems; hidden while there are none.
        fetching: Tells what is downloaded, and shows more of it; hidden while nothing is.
        pause_closer: Holds the second look, or lets it go on; hidden while there is none.
        cell_side: Pixels of a thumbnail's side.
    """

    def __init__(self, pause: QAction, stop: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stateBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(FLAT_SHEET + SLIDER_SHEET + _SHEET)
        self.message = PlainLabel(parent=self)
        self.message.setObjectName("statusMessage")
        self.progress = self._make_progress()
        self._details = PlainLabel(parent=self)
        self._details.setObjectName("indexDetails")
        self._closer = self._make_closer()
        self.pause_closer = self._make_pause()
        for label in (self.message, self._details, self._closer):
            # Else a longer text would make the window wider.
            label.setMinimumWidth(_LEAST_WIDTH)
        self._buttons = [self._make_button(action) for action in (pause, stop)]
        self.problems = self._make_link("problemsButton")
        self.problems.setToolTip(self.tr("Show the files that couldn't be indexed, and why"))
        self.fetching = self._make_link("fetchingButton")
        self.cell_side = self._make_slider()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.setSpacing(8)
        row.addWidget(self.message, 1)
        row.addWidget(self.fetching)
        row.addWidget(self._closer)
        row.addWidget(self.pause_closer)
        for part in (self._details, self.progress, *self._buttons, self.problems, self.cell_side):
            row.addWidget(part)
        self.show_progress(None)
        self.show_closer("", paused=False)
        self.ensurePolished()
        # Also while the buttons are hidden: else all above would move when they come.
        shown = (*self._buttons, self.problems, self.cell_side)
        tallest = max(part.sizeHint().height() for part in shown)
        row.addStrut(tallest)

    def _make_progress(self) -> QProgressBar:
        progress = QProgressBar(self)
        progress.setObjectName("indexProgress")
        progress.setTextVisible(False)
        progress.setFixedWidth(160)
        progress.setAccessibleName(self.tr("Indexing progress"))
        return progress

    def _make_button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _make_closer(self) -> QLabel:
        label = PlainLabel(parent=self)
        label.setObjectName("closerDetails")
        label.setToolTip(
            self.tr(
                "Picseek is analyzing your pictures in more detail, to find small "
                "things in them. You can keep searching. To change this, go to "
                "Preferences > Indexing."
            )
        )
        return label

    def _make_pause(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("pauseCloserButton")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _make_link(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.hide()
        return button

    def _make_slider(self) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal, self)
        slider.setObjectName("sizeSlider")
        slider.setRange(SIDE_LEAST, SIDE_MOST)
        slider.setSingleStep(_SIZE_STEP)
        slider.setPageStep(2 * _SIZE_STEP)
        slider.setFixedWidth(120)
        slider.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        slider.setToolTip(self.tr("Thumbnail size (Ctrl++ and Ctrl+-)"))
        slider.setAccessibleName(self.tr("Thumbnail size"))
        return slider

    def show_progress(self, details: str | None, done: int = 0, total: int | None = None) -> None:
        """Show how far indexing is.

        Args:
            details: In words; None hides everything about indexing.
            done: Files dealt with.
            total: All files; None: not known yet, shown as busy.
        """
        running = details is not None
        for part in (self._details, self.progress, *self._buttons):
            part.setVisible(running)
        self._details.setText(details or "")
        self.progress.setFormat((details or "").replace("%", "%%"))
        self.progress.setRange(0, total or 0)
        self.progress.setValue(min(done, total or 0))
        self.progress.setToolTip(plain_tooltip(details or ""))

    def show_closer(self, text: str, *, paused: bool) -> None:
        """Show how far the second look is; ``""`` hides it.

        Args:
            text: In words.
            paused: Whether the user holds it.
        """
        self._closer.setText(text)
        self._closer.setVisible(bool(text))
        self.pause_closer.setIcon(icon("play" if paused else "pause"))
        what = self.tr("Resume detailed analysis") if paused else self.tr("Pause detailed analysis")
        self.pause_closer.setToolTip(plain_tooltip(what))
        self.pause_closer.setAccessibleName(what)
        self.pause_closer.setVisible(bool(text))

    def show_fetching(self, text: str) -> None:
        """Show what is downloaded and how far that is; ``""`` hides it."""
        middle = Qt.TextElideMode.ElideMiddle
        self.fetching.setText(self.fetching.fontMetrics().elidedText(text, middle, _LONGEST_PX))
        self.fetching.setToolTip(plain_tooltip(self.tr("{}. Show models").format(text)))
        self.fetching.setAccessibleName(text)
        self.fetching.setVisible(bool(text))
