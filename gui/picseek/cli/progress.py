"""Progress of a run on a terminal or in a log."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime
from typing import TextIO

from picseek.cli.output import one_line
from picseek.engine.types import AwaitingAnswers, IndexEvent, Problem, Progress

_LOG_EVERY_SECONDS = 5.0


class TimeLeft:
    """Tells how long a run still takes: by what was measured or, where that is slower, by a pace.

    Each picture sets the run's end anew; between two, as in the waits that a service wants, the
    time left only falls.
    """

    def __init__(self, pace: float = 0.0, clock: Callable[[], float] = time.monotonic) -> None:
        """Args: pace: seconds for a picture that a key allows; 0: as fast as it goes."""
        self._pace = pace
        self._clock = clock
        self._began = clock()
        self._indexed = 0
        self._ends_at = 0.0

    def after(self, progress: Progress) -> float | None:
        """Seconds that are left; None while that cannot be told, or when it was told wrong."""
        now = self._clock()
        if progress.total is None:
            return None
        if progress.indexed != self._indexed:
            self._indexed = progress.indexed
            each = max(self._pace, (now - self._began) / self._indexed)
            self._ends_at = now + (progress.total - progress.done) * each
        return self._ends_at - now if self._ends_at > now else None


class ProgressPrinter:
    """Writes progress to stderr: one line rewritten on a terminal, a line now and then elsewhere.

    Use as the `on_event` of `Library.index`, and call `close` when the run ends.
    """

    def __init__(
        self,
        left: TimeLeft | None = None,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream or sys.stderr
        self._left = left or TimeLeft(clock=clock)
        self._clock = clock
        self._rewrites = self._stream.isatty()
        self._started = self._told_at = clock()
        self._width = 0

    def __call__(self, event: IndexEvent) -> None:
        """Show one event of a run."""
        if isinstance(event, Problem):
            self._line(f"{event.path}: {event.message}")
        elif isinstance(event, Progress):
            self._progress(event)
        elif isinstance(event, AwaitingAnswers):
            self._line(_awaiting(event.calls))

    def close(self) -> None:
        """Leave the terminal on a clean line."""
        self._clear()

    def _progress(self, progress: Progress) -> None:
        now = self._clock()
        if self._rewrites:
            text = self._describe(progress, now)
            self._stream.write("\r" + text.ljust(self._width))
            self._width = len(text)
            self._stream.flush()
        elif now - self._told_at >= _LOG_EVERY_SECONDS:
            self._told_at = now
            self._line(self._describe(progress, now))

    def _describe(self, progress: Progress, now: float) -> str:
        rate = _rate(progress.indexed, now - self._started)
        if progress.total is None:
            return f"{progress.done:,} files, counting … {rate}"
        text = f"{progress.done:,} of {progress.total:,} files · {rate}"
        left = self._left.after(progress)
        if left is not None:
            text += f" · {duration(left)} left"
        if progress.failed:
            text += f" · {progress.failed:,} failed"
        for words in filter(None, (progress.wait, progress.notice)):
            text += f" · {words}"
        return text

    def _line(self, text: str) -> None:
        self._clear()
        self._stream.write(one_line(text, self._stream) + "\n")
        self._stream.flush()

    def _clear(self) -> None:
        if self._width:
            self._stream.write("\r" + " " * self._width + "\r")
            self._stream.flush()
            self._width = 0


def _awaiting(calls: int) -> str:
    if calls == 1:
        return "Waiting for 1 answer that is already paid for; press Ctrl-C again to drop it."
    return (
        f"Waiting for {calls} answers that are already paid for; press Ctrl-C again to drop them."
    )


def _rate(count: int, seconds: float) -> str:
    """A rate in words, e.g. ``12/s`` or ``5/min``."""
    rate = count / max(seconds, 1e-6)
    return f"{rate:.0f}/s" if rate >= 1 or not count else f"{60 * rate:.0f}/min"


def duration(seconds: float) -> str:
    """A time span in words, e.g. ``2 min``."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def amount_of_data(size: int) -> str:
    """A number of bytes in words, e.g. ``2.1 MB``."""
    if size < 1_000:
        return f"{size} bytes"
    value = float(size)
    for unit in ("kB", "MB", "GB", "TB"):
        value /= 1_000
        if value < 999.5 or unit == "TB":
            break
    return f"{value:.1f} {unit}" if value < 9.95 else f"{value:,.0f} {unit}"


def moment(at: float) -> str:
    """A time in seconds since the epoch as ISO 8601, in local time with its offset."""
    return datetime.fromtimestamp(at).astimezone().isoformat(timespec="seconds")
