"""How much a run may still send: what the user agreed to and their limits, against the bills."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from picseek.engine.embed.base import SentState
from picseek.engine.errors import ConsentNeeded, NothingMoreSent, UsageError
from picseek.engine.messages import join_messages, message, plural
from picseek.engine.types import FileMark, SendLimits

if TYPE_CHECKING:
    from picseek.engine.store import SentCall
    from picseek.engine.types import CountedFiles

_MILLION = 1_000_000


class Outside(Protocol):
    """What is needed of `OutsideLinks`."""

    def leads_outside(self, folder: Path, name: str, /) -> bool:
        """Whether a file that was met below a chosen folder lies elsewhere."""


def _never() -> bool:
    return False


class Allowance:
    """How many pictures a run may still send.

    `grant` and `may_send` belong to the run's own thread; `begin` and `count` to those that call
    the service; `heed_withdrawal` to any.

    A picture counts from when it was granted, whether it is under way, answered or kept. Money
    is counted as billed; what no bill told yet counts as the average of what was. Whether a call
    may be sent is decided again when it is due, by the dearest pictures so far: what was granted
    may have become too expensive meanwhile. So a limit is exceeded by one call at most.
    """

    def __init__(
        self,
        limits: SendLimits | None = None,
        *,
        tokens_per_picture: float = 0.0,
        price_per_million: float | None = 0.0,
        host: str = "",
        files: CountedFiles | None = None,
        outside: Outside | None = None,
        withdrawn: Callable[[], bool] = _never,
    ) -> None:
        """Nothing was granted yet.

        Args:
            limits: Of the run.
            tokens_per_picture: Assumed until a bill tells.
            price_per_million: US dollars for a million image tokens; None: not known.
            host: Where pictures would go without the user's consent; "": there is no need of it.
            files: What the user agreed to; None: whatever the run finds.
            outside: Tells what may not be sent because it lies outside the chosen folders; None:
                all of it may.
            withdrawn: Returns whether the user has taken back their consent since.

        Raises:
            UsageError: A limit in money, and no price to count with.
        """
        self._limits = limits or SendLimits()
        if self._limits.money is not None and price_per_million is None:
            raise UsageError(
                message(
                    "Nobody knows what this model costs: set its price, or a limit in pictures."
                )
            )
        self._host = host
        self._files = files
        self._outside = outside
        self._withdrawn = withdrawn
        self._granted = 0
        self._late = 0
        self._refusal = ""
        self._ended = False
        self._exhausted = self._limits.pictures == 0
        self._lock = threading.Lock()
        self._bills = _Bills(tokens_per_picture, price_per_million or 0.0)
        self._under_way = 0

    @property
    def exhausted(self) -> bool:
        """Whether no more pictures will be granted."""
        return self._exhausted

    @property
    def ended(self) -> bool:
        """Whether not even what was granted may be sent."""
        return self._ended

    @property
    def reads_on(self) -> bool:
        """Whether files are read all the same once no more pictures are granted."""
        return self._limits.read_on

    @property
    def refusal(self) -> str:
        """Why not all was sent, as plain sentences; ``""``: it was, or nothing was to be sent."""
        if not self._late:
            return self._refusal
        late = plural(
            "{count} picture was added or changed after you agreed, and was not sent.",
            "{count} pictures were added or changed after you agreed, and were not sent.",
            self._late,
        )
        return join_messages(self._refusal, late) if self._refusal else late

    def is_outside(self, path: Path) -> bool:
        """Whether a file may not be sent because it lies outside the chosen folders."""
        return self._outside is not None and self._outside.leads_outside(path.parent, path.name)

    def grant(self, file: FileMark | None = None) -> bool:
        """Whether one more picture may be sent; if so, it counts.

        Args:
            file: A file that holds it, as it was read.

        Raises:
            ConsentNeeded: The user has not agreed that any is.
        """
        if self._files is not None and (file is None or file not in self._files):
            self._late += 1
            return False
        if self._exhausted:
            return False
        if self._host:
            raise ConsentNeeded(
                message(
                    "Pictures would be sent to {host}, and you have not agreed to that: "
                    "agree first, or choose a model that works on this computer.",
                    host=self._host,
                )
            )
        limits = self._limits
        if limits.pictures is not None and self._granted >= limits.pictures:
            most = plural("{count} picture", "{count} pictures", limits.pictures)
            self._refuse(_limit_reached(most))
        elif limits.money is not None and self._cost_of(self._granted + 1) > limits.money:
            self._refuse(_limit_reached(_dollars(limits.money)))
        else:
            self._granted += 1
            return True
        return False

    def may_send(self, pictures: int, under_way: int) -> bool:
        """Whether a call may be sent now; if not, perhaps once those under way have ended.

        Args:
            pictures: In the call.
            under_way: In calls that have not ended.
        """
        if self._limits.money is None:
            return True
        with self._lock:
            if under_way and not self._bills.answered:
                return False  # nobody knows what they cost: one call at a time
            if self._bills.at_worst(under_way + pictures) <= self._limits.money:
                return True
        if not under_way:
            self._end(_limit_reached(_dollars(self._limits.money)))
        return False

    def begin(self, pictures: int) -> None:
        """A call is about to be made, perhaps once more; on its thread.

        Raises:
            NothingMoreSent: It may not be: the money is spent, or the user has changed their mind.
        """
        self.heed_withdrawal()
        with self._lock:
            due, money = self._under_way + pictures, self._limits.money
            if money is not None and self._bills.at_worst(due) > money:
                self._end(_limit_reached(_dollars(money)))
            if self._ended:
                raise NothingMoreSent(self._refusal)
            self._under_way = due

    def heed_withdrawal(self) -> bool:
        """Whether the user has taken back their consent; then nothing more is granted or sent."""
        withdrawn = self._withdrawn()
        if withdrawn:
            self._end(
                message(
                    "Stopped: you no longer agree to send pictures. The others are not indexed yet."
                )
            )
        return withdrawn

    def count(self, call: SentCall) -> None:
        """Take into account what a call that has ended cost, or may have cost."""
        with self._lock:
            self._under_way -= len(call.record.content_hashes)
            self._bills.add(call)

    def _cost_of(self, pictures: int) -> float:
        with self._lock:
            return self._bills.on_average(pictures)

    def _end(self, why: str) -> None:
        self._ended = True
        self._refuse(why)

    def _refuse(self, why: str) -> None:
        self._exhausted = True
        self._refusal = why


def _dollars(money: float) -> str:
    return message("${money}", money=float(money))


def _limit_reached(limit: str) -> str:
    return message("Stopped at the limit of {limit}: the others are not indexed yet.", limit=limit)


class _Bills:
    """What calls have cost: as billed where a bill came, else as assumed."""

    def __init__(self, tokens_per_picture: float, price_per_million: float) -> None:
        self._assumed = tokens_per_picture
        self._price = price_per_million / _MILLION
        self._pictures = self._tokens = 0
        self._unbilled = 0  # pictures of calls that failed, or of which no bill came
        self._dearest = 0.0  # tokens of a picture, on the average of a call; 0: not billed yet
        self.answered = False

    def add(self, call: SentCall) -> None:
        pictures, tokens = len(call.record.content_hashes), call.record.image_tokens
        if call.record.state is SentState.UNSENT:
            return
        self.answered = self.answered or call.record.state is SentState.ANSWERED
        if tokens is None or call.record.state is not SentState.ANSWERED:
            self._unbilled += pictures
        elif pictures:
            self._pictures += pictures
            self._tokens += tokens
            self._dearest = max(self._dearest, tokens / pictures)

    def on_average(self, pictures: int) -> float:
        """US dollars of so many pictures in all, those that were billed among them."""
        average = self._tokens / self._pictures if self._pictures else self._assumed
        untold = max(0, pictures - self._pictures)
        return (self._tokens + untold * average) * self._price

    def at_worst(self, more: int) -> float:
        """US dollars of what was sent by now and of so many more pictures."""
        unbilled = self._unbilled + more
        return (self._tokens + unbilled * (self._dearest or self._assumed)) * self._price
