"""When a run may send pictures by itself, and when the user has to be asked first."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from picseek.engine.sending.policy import UNASKED_DOLLARS, permission
from picseek.engine.types import (
    UNASKED_PICTURES,
    ConsentPrompt,
    IndexRequest,
    Permit,
    Quote,
    SendLimits,
)

MODEL, HOST = "far/one", "far.example"


def quoted(pictures: int, *, agreed: bool = False, price: float | None = 0.0) -> Quote:
    """An estimate: a second for each picture, a million tokens altogether."""
    return Quote(
        MODEL, "Far", HOST, pictures, 0, pictures, 1_000_000, price, True, True, "", agreed
    )


@dataclass
class Run:
    """Asks what it may send, and notes whether pictures were counted."""

    quote: Quote
    host: str = HOST
    counted: int = field(default=0)

    def ask(self, request: IndexRequest | None = None) -> Permit | ConsentPrompt:
        return permission(
            request or IndexRequest(),
            MODEL,
            destination=lambda _model: self.host,
            quote=self._count,
            described=lambda: True,
        )

    def _count(self) -> Quote:
        self.counted += 1
        return self.quote


def test_a_model_on_this_computer_needs_no_counting() -> None:
    run = Run(quoted(9), host="")
    assert run.ask() == Permit(MODEL)
    assert run.counted == 0


def test_where_nothing_would_be_sent_nobody_is_asked() -> None:
    assert Run(quoted(0)).ask() == Permit(MODEL)


def test_the_user_is_asked_with_what_would_be_sent() -> None:
    assert Run(quoted(9)).ask() == ConsentPrompt(quoted(9), described=True)


def test_few_cheap_pictures_are_sent_once_the_user_agreed_and_no_more_than_that() -> None:
    permit = Permit(MODEL, SendLimits(UNASKED_PICTURES), pace=1.0)
    assert Run(quoted(UNASKED_PICTURES, agreed=True)).ask() == permit
    assert Run(quoted(9, agreed=True, price=None)).ask() == permit  # nobody knows the price


@pytest.mark.parametrize(
    "quote",
    [
        quoted(UNASKED_PICTURES + 1, agreed=True),
        quoted(9, agreed=True, price=UNASKED_DOLLARS + 0.01),
    ],
)
def test_many_or_expensive_pictures_are_asked_about_all_the_same(quote: Quote) -> None:
    assert isinstance(Run(quote).ask(), ConsentPrompt)


def test_a_review_is_shown_even_where_nothing_has_to_be_asked() -> None:
    prompt = Run(quoted(9, agreed=True)).ask(IndexRequest(review=True))
    assert isinstance(prompt, ConsentPrompt)


def test_a_permit_holds_for_the_host_it_was_given_for() -> None:
    given = Permit(MODEL, host=HOST)
    run = Run(quoted(9))
    assert run.ask(IndexRequest(permit=given)) is given
    assert run.counted == 0
    run.host = "elsewhere.example"
    assert isinstance(run.ask(IndexRequest(permit=given)), ConsentPrompt)


def test_to_send_nothing_is_always_allowed() -> None:
    nothing = Permit.nothing(MODEL)
    assert Run(quoted(9)).ask(IndexRequest(permit=nothing)) is nothing
