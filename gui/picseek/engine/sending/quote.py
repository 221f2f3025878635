"""Estimates of what sending pictures takes: bytes, time, tokens and cost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from picseek.engine.types import CountedFiles, Quote

if TYPE_CHECKING:
    from picseek.engine.embed.base import ModelSpec, Terms
    from picseek.engine.sending.consent import GivenConsent
    from picseek.engine.store import Usage


@dataclass(frozen=True, slots=True)
class Counted:
    """Maximum number of distinct pictures without a vector of a model.

    Attributes:
        inside: In the chosen folders.
        outside: Outside, where links in these folders lead to.
        files: Of both.
    """

    inside: int
    outside: int = 0
    files: CountedFiles = field(default_factory=CountedFiles)


def local_quote(spec: ModelSpec, counted: Counted) -> Quote:
    """The estimate for a model on this computer: nothing is sent."""
    pictures = counted.inside + counted.outside
    return Quote(spec.id, spec.title, "", pictures, 0, 0.0, 0, 0.0, True, True, "", True)


def remote_quote(
    spec: ModelSpec,
    terms: Terms,
    counted: Counted,
    *,
    measured: Usage,
    price: float | None,
    given: GivenConsent,
) -> Quote:
    """Estimate what sending pictures to a service takes.

    Args:
        spec: The model.
        terms: Of the service.
        counted: The pictures that would be sent.
        measured: Usage of the model so far, preferred to assumptions.
        price: The user's price of a million image tokens in US dollars; None: that of the terms.
        given: The user's stored replies.
    """
    pictures = counted.inside + counted.outside * given.with_outside
    rate = terms.pictures_per_minute
    return Quote(
        model=spec.id,
        title=spec.title,
        host=terms.host,
        pictures=pictures,
        size=pictures * _bytes_per_picture(terms, measured),
        seconds=pictures * 60 / rate if rate else 0.0,
        tokens=round(pictures * tokens_per_picture(terms, measured)),
        price_per_million=terms.price_per_million if price is None else price,
        measured=measured.billed_pictures > 0,
        size_measured=measured.pictures > 0,
        policy=terms.policy,
        agreed=given.agreed,
        outside=counted.outside,
        with_outside=given.with_outside,
        refused=given.refused,
        withdrawals=given.withdrawals,
        files=counted.files,
    )


def _bytes_per_picture(terms: Terms, measured: Usage) -> int:
    if measured.pictures:
        return round(measured.bytes / measured.pictures)
    return terms.bytes_per_picture


def tokens_per_picture(terms: Terms, measured: Usage) -> float:
    """Image tokens of one picture: the average of this library's bills, else an assumption."""
    if measured.billed_pictures:
        return measured.billed_tokens / measured.billed_pictures
    return terms.tokens_per_picture
