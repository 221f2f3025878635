"""What a library sends to services: prices, consent, limits and the log."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from picseek.engine.errors import UsageError
from picseek.engine.filesystem.atomic_files import text_output
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.messages import message
from picseek.engine.sending.budget import Allowance
from picseek.engine.sending.consent import Consent
from picseek.engine.sending.examples import ExampleCheck
from picseek.engine.sending.outside import OutsideLinks
from picseek.engine.sending.policy import permission
from picseek.engine.sending.quote import Counted, local_quote, remote_quote, tokens_per_picture
from picseek.engine.types import (
    ConsentPrompt,
    ConsentReply,
    IndexRequest,
    Permit,
    Query,
    Quote,
    SendingConsent,
    SentRow,
)

if TYPE_CHECKING:
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.store import Store

CSV_COLUMNS = ("time", "picture", "content", "model", "host", "bytes", "tokens", "answered")


class Outgoing:
    """What one library may send, and has sent. Safe to use from any thread."""

    def __init__(self, store: Store, models: OpenModels) -> None:
        self._store = store
        self._models = models
        self._consent = Consent(store)

    def destination(self, model: str) -> str:
        """The host that a model's pictures are sent to; "": they stay on this computer.

        Raises:
            ModelError: There is no such model, or it cannot be used yet.
        """
        terms = self._models.terms(model)
        if terms is None:
            return ""
        self._models.require(model)
        return terms.host

    def quote(self, model: str, counted: Counted, *, outside: bool = False) -> Quote:
        """Estimate what sending some pictures to a model takes.

        Args:
            model: Its id.
            counted: What there is to send.
            outside: Include pictures outside the chosen folders; they are included anyway if the
                user agreed to that for all runs.

        Raises:
            ModelError: There is no such model.
        """
        spec, terms = self._models.spec(model), self._models.terms(model)
        if terms is None:
            return local_quote(spec, counted)
        given = self._consent.given(spec.id, terms.host)
        return remote_quote(
            spec,
            terms,
            counted,
            measured=self._store.send_log.usage(spec.id),
            price=self._store.send_log.price(spec.id),
            given=replace(given, with_outside=outside or given.with_outside),
        )

    def permission(
        self,
        request: IndexRequest,
        *,
        count: Callable[[], Counted],
        described: Callable[[], bool],
    ) -> Permit | ConsentPrompt:
        """Decide what a run may send, or what the user has to be asked first.

        Args:
            request: The run; it names its model.
            count: Counts what there is to send; not called for a model on this computer.
            described: Returns whether the model is sent names and captions along with pictures.

        Raises:
            Cancelled, EngineError: What `count` raises; the model cannot be used.
        """

        def quotes() -> tuple[Quote, Quote | None]:
            counted = count()
            quote = self.quote(request.model, counted, outside=request.outside)
            if not counted.outside or quote.with_outside:
                return quote, None
            return quote, self.quote(request.model, counted, outside=True)

        return permission(
            request,
            request.model,
            destination=self.destination,
            quotes=quotes,
            described=described,
        )

    def reply(self, quote: Quote, reply: ConsentReply) -> None:
        """Store what the user answers to an estimate, for its model and its host."""
        self._consent.record(quote.model, quote.host, reply, outside=quote.with_outside)

    def withdraw(self) -> None:
        """Withdraw all consent: from the next call on nothing is sent, also by runs under way.

        Also works for a library that is open for reading only.
        """
        self._consent.withdraw()

    def consent_of(self, model: str) -> SendingConsent:
        """What the user has answered for a model and the host it has now.

        Raises:
            ModelError: There is no such model, or the address of its service is wrong.
        """
        terms = self._models.terms(model)
        if terms is None:
            return SendingConsent()
        given = self._consent.given(self._models.spec(model).id, terms.host)
        return SendingConsent(terms.host, given.agreed, given.refused)

    def example_check(self, query: Query, model: str) -> ExampleCheck:
        """What checks the examples of a query before a model is sent them.

        Raises:
            ModelError: There is no such model.
        """
        terms = self._models.terms(model) if query.like else None
        if terms is None:
            return ExampleCheck()
        agreed = query.send_examples or self._consent.given(model, terms.host).agreed
        return ExampleCheck(terms.host, agreed=agreed, contents=query.examples_agreed)

    def allowance(self, permit: Permit, *, agreed: bool, chosen: Sequence[Path]) -> Allowance:
        """What a run may send.

        Args:
            permit: Its model, and what the user has allowed.
            agreed: Whether the user agrees for this run, to whatever it finds.
            chosen: The folders of the library and of this run.

        Raises:
            UsageError: A limit in money, and no price to count with.
        """
        model, terms = permit.model, self._models.terms(permit.model)
        if terms is None:
            return Allowance(replace(permit.limits, money=None))
        price = self._store.send_log.price(model)
        asked = permit.quote if permit.host else None
        given = agreed or self._holds(permit, terms.host)
        with_outside = given and permit.quote is not None and permit.quote.with_outside
        before = permit.quote.withdrawals if permit.quote else self._consent.withdrawals
        return Allowance(
            permit.limits,
            tokens_per_picture=tokens_per_picture(terms, self._store.send_log.usage(model)),
            price_per_million=terms.price_per_million if price is None else price,
            host="" if given else terms.host,
            files=asked.files if asked else None,
            outside=None if with_outside else OutsideLinks(chosen),
            withdrawn=lambda: self._consent.withdrawals != before,
        )

    def _holds(self, permit: Permit, host: str) -> bool:
        quote = permit.quote
        if quote is not None and quote.withdrawals != self._consent.withdrawals:
            return False
        return permit.host == host or self._consent.given(permit.model, host).agreed

    def set_price(self, model: str, dollars_per_million: float | None) -> None:
        """Store the price of a million image tokens of a model; None: the one that Picseek knows.

        Raises:
            UsageError: It is not a price.
        """
        if dollars_per_million is not None and not 0 <= dollars_per_million < 1_000_000:
            raise UsageError(
                message("Enter the price of a million tokens in US dollars, 0 or more.")
            )
        self._store.send_log.set_price(model, dollars_per_million)

    def sent(self, limit: int) -> list[SentRow]:
        """What was sent, the newest first."""
        return self._store.send_log.newest(limit)

    def export(self, file: Path) -> int:
        """Write all that was sent as CSV (RFC 4180), the oldest first.

        An existing file is replaced once the new one is complete.

        Returns:
            The number of rows, without the heading.

        Raises:
            UsageError: The file cannot be written; the text says why.
        """
        return export_rows(self._store.send_log.all(), file)


def export_rows(rows: Iterable[SentRow], file: Path) -> int:
    """Write rows as CSV; see `Outgoing.export`."""
    try:
        with text_output(file) as stream:
            return _write_csv(rows, stream)
    except OSError as error:
        raise UsageError(
            message(
                "{file} can't be saved ({reason}). Choose another location.",
                file=file,
                reason=os_reason(error),
            )
        ) from error


def _write_csv(rows: Iterable[SentRow], stream: TextIO) -> int:
    writer = csv.writer(stream)
    writer.writerow(CSV_COLUMNS)
    count = 0
    for row in rows:
        count += 1
        writer.writerow(
            (
                datetime.fromtimestamp(row.at).astimezone().isoformat(timespec="seconds"),
                "" if row.path is None else str(row.path),
                row.content or "question",
                row.model,
                row.host,
                row.size,
                "" if row.tokens is None else row.tokens,
                "yes" if row.answered else "no",
            )
        )
    return count
