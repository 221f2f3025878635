"""What the user has said to sending pictures, and taking it back."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from picseek.engine.types import UNASKED_PICTURES
from picseek.ui.models.service import ServiceController, ServiceState
from picseek.ui.preferences.page import heading, say, sentence
from picseek.ui.text import units, wording


class ConsentBox(QWidget):
    """Shows whether Picseek asks before it sends pictures, and lets the user stop all sending."""

    def __init__(self, service: ServiceController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = sentence(name="consentState")
        self._stop = QPushButton(self.tr("&Stop sending pictures"), self)
        self._stop.setObjectName("stopSendingButton")
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(service.stop_sending)
        self._result = sentence(name="consentResult")
        self._result.hide()
        self._lay_out()
        service.changed.connect(self._on_changed)
        service.sending_said.connect(self._on_said)

    def _lay_out(self) -> None:
        meaning = sentence(
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
        column.addWidget(heading(self.tr("Consent")))
        column.addWidget(self._state)
        column.addLayout(row)
        column.addWidget(meaning)
        column.addWidget(self._result)

    @Slot(object)
    def _on_changed(self, state: ServiceState) -> None:
        consent = state.consent
        self._stop.setEnabled(not consent.refused)
        if consent.refused:
            text = self.tr(
                "You declined on {}. No pictures are sent. Picseek asks again when you index."
            )
            self._state.setText(text.format(units.day(consent.refused)))
        elif consent.agreed:
            text = self.tr("Picseek sends up to {} new pictures at a time to {} without asking.")
            self._state.setText(text.format(wording.number(UNASKED_PICTURES), state.host))
        else:
            text = self.tr("Picseek always asks before it sends pictures to {}.")
            self._state.setText(text.format(state.host or self.tr("the service")))

    @Slot(str)
    def _on_said(self, text: str) -> None:
        say(self._result, text)
