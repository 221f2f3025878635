"""Asks the user to confirm an action."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.form_parts import fit_height
from picseek.ui.widgets.icon_label import IconLabel

_ICON_PX = 36
_WIDTH = 460


def confirm(
    parent: QWidget, title: str, text: str, *, action: str, icon: str, destructive: bool = False
) -> bool:
    """Ask, and block until the user answers.

    Args:
        parent: The window that the dialog is modal to.
        title: Title of the dialog.
        text: The question, then after an empty line an explanation, if any.
        action: Text of the button that confirms.
        icon: Name of the icon.
        destructive: The action cannot be undone: Return cancels.

    Returns:
        Whether the user confirmed.
    """
    dialog = ConfirmDialog(parent, title, text, action=action, icon=icon, destructive=destructive)
    answer = dialog.exec()
    dialog.deleteLater()
    return answer == QDialog.DialogCode.Accepted


class ConfirmDialog(QDialog):
    """A question, an explanation, and a button that names the action."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        text: str,
        *,
        action: str,
        icon: str,
        destructive: bool = False,
    ) -> None:
        """Args: as for `confirm`."""
        super().__init__(parent)
        self.setObjectName("question")
        self.setWindowTitle(title)
        self.setStyleSheet(BUTTON_SHEET)
        question, _, explanation = text.partition("\n\n")
        texts = QVBoxLayout()
        texts.setSpacing(10)
        heading = self._make_label("questionText", question)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        texts.addWidget(heading)
        if explanation:
            texts.addWidget(self._make_label("questionMore", explanation))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconLabel(icon, _ICON_PX), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(18)
        column.addLayout(row)
        column.addWidget(self._make_buttons(action, destructive=destructive))
        fit_height(self, column, _WIDTH)

    def _make_label(self, name: str, text: str) -> QLabel:
        label = PlainLabel(displayable(text), self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    def _make_buttons(self, action: str, *, destructive: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        confirm = buttons.addButton(action, QDialogButtonBox.ButtonRole.AcceptRole)
        confirm.setObjectName("questionYesButton")
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        default = cancel if destructive else confirm
        default.setDefault(True)
        default.setFocus()  # else Qt focuses the first button, which then gets Return
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
