"""Shows what the user agreed to send, with a button to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from picseek.engine.types import UNASKED_PICTURES, SendingConsent
from picseek.ui.text import units, wording
from picseek.ui.text.displayable import displayable
from picseek.ui.widgets.form_parts import leading_row, push_button, sentence

if TYPE_CHECKING:
    from picseek.ui.sending.consent import ConsentController


class ConsentBox(QWidget):
    """Shows whether Picseek asks before it sends pictures, and lets the user stop all sending."""

    def __init__(self, consent: ConsentController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = sentence(name="consentState")
        self._stop = push_button(
            "stopSendingButton", self.tr("&Stop sending pictures"), consent.stop_sending
        )
        self._result = sentence(name="consentResult", hidden=True)
        self._lay_out()
        consent.changed.connect(self._on_changed)
        consent.reported.connect(self._on_reported)

    def _lay_out(self) -> None:
        meaning = sentence(
            self.tr(
                "This withdraws your consent and stops sending right away, even "
                "while indexing. Pictures already sent stay with the service, "
                "under its terms, and you can still find them here. When you "
                "search with the model, your search words are still sent."
            ),
            muted=True,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.addWidget(self._state)
        column.addLayout(leading_row(self._stop))
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
