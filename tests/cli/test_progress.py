"""Progress on a terminal and in a log."""

from __future__ import annotations

import io
from itertools import pairwise
from pathlib import Path

import pytest

from picseek.cli.progress import ProgressPrinter, TimeLeft
from picseek.cli.units import duration
from picseek.engine.types import PicturesChanged, Problem, ProblemCode, Progress, Stage


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_line_is_rewritten_and_cleared() -> None:
    screen = Terminal()
    printer = ProgressPrinter(stream=screen)
    printer(Progress(10, None))
    printer(Progress(1200, 12000, indexed=1200, failed=3))
    printer(PicturesChanged())
    printer.close()
    lines = screen.getvalue().split("\r")
    assert "10 files, counting" in lines[1]
    assert "1,200 of 12,000 files" in lines[2]
    assert "3 failed" in lines[2]
    assert "left" in lines[2]
    assert lines[-1] == ""
    assert "\n" not in screen.getvalue()


def test_a_problem_gets_a_line_of_its_own() -> None:
    screen = Terminal()
    printer = ProgressPrinter(stream=screen)
    printer(Progress(1, 2))
    printer(Problem(Path("/a b.jpg"), Stage.DECODE, ProblemCode.EMPTY, "This file is empty."))
    assert screen.getvalue().endswith("/a b.jpg: This file is empty.\n")


def test_a_log_is_not_flooded() -> None:
    log = io.StringIO()
    printer = ProgressPrinter(stream=log)
    for done in range(1000):
        printer(Progress(done, 1000, indexed=done))
    printer.close()
    assert log.getvalue() == ""


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 s"), (59.4, "59 s"), (60, "1 min"), (3540, "59 min"), (7260, "2 h 1 min")],
)
def test_durations_in_words(seconds: float, text: str) -> None:
    assert duration(seconds) == text


class Clock:
    """Stands still until it is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_time_left_follows_what_was_measured() -> None:
    clock = Clock()
    left = TimeLeft(clock=clock)
    assert left.after(Progress(0, None)) is None
    assert left.after(Progress(0, 100)) is None
    clock.now += 10
    assert left.after(Progress(20, 100, indexed=20)) == 40
    clock.now += 10
    assert left.after(Progress(60, 100, indexed=60)) == pytest.approx(40 * 20 / 60)


def test_in_the_waits_of_a_slow_key_the_time_left_only_falls() -> None:
    clock = Clock()
    left = TimeLeft(pace=12.0, clock=clock)  # five a minute
    estimates: list[float | None] = []
    for minute in range(4):
        for second in range(60):
            clock.now = 100.0 + 60 * minute + second
            done = min(20, 5 * (minute + (second > 0)))
            estimates.append(left.after(Progress(done, 20, indexed=done)))
    first = estimates[1]
    assert first == 180
    known = [seconds for seconds in estimates if seconds is not None]
    assert all(later <= earlier for earlier, later in pairwise(known))
    assert estimates[-1] is None, "it is over"


def test_an_end_that_has_passed_is_not_shown() -> None:
    clock = Clock()
    left = TimeLeft(clock=clock)
    clock.now += 1
    assert left.after(Progress(1, 3, indexed=1)) == 2
    clock.now += 3
    assert left.after(Progress(1, 3, indexed=1)) is None


def test_slow_rates_are_shown_per_minute() -> None:
    screen, clock = Terminal(), Clock()
    printer = ProgressPrinter(stream=screen, clock=clock)
    clock.now += 60
    printer(Progress(5, 20, indexed=5))
    assert "5/min" in screen.getvalue()
