"""Progress on a terminal and in a log."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from picseek.engine.types import PicturesChanged, Problem, ProblemCode, Progress, Stage
from picseek.terminal import ProgressPrinter, duration


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_line_is_rewritten_and_cleared() -> None:
    screen = Terminal()
    printer = ProgressPrinter(screen)
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
    printer = ProgressPrinter(screen)
    printer(Progress(1, 2))
    printer(Problem(Path("/a b.jpg"), Stage.DECODE, ProblemCode.EMPTY, "This file is empty."))
    assert screen.getvalue().endswith("/a b.jpg: This file is empty.\n")


def test_a_log_is_not_flooded() -> None:
    log = io.StringIO()
    printer = ProgressPrinter(log)
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
