"""The choice of hardware that runs models: the processor or a graphics card."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.models.local_models import LocalController, LocalState
from picseek.ui.preferences.page import show_text
from picseek.ui.text import wording
from picseek.ui.widgets.form_parts import leading_row, sentence

_ALWAYS_OFFERED = 2
"""Automatic, and the processor."""


class AcceleratorBox(QWidget):
    """Offers what the installed ONNX Runtime supports, and explains fallbacks."""

    def __init__(self, local: LocalController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._local = local
        self._choice = QComboBox(self)
        self._choice.setObjectName("acceleratorBox")
        self._choice.setAccessibleName(self.tr("Hardware acceleration"))
        self._choice.setToolTip(
            self.tr("Hardware used to analyze pictures; searches always use the processor")
        )
        self._choice.currentIndexChanged.connect(self._on_chosen)
        label = PlainLabel(self.tr("&Run models on:"), self)
        label.setBuddy(self._choice)
        self._notice = sentence(name="acceleratorNotice", muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(leading_row(label, self._choice))
        column.addWidget(self._notice)
        local.changed.connect(self._on_changed)
        self._on_changed(local.state)

    @Slot(object)
    def _on_changed(self, state: LocalState) -> None:
        offered = [each for each in state.accelerators if each.available]
        chosen = next((each for each in state.accelerators if each.id == state.accelerator), None)
        if chosen is not None and not chosen.available:
            offered.append(chosen)
        blocker = QSignalBlocker(self._choice)
        if [self._choice.itemData(row) for row in range(self._choice.count())] != [
            each.id for each in offered
        ]:
            self._choice.clear()
            for each in offered:
                self._choice.addItem(wording.localized(each.title), each.id)
        self._choice.setCurrentIndex(self._choice.findData(state.accelerator))
        blocker.unblock()
        self._choice.setEnabled(self._local.writable)
        self.setVisible(bool(offered))
        missing = chosen is not None and not chosen.available
        show_text(self._notice, state.fallback or self._notice_text(len(offered), missing=missing))

    def _notice_text(self, offered: int, *, missing: bool) -> str:
        if missing:
            return self.tr(
                "The installed ONNX Runtime doesn't support this, so the processor is used."
            )
        if offered <= _ALWAYS_OFFERED:
            return self.tr("The installed ONNX Runtime supports only the processor.")
        return self.tr("If this doesn't work, Picseek uses the processor and lets you know.")

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        if row >= 0:
            self._local.set_accelerator(self._choice.itemData(row))
