"""Looks, and where the library lies."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from picseek.ui.settings import Appearance
from picseek.ui.windows.preferences.page import Page, sentence


class GeneralPage(Page):
    """Lets the user choose the appearance, and shows where the library lies.

    Signals:
        appearance_chosen: An Appearance; takes effect at once.
        library_wanted: Show the library's folder in the file manager.
    """

    appearance_chosen = Signal(object)
    library_wanted = Signal()

    def __init__(
        self, library: Path, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__("general", parent)
        self.set_title(self.tr("General"))
        form = QFormLayout()
        form.setVerticalSpacing(14)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(self.tr("&Appearance:"), self._make_appearance(appearance))
        form.addRow(self.tr("Library:"), self._make_path(library))
        form.addRow("", self._make_opener())
        self.column.addLayout(form)
        self.column.addStretch(1)

    def _make_appearance(self, current: Appearance) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName("appearanceBox")
        box.setAccessibleName(self.tr("Appearance"))
        for appearance, text in (
            (Appearance.SYSTEM, self.tr("As the system")),
            (Appearance.LIGHT, self.tr("Light")),
            (Appearance.DARK, self.tr("Dark")),
        ):
            box.addItem(text, appearance.value)
        box.setCurrentIndex(box.findData(current.value))
        box.currentIndexChanged.connect(
            lambda row: self.appearance_chosen.emit(Appearance(box.itemData(row)))
        )
        return box

    def _make_path(self, library: Path) -> QLabel:
        path = sentence(str(library), "libraryPath")
        path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return path

    def _make_opener(self) -> QPushButton:
        opener = QPushButton(self.tr("Open folder"), self)
        opener.setObjectName("openLibraryButton")
        opener.setToolTip(self.tr("Open the folder that holds everything Picseek writes"))
        opener.setAutoDefault(False)
        opener.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        opener.clicked.connect(self.library_wanted)
        return opener
