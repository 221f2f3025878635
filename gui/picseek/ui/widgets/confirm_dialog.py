"""Asks the user to confirm an action."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from picseek.ui.style.stylesheets import BUTTON_SHEET
from picseek.ui.widgets.form_parts import bold, dialog_column, fit_height, wrapped_label
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
    """A question, an explanation, and a button that names the action.

    Attributes:
        question: The question, in bold.
        texts: The column of texts, to which more can be added.
        confirm_button: The button that confirms.
    """

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
        self.question = bold(wrapped_label(question, "questionText"))
        self.texts = QVBoxLayout()
        self.texts.setSpacing(10)
        self.texts.addWidget(self.question)
        if explanation:
            self.texts.addWidget(wrapped_label(explanation, "questionMore"))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconLabel(icon, _ICON_PX), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self.texts, 1)
        self._column = dialog_column(self, spacing=18)
        self._column.addLayout(row)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        self._column.addWidget(buttons)
        self.confirm_button = buttons.addButton(action, QDialogButtonBox.ButtonRole.AcceptRole)
        self.confirm_button.setObjectName("questionYesButton")
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        default = cancel if destructive else self.confirm_button
        default.setDefault(True)
        default.setFocus()  # else Qt focuses the first button, which then gets Return
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.fit()

    def fit(self) -> None:
        """Fit the height to the texts; to be called after more were added."""
        fit_height(self, self._column, _WIDTH)
