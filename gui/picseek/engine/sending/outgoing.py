"""Sending a library's pictures to services: prices, consent, limits and the log."""

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
    """Consent, estimates and the log of one library. Safe to use from any thread."""

    def __init__(self, store: Store, models: OpenModels) -> None:
        self._store = store
        self._models = models
        self._consent = Consent(store)

    def destination(self, model: str) -> str:
        """The host that a model's pictures are sent to, or "" for a model on this computer.

        Raises:
            ModelError: There is no such model, or it cannot be used yet.
        """
        terms = self._models.terms(model)
        if terms is None:
            return ""
        self._models.require(model)
        return terms.host

    def quote(self, model: str, counted: Counted, *, outside: bool = False) -> Quote:
        """Estimate what sending pictures to a model takes.

        Args:
            model: Its id.
            counted: The pictures to send.
            outside: Include pictures outside the chosen folders, even if the user has not agreed
                to that for all runs.

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
        """Decide what a run may send, or what the user must be asked first; see `policy`.

        Args:
            request: With the id of its model.
            count: Counts the pictures to send; not called for a model on this computer.
            described: Returns whether names and captions are sent along with pictures.

        Raises:
            Cancelled, EngineError: From `count`, or the model cannot be used.
        """

        def quotes() -> tuple[Quote, Quote | None]:
            counted = count()
            quote = self.quote(request.model, counted, outside=request.outside)
            if not counted.outside or quote.with_outside:
                return quote, None
            return quote, self.quote(request.model, counted, outside=True)

        return permission(
            request,
            destination=self.destination,
            quotes=quotes,
            described=described,
        )

    def reply(self, quote: Quote, reply: ConsentReply) -> None:
        """Store the user's reply to an estimate, for its model and host."""
        self._consent.record(quote.model, quote.host, reply, outside=quote.with_outside)

    def withdraw(self) -> None:
        """Withdraw all consent; runs in progress make no further calls.

        Also works in a library that is open read-only.
        """
        self._consent.withdraw()

    def consent_of(self, model: str) -> SendingConsent:
        """The user's stored consent for a model and its current host.

        Raises:
            ModelError: There is no such model, or the address of its service is invalid.
        """
        terms = self._models.terms(model)
        if terms is None:
            return SendingConsent()
        given = self._consent.given(self._models.spec(model).id, terms.host)
        return SendingConsent(terms.host, given.agreed, given.refused)

    def example_check(self, query: Query, model: str) -> ExampleCheck:
        """The check of a query's examples before they are sent to a model.

        Raises:
            ModelError: There is no such model.
        """
        terms = self._models.terms(model) if query.like else None
        if terms is None:
            return ExampleCheck()
        agreed = query.send_examples or self._consent.given(model, terms.host).agreed
        return ExampleCheck(terms.host, agreed=agreed, contents=query.examples_agreed)

    def allowance(self, permit: Permit, *, agreed: bool, chosen: Sequence[Path]) -> Allowance:
        """How much a run may send.

        Args:
            permit: The user's permit, with the id of the model.
            agreed: Whether the user agrees to send whatever this run finds.
            chosen: The folders of the library and of this run.

        Raises:
            UsageError: There is a limit in money, but the price is unknown.
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
        """Store the price of a million image tokens of a model; None: use the built-in price.

        Raises:
            UsageError: The price is out of range.
        """
        if dollars_per_million is not None and not 0 <= dollars_per_million < 1_000_000:
            raise UsageError(
                message("Enter the price of a million tokens in US dollars, 0 or more.")
            )
        self._store.send_log.set_price(model, dollars_per_million)

    def sent(self, limit: int) -> list[SentRow]:
        """The newest rows of the log, the newest first."""
        return self._store.send_log.newest(limit)

    def export(self, file: Path) -> int:
        """Write the log as CSV (RFC 4180), the oldest row first; an existing file is replaced.

        Returns:
            The number of rows, without the header.

        Raises:
            UsageError: The file cannot be written.
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
