"""Which folders are looked into, and what is left out of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from picseek.engine.types.settings import Exclusions, LeftOut
from picseek.ui.preferences.library_options import OptionsController, OptionsState
from picseek.ui.preferences.page import Page, fields, heading, say, sentence
from picseek.ui.text import wording
from picseek.ui.text.bidi import isolated_ltr
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.amount_fields import with_text_margins

_REST_MS = 400
"""How long typing must rest before it is counted what the patterns leave out."""

_LIST_LINES, _PATTERNS_LINES = 3, 4
_MOST_KILOBYTES, _MOST_PIXELS = 1_000_000, 100_000
_KILOBYTE = 1000
_FRAME = 9
_WORD_JOINER = "\N{WORD JOINER}"


class FoldersPage(Page):
    """Lets the user choose folders, and leave pictures out by patterns and sizes.

    Signals:
        add_wanted: Let the user choose another folder.
        remove_wanted: Forget a folder (a Path).
        rescan_wanted: Look for changes, so that what was set takes effect.
    """

    add_wanted = Signal()
    remove_wanted = Signal(object)
    rescan_wanted = Signal()

    def __init__(self, options: OptionsController, parent: QWidget | None = None) -> None:
        super().__init__("folders", parent)
        self.set_title(self.tr("Folders"))
        self._options = options
        self._kept = Exclusions()
        self._paths: tuple[Path, ...] = ()
        self._left_out: LeftOut | None = None
        self._owes_rescan = False
        self._suggested = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._count)
        self._make_folders()
        self._make_exclusions()
        self._make_buttons()
        self._lay_out()
        options.changed.connect(self._on_changed)
        options.saved.connect(self._on_saved)
        options.previewed.connect(self._on_previewed)
        options.refused.connect(self._on_refused)
        self._enable()

    # Putting together

    def _make_folders(self) -> None:
        self._list = QListWidget(self)
        self._list.setObjectName("chosenFolders")
        self._list.setAccessibleName(self.tr("Folders"))
        self._list.setFixedHeight(_lines(self._list, _LIST_LINES))
        self._list.currentRowChanged.connect(self._enable)
        self._add = self._make_button("addFolderButton", self.tr("Add folder…"))
        self._add.clicked.connect(self.add_wanted)
        self._remove = self._make_button("forgetFolderButton", self.tr("Remove"))
        self._remove.setToolTip(
            self.tr("Remove the selected folder from the library; its pictures stay on disk")
        )
        self._remove.clicked.connect(self._on_remove)

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
        self._patterns.cursorPositionChanged.connect(self._tell)
        self._bytes = self._make_number("leastKilobytes", self.tr(" kB"), _MOST_KILOBYTES)
        self._bytes.setAccessibleName(self.tr("Minimum file size in kilobytes"))
        self._pixels = self._make_number("leastPixels", self.tr(" pixels"), _MOST_PIXELS)
        self._pixels.setAccessibleName(self.tr("Minimum length of the longer side in pixels"))
        self._count_told = sentence(name="exclusionCount")
        self._line_told = sentence(name="exclusionLine")
        self._line_told.setProperty("part", "muted")
        self._refusal = sentence(name="exclusionRefusal")
        for label in (self._count_told, self._line_told, self._refusal):
            label.hide()

    def _make_buttons(self) -> None:
        self._save = self._make_button("saveExclusionsButton", self.tr("Apply"))
        self._save.setToolTip(
            self.tr("Apply these exclusions and check the folders again; nothing on disk changes")
        )
        self._save.clicked.connect(self._on_save)
        self._undo = self._make_button("undoExclusionsButton", self.tr("Discard changes"))
        self._undo.setToolTip(self.tr("Go back to the saved exclusions"))
        self._undo.clicked.connect(self._on_undo)

    def _make_button(self, name: str, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        button.setAutoDefault(False)
        return button

    def _make_number(self, name: str, unit: str, most: int) -> QSpinBox:
        number = with_text_margins(QSpinBox(self))
        number.setObjectName(name)
        number.setRange(0, most)
        number.setGroupSeparatorShown(True)
        number.setSuffix(unit)
        number.setSpecialValueText(self.tr("Any size"))
        number.valueChanged.connect(self._on_edited)
        return number

    def _lay_out(self) -> None:
        self.column.addWidget(heading(self.tr("Folders with pictures")))
        self.column.addWidget(self._list)
        self.column.addLayout(_row(self._add, self._remove))
        self.column.addSpacing(8)
        self.column.addWidget(heading(self.tr("Exclusions")))
        told = sentence(
            self.tr(
                "Patterns work as in a .gitignore file: *.gif excludes all GIF "
                "files, Exports/ all folders with that name, /Phone/Trash/ only "
                "that folder, and !best.gif includes a file again. Excluded "
                "pictures disappear from Picseek, never from your disk."
            ).replace(" /", f" /{_WORD_JOINER}")  # else a line may end within a pattern
        )
        told.setProperty("part", "muted")
        self.column.addWidget(told)
        self.column.addWidget(self._patterns)
        self.column.addWidget(self._line_told)
        self.column.addLayout(
            fields(
                (self.tr("Exclude files &under:"), self._bytes),
                (self.tr("Exclude pictures with a longer side u&nder:"), self._pixels),
            )
        )
        for label in (self._count_told, self._refusal):
            self.column.addWidget(label)
        self.column.addLayout(_row(self._save, self._undo))
        self.column.addStretch(1)

    def look_again(self) -> None:
        """Read what is set."""
        self._options.refresh()

    @Slot(str)
    def suggest(self, pattern: str) -> None:
        """Add a pattern to those shown, as soon as they are. The user decides whether it stays."""
        self._suggested = pattern
        self._options.refresh()

    # What the user does

    @Slot()
    def _enable(self) -> None:
        writable = self._options.writable
        self._add.setEnabled(writable)
        self._remove.setEnabled(writable and self._list.currentRow() >= 0)
        changed = self._wanted() != self._kept
        self._save.setEnabled(writable and changed)
        self._undo.setEnabled(changed)
        for part in (self._patterns, self._bytes, self._pixels):
            part.setEnabled(writable)

    @Slot()
    def _on_remove(self) -> None:
        self.remove_wanted.emit(self._paths[self._list.currentRow()])

    @Slot()
    def _on_edited(self) -> None:
        say(self._refusal, "")
        self._left_out = None
        self._tell()
        self._enable()
        self._rest.start()

    @Slot()
    def _count(self) -> None:
        wanted = self._wanted()
        if wanted != self._kept:
            self._options.preview(wanted)

    @Slot()
    def _on_save(self) -> None:
        self._rest.stop()
        self._owes_rescan = True
        self._options.set_exclusions(self._wanted())

    @Slot()
    def _on_saved(self) -> None:
        if self._owes_rescan:
            self._owes_rescan = False
            self._patterns.setFocus()  # the button that had the keys is disabled now
            self.rescan_wanted.emit()

    @Slot()
    def _on_undo(self) -> None:
        self._show(self._kept)

    def _wanted(self) -> Exclusions:
        lines = self._patterns.toPlainText().split("\n")
        while lines and not lines[-1].strip():
            lines.pop()
        return Exclusions(tuple(lines), self._bytes.value() * _KILOBYTE, self._pixels.value())

    # What is so

    @Slot(object)
    def _on_changed(self, state: OptionsState) -> None:
        self._list_folders(state.folders)
        edited = self._wanted() not in (self._kept, state.exclusions)
        self._kept = state.exclusions
        if not edited:
            self._show(state.exclusions)
        if self._suggested:
            self._put(self._suggested)
            self._suggested = ""
        self._enable()

    def _put(self, pattern: str) -> None:
        """Have a line with this pattern, and the cursor in it."""
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
        self._rest.stop()
        self._left_out = None
        say(self._refusal, "")
        self._tell()
        self._enable()

    @Slot(object)
    def _on_previewed(self, left_out: LeftOut) -> None:
        if not self._rest.isActive():
            self._left_out = left_out
            self._tell()

    @Slot()
    def _tell(self) -> None:
        """Say what the patterns do: all of them, and the one with the cursor."""
        left_out = self._left_out
        if left_out is None:
            say(self._count_told, "")
            say(self._line_told, "")
            return
        say(self._count_told, self._all_told(left_out))
        line = self._patterns.textCursor().blockNumber()
        say(self._line_told, self._told_of_line(line, left_out))

    def _all_told(self, left_out: LeftOut) -> str:
        files, total = wording.number(left_out.files), wording.files(left_out.total)
        told = self.tr("This removes {} of {} from the library.").format(files, total)
        if not self._lets_in():
            return told
        back = self.tr("Files that are no longer excluded appear after Picseek checks the folders.")
        return f"{told} {back}" if left_out.files else back

    def _told_of_line(self, line: int, left_out: LeftOut) -> str:
        patterns = self._wanted().patterns
        # The cursor tells of its move before the text tells that lines are gone.
        if line >= min(len(patterns), len(left_out.by_pattern)):
            return ""
        pattern = patterns[line].strip()
        if not pattern or pattern.startswith(("#", "!")):
            return ""
        if pattern in self._kept.patterns:
            # The library does not know the files that it leaves out, so there is no count.
            return self.tr("“{}” is already excluded.").format(pattern)
        files = wording.files(left_out.by_pattern[line])
        return self.tr("“{}” excludes {}.").format(pattern, files)

    def _lets_in(self) -> bool:
        """Whether less is left out than what is kept says, in some way."""
        kept, wanted = self._kept, self._wanted()
        fewer = not set(kept.patterns) <= set(wanted.patterns)
        back = {each for each in wanted.patterns if each.startswith("!")} - set(kept.patterns)
        return (
            fewer
            or bool(back)
            or wanted.least_bytes < kept.least_bytes
            or wanted.least_pixels < kept.least_pixels
        )

    @Slot(str)
    def _on_refused(self, why: str) -> None:
        self._owes_rescan = False
        say(self._refusal, why)
        self.ensureWidgetVisible(self._refusal)


def _lines(part: QWidget, count: int) -> int:
    """Pixels that so many lines of text take in a framed part."""
    return part.fontMetrics().lineSpacing() * count + 2 * _FRAME


def _row(*buttons: QPushButton) -> QHBoxLayout:
    row = QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
