"""The status bar: what is shown, progress of indexing, and the thumbnail size."""

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
from picseek.ui.grid.content import MAX_SIDE, MIN_SIDE
from picseek.ui.style.icons import icon
from picseek.ui.style.stylesheets import FLAT_SHEET, SLIDER_SHEET

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
_MIN_LABEL_WIDTH = 60
_MAX_LINK_PX = 300


class StatusBar(QWidget):
    """The bar at the bottom of the window.

    Attributes:
        message: What the grid shows, in a few words.
        progress: Progress of indexing; hidden while it is not running.
        problems: Opens the list of problems; hidden if there are none.
        downloads: Shows the current download, and opens the models; hidden without one.
        pause_analysis: Pauses or resumes the detailed analysis; hidden if there is none.
        cell_side: Slider for the thumbnail size, in pixels.
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
        self._analysis = self._make_analysis()
        self.pause_analysis = self._make_pause()
        for label in (self.message, self._details, self._analysis):
            # Else a long text would widen the window.
            label.setMinimumWidth(_MIN_LABEL_WIDTH)
        self._buttons = [self._make_button(action) for action in (pause, stop)]
        self.problems = self._make_link("problemsButton")
        self.problems.setToolTip(self.tr("Show the files that couldn't be indexed, and why"))
        self.downloads = self._make_link("fetchingButton")
        self.cell_side = self._make_slider()
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 14, 5)
        row.setSpacing(8)
        row.addWidget(self.message, 1)
        row.addWidget(self.downloads)
        row.addWidget(self._analysis)
        row.addWidget(self.pause_analysis)
        for part in (self._details, self.progress, *self._buttons, self.problems, self.cell_side):
            row.addWidget(part)
        self.show_progress(None)
        self.show_analysis("", paused=False)
        self.ensurePolished()
        # Keep the height while the buttons are hidden, so that nothing moves when they appear.
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

    def _make_analysis(self) -> QLabel:
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
        slider.setRange(MIN_SIDE, MAX_SIDE)
        slider.setSingleStep(_SIZE_STEP)
        slider.setPageStep(2 * _SIZE_STEP)
        slider.setFixedWidth(120)
        slider.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        slider.setToolTip(self.tr("Thumbnail size (Ctrl++ and Ctrl+-)"))
        slider.setAccessibleName(self.tr("Thumbnail size"))
        return slider

    def show_progress(self, details: str | None, done: int = 0, total: int | None = None) -> None:
        """Show the progress of indexing.

        Args:
            details: As text; None hides everything about indexing.
            done: Files processed.
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

    def show_analysis(self, text: str, *, paused: bool) -> None:
        """Show the progress of the detailed analysis.

        Args:
            text: As text; ``""`` hides it.
            paused: Whether the user paused it.
        """
        self._analysis.setText(text)
        self._analysis.setVisible(bool(text))
        self.pause_analysis.setIcon(icon("play" if paused else "pause"))
        name = self.tr("Resume detailed analysis") if paused else self.tr("Pause detailed analysis")
        self.pause_analysis.setToolTip(plain_tooltip(name))
        self.pause_analysis.setAccessibleName(name)
        self.pause_analysis.setVisible(bool(text))

    def show_downloads(self, text: str) -> None:
        """Show the current download and its progress; ``""`` hides it."""
        middle = Qt.TextElideMode.ElideMiddle
        self.downloads.setText(self.downloads.fontMetrics().elidedText(text, middle, _MAX_LINK_PX))
        self.downloads.setToolTip(plain_tooltip(self.tr("{}. Show models").format(text)))
        self.downloads.setAccessibleName(text)
        self.downloads.setVisible(bool(text))
