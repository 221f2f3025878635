"""The budget of a minute, with a clock that the test sets."""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count as numbers

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from picseek.engine.embed.cohere.rate_limit import MINUTE, Budget, batch_size


class Clock:
    """A clock that the test moves forward."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Server:
    """Admits so many in any 60 seconds; refusals do not count."""

    def __init__(self, limit: int, clock: Clock, used: int = 0) -> None:
        self.limit = limit
        self._clock = clock
        self._admitted = [(clock.now, used)]
        self.refusals = 0
        self.admitted = 0

    def admits(self, count: int) -> bool:
        now = self._clock.now
        self._admitted = [(at, n) for at, n in self._admitted if at > now - MINUTE]
        if sum(n for _, n in self._admitted) + count > self.limit:
            self.refusals += 1
            return False
        self._admitted.append((now, count))
        self.admitted += count
        return True


def drive(
    budget: Budget, server: Server, clock: Clock, minutes: float, batch: int, latency: float = 0.05
) -> Iterator[None]:
    """Send batch after batch, one at a time, as the embedder does."""
    end = clock.now + minutes * MINUTE
    while clock.now < end:
        while seconds := budget.take(batch):
            clock.now += min(seconds, 0.5)
        clock.now += latency / 2
        taken = server.admits(batch)
        clock.now += latency / 2
        budget.give_back(batch, sent=taken)
        if not taken:
            budget.refused(None, 0.5)
        yield


@dataclass(slots=True)
class Traffic:
    """What came of calls from the second minute on."""

    calls: int = 0
    refused: int = 0
    pictures: int = 0


def drive_together(
    budget: Budget, server: Server, clock: Clock, minutes: float, batch: int, latency: float
) -> Traffic:
    """Keep four calls under way, as an index run does; each takes between 0.2 and 1.8 latencies."""
    dice, traffic, order = random.Random(1), Traffic(), numbers()
    start = clock.now
    events = [(start, next(order), "take", True) for _ in range(4)]
    while events[0][0] < start + minutes * MINUTE:
        clock.now, _, what, taken = heapq.heappop(events)
        if what == "take":
            seconds = budget.take(batch)
            later, then = (seconds, "take") if seconds else (_part(latency, dice), "arrive")
        elif what == "arrive":
            taken = server.admits(batch)
            later, then = _part(latency, dice), "end"
            if clock.now >= start + MINUTE:
                traffic.calls += 1
                traffic.refused += not taken
                traffic.pictures += batch * taken
        else:
            budget.give_back(batch, sent=taken)
            if not taken:
                budget.refused(None, dice.random())
            later, then = 0.0, "take"
        heapq.heappush(events, (clock.now + min(later, 0.5), next(order), then, taken))
    return traffic


def _part(latency: float, dice: random.Random) -> float:
    return latency * dice.uniform(0.1, 0.9)


def run(steps: Iterator[None]) -> None:
    for _ in steps:
        pass


def test_a_matching_rate_is_used_up_and_never_refused() -> None:
    for limit in (5, 400):
        clock = Clock()
        server, budget = Server(limit, clock), Budget(limit, clock)
        run(drive(budget, server, clock, 10, batch_size(16, limit)))
        assert server.refusals == 0
        assert server.admitted >= 0.95 * 10 * limit


def test_a_key_that_allows_less_than_was_set_is_found_out() -> None:
    clock = Clock()
    server, budget = Server(100, clock), Budget(400, clock)
    run(drive(budget, server, clock, 5, 10))
    before, sent = server.refusals, server.admitted
    run(drive(budget, server, clock, 60, 10))
    assert server.refusals - before <= 0.01 * (server.admitted - sent) / 10
    assert server.admitted - sent >= 0.95 * 60 * 100


def assert_used_up_and_hardly_run_into(limit: int, wanted: int, latency: float) -> None:
    """What a key allows is found out when something far above it, or nothing, is set."""
    clock = Clock()
    server, budget = Server(limit, clock), Budget(wanted, clock)
    traffic = drive_together(budget, server, clock, 40, 16, latency)
    assert traffic.refused <= 0.01 * traffic.calls + 1
    assert traffic.pictures >= 0.9 * 39 * (limit - limit % 16)


@settings(max_examples=40)
@given(
    st.integers(16, 399),
    st.sampled_from((0, 400, 2000)),
    st.floats(0.02, 0.8),
)
def test_a_limit_far_lower_than_set_is_rarely_exceeded(
    limit: int, wanted: int, latency: float
) -> None:
    assert_used_up_and_hardly_run_into(limit, wanted, latency)


@pytest.mark.parametrize("wanted", [0, 400, 2000])
def test_a_limit_of_four_batches_is_used_up_too(wanted: int) -> None:
    """Also with a latency at which one of them is forgotten while more is tried."""
    assert_used_up_and_hardly_run_into(64, wanted, latency=0.03125)


@settings(max_examples=25)
@given(st.integers(16, 1000), st.floats(0.02, 0.8))
def test_a_limit_that_is_set_as_it_is_is_used_up(limit: int, latency: float) -> None:
    clock = Clock()
    server, budget = Server(limit, clock), Budget(limit, clock)
    batch = batch_size(16, limit)
    traffic = drive_together(budget, server, clock, 10, batch, latency)
    assert server.refusals == 0
    assert traffic.pictures >= 0.95 * 9 * limit


def test_a_limit_that_was_raised_is_found_in_time() -> None:
    clock = Clock()
    server, budget = Server(40, clock), Budget(400, clock)
    drive_together(budget, server, clock, 12, 16, 0.1)
    server.limit = 400
    drive_together(budget, server, clock, 90, 16, 0.1)
    assert budget.limit == 400


def test_what_this_computer_sent_before_the_start_is_not_sent_too_much() -> None:
    clock = Clock()
    server = Server(400, clock, used=370)
    budget = Budget(400, clock, before=[(0.0, 350), (0.0, 20)])
    run(drive(budget, server, clock, 10, 16))
    assert server.refusals == 0
    assert server.admitted >= 0.95 * 9 * 400


def test_what_others_sent_before_the_start_is_forgotten_in_time() -> None:
    clock = Clock()
    server, budget = Server(400, clock, used=370), Budget(400, clock)
    run(drive(budget, server, clock, 20, 16))
    before, refused = server.admitted, server.refusals
    run(drive(budget, server, clock, 10, 16))
    assert server.admitted - before >= 0.95 * 10 * 400
    assert server.refusals == refused


def test_a_limit_that_nobody_set_is_learnt_too() -> None:
    clock = Clock()
    server, budget = Server(60, clock), Budget(0, clock)
    run(drive(budget, server, clock, 5, 10))
    before, sent = server.refusals, server.admitted
    run(drive(budget, server, clock, 30, 10))
    assert server.admitted - sent >= 0.9 * 30 * 60
    assert server.refusals - before <= 4


def test_a_refusal_closes_the_budget_for_as_long_as_it_says() -> None:
    clock = Clock()
    budget = Budget(100, clock)
    assert budget.take(1) == 0.0
    budget.give_back(1, sent=False)
    assert 40.0 <= budget.refused(40.0, 0.5) <= 41.0
    clock.now += 39.9
    assert budget.take(1) > 0
    clock.now += 1.2
    assert budget.take(1) == 0.0


FOUR = st.lists(st.integers(0, 13), min_size=4, max_size=4, unique=True)


@given(FOUR, st.sampled_from((0, 400)), st.floats(0.02, 2.0))
def test_four_refusals_by_accident_cost_seconds_and_are_no_limit(
    refused: list[int], wanted: int, latency: float
) -> None:
    """160 pictures in calls of 16; of the 14 calls these are refused, with Retry-After: 1."""
    clock = Clock()
    budget, began, sent = Budget(wanted, clock), clock.now, 0
    for number in numbers():
        if sent == 160:
            break
        while seconds := budget.take(16):
            clock.now += seconds
        clock.now += latency
        budget.give_back(16, sent=number not in refused)
        if number in refused:
            assert 1.0 <= budget.refused(1.0, 0.5) <= 2.0
        else:
            sent += 16
    assert clock.now - began <= 4 * 2.0 + 14 * latency + 1e-6 <= 60
    assert budget.limit >= 400


def test_refusals_after_the_same_count_are_a_limit_whatever_the_server_asks_for() -> None:
    clock = Clock()
    server, budget = Server(100, clock), Budget(400, clock)
    end = clock.now + 5 * MINUTE
    while clock.now < end:
        while seconds := budget.take(10):
            clock.now += min(seconds, 0.5)
        clock.now += 0.1
        taken = server.admits(10)
        budget.give_back(10, sent=taken)
        if not taken:
            budget.refused(MINUTE, 0.5)
    assert budget.limit == 100
    assert server.refusals == 2


def test_refusals_in_a_row_pause_longer_and_longer_up_to_a_minute() -> None:
    clock = Clock()
    budget = Budget(100, clock)
    pauses = []
    for _ in range(8):
        pauses.append(budget.refused(None, 1.0))
        clock.now += pauses[-1]
    assert pauses == sorted(pauses)
    assert pauses[0] < 5
    assert pauses[-1] == MINUTE


def test_calls_refused_together_pause_as_one() -> None:
    clock = Clock()
    budget = Budget(100, clock)
    first = budget.refused(None, 1.0)
    assert [budget.refused(None, 1.0) for _ in range(3)] == [first] * 3


def test_more_than_the_limit_passes_alone() -> None:
    clock = Clock()
    budget = Budget(5, clock)
    assert budget.take(8) == 0.0
    assert budget.take(1) > 0.0


Step = tuple[str, int, float]
STEPS = st.lists(
    st.tuples(st.sampled_from(("take", "end", "wait")), st.integers(1, 12), st.floats(0.0, 30.0)),
    max_size=80,
)


@settings(max_examples=150)
@given(st.integers(12, 40), STEPS)
def test_no_minute_of_any_server_sees_more_than_the_limit(limit: int, steps: list[Step]) -> None:
    """Whenever between its beginning and its end a server counts a call."""
    clock = Clock()
    budget = Budget(limit, clock)
    running: list[tuple[float, int, float]] = []
    counted: list[tuple[float, int]] = []

    def end_first() -> None:
        begun, taken, fraction = running.pop(0)
        budget.give_back(taken, sent=True)
        counted.append((begun + fraction * (clock.now - begun), taken))

    for what, count, seconds in steps:
        if what == "take" and budget.take(count) == 0.0:
            running.append((clock.now, count, seconds / 30.0))
        elif what == "end" and running:
            end_first()
        elif what == "wait":
            clock.now += seconds
    while running:
        end_first()
    for last, _ in counted:
        assert sum(n for at, n in counted if last - MINUTE < at <= last) <= limit


@settings(max_examples=100)
@given(st.integers(1, 16), STEPS)
def test_the_wait_is_never_too_long(limit: int, steps: list[Step]) -> None:
    """After the wait, with no call under way, the same can be taken."""
    clock = Clock()
    budget = Budget(limit, clock)
    for what, count, seconds in steps:
        if what == "wait":
            clock.now += seconds
            continue
        wait = budget.take(count)
        while wait:
            assert wait <= MINUTE + 0.1
            clock.now += wait + 1e-6
            wait = budget.take(count)
        clock.now += seconds / 10
        budget.give_back(count, sent=what == "end")


@given(st.integers(1, 96), st.integers(0, 1000))
def test_batches_leave_little_of_a_minute_unused(most: int, per_minute: int) -> None:
    size = batch_size(most, per_minute)
    assert 1 <= size <= most
    if per_minute:
        assert size <= per_minute
        assert per_minute % size <= 0.03 * per_minute


def test_usual_keys_have_usual_batches() -> None:
    assert batch_size(16, 400) == 16
    assert batch_size(16, 5) == 5
    assert batch_size(16, 0) == 16
