"""Progress of an index run on a terminal or in a log."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from picseek.cli.status_line import StatusLine
from picseek.cli.units import counted, duration
from picseek.engine.types import AwaitingAnswers, IndexEvent, Problem, Progress


class TimeLeft:
    """Estimates the time left from the measured rate or, if that is slower, from a given pace.

    Each indexed picture updates the estimated end. In between, for example while a service makes
    the run wait, the time left only decreases.
    """

    def __init__(self, pace: float = 0.0, clock: Callable[[], float] = time.monotonic) -> None:
        """Args: pace: seconds per picture that a key allows; 0: no limit."""
        self._pace = pace
        self._clock = clock
        self._began = clock()
        self._indexed = 0
        self._ends_at = 0.0

    def after(self, progress: Progress) -> float | None:
        """Seconds left; None: not known, or the estimated end has passed."""
        now = self._clock()
        if progress.total is None:
            return None
        if progress.indexed != self._indexed:
            self._indexed = progress.indexed
            each = max(self._pace, (now - self._began) / self._indexed)
            self._ends_at = now + (progress.total - progress.done) * each
        return self._ends_at - now if self._ends_at > now else None


class ProgressPrinter:
    """Prints the events of a run to stderr.

    Use as the `on_event` of `Library.index`, and call `close` when the run ends.
    """

    def __init__(
        self,
        left: TimeLeft | None = None,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line = StatusLine(stream, clock)
        self._left = left or TimeLeft(clock=clock)
        self._clock = clock
        self._started = clock()

    def __call__(self, event: IndexEvent) -> None:
        """Show one event of a run."""
        if isinstance(event, Problem):
            self._line.print(f"{event.path}: {event.message}")
        elif isinstance(event, Progress):
            self._line.show(lambda: self._describe(event))
        elif isinstance(event, AwaitingAnswers):
            self._line.print(_awaiting(event.calls))

    def close(self) -> None:
        """Remove the line of progress."""
        self._line.clear()

    def _describe(self, progress: Progress) -> str:
        if progress.total is None:
            text = f"{counted(progress.done, 'file')}, counting …"
        else:
            text = f"{progress.done:,} of {counted(progress.total, 'file')}"
        if progress.indexed:
            text += f" · {_rate(progress.indexed, self._clock() - self._started)}"
        left = self._left.after(progress)
        if left is not None:
            text += f" · {duration(left)} left"
        if progress.failed:
            text += f" · {progress.failed:,} failed"
        for words in filter(None, (progress.wait, progress.notice)):
            text += f" · {words}"
        return text


def _awaiting(calls: int) -> str:
    them = "it" if calls == 1 else "them"
    return (
        f"Waiting for {counted(calls, 'response')} already paid for. "
        f"Press Ctrl-C again to discard {them}."
    )


def _rate(count: int, seconds: float) -> str:
    """A rate, e.g. ``12/s`` or ``5/min``."""
    rate = count / max(seconds, 1e-6)
    return f"{rate:.0f}/s" if rate >= 1 else f"{60 * rate:.0f}/min"
