"""Asks before pictures are sent; until then, the run is held."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from picseek.engine.errors import ConsentNeeded
from picseek.engine.types import IndexReport, IndexRequest, Permit
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Task
from picseek.ui.indexing.controller import HeldRun, IndexingController
from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.engine.library import Library
    from picseek.ui.sending.send_dialog import SendAnswer
    from picseek.ui.widgets.banner import Banner


class SendingController(QObject):
    """Shows what a run would send, and stores the answer."""

    def __init__(self, session: Session, indexing: IndexingController, banner: Banner) -> None:
        super().__init__(banner)
        self._session = session
        self._indexing = indexing
        self._banner = banner
        self._last_notice = ""
        self._outside_reported = False
        indexing.permission_requested.connect(self._on_permission_requested)
        indexing.consent_requested.connect(self._on_consent_requested)
        indexing.ended.connect(self._on_ended)

    def review(self, request: IndexRequest | None = None) -> None:
        """Show what a run would send, and ask; without a request: a run over all folders."""
        wanted = request or IndexRequest()
        self._indexing.start(wanted.folders, retry_failed=wanted.retry_failed, review=True)

    def _on_permission_requested(self, held: HeldRun) -> None:
        if held.request.quiet:
            if not held.prompt.quote.refused:  # no reminder of what the user declined
                self._notify_waiting(held)
            return
        from picseek.ui.sending.send_dialog import SendDialog

        dialog = SendDialog(held.prompt, self._banner.window())
        dialog.answered.connect(partial(self._on_answered, held))
        dialog.show()

    def _on_consent_requested(self, request: IndexRequest, error: ConsentNeeded) -> None:
        if request.review:
            # The user was asked already; do not ask again for each picture found since.
            self._notify(
                wording.localized(error), self.tr("Review…"), partial(self.review, request)
            )
        else:
            self._indexing.start(
                request.folders,
                retry_failed=request.retry_failed,
                quiet=request.quiet,
                review=True,
            )

    def _on_ended(self, report: IndexReport | None) -> None:
        if report is None:
            return
        if report.stopped:
            self._notify(wording.localized(report.stopped), self.tr("Continue…"), self.review)
        elif 0 < report.outside == report.waiting and not self._outside_reported:
            self._outside_reported = True  # not after every run
            text = self.tr("Not sent: {} outside your folders that links point to.")
            text = text.format(wording.pictures(report.outside))
            self._notify(text, self.tr("Review…"), self.review)
        elif not report.waiting:
            self._banner.withdraw(self._last_notice)

    def _on_answered(self, held: HeldRun, answer: SendAnswer) -> None:
        def store(library: Library, _task: Task) -> None:
            if answer.price_per_million is not None:
                library.outgoing.set_price(answer.quote.model, answer.price_per_million)
            library.outgoing.reply(answer.quote, answer.reply)

        self._session.run(store, partial(self._on_stored, held, answer), self._on_not_stored)

    def _on_stored(self, held: HeldRun, answer: SendAnswer, _nothing: None) -> None:
        if answer.permit is not None:
            self._banner.withdraw(self._last_notice)
            self._indexing.continue_with(held.request, answer.permit)
        else:
            self._notify_waiting(held)
            self._indexing.continue_with(held.request, Permit.nothing(held.prompt.quote.model))

    def _on_not_stored(self, message: str) -> None:
        self._notify(message, "", None)
        self._indexing.skip_held_run()

    def _notify_waiting(self, held: HeldRun) -> None:
        quote = held.prompt.quote
        text = self.tr("%Ln picture(s) waiting to be sent to {}.", "", quote.pictures)
        text = text.format(quote.host)
        self._notify(text, self.tr("Review…"), partial(self.review, held.request))

    def _notify(self, text: str, action: str, act: Callable[[], None] | None) -> None:
        self._last_notice = text
        self._banner.show_message(text, action, act)
