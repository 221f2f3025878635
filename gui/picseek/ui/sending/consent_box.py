"""Shows what the user agreed to send, with a button to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from picseek.engine.types import UNASKED_PICTURES, SendingConsent
from picseek.ui.base.plain_text import PlainLabel
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable

if TYPE_CHECKING:
    from picseek.ui.sending.consent import ConsentController


class ConsentBox(QWidget):
    """Shows whether Picseek asks before it sends pictures, and lets the user stop all sending."""

    def __init__(self, consent: ConsentController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = _label("consentState")
        self._stop = QPushButton(self.tr("&Stop sending pictures"), self)
        self._stop.setObjectName("stopSendingButton")
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(consent.stop_sending)
        self._result = _label("consentResult")
        self._result.hide()
        self._lay_out()
        consent.changed.connect(self._on_changed)
        consent.reported.connect(self._on_reported)

    def _lay_out(self) -> None:
        meaning = _label()
        meaning.setText(
            self.tr(
                "This withdraws your consent and stops sending right away, even "
                "while indexing. Pictures already sent stay with the service, "
                "under its terms, and you can still find them here. When you "
                "search with the model, your search words are still sent."
            )
        )
        meaning.setProperty("part", "muted")
        row = QHBoxLayout()
        row.addWidget(self._stop)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self._state)
        column.addLayout(row)
        column.addWidget(meaning)
        column.addWidget(self._result)

    @Slot(object)
    def _on_changed(self, consent: SendingConsent) -> None:
        self._stop.setEnabled(not consent.refused)
        if consent.refused:
            text = self.tr(
                "You declined on {}. No pictures are sent. Picseek asks again when you index."
            )
            self._state.setText(text.format(units.day(consent.refused)))
        elif consent.agreed:
            text = self.tr("Picseek sends up to {} new pictures at a time to {} without asking.")
            self._state.setText(text.format(wording.number(UNASKED_PICTURES), consent.host))
        else:
            text = self.tr("Picseek always asks before it sends pictures to {}.")
            self._state.setText(text.format(consent.host or self.tr("the service")))

    @Slot(str)
    def _on_reported(self, text: str) -> None:
        self._result.setText(displayable(text))
        self._result.setVisible(bool(text))


def _label(name: str = "") -> QLabel:
    label = PlainLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
