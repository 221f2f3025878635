from __future__ import annotations

import math

from picseek.engine.models.wait_status import WaitStatus


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_wait_counts_down_and_ends() -> None:
    clock = Clock()
    waits = WaitStatus(clock)
    assert waits.wait == ""
    waits.report_wait("Paused by Cohere", 40.0)
    assert waits.wait == "Paused by Cohere, 40 s"
    clock.now += 12.5
    assert waits.wait == "Paused by Cohere, 28 s"
    clock.now += 27.5
    assert waits.wait == ""


def test_the_longest_wait_is_shown() -> None:
    clock = Clock()
    waits = WaitStatus(clock)
    waits.report_wait("long", 40.0)
    waits.report_wait("short", 5.0)
    assert waits.wait.startswith("long")
    clock.now += 50
    waits.report_wait("short", 5.0)
    assert waits.wait == "short, 5 s"


def test_a_notice_has_no_seconds_and_passes() -> None:
    now = [100.0]
    waits = WaitStatus(lambda: now[0])
    waits.notify("The graphics card cannot be used.")
    assert waits.notice == "The graphics card cannot be used."
    assert waits.wait == ""
    now[0] += 15
    assert waits.notice == ""


def test_a_wait_without_an_end_has_no_seconds() -> None:
    waits = WaitStatus(lambda: 100.0)
    waits.report_wait("The key is missing", math.inf)
    waits.report_wait("short", 5.0)
    assert waits.wait == "The key is missing"


def test_a_wait_that_ends_with_its_cause_has_no_seconds() -> None:
    waits = WaitStatus(lambda: 100.0)
    waits.report_wait("The disk is full", 5.0, counts_down=False)
    assert waits.wait == "The disk is full"
