"""How fast something goes."""

from __future__ import annotations

import pytest

from picseek.ui.base.rate_meter import WINDOW_S, RateMeter


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def feed(meter: RateMeter, clock: Clock, counts: range, every: float) -> None:
    for count in counts:
        meter.add(count)
        clock.now += every


def test_one_sample_gives_no_rate(clock: Clock) -> None:
    meter = RateMeter(clock)
    assert meter.per_second() is None
    meter.add(5)
    assert meter.per_second() is None
    assert meter.left(10) is None


def test_a_standstill_has_no_rate_and_no_end(clock: Clock) -> None:
    meter = RateMeter(clock)
    meter.add(5)
    clock.now += 1
    meter.add(5)
    assert meter.per_second() is None
    assert meter.left(10) is None


def test_a_steady_rate(clock: Clock) -> None:
    meter = RateMeter(clock)
    feed(meter, clock, range(0, 100, 10), every=0.5)
    assert meter.per_second() == pytest.approx(20)
    assert meter.left(190) == pytest.approx(5)


def test_only_the_last_seconds_count(clock: Clock) -> None:
    meter = RateMeter(clock)
    feed(meter, clock, range(0, 10_000, 1000), every=0.1)
    slow = range(10_000, 10_000 + int(3 * WINDOW_S))
    feed(meter, clock, slow, every=1.0)
    assert meter.per_second() == pytest.approx(1.0, rel=0.01)


def test_a_pause_does_not_count(clock: Clock) -> None:
    meter = RateMeter(clock)
    feed(meter, clock, range(3), every=1.0)
    meter.reset()
    clock.now += 5
    feed(meter, clock, range(3, 6), every=1.0)
    assert meter.per_second() == pytest.approx(1.0)
