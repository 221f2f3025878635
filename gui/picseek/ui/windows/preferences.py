"""What the user can set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from picseek.engine.types import ModelInfo
from picseek.ui.desktop import shown
from picseek.ui.settings import Appearance
from picseek.ui.theme import BUTTON_SHEET
from picseek.ui.widgets import wording

_ROW_HEIGHT = 46


class PreferencesDialog(QDialog):
    """Shows the models and where the library lies, and lets the user choose the appearance.

    Signals:
        appearance_chosen: An Appearance; takes effect at once.
        library_wanted: Show the library's folder in the file manager.
    """

    appearance_chosen = Signal(object)
    library_wanted = Signal()

    def __init__(self, library: Path, appearance: Appearance, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("preferencesDialog")
        self.setWindowTitle(self.tr("Preferences"))
        self.setStyleSheet(BUTTON_SHEET)
        self._models = QListWidget(self)
        self._models.setObjectName("modelList")
        self._models.setAccessibleName(self.tr("Models"))
        self._models.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self._models.setWordWrap(True)
        form = QFormLayout()
        form.setVerticalSpacing(12)
        form.addRow(self.tr("&Appearance:"), self._make_appearance(appearance))
        form.addRow(self.tr("&Models:"), self._models)
        form.addRow(self.tr("&Library:"), self._make_library(library))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(buttons)

    def _make_appearance(self, current: Appearance) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName("appearanceBox")
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

    def _make_library(self, library: Path) -> QWidget:
        body = QWidget(self)
        path = QLabel(shown(library), body)
        path.setObjectName("libraryPath")
        path.setTextFormat(Qt.TextFormat.PlainText)
        path.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        path.setWordWrap(True)
        show = QPushButton(self.tr("Open folder"), body)
        show.setObjectName("openLibraryButton")
        show.setToolTip(self.tr("Open the folder that holds everything Picseek writes"))
        show.setAutoDefault(False)
        show.clicked.connect(self.library_wanted)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(path)
        column.addWidget(show, 0, Qt.AlignmentFlag.AlignLeft)
        return body

    def sizeHint(self) -> QSize:
        """Room for a few models."""
        return QSize(560, 420)

    def set_models(self, models: Sequence[ModelInfo], current: str) -> None:
        """Show these models; the current one is marked."""
        self._models.clear()
        for model in models:
            title = model.title
            if model.id == current:
                title = self.tr("{} (in use)").format(title)
            state = wording.pictures(model.vectors) if model.ready else model.needs
            item = QListWidgetItem(f"{title}\n{state}")
            item.setToolTip(model.id)
            item.setSizeHint(QSize(0, _ROW_HEIGHT))
            self._models.addItem(item)
