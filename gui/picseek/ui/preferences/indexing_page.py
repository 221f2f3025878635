"""When pictures are indexed, and how much of the computer that may take."""

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
from picseek.ui.preferences.page import Page, fields, heading, say, sentence
from picseek.ui.widgets.amount_fields import with_text_margins


class IndexingPage(Page):
    """Lets the user set when and how hard Picseek works; saved as soon as it is changed."""

    def __init__(self, options: OptionsController, parent: QWidget | None = None) -> None:
        super().__init__("indexing", parent)
        self.set_title(self.tr("Indexing"))
        self._options = options
        self._kept = IndexingOptions()
        self._starts = QButtonGroup(self)
        self._cores = self._make_cores()
        self._modest = QCheckBox(self.tr("&Give other apps priority"), self)
        self._modest.setObjectName("lowPriorityBox")
        self._modest.setToolTip(self.tr("Picseek indexes pictures at low priority. Recommended."))
        self._modest.toggled.connect(self._save)
        self._closer = self._make_closer()
        self._refusal = sentence(name="indexingRefusal")
        self._refusal.hide()
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

    def _make_closer(self) -> QCheckBox:
        box = QCheckBox(self.tr("Analyze pictures in more detail when the c&omputer is idle"), self)
        box.setObjectName("lookCloserBox")
        box.setToolTip(self.tr("Starts when you aren't using Picseek"))
        box.toggled.connect(self._save)
        return box

    def _lay_out(self) -> None:
        self.column.addWidget(heading(self.tr("Check for new and changed pictures")))
        for button in self._make_starts():
            self.column.addWidget(button)
        told = sentence(self.tr("Folders you add are always indexed right away."))
        told.setProperty("part", "muted")
        self.column.addWidget(told)
        self._lay_out_closer()
        self.column.addSpacing(8)
        self.column.addWidget(heading(self.tr("Performance")))
        self.column.addLayout(fields((self.tr("Processor &cores to use:"), self._cores)))
        self.column.addWidget(self._modest)
        later = sentence(self.tr("Takes effect the next time Picseek indexes."))
        later.setProperty("part", "muted")
        self.column.addWidget(later)
        self.column.addWidget(self._refusal)
        self.column.addStretch(1)

    def _lay_out_closer(self) -> None:
        self.column.addSpacing(8)
        self.column.addWidget(heading(self.tr("Detailed analysis")))
        self.column.addWidget(self._closer)
        text = self.tr(
            "Makes small things in pictures easier to find. Each picture is "
            "analyzed once. The analysis pauses while you search or while the "
            "computer runs on battery."
        )
        told = sentence(text)
        told.setProperty("part", "muted")
        self.column.addWidget(told)

    def look_again(self) -> None:
        """Read what is set."""
        self._options.refresh()

    @Slot()
    def _save(self) -> None:
        say(self._refusal, "")
        wanted = IndexingOptions(
            tuple(IndexStart)[self._starts.checkedId()],
            self._cores.value(),
            self._modest.isChecked(),
            self._closer.isChecked(),
        )
        if wanted != self._kept:
            self._kept = wanted
            self._options.set_indexing(wanted)

    @Slot(object)
    def _on_changed(self, state: OptionsState) -> None:
        self._kept = state.indexing
        self._show(state)

    def _show(self, state: OptionsState) -> None:
        parts = (self._starts, self._cores, self._modest, self._closer)
        blockers = [QSignalBlocker(part) for part in parts]
        self._starts.button(tuple(IndexStart).index(state.indexing.start)).setChecked(True)
        self._cores.setRange(0, state.cores)
        self._cores.setValue(state.indexing.cores)
        self._modest.setChecked(state.indexing.low_priority)
        self._closer.setChecked(state.indexing.look_closer)
        for blocker in blockers:
            blocker.unblock()
        self.body.setEnabled(self._options.writable)

    @Slot(str)
    def _on_refused(self, why: str) -> None:
        say(self._refusal, why)
