"""The dialog that asks before files are moved to the trash."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QWidget

from picseek.engine.types import FileCounts
from picseek.ui.text import wording
from picseek.ui.widgets.confirm_dialog import ConfirmDialog
from picseek.ui.widgets.form_parts import wrapped_label


class TrashDialog(ConfirmDialog):
    """Shows how many files would be moved, and asks which ones if pictures have copies."""

    def __init__(self, counts: FileCounts, *, can_undo: bool, parent: QWidget) -> None:
        """Args: can_undo: Whether Picseek can restore the files from the trash."""
        title = self.tr("Move to {}").format(wording.trash())
        question = self.tr("Move {} to the {}?")
        question = question.format(wording.pictures(counts.pictures), wording.trash())
        super().__init__(parent, title, question, action=title, icon="bin")
        self.setObjectName("binDialog")
        self.question.setObjectName("binQuestion")
        self.confirm_button.setObjectName("binConfirmButton")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._every = QRadioButton(self)
        self._add_choice(counts)
        if counts.names > counts.files:
            self.texts.addWidget(wrapped_label(self.tr("Links to a file are moved with it.")))
        self.texts.addWidget(wrapped_label(self._undo_text(can_undo=can_undo)))
        self.fit()

    @property
    def every_copy(self) -> bool:
        """Whether to move all files of the pictures."""
        return self._every.isChecked()

    def _add_choice(self, counts: FileCounts) -> None:
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
        self.texts.addWidget(wrapped_label(text))
        self.texts.addWidget(only)
        only.setFocus()  # before the button: the choice comes first
        self.texts.addWidget(self._every)

    def _undo_text(self, *, can_undo: bool) -> str:
        if can_undo:
            return self.tr("You can undo this until you quit Picseek.")
        return self.tr("To restore the files later, open the {}.").format(wording.trash())
