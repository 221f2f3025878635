"""When a run may send pictures by itself, and when the user has to be asked first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from picseek.engine.sending.policy import permission
from picseek.engine.types import (
    UNASKED_DOLLARS,
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
    with_outside: Quote | None = None

    def ask(self, request: IndexRequest | None = None) -> Permit | ConsentPrompt:
        return permission(
            replace(request or IndexRequest(), model=MODEL),
            destination=lambda _model: self.host,
            quotes=self._count,
            described=lambda: True,
        )

    def _count(self) -> tuple[Quote, Quote | None]:
        self.counted += 1
        return self.quote, self.with_outside


def test_a_model_on_this_computer_needs_no_counting() -> None:
    run = Run(quoted(9), host="")
    assert run.ask() == Permit(MODEL)
    assert run.counted == 0


def test_where_nothing_would_be_sent_nobody_is_asked_and_nobody_has_agreed() -> None:
    permit = Run(quoted(0)).ask()
    assert isinstance(permit, Permit)
    assert permit.limits == SendLimits(pictures=0, read_on=True)


def test_the_user_is_asked_with_what_would_be_sent() -> None:
    assert Run(quoted(9)).ask() == ConsentPrompt(quoted(9), described=True)


def test_few_cheap_pictures_are_sent_once_the_user_agreed_and_no_more_than_that() -> None:
    many = quoted(UNASKED_PICTURES, agreed=True)
    assert Run(many).ask() == Permit(MODEL, SendLimits(UNASKED_PICTURES), quote=many)
    priced = quoted(9, agreed=True, price=0.5)
    limits = SendLimits(UNASKED_PICTURES, UNASKED_DOLLARS)
    assert Run(priced).ask() == Permit(MODEL, limits, quote=priced)
    unknown = quoted(9, agreed=True, price=None)
    assert Run(unknown).ask() == Permit(MODEL, SendLimits(UNASKED_PICTURES), quote=unknown)


def test_limits_set_by_the_user_make_a_run_small() -> None:
    quote = quoted(10_000, agreed=True, price=40.0)
    few = IndexRequest(limits=SendLimits(pictures=100))
    permit = Run(quote).ask(few)
    assert isinstance(permit, Permit)
    assert permit.limits == SendLimits(100, UNASKED_DOLLARS)
    expensive = IndexRequest(limits=SendLimits(pictures=300))
    assert isinstance(Run(quote).ask(expensive), ConsentPrompt)


def test_a_yes_is_for_a_number_and_an_amount() -> None:
    permit = quoted(2_000, price=10.0).permit()
    assert (permit.limits, permit.host) == (SendLimits(2_000, 12.5), HOST)
    assert quoted(2_000, price=10.0).permit(SendLimits(5, 20.0)).limits == SendLimits(5, 12.5)
    assert quoted(9, price=0.001).permit().limits.money == 0.1  # not asked again for a cent
    assert quoted(9, price=0.0).permit().limits == SendLimits(9)


def test_pictures_outside_the_folders_are_asked_about_in_the_same_question() -> None:
    inside, all_of_them = quoted(9), quoted(12)
    prompt = Run(inside, with_outside=all_of_them).ask()
    assert prompt == ConsentPrompt(inside, described=True, with_outside=all_of_them)
    # Nobody is asked at each start about what they did not want sent; in a review they are.
    nothing = Run(quoted(0), with_outside=quoted(3))
    assert isinstance(nothing.ask(), Permit)
    assert isinstance(nothing.ask(IndexRequest(review=True)), ConsentPrompt)


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
