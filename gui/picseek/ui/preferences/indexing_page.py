"""The page for indexing: when, and with how many resources."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QRadioButton,
    QSpinBox,
    QWidget,
)

from picseek.engine.types.settings import IndexingOptions, IndexStart
from picseek.ui.base.plain_text import plain_tooltip
from picseek.ui.preferences.library_options import OptionsController, OptionsState
from picseek.ui.preferences.page import Page, fields, heading, show_text
from picseek.ui.widgets.amount_fields import with_text_margins
from picseek.ui.widgets.form_parts import sentence


class IndexingPage(Page):
    """Indexing options, saved as soon as they change."""

    def __init__(self, options: OptionsController, parent: QWidget | None = None) -> None:
        super().__init__("indexing", self.tr("Indexing"), parent)
        self._options = options
        self._saved = IndexingOptions()
        self._starts = QButtonGroup(self)
        self._cores = self._make_cores()
        self._low_priority = QCheckBox(self.tr("&Give other apps priority"), self)
        self._low_priority.setObjectName("lowPriorityBox")
        self._low_priority.setToolTip(
            self.tr("Picseek indexes pictures at low priority. Recommended.")
        )
        self._low_priority.toggled.connect(self._save)
        self._analysis = self._make_analysis()
        self._refusal = sentence(name="indexingRefusal", hidden=True)
        self._lay_out()
        options.changed.connect(self._on_changed)
        options.refused.connect(self._on_refused)
        self._show(OptionsState())

    def _make_starts(self) -> list[QRadioButton]:
        buttons = []
        for number, (name, text, tip) in enumerate(
            (
                (
                    "startAlways",
                    self.tr("When Picseek &starts"),
                    self.tr("Check right after Picseek starts"),
                ),
                (
                    "startIdle",
                    self.tr("When Picseek is &idle"),
                    self.tr("Wait until you haven't used Picseek for a minute"),
                ),
                (
                    "startManual",
                    self.tr("Only &manually"),
                    self.tr("Wait until you choose “Check for changes” (F5)"),
                ),
            )
        ):
            button = QRadioButton(text, self)
            button.setObjectName(name)
            button.setToolTip(plain_tooltip(tip))
            self._starts.addButton(button, number)
            buttons.append(button)
        self._starts.idToggled.connect(self._save)
        return buttons

    def _make_cores(self) -> QSpinBox:
        cores = with_text_margins(QSpinBox(self))
        cores.setObjectName("coresUsed")
        cores.setSpecialValueText(self.tr("All"))
        cores.setAccessibleName(self.tr("Processor cores to use"))
        cores.setToolTip(self.tr("Number of pictures read at the same time"))
        cores.valueChanged.connect(self._save)
        return cores

    def _make_analysis(self) -> QCheckBox:
        box = QCheckBox(self.tr("Analyze pictures in more detail when the c&omputer is idle"), self)
        box.setObjectName("lookCloserBox")
        box.setToolTip(self.tr("Starts when you aren't using Picseek"))
        box.toggled.connect(self._save)
        return box

    def _lay_out(self) -> None:
        self.column.addWidget(heading(self.tr("Check for new and changed pictures")))
        for button in self._make_starts():
            self.column.addWidget(button)
        hint = sentence(self.tr("Folders you add are always indexed right away."), muted=True)
        self.column.addWidget(hint)
        self._lay_out_analysis()
        self.column.addSpacing(8)
        self.column.addWidget(heading(self.tr("Performance")))
        self.column.addLayout(fields((self.tr("Processor &cores to use:"), self._cores)))
        self.column.addWidget(self._low_priority)
        later_hint = sentence(self.tr("Takes effect the next time Picseek indexes."), muted=True)
        self.column.addWidget(later_hint)
        self.column.addWidget(self._refusal)
        self.column.addStretch(1)

    def _lay_out_analysis(self) -> None:
        self.column.addSpacing(8)
        self.column.addWidget(heading(self.tr("Detailed analysis")))
        self.column.addWidget(self._analysis)
        text = self.tr(
            "Makes small things in pictures easier to find. Each picture is "
            "analyzed once. The analysis pauses while you search or while the "
            "computer runs on battery."
        )
        hint = sentence(text, muted=True)
        self.column.addWidget(hint)

    def refresh(self) -> None:
        """Read the current options."""
        self._options.refresh()

    @Slot()
    def _save(self) -> None:
        show_text(self._refusal, "")
        wanted = IndexingOptions(
            tuple(IndexStart)[self._starts.checkedId()],
            self._cores.value(),
            self._low_priority.isChecked(),
            self._analysis.isChecked(),
        )
        if wanted != self._saved:
            self._saved = wanted
            self._options.set_indexing(wanted)

    @Slot(object)
    def _on_changed(self, state: OptionsState) -> None:
        self._saved = state.indexing
        self._show(state)

    def _show(self, state: OptionsState) -> None:
        parts = (self._starts, self._cores, self._low_priority, self._analysis)
        blockers = [QSignalBlocker(part) for part in parts]
        self._starts.button(tuple(IndexStart).index(state.indexing.start)).setChecked(True)
        self._cores.setRange(0, state.cores)
        self._cores.setValue(state.indexing.cores)
        self._low_priority.setChecked(state.indexing.low_priority)
        self._analysis.setChecked(state.indexing.look_closer)
        for blocker in blockers:
            blocker.unblock()
        self.body.setEnabled(self._options.writable)

    @Slot(str)
    def _on_refused(self, reason: str) -> None:
        show_text(self._refusal, reason)
