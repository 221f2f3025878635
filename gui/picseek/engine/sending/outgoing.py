"""Pictures that leave this computer, for one library: prices, consent, limits and the log."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from picseek.engine.errors import UsageError
from picseek.engine.messages import say
from picseek.engine.sending.budget import Allowance
from picseek.engine.sending.consent import Consent
from picseek.engine.sending.quote import quote, tokens_per_picture
from picseek.engine.types import Quote, SendLimits, SentRow
from picseek.engine.whole_files import write_whole

if TYPE_CHECKING:
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.store import Store

CSV_COLUMNS = ("time", "picture", "content", "model", "host", "bytes", "tokens", "answered")


class Outgoing:
    """What one library sends away, may send, and has sent. Safe to use from any thread."""

    def __init__(self, store: Store, models: OpenModels) -> None:
        self._store = store
        self._models = models
        self._consent = Consent(store)

    def destination(self, model: str) -> str:
        """Where a model's pictures are sent, as host name; "": they stay on this computer.

        Raises:
            ModelError: There is no such model, or something is missing before it can be used.
        """
        terms = self._models.terms(model)
        if terms is None:
            return ""
        self._models.require(model)
        return terms.host

    def quote(self, model: str, pictures: int) -> Quote:
        """Estimate what sending so many pictures to a model takes.

        Raises:
            ModelError: There is no such model.
        """
        spec, terms = self._models.spec(model), self._models.terms(model)
        return quote(
            spec,
            terms,
            pictures,
            measured=self._store.measured(spec.id),
            price=self._store.price(spec.id),
            agreed=terms is None or self._consent.given(spec.id, terms.host),
        )

    def agree(self, model: str, *, agreed: bool = True) -> None:
        """Remember whether pictures may be sent for a model, to the host it has now.

        Raises:
            ModelError: There is no such model.
        """
        terms = self._models.terms(model)
        if terms is not None:
            self._consent.remember(self._models.spec(model).id, terms.host, agreed=agreed)

    def allowance(self, model: str, limits: SendLimits, *, agreed: bool) -> Allowance:
        """What a run with a model may send.

        Args:
            model: Its id.
            limits: Of this run.
            agreed: The user agrees for this run, whatever is remembered.

        Raises:
            UsageError: A limit in money, and no price to count with.
        """
        terms = self._models.terms(model)
        if terms is None:
            return Allowance(replace(limits, money=None))
        price = self._store.price(model)
        return Allowance(
            limits,
            tokens_per_picture=tokens_per_picture(terms, self._store.measured(model)),
            price_per_million=terms.price_per_million if price is None else price,
            host="" if agreed or self._consent.given(model, terms.host) else terms.host,
        )

    def set_price(self, model: str, dollars_per_million: float | None) -> None:
        """Keep what a million image tokens of a model cost; None: as Picseek knows it.

        Raises:
            UsageError: That is no price.
        """
        if dollars_per_million is not None and not 0 <= dollars_per_million < 1_000_000:
            raise UsageError(
                say("A price is a number of US dollars for a million tokens, 0 or more.")
            )
        self._store.set_price(model, dollars_per_million)

    def sent(self, limit: int) -> list[SentRow]:
        """What left this computer, the newest first."""
        return self._store.sent(limit)

    def export(self, file: Path) -> int:
        """Write all that left this computer as CSV (RFC 4180), the oldest first.

        A file of that name is replaced, once the new one is complete.

        Returns:
            How many rows, the heading not counted.

        Raises:
            UsageError: The file cannot be written; the text says why.
        """
        return export_rows(self._store.all_sent(), file)


def export_rows(rows: Iterable[SentRow], file: Path) -> int:
    """Write rows as CSV; see `Outgoing.export`."""
    try:
        return write_whole(file, partial(_write_csv, rows))
    except OSError as error:
        raise UsageError(
            say(
                "{file} cannot be written ({reason}). Choose another place.",
                file=file,
                reason=error.strerror,
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
