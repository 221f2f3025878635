"""A rate limiter: a sliding window of a minute over what was sent, which learns from refusals.

A request counts from when it is taken until a minute after its call has ended, because a server may
count it at any moment in between. So a server that counts correctly never has to refuse one.

If it refuses anyway, nothing is sent for as long as it requests, or for a pause that doubles; then
one call at a time until one is answered. A refusal may be a coincidence, or caused by another
program: only if the server refuses again after the same amount, this is assumed to be its limit.
From then on, more is tried rarely, and with one call only: after so many calls that a refusal
hardly matters, or ten minutes after the limit was first found. If that succeeds, the limit is
raised by this amount; each minute without a refusal doubles the next step.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable

MINUTE = 60.0
_FIRST_PAUSE, _LONGEST_PAUSE = 2.0, 60.0
_CALLS_BETWEEN_TRIALS = 150
_DOUBT_MINUTES = 10
_POLL = 0.05
_UNLIMITED = 1 << 40


class Budget:
    """How much may be sent in a minute. Safe to use from any thread."""

    def __init__(
        self,
        per_minute: int,
        clock: Callable[[], float] = time.monotonic,
        *,
        before: Iterable[tuple[float, int]] = (),
    ) -> None:
        """Create the budget of a key, some of which may be used up.

        Args:
            per_minute: 0: no limit; refusals may set one.
            clock: Seconds.
            before: What was sent with the key recently: how many seconds ago, and how much.
        """
        self._most = per_minute or _UNLIMITED
        self._limit = self._most
        self._clock = clock
        self._lock = threading.Lock()
        self._ended: deque[tuple[float, int]] = deque()
        self._ended_sum = 0
        self._running = 0
        self._closed_until = -1.0
        self._pauses = 0
        self._probing = False  # refused, and nothing was answered since: one call at a time
        self._refused_count = 0  # of the call that was given back last without counting
        self._taken_at_refusal = 0  # in the minute before; 0: nothing, or not refused yet
        self._taken_before = 0  # the same of the refusal before
        self._times_met = 0
        self._since_refusal = 0  # calls
        self._step = 0
        self._grow_at = math.inf
        now = clock()
        for age, sent in sorted(before, reverse=True):
            self._ended.append((now - age, sent))
            self._ended_sum += sent

    @property
    def limit(self) -> int:
        """The limit that is assumed now; a large number means none."""
        with self._lock:
            return self._limit

    @property
    def recent(self) -> int:
        """How much was sent, and not refused, in the last minute."""
        with self._lock:
            self._expire()
            return self._ended_sum

    def take(self, count: int) -> float:
        """Take an amount from the budget, all or nothing; it must be given back.

        More than the limit may be taken if nothing else is in progress or counted.

        Returns:
            0.0 if it was taken; otherwise the seconds after which to try again.
        """
        with self._lock:
            now = self._expire()
            if now < self._closed_until:
                return self._closed_until - now
            if self._probing and self._running:
                return _POLL
            used = self._running + self._ended_sum
            if used and used + count > self._limit:
                self._grow(count, now)
            if used and used + count > self._limit:
                return self._seconds_until(count, now)
            self._running += count
            return 0.0

    def give_back(self, count: int, *, sent: bool) -> None:
        """Report that the call that took this amount has ended.

        Args:
            count: The amount.
            sent: Whether it counts: it reached the server, and was not refused for its rate.
        """
        with self._lock:
            self._running -= count
            if not sent:
                self._refused_count = count
            else:
                self._pauses = 0
                self._probing = False
                self._since_refusal += 1
                self._ended.append((self._clock(), count))
                self._ended_sum += count

    def refused(self, wait: float | None, jitter: float) -> float:
        """Report that the server refused a call because of its rate (after it was given back).

        Args:
            wait: Seconds that the server requests; None: none.
            jitter: 0 to 1, random, so that many clients do not retry at the same time.

        Returns:
            Seconds for which nothing can be taken.
        """
        with self._lock:
            now = self._expire()
            taken = self._ended_sum + self._running
            if now < self._closed_until:  # with another of several calls at a time
                self._taken_at_refusal = min(taken, self._taken_at_refusal)
            else:
                self._pauses += 1
                asked_again = self._probing and wait is not None
                self._taken_before = 0 if asked_again else self._taken_at_refusal
                self._taken_at_refusal = taken
                self._probing = True
            self._learn(now)
            if wait is None:
                pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(self._pauses - 1, 10))
                seconds = pause * (0.75 + 0.25 * jitter)
            else:
                seconds = wait + jitter  # never earlier, and at most a second later
            self._closed_until = max(self._closed_until, now + seconds)
            return self._closed_until - now

    def _learn(self, now: float) -> None:
        """Lower the limit if a trial was refused, or the same amount as before."""
        self._since_refusal = 0
        if self._step:
            self._limit -= self._step
        elif self._is_repeated():
            self._limit = min(self._limit, self._taken_at_refusal)
        else:
            return
        self._step = 0
        self._times_met += 1
        first = self._times_met == 1
        self._grow_at = now + _DOUBT_MINUTES * MINUTE if first else math.inf

    def _is_repeated(self) -> bool:
        """Whether the server had accepted as much as at the previous refusal, to within a call."""
        at, before = self._taken_at_refusal, self._taken_before
        return bool(at and before) and abs(at - before) < max(1, self._refused_count)

    def _grow(self, count: int, now: float) -> None:
        """Allow one call beyond the limit, if it is time to try."""
        enough = not self._step and self._since_refusal >= _CALLS_BETWEEN_TRIALS
        if self._limit < self._most and (enough or now >= self._grow_at):
            self._step = min(max(count, 2 * self._step), self._most - self._limit)
            self._limit += self._step
            self._grow_at = now + MINUTE

    def _expire(self) -> float:
        now = self._clock()
        while self._ended and self._ended[0][0] <= now - MINUTE:
            self._ended_sum -= self._ended.popleft()[1]
        return now

    def _seconds_until(self, count: int, now: float) -> float:
        """Seconds until enough expires; a short time if calls are still in progress."""
        left = self._running + self._ended_sum
        for at, ended in self._ended:
            left -= ended
            if not left or left + count <= self._limit:
                return max(_POLL, at + MINUTE - now)
        return _POLL


def batch_size(most: int, per_minute: int) -> int:
    """How many to send in a call so that hardly any of a minute's budget stays unused.

    Args:
        most: Maximum in a call.
        per_minute: The budget; 0: no limit.
    """
    if not per_minute:
        return most
    most = min(most, per_minute)
    wasted = {size: per_minute % size for size in range(1, most + 1)}
    return max(size for size in wasted if wasted[size] <= 0.03 * per_minute)
