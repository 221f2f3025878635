"""The dialog that asks before files are moved to the trash."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types import FileCounts
from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.text import wording
from picseek.ui.widgets.form_parts import fit_height
from picseek.ui.widgets.icon_label import IconLabel

_ICON_PX = 36
_WIDTH = 460


class BinDialog(QDialog):
    """Shows how many files would be moved, and asks which ones if pictures have copies."""

    def __init__(self, counts: FileCounts, *, can_undo: bool, parent: QWidget) -> None:
        """Args: can_undo: Whether Picseek can restore the files from the trash."""
        super().__init__(parent)
        self.setObjectName("binDialog")
        self.setWindowTitle(self.tr("Move to {}").format(wording.trash()))
        self.setStyleSheet(BUTTON_SHEET)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._every = QRadioButton(self)
        text = self.tr("Move {} to the {}?")
        question = PlainLabel(text.format(wording.pictures(counts.pictures), wording.trash()), self)
        question.setObjectName("binQuestion")
        font = question.font()
        font.setBold(True)
        question.setFont(font)
        words = QVBoxLayout()
        words.setSpacing(10)
        words.addWidget(question)
        self._add_choice(words, counts)
        if counts.names > counts.files:
            words.addWidget(self._text(self.tr("Links to a file are moved with it.")))
        words.addWidget(self._text(self._undo_text(can_undo=can_undo)))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconLabel("bin", _ICON_PX), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(18)
        column.addLayout(row)
        column.addWidget(self._make_buttons())
        fit_height(self, column, _WIDTH)

    @property
    def every_copy(self) -> bool:
        """Whether to move all files of the pictures."""
        return self._every.isChecked()

    def _add_choice(self, column: QVBoxLayout, counts: FileCounts) -> None:
        several = counts.with_copies > 0
        self._every.setVisible(several)
        if not several:
            return
        text = (
            self.tr("This picture has copies in other places.")
            if counts.pictures == 1
            else self.tr(
                "%Ln of these picture(s) have copies in other places.", "", counts.with_copies
            )
        )
        only = QRadioButton(self.tr("Only the file(s) shown (%Ln)", "", counts.pictures), self)
        only.setObjectName("binShownOnly")
        only.setToolTip(self.tr("Copies stay on disk, so the picture stays in the library"))
        only.setChecked(True)
        self._every.setText(self.tr("All copies ({})").format(wording.files(counts.files)))
        self._every.setObjectName("binEveryCopy")
        self._every.setToolTip(self.tr("All files with these pictures, in all folders"))
        column.addWidget(self._text(text))
        column.addWidget(only)
        only.setFocus()  # else the first created one would get the focus
        column.addWidget(self._every)

    def _undo_text(self, *, can_undo: bool) -> str:
        if can_undo:
            return self.tr("You can undo this until you quit Picseek.")
        return self.tr("To restore the files later, open the {}.").format(wording.trash())

    def _text(self, text: str) -> QLabel:
        label = PlainLabel(text, self)
        label.setWordWrap(True)
        return label

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        move = buttons.addButton(self.windowTitle(), QDialogButtonBox.ButtonRole.AcceptRole)
        move.setObjectName("binConfirmButton")
        move.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
