"""Reads and withdraws the consent to send pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.types import SendingConsent
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task

if TYPE_CHECKING:
    from picseek.engine.library import Library


class ConsentController(QObject):
    """Reads and withdraws consent, in the background.

    Signals:
        changed: The SendingConsent for the online model in use, else for the first one.
        reported: The result of an action, as a message.
    """

    changed = Signal(object)
    reported = Signal(str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session

    def refresh(self) -> None:
        """Read the consent again."""
        self._session.run(
            _consent,
            self.changed.emit,
            lambda _problem: self.changed.emit(SendingConsent()),  # the address is wrong
            lane=Lane.SESSION,
        )

    def stop_sending(self) -> None:
        """Withdraw all consent to send pictures, also for a run that is under way."""

        def job(library: Library, task: Task) -> SendingConsent:
            library.outgoing.withdraw()
            return _consent(library, task)

        def done(consent: SendingConsent) -> None:
            self.changed.emit(consent)
            self.reported.emit(self.tr("Picseek sends no more pictures until you agree again."))

        self._session.run(job, done, self.reported.emit, lane=Lane.SESSION)


def _consent(library: Library, _task: Task) -> SendingConsent:
    model = library.remote_model
    return library.outgoing.consent_of(model) if model else SendingConsent()
