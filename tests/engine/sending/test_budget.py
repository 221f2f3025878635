"""What a run may still send: limits in pictures and in money, without a library."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from picseek.engine.embed.base import SentRecord, SentState
from picseek.engine.errors import ConsentNeeded, NothingMoreSent, UsageError
from picseek.engine.sending.budget import Allowance
from picseek.engine.store import SentCall
from picseek.engine.types import SEND_NOTHING, CountedFiles, FileMark, SendLimits


def bill(pictures: int, tokens: int | None) -> SentCall:
    return SentCall("far/one", SentRecord(0.0, "one", "h", 10, (b"x",) * pictures, tokens))


def granted(allowance: Allowance, tries: int) -> int:
    return sum(allowance.grant() for _ in range(tries))


def test_without_limits_everything_is_granted() -> None:
    allowance = Allowance()
    assert granted(allowance, 1000) == 1000
    assert allowance.refusal == ""


@given(limit=st.integers(0, 50), tries=st.integers(0, 100))
def test_never_more_pictures_than_the_limit(limit: int, tries: int) -> None:
    allowance = Allowance(SendLimits(pictures=limit))
    assert granted(allowance, tries) == min(limit, tries)
    # Who wanted to send nothing has reached no limit.
    assert bool(allowance.refusal) is (tries > limit > 0)
    assert allowance.exhausted is (tries > limit or limit == 0)


def test_the_refusal_is_a_sentence_that_names_the_limit() -> None:
    allowance = Allowance(SendLimits(pictures=1200))
    granted(allowance, 1201)
    assert "1,200 pictures" in allowance.refusal
    money = Allowance(SendLimits(money=0.5), tokens_per_picture=1e6, price_per_million=1.0)
    assert not money.grant()
    assert "$0.50" in money.refusal


def test_money_is_counted_as_assumed_until_it_is_billed() -> None:
    limits = SendLimits(money=1.0)
    allowance = Allowance(limits, tokens_per_picture=1_000, price_per_million=100.0)
    assert granted(allowance, 100) == 10  # ten cents each


def test_bills_correct_the_assumption() -> None:
    limits = SendLimits(money=1.0)
    cheaper = Allowance(limits, tokens_per_picture=1_000, price_per_million=100.0)
    assert granted(cheaper, 4) == 4
    cheaper.count(bill(4, 2_000))  # five cents each
    assert granted(cheaper, 100) == 16
    dearer = Allowance(limits, tokens_per_picture=1_000, price_per_million=100.0)
    assert granted(dearer, 4) == 4
    dearer.count(bill(4, 8_000))  # twenty cents each
    assert granted(dearer, 100) == 1


def test_calls_that_are_not_billed_count_as_assumed() -> None:
    allowance = Allowance(SendLimits(money=1.0), tokens_per_picture=1_000, price_per_million=100.0)
    assert granted(allowance, 4) == 4
    allowance.count(bill(4, None))
    assert granted(allowance, 100) == 6


@given(
    bills=st.lists(st.integers(0, 5_000), max_size=30),
    assumed=st.integers(1, 5_000),
)
def test_once_the_cost_is_known_the_limit_holds_except_for_calls_under_way(
    bills: list[int], assumed: int
) -> None:
    limit = 0.01
    allowance = Allowance(SendLimits(money=limit), tokens_per_picture=assumed, price_per_million=1)
    spent = 0
    for tokens in bills:
        if not allowance.grant():
            break
        assert spent * 1e-6 <= limit
        spent += tokens
        allowance.count(bill(1, tokens))


def test_a_limit_in_money_needs_a_price() -> None:
    with pytest.raises(UsageError, match="price"):
        Allowance(SendLimits(money=1.0), price_per_million=None)
    assert Allowance(SendLimits(pictures=1), price_per_million=None).grant()


def test_nothing_is_granted_without_consent() -> None:
    allowance = Allowance(host="far.example")
    with pytest.raises(ConsentNeeded, match=r"far\.example"):
        allowance.grant()


def test_to_send_nothing_needs_no_consent() -> None:
    allowance = Allowance(SEND_NOTHING, host="far.example")
    assert not allowance.grant()
    assert allowance.reads_on


CALLS = st.lists(st.tuples(st.integers(1, 16), st.integers(0, 9_000)), max_size=40)


@given(calls=CALLS, assumed=st.integers(1, 5_000), failing=st.sets(st.integers(0, 39)))
def test_a_limit_in_money_is_exceeded_by_one_call_at_most(
    calls: list[tuple[int, int]], assumed: int, failing: set[int]
) -> None:
    """Whatever pictures cost, and though some calls bring no bill."""
    allowance = Allowance(SendLimits(money=0.1), tokens_per_picture=assumed, price_per_million=1)
    spent = 0
    for number, (pictures, each) in enumerate(calls):
        if not allowance.may_send(pictures, 0):
            assert allowance.ended
            assert "$0.10" in allowance.refusal
            break
        assert spent <= 100_000
        failed = number in failing
        if not failed:
            spent += pictures * each
        allowance.count(bill(pictures, None if failed else pictures * each))


def test_until_a_bill_shows_the_cost_calls_are_sent_one_at_a_time() -> None:
    allowance = Allowance(SendLimits(money=4.0), tokens_per_picture=3_136, price_per_million=40)
    assert allowance.may_send(16, 0)
    assert not allowance.may_send(16, 16)
    allowance.count(bill(8, 8 * 8_000))  # $2.56: $0.32 each
    assert allowance.may_send(4, 0)
    assert not allowance.may_send(4, 4)
    assert not allowance.ended  # what is under way may fail before it is sent


def test_what_failed_counts_as_its_estimate() -> None:
    allowance = Allowance(SendLimits(money=1.0), tokens_per_picture=1_000, price_per_million=100)
    allowance.count(bill(6, None))
    assert allowance.may_send(4, 0)
    assert not allowance.may_send(5, 0)


def test_every_try_of_a_call_counts_when_it_is_sent() -> None:
    """Each batch was billed three times where no answer could be used, and only once counted."""
    allowance = Allowance(SendLimits(money=1.0), tokens_per_picture=1_000, price_per_million=100)
    assert allowance.may_send(4, 0)
    for _ in range(2):
        allowance.begin(4)
        allowance.count(bill(4, None))
    with pytest.raises(NothingMoreSent, match=r"\$1.00"):
        allowance.begin(4)
    assert allowance.ended


def test_what_did_not_leave_costs_nothing() -> None:
    allowance = Allowance(SendLimits(money=1.0), tokens_per_picture=1_000, price_per_million=100)
    unsent = SentRecord(0.0, "one", "h", 10, (b"x",) * 4, state=SentState.UNSENT)
    for _ in range(10):
        allowance.begin(4)
        allowance.count(SentCall("far/one", unsent))
    assert allowance.may_send(10, 0)


def test_a_service_that_bills_nothing_is_not_called_one_at_a_time_for_ever() -> None:
    allowance = Allowance(SendLimits(money=1.0), tokens_per_picture=10, price_per_million=100)
    assert not allowance.may_send(4, 4)
    allowance.count(bill(4, None))
    assert allowance.may_send(4, 4)


def test_what_was_not_counted_is_not_granted_whatever_room_there_is() -> None:
    counted = FileMark("/photos/a.jpg", 10, 1)
    allowance = Allowance(SendLimits(pictures=9), files=CountedFiles([counted]))
    assert not allowance.grant(FileMark("/photos/new.jpg", 10, 1))
    assert not allowance.grant(counted._replace(size=11))
    assert allowance.grant(counted)
    assert not allowance.exhausted
    assert allowance.refusal.startswith("2 pictures were added or changed after you agreed")


def test_consent_that_is_taken_back_ends_the_calls() -> None:
    withdrawn = False
    allowance = Allowance(withdrawn=lambda: withdrawn)
    allowance.begin(4)
    withdrawn = True
    with pytest.raises(NothingMoreSent, match="no longer agree"):
        allowance.begin(4)
    assert allowance.ended
    assert not allowance.grant()
