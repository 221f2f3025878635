"""The page for the online service: key, consent, address and rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from picseek.ui.models.service import ServiceController, ServiceState
from picseek.ui.preferences.key_box import KeyBox
from picseek.ui.preferences.page import Page, heading
from picseek.ui.preferences.service_box import ServiceBox
from picseek.ui.sending.consent_box import ConsentBox
from picseek.ui.widgets.form_parts import sentence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from picseek.ui.sending.consent import ConsentController


class CoherePage(Page):
    """Settings of the online service."""

    def __init__(
        self,
        service: ServiceController,
        consent: ConsentController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("cohere", self.tr("Cohere"), parent)
        self._service, self._consent = service, consent
        self._where = sentence(name="serviceWhere", muted=True)
        self.column.addWidget(self._where)
        self.column.addWidget(KeyBox(service, self))
        self.column.addWidget(heading(self.tr("Consent")))
        self.column.addWidget(ConsentBox(consent, self))
        self.column.addWidget(ServiceBox(service, self))
        self.column.addStretch(1)
        service.changed.connect(self._on_changed)
        service.changed.connect(lambda: consent.refresh())  # the host may be another one
        self._on_changed(ServiceState())

    def refresh(self) -> None:
        """Read what is set."""
        self._service.refresh()
        self._consent.refresh()

    @Slot(object)
    def _on_changed(self, state: ServiceState) -> None:
        self._where.setText(
            self.tr(
                "To index with one of these models, Picseek sends scaled-down "
                "pictures to {}. To search with it, Picseek sends your search "
                "words. Picseek asks before it sends the first picture."
            ).format(state.host or self.tr("the service"))
        )
