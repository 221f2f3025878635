"""The estimate of what sending pictures takes: bytes, time, tokens and price."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from picseek.engine.types import CountedFiles, Quote

if TYPE_CHECKING:
    from picseek.engine.embed.base import ModelSpec, Terms
    from picseek.engine.store import Measured


@dataclass(frozen=True, slots=True)
class Counted:
    """Distinct pictures without a vector of a model, at most.

    Attributes:
        inside: Those in the chosen folders.
        outside: Others that links in these lead to.
        files: The files of both.
    """

    inside: int
    outside: int = 0
    files: CountedFiles = field(default_factory=CountedFiles)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user has said so far to sending pictures; see `Quote` for the attributes."""

    agreed: bool = False
    with_outside: bool = False
    refused: str = ""
    withdrawals: int = 0


def quote(
    spec: ModelSpec,
    terms: Terms | None,
    counted: Counted,
    *,
    measured: Measured,
    price: float | None,
    answer: Answer,
) -> Quote:
    """Estimate what sending some pictures takes.

    Args:
        spec: The model.
        terms: Of the service; None: the model is on this computer.
        counted: The pictures that would be sent.
        measured: What was sent to the model before: better than any assumption.
        price: US dollars for a million image tokens, as the user says; None: as the terms say.
        answer: What the user has said to sending them.
    """
    pictures = counted.inside + counted.outside * answer.with_outside
    if terms is None:
        pictures = counted.inside + counted.outside
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
        agreed=answer.agreed,
        outside=counted.outside,
        with_outside=answer.with_outside,
        refused=answer.refused,
        withdrawals=answer.withdrawals,
        files=counted.files,
    )


def tokens_per_picture(terms: Terms, measured: Measured) -> float:
    """Image tokens of one picture: on the average of this library's bills, else assumed."""
    if measured.billed_pictures:
        return measured.billed_tokens / measured.billed_pictures
    return terms.tokens_per_picture
