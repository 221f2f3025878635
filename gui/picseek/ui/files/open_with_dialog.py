"""Lets the user choose a program to open pictures with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from picseek.ui.desktop.programs import Program, program_of
from picseek.ui.qt_guard import guarded, nothing
from picseek.ui.style.icons import icon
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.style.text_scale import text_scale
from picseek.ui.widgets.form_parts import dialog_column, fit_height, wrapped_label

_ICON_PX = 28


class OpenWithDialog(QDialog):
    """Lists programs; any other one can be chosen as a file.

    Signals:
        chosen: A Program.
    """

    chosen = Signal(object)

    def __init__(self, what: str, programs: Sequence[Program], parent: QWidget) -> None:
        """Args: what: A name for the pictures; programs: The default one first."""
        super().__init__(parent)
        self.setObjectName("openWithDialog")
        self.setWindowTitle(self.tr("Open with"))
        self.setStyleSheet(BUTTON_SHEET)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._programs = tuple(programs)
        found, none = self.tr("Open {} with:"), self.tr("No app found for {}. Choose one.")
        column = dialog_column(self)
        column.addWidget(wrapped_label((found if programs else none).format(what)))
        column.addWidget(self._make_list(), 1)
        self._list.setVisible(bool(programs))
        column.addWidget(self._make_buttons())
        if not programs:
            fit_height(self, column, 440)

    def _make_list(self) -> QListWidget:
        self._list = QListWidget(self)
        self._list.setObjectName("programList")
        self._list.setAccessibleName(self.tr("Apps"))
        self._list.setIconSize(QSize(_ICON_PX, _ICON_PX))
        for program in self._programs:
            name = self.tr("{} (default)").format(program.name) if program.default else program.name
            item = QListWidgetItem(_icon_of(program), name)
            item.setSizeHint(QSize(0, _ICON_PX + 12))
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.itemActivated.connect(self.accept)
        return self._list

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        other = buttons.addButton(self.tr("Other app…"), QDialogButtonBox.ButtonRole.ActionRole)
        other.setObjectName("otherProgramButton")
        other.setToolTip(self.tr("Browse for an app"))
        other.clicked.connect(self._on_other)
        open_ = buttons.addButton(self.tr("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        open_.setObjectName("openWithButton")
        open_.setEnabled(bool(self._programs))
        open_.setDefault(bool(self._programs))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    @guarded(QSize)
    def sizeHint(self) -> QSize:
        return QSize(440, 400) * text_scale(self)

    @guarded(nothing)
    def accept(self) -> None:
        """Use the selected program."""
        row = self._list.currentRow()
        if row >= 0:
            self.chosen.emit(self._programs[row])
            super().accept()

    def _on_other(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, self.tr("Choose an app"))
        if file:
            self.chosen.emit(program_of(Path(file)))
            super().accept()


def _icon_of(program: Program) -> QIcon:
    if Path(program.icon).is_absolute():
        return QIcon(program.icon)
    found = QIcon.fromTheme(program.icon) if program.icon else QIcon()
    return icon("open-with") if found.isNull() else found
