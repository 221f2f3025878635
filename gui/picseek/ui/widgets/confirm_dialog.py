"""Asks yes or no before something is done."""

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
from picseek.ui.style.text_scale import scaled
from picseek.ui.style.theme import BUTTON_SHEET
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.icon_label import Sign

_SIGN_PX = 36
_WIDTH = 460


def agreed(
    parent: QWidget, title: str, text: str, *, yes: str, sign: str, final: bool = False
) -> bool:
    """Ask, and wait for the answer.

    Args:
        parent: The window that is held up.
        title: Of the dialog.
        text: The question; what there is to say besides follows after an empty line.
        yes: What the button says that does it.
        sign: The icon beside the question.
        final: It cannot be taken back: then Return means no.

    Returns:
        Whether it is to be done.
    """
    dialog = Question(parent, title, text, yes=yes, sign=sign, final=final)
    answer = dialog.exec()
    dialog.deleteLater()
    return answer == QDialog.DialogCode.Accepted


class Question(QDialog):
    """A question, what it means, and a button that names what is done; accepted is a yes."""

    def __init__(
        self, parent: QWidget, title: str, text: str, *, yes: str, sign: str, final: bool = False
    ) -> None:
        """Make it; the arguments are those of `agreed`."""
        super().__init__(parent)
        self.setObjectName("question")
        self.setWindowTitle(title)
        self.setStyleSheet(BUTTON_SHEET)
        question, _, more = text.partition("\n\n")
        words = QVBoxLayout()
        words.setSpacing(10)
        asked = self._label("questionText", question)
        font = asked.font()
        font.setBold(True)
        asked.setFont(font)
        words.addWidget(asked)
        if more:
            words.addWidget(self._label("questionMore", more))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(Sign(sign, _SIGN_PX), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 16)
        column.setSpacing(18)
        column.addLayout(row)
        column.addWidget(self._make_buttons(yes, final=final))
        self.setMinimumWidth(scaled(self, _WIDTH))

    def _label(self, name: str, text: str) -> QLabel:
        label = PlainLabel(displayable(text), self)
        label.setObjectName(name)
        label.setWordWrap(True)
        return label

    def _make_buttons(self, yes: str, *, final: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        agree = buttons.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        agree.setObjectName("questionYesButton")
        cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        safe = cancel if final else agree
        safe.setDefault(True)
        safe.setFocus()  # else Qt would give the keys to the first one, and with them Return
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons
