"""The page for folders and exclusions."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import (
    QListWidget,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from picseek.engine.types.settings import Exclusions, LeftOut
from picseek.ui.preferences.library_options import OptionsController, OptionsState
from picseek.ui.preferences.page import Page, fields, heading, show_text
from picseek.ui.text import wording
from picseek.ui.text.bidi import isolated_ltr
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.amount_fields import with_text_margins
from picseek.ui.widgets.form_parts import leading_row, push_button, sentence

_PREVIEW_DELAY_MS = 400
"""How long typing must pause before excluded files are counted."""

_LIST_LINES, _PATTERNS_LINES = 3, 4
_MAX_KILOBYTES, _MAX_PIXELS = 1_000_000, 100_000
_KILOBYTE = 1000
_FRAME_PX = 9
_WORD_JOINER = "\N{WORD JOINER}"


class FoldersPage(Page):
    """The library's folders, and exclusions by pattern and size.

    Signals:
        add_requested: The user wants to add a folder.
        remove_requested: The user wants to remove a folder (a Path).
        rescan_requested: Scan all folders, to apply changed exclusions.
    """

    add_requested = Signal()
    remove_requested = Signal(object)
    rescan_requested = Signal()

    def __init__(self, options: OptionsController, parent: QWidget | None = None) -> None:
        super().__init__("folders", self.tr("Folders"), parent)
        self._options = options
        self._saved = Exclusions()
        self._paths: tuple[Path, ...] = ()
        self._preview: LeftOut | None = None
        self._rescan_pending = False
        self._suggested = ""
        self._preview_timer = QTimer(self, singleShot=True, interval=_PREVIEW_DELAY_MS)
        self._preview_timer.timeout.connect(self._count)
        self._make_folders()
        self._make_exclusions()
        self._make_buttons()
        self._lay_out()
        options.changed.connect(self._on_changed)
        options.saved.connect(self._on_saved)
        options.previewed.connect(self._on_previewed)
        options.refused.connect(self._on_refused)
        self._enable()

    # Construction

    def _make_folders(self) -> None:
        self._list = QListWidget(self)
        self._list.setObjectName("chosenFolders")
        self._list.setAccessibleName(self.tr("Folders"))
        self._list.setFixedHeight(_lines(self._list, _LIST_LINES))
        self._list.currentRowChanged.connect(self._enable)
        self._add = push_button("addFolderButton", self.tr("Add folder…"), self.add_requested)
        self._remove = push_button(
            "forgetFolderButton",
            self.tr("Remove"),
            self._on_remove,
            self.tr("Remove the selected folder from the library; its pictures stay on disk"),
        )

    def _make_exclusions(self) -> None:
        self._patterns = QPlainTextEdit(self)
        self._patterns.setObjectName("exclusionPatterns")
        self._patterns.setAccessibleName(self.tr("Exclusion patterns"))
        self._patterns.setPlaceholderText(
            self.tr("One pattern per line, such as *.gif or Exports/")
        )
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(max(fixed.pointSizeF(), self.font().pointSizeF()))
        self._patterns.setFont(fixed)
        self._patterns.setTabChangesFocus(True)
        self._patterns.setFixedHeight(_lines(self._patterns, _PATTERNS_LINES))
        self._patterns.textChanged.connect(self._on_edited)
        self._patterns.cursorPositionChanged.connect(self._show_preview)
        self._bytes = self._make_number("leastKilobytes", self.tr(" kB"), _MAX_KILOBYTES)
        self._bytes.setAccessibleName(self.tr("Minimum file size in kilobytes"))
        self._pixels = self._make_number("leastPixels", self.tr(" pixels"), _MAX_PIXELS)
        self._pixels.setAccessibleName(self.tr("Minimum length of the longer side in pixels"))
        self._pixels.setToolTip(self.tr("Compared with the longer side of each picture"))
        self._count_label = sentence(name="exclusionCount")
        self._line_label = sentence(name="exclusionLine", muted=True)
        self._refusal = sentence(name="exclusionRefusal")
        for label in (self._count_label, self._line_label, self._refusal):
            label.hide()

    def _make_buttons(self) -> None:
        self._save = push_button(
            "saveExclusionsButton",
            self.tr("Apply"),
            self._on_save,
            self.tr("Apply these exclusions and check the folders again; nothing on disk changes"),
        )
        self._undo = push_button(
            "undoExclusionsButton",
            self.tr("Discard changes"),
            self._on_undo,
            self.tr("Go back to the saved exclusions"),
        )

    def _make_number(self, name: str, unit: str, maximum: int) -> QSpinBox:
        number = with_text_margins(QSpinBox(self))
        number.setObjectName(name)
        number.setRange(0, maximum)
        number.setGroupSeparatorShown(True)
        number.setSuffix(unit)
        number.setSpecialValueText(self.tr("Any size"))
        number.valueChanged.connect(self._on_edited)
        return number

    def _lay_out(self) -> None:
        self.column.addWidget(heading(self.tr("Folders with pictures")))
        self.column.addWidget(self._list)
        self.column.addLayout(leading_row(self._add, self._remove))
        self.column.addSpacing(8)
        self.column.addWidget(heading(self.tr("Exclusions")))
        hint = sentence(
            self.tr(
                "Patterns work as in a .gitignore file: *.gif excludes all GIF "
                "files, Exports/ all folders with that name, /Phone/Trash/ only "
                "that folder, and !best.gif includes a file again. Excluded "
                "pictures disappear from Picseek, never from your disk."
            ).replace(" /", f" /{_WORD_JOINER}"),  # so that no line breaks in a pattern
            muted=True,
        )
        self.column.addWidget(hint)
        self.column.addWidget(self._patterns)
        self.column.addWidget(self._line_label)
        self.column.addLayout(
            fields(
                (self.tr("Exclude files &under:"), self._bytes),
                (self.tr("Exclude pictures u&nder:"), self._pixels),
            )
        )
        for label in (self._count_label, self._refusal):
            self.column.addWidget(label)
        self.column.addLayout(leading_row(self._save, self._undo))
        self.column.addStretch(1)

    def refresh(self) -> None:
        """Read the current options."""
        self._options.refresh()

    @Slot(str)
    def suggest(self, pattern: str) -> None:
        """Add a pattern to the list, for the user to apply or discard."""
        self._suggested = pattern
        self._options.refresh()

    # User actions

    @Slot()
    def _enable(self) -> None:
        writable = self._options.writable
        self._add.setEnabled(writable)
        self._remove.setEnabled(writable and self._list.currentRow() >= 0)
        changed = self._wanted() != self._saved
        self._save.setEnabled(writable and changed)
        self._undo.setEnabled(changed)
        for part in (self._patterns, self._bytes, self._pixels):
            part.setEnabled(writable)

    @Slot()
    def _on_remove(self) -> None:
        self.remove_requested.emit(self._paths[self._list.currentRow()])

    @Slot()
    def _on_edited(self) -> None:
        show_text(self._refusal, "")
        self._preview = None
        self._show_preview()
        self._enable()
        self._preview_timer.start()

    @Slot()
    def _count(self) -> None:
        wanted = self._wanted()
        if wanted != self._saved:
            self._options.preview(wanted)

    @Slot()
    def _on_save(self) -> None:
        self._preview_timer.stop()
        self._rescan_pending = True
        self._options.set_exclusions(self._wanted())

    @Slot()
    def _on_saved(self) -> None:
        if self._rescan_pending:
            self._rescan_pending = False
            self._patterns.setFocus()  # the focused button is disabled now
            self.rescan_requested.emit()

    @Slot()
    def _on_undo(self) -> None:
        self._show(self._saved)

    def _wanted(self) -> Exclusions:
        lines = self._patterns.toPlainText().split("\n")
        while lines and not lines[-1].strip():
            lines.pop()
        return Exclusions(tuple(lines), self._bytes.value() * _KILOBYTE, self._pixels.value())

    # State

    @Slot(object)
    def _on_changed(self, state: OptionsState) -> None:
        self._list_folders(state.folders)
        edited = self._wanted() not in (self._saved, state.exclusions)
        self._saved = state.exclusions
        if not edited:
            self._show(state.exclusions)
        if self._suggested:
            self._add_pattern(self._suggested)
            self._suggested = ""
        self._enable()

    def _add_pattern(self, pattern: str) -> None:
        """Add a line with a pattern, unless there is one, and put the cursor there."""
        lines = list(self._wanted().patterns)
        if pattern not in lines:
            lines.append(pattern)
            self._patterns.setPlainText("\n".join(lines))
        block = self._patterns.document().findBlockByNumber(lines.index(pattern))
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self._patterns.setTextCursor(cursor)
        self._patterns.setFocus()

    def _list_folders(self, paths: tuple[Path, ...]) -> None:
        if paths != self._paths:
            self._paths = paths
            self._list.clear()
            self._list.addItems([isolated_ltr(displayable(path)) for path in paths])

    def _show(self, exclusions: Exclusions) -> None:
        parts = (self._patterns, self._bytes, self._pixels)
        blockers = [QSignalBlocker(part) for part in parts]
        text = "\n".join(exclusions.patterns)
        if text != self._patterns.toPlainText():
            self._patterns.setPlainText(text)
            self._patterns.moveCursor(QTextCursor.MoveOperation.End)
        self._bytes.setValue(exclusions.least_bytes // _KILOBYTE)
        self._pixels.setValue(exclusions.least_pixels)
        for blocker in blockers:
            blocker.unblock()
        self._preview_timer.stop()
        self._preview = None
        show_text(self._refusal, "")
        self._show_preview()
        self._enable()

    @Slot(object)
    def _on_previewed(self, excluded: LeftOut) -> None:
        if not self._preview_timer.isActive():
            self._preview = excluded
            self._show_preview()

    @Slot()
    def _show_preview(self) -> None:
        """Show what all patterns exclude, and what the one at the cursor does."""
        excluded = self._preview
        if excluded is None:
            show_text(self._count_label, "")
            show_text(self._line_label, "")
            return
        show_text(self._count_label, self._summary(excluded))
        line = self._patterns.textCursor().blockNumber()
        show_text(self._line_label, self._line_summary(line, excluded))

    def _summary(self, excluded: LeftOut) -> str:
        files, total = wording.number(excluded.files), wording.files(excluded.total)
        summary = self.tr("This removes {} of {} from the library.").format(files, total)
        if not self._includes_again():
            return summary
        back = self.tr("Files that are no longer excluded appear after Picseek checks the folders.")
        return f"{summary} {back}" if excluded.files else back

    def _line_summary(self, line: int, excluded: LeftOut) -> str:
        patterns = self._wanted().patterns
        # The cursor's signal arrives before that of removed lines.
        if line >= min(len(patterns), len(excluded.by_pattern)):
            return ""
        pattern = patterns[line].strip()
        if not pattern or pattern.startswith(("#", "!")):
            return ""
        if pattern in self._saved.patterns:
            # The library does not know excluded files, so there is no count.
            return self.tr("“{}” is already excluded.").format(pattern)
        files = wording.files(excluded.by_pattern[line])
        return self.tr("“{}” excludes {}.").format(pattern, files)

    def _includes_again(self) -> bool:
        """Whether some files are no longer excluded, compared to the saved exclusions."""
        saved, wanted = self._saved, self._wanted()
        fewer = not set(saved.patterns) <= set(wanted.patterns)
        back = {each for each in wanted.patterns if each.startswith("!")} - set(saved.patterns)
        return (
            fewer
            or bool(back)
            or wanted.least_bytes < saved.least_bytes
            or wanted.least_pixels < saved.least_pixels
        )

    @Slot(str)
    def _on_refused(self, reason: str) -> None:
        self._rescan_pending = False
        show_text(self._refusal, reason)
        self.ensureWidgetVisible(self._refusal)


def _lines(part: QWidget, count: int) -> int:
    """Return the height of a framed widget with some lines of text."""
    return part.fontMetrics().lineSpacing() * count + 2 * _FRAME_PX
