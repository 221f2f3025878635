"""The estimate of what sending pictures takes: bytes, time, tokens and price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from picseek.engine.types import Quote

if TYPE_CHECKING:
    from picseek.engine.embed.base import ModelSpec, Terms
    from picseek.engine.store import Measured


def quote(
    spec: ModelSpec,
    terms: Terms | None,
    pictures: int,
    *,
    measured: Measured,
    price: float | None,
    agreed: bool,
) -> Quote:
    """Estimate what sending some pictures takes.

    Args:
        spec: The model.
        terms: Of the service; None: the model is on this computer.
        pictures: How many would be sent.
        measured: What was sent to the model before: better than any assumption.
        price: US dollars for a million image tokens, as the user says; None: as the terms say.
        agreed: Whether the user has agreed.
    """
    if terms is None:
        return Quote(spec.id, spec.title, "", pictures, 0, 0.0, 0, 0.0, True, True, "", True)
    size = terms.bytes_per_picture
    if measured.pictures:
        size = round(measured.bytes / measured.pictures)
    rate = terms.pictures_per_minute
    return Quote(
        model=spec.id,
        title=spec.title,
        host=terms.host,
        pictures=pictures,
        size=pictures * size,
        seconds=pictures * 60 / rate if rate else 0.0,
        tokens=round(pictures * tokens_per_picture(terms, measured)),
        price_per_million=terms.price_per_million if price is None else price,
        measured=measured.billed_pictures > 0,
        size_measured=measured.pictures > 0,
        policy=terms.policy,
        agreed=agreed,
    )


def tokens_per_picture(terms: Terms, measured: Measured) -> float:
    """Image tokens of one picture: on the average of this library's bills, else assumed."""
    if measured.billed_pictures:
        return measured.billed_tokens / measured.billed_pictures
    return terms.tokens_per_picture
