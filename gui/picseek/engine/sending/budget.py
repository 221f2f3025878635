"""How many more pictures a run may send: the user's limits against what was billed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from picseek.engine.embed.base import SentState
from picseek.engine.errors import ConsentNeeded, UsageError
from picseek.engine.messages import counted, say
from picseek.engine.types import SendLimits

if TYPE_CHECKING:
    from picseek.engine.store import SentCall

_MILLION = 1_000_000


class Allowance:
    """How many pictures a run may still send. Used on the run's own thread.

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
    ) -> None:
        """Nothing was granted yet.

        Args:
            limits: Of the run.
            tokens_per_picture: Assumed until a bill tells.
            price_per_million: US dollars for a million image tokens; None: not known.
            host: Where pictures would go without the user's consent; "": there is no need of it.

        Raises:
            UsageError: A limit in money, and no price to count with.
        """
        self._limits = limits or SendLimits()
        if self._limits.money is not None and price_per_million is None:
            raise UsageError(
                say("Nobody knows what this model costs: set its price, or a limit in pictures.")
            )
        self._host = host
        self._assumed = tokens_per_picture
        self._price = price_per_million or 0.0
        self._granted = 0
        self._billed_pictures = 0
        self._billed_tokens = 0
        self._vain_pictures = 0  # of calls that failed, or of which no bill came
        self._dearest = 0.0  # tokens of a picture, on the average of a call; 0: not billed yet
        self._refusal = ""
        self._out_of_money = False
        self._exhausted = self._limits.pictures == 0

    @property
    def exhausted(self) -> bool:
        """Whether no more pictures will be granted."""
        return self._exhausted

    @property
    def out_of_money(self) -> bool:
        """Whether not even what was granted may be sent."""
        return self._out_of_money

    @property
    def reads_on(self) -> bool:
        """Whether files are read all the same once no more pictures are granted."""
        return self._limits.read_on

    @property
    def refusal(self) -> str:
        """Which limit was reached, as a plain sentence; ``""``: none, or nothing was to be sent."""
        return self._refusal

    def grant(self) -> bool:
        """Whether one more picture may be sent; if so, it counts.

        Raises:
            ConsentNeeded: The user has not agreed that any is.
        """
        if self._exhausted:
            return False
        if self._host:
            raise ConsentNeeded(
                say(
                    "Pictures would be sent to {host}, and you have not agreed to that: "
                    "agree first, or choose a model that works on this computer.",
                    host=self._host,
                )
            )
        limits = self._limits
        if limits.pictures is not None and self._granted >= limits.pictures:
            self._refuse(counted("{count} picture", "{count} pictures", limits.pictures))
        elif limits.money is not None and self._cost_of(self._granted + 1) > limits.money:
            self._refuse_money(limits.money)
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
        if under_way and not self._dearest:
            return False  # nobody knows what they cost: one call at a time
        unbilled = self._vain_pictures + under_way + pictures
        tokens = self._billed_tokens + unbilled * (self._dearest or self._assumed)
        if tokens * self._price / _MILLION <= self._limits.money:
            return True
        if not under_way:
            self._out_of_money = True
            self._refuse_money(self._limits.money)
        return False

    def count(self, call: SentCall) -> None:
        """Take into account what a call that has ended cost, or may have cost."""
        pictures, tokens = len(call.record.content_hashes), call.record.image_tokens
        if tokens is None or call.record.state is not SentState.ANSWERED:
            self._vain_pictures += pictures
        elif pictures:
            self._billed_pictures += pictures
            self._billed_tokens += tokens
            self._dearest = max(self._dearest, tokens / pictures)

    def _cost_of(self, pictures: int) -> float:
        average = self._assumed
        if self._billed_pictures:
            average = self._billed_tokens / self._billed_pictures
        untold = max(0, pictures - self._billed_pictures)
        return (self._billed_tokens + untold * average) * self._price / _MILLION

    def _refuse_money(self, money: float) -> None:
        self._refuse(say("${money}", money=float(money)))

    def _refuse(self, limit: str) -> None:
        self._exhausted = True
        self._refusal = say(
            "Stopped at the limit of {limit}: the others are not indexed yet.", limit=limit
        )
