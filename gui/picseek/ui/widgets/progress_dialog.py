"""Shows the progress of a job, and can stop it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QWidget

from picseek.engine.types import FilesDone
from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import text_scale
from picseek.ui.text import wording
from picseek.ui.widgets.form_parts import dialog_column, push_button, wrapped_label


class JobDialog(QDialog):
    """A modeless progress dialog.

    Signals:
        stop_requested: The user asked to stop the job.
    """

    stop_requested = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        """Args: title: What the job does, in a few words."""
        super().__init__(parent)
        self.setObjectName("jobDialog")
        self.setWindowTitle(title)
        self.setStyleSheet(BUTTON_SHEET)
        self._bar = QProgressBar(self)
        self._bar.setObjectName("jobProgress")
        self._bar.setAccessibleName(title)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._count = PlainLabel(self.tr("Starting…"), self)
        self._count.setObjectName("jobCount")
        tip = self.tr("Stop; completed work is kept")
        self._stop = push_button("jobStopButton", self.tr("Stop"), self.reject, tip)
        row = QHBoxLayout()
        row.addWidget(self._count, 1)
        row.addWidget(self._stop)
        column = dialog_column(self)
        column.addWidget(wrapped_label(title))
        column.addWidget(self._bar)
        column.addLayout(row)

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(420, 130) * text_scale(self)

    def show_progress(self, event: object) -> None:
        """Show a FilesDone; other events are ignored."""
        if isinstance(event, FilesDone):
            self._bar.setRange(0, event.total)
            self._bar.setValue(event.done)
            self._count.setText(wording.progress(event.done, event.total, None, None))

    @guarded(nothing)
    def reject(self) -> None:
        """Ask the job to stop; the dialog stays open until it has."""
        self._stop.setEnabled(False)
        self._count.setText(self.tr("Stopping…"))
        self.stop_requested.emit()
