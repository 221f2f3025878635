"""How much a run may still send, by the user's consent and limits and the bills so far."""

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
    """See `OutsideLinks`."""

    def leads_outside(self, folder: Path, name: str, /) -> bool:
        """Whether a file's real path is outside the chosen folders."""


def _never() -> bool:
    return False


class Allowance:
    """How many pictures a run may still send.

    Call `grant` and `may_send` on the run's thread, `begin` and `count` on threads that call the
    service, and `check_withdrawal` on any thread.

    A picture counts once it is granted. Costs are those billed; pictures without a bill count as
    the average. Before each call the cost is checked again, by the most expensive pictures so far,
    because prices may have turned out higher. So at most one call exceeds a limit.
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
        """Grant nothing yet.

        Args:
            limits: Of the run.
            tokens_per_picture: Assumed until there is a bill.
            price_per_million: US dollars for a million image tokens; None: unknown.
            host: Where pictures would be sent without consent; "": consent is given or not needed.
            files: The files that the user agreed to send; None: all that the run finds.
            outside: Finds files outside the chosen folders, which may not be sent; None: they may.
            withdrawn: Returns whether the user has withdrawn consent since.

        Raises:
            UsageError: There is a limit in money, but the price is unknown.
        """
        self._limits = limits or SendLimits()
        if self._limits.money is not None and price_per_million is None:
            raise UsageError(
                message(
                    "The price of this model is unknown. Set it, or limit the number of pictures."
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
        """Whether no more pictures are granted."""
        return self._exhausted

    @property
    def ended(self) -> bool:
        """Whether even granted pictures may no longer be sent."""
        return self._ended

    @property
    def reads_on(self) -> bool:
        """Whether the run still reads files when no more pictures are granted."""
        return self._limits.read_on

    @property
    def refusal(self) -> str:
        """Why not all pictures were sent, as sentences, or ``""``."""
        if not self._late:
            return self._refusal
        late = plural(
            "{count} picture was added or changed after you agreed, so it wasn't sent.",
            "{count} pictures were added or changed after you agreed, so they weren't sent.",
            self._late,
        )
        return join_messages(self._refusal, late) if self._refusal else late

    def is_outside(self, path: Path) -> bool:
        """Whether a file may not be sent because it lies outside the chosen folders."""
        return self._outside is not None and self._outside.leads_outside(path.parent, path.name)

    def grant(self, file: FileMark | None = None) -> bool:
        """Whether one more picture may be sent; if so, it counts.

        Args:
            file: A file with it, as it was read.

        Raises:
            ConsentNeeded: The user has not agreed to send pictures.
        """
        if self._files is not None and (file is None or file not in self._files):
            self._late += 1
            return False
        if self._exhausted:
            return False
        if self._host:
            raise ConsentNeeded(
                message(
                    "You haven't agreed to send pictures to {host}. Agree first, or choose a "
                    "model on this computer.",
                    host=self._host,
                )
            )
        limits = self._limits
        if limits.pictures is not None and self._granted >= limits.pictures:
            most = plural("{count} picture", "{count} pictures", limits.pictures)
            self._stop_granting(_limit_reached(most))
        elif limits.money is not None and self._cost_of(self._granted + 1) > limits.money:
            self._stop_granting(_limit_reached(_dollars(limits.money)))
        else:
            self._granted += 1
            return True
        return False

    def may_send(self, pictures: int, under_way: int) -> bool:
        """Whether a call may be made now; if not, it may be once calls in progress have ended.

        Args:
            pictures: Number in the call.
            under_way: Number in calls in progress.
        """
        if self._limits.money is None:
            return True
        with self._lock:
            if under_way and not self._bills.answered:
                return False  # the cost is not known yet: one call at a time
            if self._bills.at_worst(under_way + pictures) <= self._limits.money:
                return True
        if not under_way:
            self._end(_limit_reached(_dollars(self._limits.money)))
        return False

    def begin(self, pictures: int) -> None:
        """Count a call that is about to be made or repeated, on its thread.

        Raises:
            NothingMoreSent: It may not be made: a limit is reached, or consent was withdrawn.
        """
        self.check_withdrawal()
        with self._lock:
            due, money = self._under_way + pictures, self._limits.money
            if money is not None and self._bills.at_worst(due) > money:
                self._end(_limit_reached(_dollars(money)))
            if self._ended:
                raise NothingMoreSent(self._refusal)
            self._under_way = due

    def check_withdrawal(self) -> bool:
        """Whether the user has withdrawn consent; then nothing more is granted or sent."""
        withdrawn = self._withdrawn()
        if withdrawn:
            self._end(
                message(
                    "Stopped because you no longer agree to send pictures. The remaining pictures "
                    "aren't indexed yet."
                )
            )
        return withdrawn

    def count(self, call: SentCall) -> None:
        """Add the cost of a call that has ended."""
        with self._lock:
            self._under_way -= len(call.record.content_hashes)
            self._bills.add(call)

    def _cost_of(self, pictures: int) -> float:
        with self._lock:
            return self._bills.on_average(pictures)

    def _end(self, why: str) -> None:
        self._ended = True
        self._stop_granting(why)

    def _stop_granting(self, why: str) -> None:
        self._exhausted = True
        self._refusal = why


def _dollars(money: float) -> str:
    return message("${money}", money=float(money))


def _limit_reached(limit: str) -> str:
    return message(
        "Stopped at the limit of {limit}. The remaining pictures aren't indexed yet.", limit=limit
    )


class _Bills:
    """Costs of calls: as billed or, without a bill, as assumed."""

    def __init__(self, tokens_per_picture: float, price_per_million: float) -> None:
        self._assumed = tokens_per_picture
        self._price = price_per_million / _MILLION
        self._pictures = self._tokens = 0
        self._unbilled = 0  # pictures of calls that failed, or without a bill
        self._most_tokens = 0.0  # of a picture, on the average of a call; 0: not billed yet
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
            self._most_tokens = max(self._most_tokens, tokens / pictures)

    def on_average(self, pictures: int) -> float:
        """US dollars for this number of pictures, including those already billed."""
        average = self._tokens / self._pictures if self._pictures else self._assumed
        unbilled = max(0, pictures - self._pictures)
        return (self._tokens + unbilled * average) * self._price

    def at_worst(self, more: int) -> float:
        """US dollars for the pictures sent and this number of further ones, at the highest cost."""
        unbilled = self._unbilled + more
        return (self._tokens + unbilled * (self._most_tokens or self._assumed)) * self._price
