from __future__ import annotations

import math

from picseek.engine.models.wait_status import Waits


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_wait_counts_down_and_ends() -> None:
    clock = Clock()
    waits = Waits(clock)
    assert waits.note == ""
    waits.tell("Paused by Cohere", 40.0)
    assert waits.note == "Paused by Cohere, 40 s"
    clock.now += 12.5
    assert waits.note == "Paused by Cohere, 28 s"
    clock.now += 27.5
    assert waits.note == ""


def test_the_longest_wait_is_shown() -> None:
    clock = Clock()
    waits = Waits(clock)
    waits.tell("long", 40.0)
    waits.tell("short", 5.0)
    assert waits.note.startswith("long")
    clock.now += 50
    waits.tell("short", 5.0)
    assert waits.note == "short, 5 s"


def test_a_notice_has_no_seconds_and_passes() -> None:
    now = [100.0]
    waits = Waits(lambda: now[0])
    waits.tell("The graphics card cannot be used.", 15)
    assert waits.note == "The graphics card cannot be used."
    now[0] += 15
    assert waits.note == ""


def test_a_wait_without_an_end_has_no_seconds() -> None:
    waits = Waits(lambda: 100.0)
    waits.tell("The key is missing", math.inf)
    waits.tell("short", 5.0)
    assert waits.note == "The key is missing"
