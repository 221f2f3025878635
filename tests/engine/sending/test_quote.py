"""Estimates, without a library."""

from __future__ import annotations

import pytest

from picseek.engine.embed.base import ModelSpec, Terms
from picseek.engine.sending.consent import GivenConsent
from picseek.engine.sending.quote import Counted, local_quote, remote_quote
from picseek.engine.store import Usage

SPEC = ModelSpec("far/one", "1", "Far one", 8, remote=True)
TERMS = Terms("far.example", 5, 3_000, 200_000, 0.5, "Kept 30 days.")
NOTHING = Usage(0, 0, 0, 0)


def test_an_estimate_says_what_it_assumes() -> None:
    estimate = remote_quote(
        SPEC, TERMS, Counted(100), measured=NOTHING, price=None, given=GivenConsent()
    )
    assert (estimate.host, estimate.pictures) == ("far.example", 100)
    assert (estimate.size, estimate.tokens) == (20_000_000, 300_000)
    assert estimate.seconds == 100 / 5 * 60
    assert estimate.pace == 60 / 5
    assert estimate.price == pytest.approx(0.15)
    assert not estimate.agreed
    basis = {estimate.measured, estimate.size_measured}
    assert basis == {False}
    assert estimate.policy == "Kept 30 days."


def test_what_was_measured_beats_what_was_assumed() -> None:
    measured = Usage(pictures=10, bytes=1_000_000, billed_pictures=4, billed_tokens=2_000)
    estimate = remote_quote(
        SPEC, TERMS, Counted(100), measured=measured, price=2.0, given=GivenConsent(agreed=True)
    )
    assert (estimate.size, estimate.tokens) == (10_000_000, 50_000)
    assert estimate.price == pytest.approx(0.1)
    assert estimate.measured
    assert estimate.size_measured


def test_no_price_no_guess() -> None:
    terms = Terms("far.example", 0, 3_000, 200_000, None, "")
    estimate = remote_quote(
        SPEC, terms, Counted(100), measured=NOTHING, price=None, given=GivenConsent()
    )
    assert estimate.price is None
    assert estimate.seconds == 0
    assert estimate.pace == 0
    free = remote_quote(
        SPEC, terms, Counted(100), measured=NOTHING, price=0.0, given=GivenConsent()
    )
    assert free.price == 0


def test_a_model_on_this_computer_sends_nothing() -> None:
    estimate = local_quote(SPEC, Counted(100))
    assert (estimate.host, estimate.size, estimate.price) == ("", 0, 0)
