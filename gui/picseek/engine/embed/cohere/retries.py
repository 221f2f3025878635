"""One call of the service: in its turn, repeated while that helps, checked and recorded."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Protocol

from picseek.engine.embed.base import OnSent, OnWait, SentRecord, SentState
from picseek.engine.embed.cohere.faults import Fault, FaultKind, fault_of, within
from picseek.engine.embed.cohere.protocol import (
    Answer,
    BadAnswer,
    BadEncoding,
    Encoding,
    read_answer,
)
from picseek.engine.embed.cohere.rate_limit import Budget
from picseek.engine.errors import ModelError, ModelUnreachable
from picseek.engine.messages import Message, message, without_advice

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.cohere.client import Reply
    from picseek.engine.embed.cohere.protocol import EmbedRequest
    from picseek.engine.embed.cohere.settings import CohereSettings

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 60.0
_ODD_ENCODINGS = 2  # answers in base64 that make no sense, until numbers are asked for at once
_SLICE = 0.5  # seconds; a budget may open earlier than it said
_TELL_FROM = 1.0  # seconds of a wait that are worth a word


@dataclass(frozen=True, slots=True)
class Patience:
    """How much is put up with before a call is given up.

    Attributes:
        seconds: That one attempt may take.
        faults: Attempts that fail, of a service that has answered before.
        first_faults: The same of one that has not: most likely it is not there.
        useless: Answers that cannot be used; each may cost money.
        slow_downs: Times in a row that the server asks to slow down.
        longest_wait: Seconds; who is told to wait longer, gives up.
        awaits_paid: Whether a call under way is awaited when its job is stopped.
    """

    seconds: float
    faults: int
    first_faults: int
    useless: int
    slow_downs: int
    longest_wait: float
    awaits_paid: bool = False


INDEXING = Patience(180.0, 10, 4, 3, 30, 7200.0, awaits_paid=True)
ASKING = Patience(20.0, 2, 2, 2, 3, 5.0)


class Client(Protocol):
    """What is needed of a `CohereClient`."""

    def embed(self, request: EmbedRequest, token: CancelToken, *, seconds: float) -> Reply:
        """Send one request, once; raises: Cancelled, Fault."""

    def close(self) -> None:
        """End what runs."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """What a key may send in a minute: shared by all who use the key."""

    pictures: Budget
    texts: Budget

    @classmethod
    def of(cls, settings: CohereSettings, sent: Iterable[tuple[float, int]] = ()) -> Budgets:
        """Budgets of which so many pictures were used, so many seconds ago."""
        pictures = Budget(settings.pictures_per_minute, before=sent)
        return cls(pictures, Budget(settings.texts_per_minute))


@dataclass(slots=True)
class _Attempts:
    """What went wrong so far in one call.

    Attributes:
        refusals: How often all calls had been refused when this one began.
    """

    refusals: int
    faults: int = 0
    useless: int = 0
    slow_downs: int = 0


class Caller:
    """Calls the service for one model. Safe to use from any thread."""

    def __init__(
        self,
        client: Client,
        settings: CohereSettings,
        budgets: Budgets,
        *,
        on_sent: OnSent,
        on_wait: OnWait,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._client = client
        self._settings = settings
        self._budgets = budgets
        self._on_sent = on_sent
        self._on_wait = on_wait
        self._jitter = jitter
        self._works = threading.Event()
        self._numbers = count(1)  # of calls
        self._encoding: Encoding = "base64"
        self._odd_encodings = 0
        self._refusals = 0
        self._refused_for = ""

    @property
    def works(self) -> bool:
        """Whether any call has been answered as it should be."""
        return self._works.is_set()

    def call(
        self,
        make: Callable[[Encoding], EmbedRequest],
        dim: int,
        token: CancelToken,
        patience: Patience,
        hashes: tuple[bytes, ...] = (),
    ) -> Answer:
        """Ask until there is an answer.

        Args:
            make: Gives the request, with vectors asked for in this encoding.
            dim: Length that vectors must have; 0: any.
            token: Stops waiting at once. A call under way ends with it too or, where it is to be
                awaited, with `CancelToken.paid_calls`.
            patience: With what goes wrong.
            hashes: The pictures of the library in the request.

        Raises:
            Cancelled: Through the token.
            Fault: The server refuses what was sent (REFUSED), or so many pictures at a time
                (SLOW_DOWN): fewer may be taken.
            ModelUnreachable: The service gives no answer now, or asks to wait for too long.
            ModelError: It cannot be used as it is set.
        """
        attempts = _Attempts(self._refusals)
        encoding = self._encoding
        while True:
            self._stop_if_refused(attempts)
            request = make(encoding)
            try:
                answer = self._attempt(request, dim, token, patience, hashes, attempts)
            except BadEncoding as error:
                fault = fault_of(error, self._settings.service)
                encoding = "float"
                self._odd_encodings += 1
            except Fault as error:
                fault = error
            else:
                self._works.set()
                if self._odd_encodings >= _ODD_ENCODINGS:
                    self._encoding = encoding
                return answer
            self._bear(fault, attempts, request, patience)
            if fault.kind is FaultKind.RETRY:
                self._wait_for(self._pause(fault, attempts), fault.sentence, token)

    def _attempt(
        self,
        request: EmbedRequest,
        dim: int,
        token: CancelToken,
        patience: Patience,
        hashes: tuple[bytes, ...],
        attempts: _Attempts,
    ) -> Answer:
        budget = self._budgets.pictures if request.pictures else self._budgets.texts
        self._take(budget, request.rows, token, patience, attempts)
        counts = True
        try:
            return self._send(request, dim, token, patience, hashes)
        except Fault as fault:
            counts = fault.kind is not FaultKind.SLOW_DOWN
            raise
        finally:
            budget.give_back(request.rows, sent=counts)

    def _send(
        self,
        request: EmbedRequest,
        dim: int,
        token: CancelToken,
        patience: Patience,
        hashes: tuple[bytes, ...],
    ) -> Answer:
        """Record what is about to leave, send it, and record what came of it."""
        token.raise_if_cancelled()
        ends_call = token.paid_calls if patience.awaits_paid else token
        record = self._record(request, hashes)
        self._on_sent(record)
        state = SentState.FAILED
        try:
            reply = self._client.embed(request, ends_call, seconds=patience.seconds)
            answer = self._read(reply.response, request, dim)
            state = SentState.ANSWERED
        except Fault as fault:
            if not (fault.sent_bytes or fault.answered):
                state = SentState.UNSENT
            raise
        finally:
            if state is not SentState.ANSWERED:
                self._on_sent(replace(record, state=state))
        self._on_sent(
            replace(
                record,
                size=reply.sent_bytes,
                image_tokens=answer.image_tokens,
                input_tokens=answer.input_tokens,
                state=state,
                vectors=answer.vectors if hashes else (),
            )
        )
        return answer

    def _read(self, response: object, request: EmbedRequest, dim: int) -> Answer:
        try:
            return read_answer(response, request.rows, dim)
        except BadEncoding:
            raise
        except BadAnswer as error:
            raise fault_of(error, self._settings.service) from None

    def _take(
        self,
        budget: Budget,
        count: int,
        token: CancelToken,
        patience: Patience,
        attempts: _Attempts,
    ) -> None:
        told_until = 0.0
        while seconds := budget.take(count):
            self._stop_if_refused(attempts)
            if seconds > patience.longest_wait:
                raise ModelUnreachable(_full(self._settings.service, seconds))
            if seconds >= _TELL_FROM and time.monotonic() + seconds > told_until + _TELL_FROM:
                told_until = time.monotonic() + seconds
                self._on_wait(
                    message("Paused by {service}", service=within(self._settings.service)), seconds
                )
            token.wait(min(seconds, _SLICE))

    def _bear(
        self, fault: Fault, attempts: _Attempts, request: EmbedRequest, patience: Patience
    ) -> None:
        """Count a fault; raises what ends the call."""
        if fault.kind is FaultKind.SLOW_DOWN:
            self._slow_down(fault, attempts, request, patience)
            return
        if fault.kind is FaultKind.REFUSED and request.pictures:
            raise fault
        if fault.kind is FaultKind.RETRY:
            attempts.faults += 1
            attempts.useless += fault.answered
            most = patience.faults if self.works else patience.first_faults
            if attempts.faults < most and attempts.useless < patience.useless:
                return
            raise ModelUnreachable(fault.sentence)
        if fault.kind is not FaultKind.REFUSED:
            self._refused_for = fault.sentence
            self._refusals += 1
        raise ModelError(fault.sentence)

    def _stop_if_refused(self, attempts: _Attempts) -> None:
        """Raises: ModelError, where another call was told meanwhile that none will be answered.

        A later call tries again: the user may have mended it in their account.
        """
        if self._refusals != attempts.refusals:
            raise ModelError(self._refused_for)

    def _slow_down(
        self, fault: Fault, attempts: _Attempts, request: EmbedRequest, patience: Patience
    ) -> None:
        attempts.slow_downs += 1
        budget = self._budgets.pictures if request.pictures else self._budgets.texts
        seconds = budget.refused(fault.wait, self._jitter())
        if attempts.slow_downs >= patience.slow_downs or seconds > patience.longest_wait:
            raise ModelUnreachable(_full(self._settings.service, seconds))
        # Nothing was taken in the last minute, and yet this is too much: it always will be.
        if request.rows > 1 and attempts.slow_downs > 1 and not budget.recent:
            raise fault

    def _pause(self, fault: Fault, attempts: _Attempts) -> float:
        if fault.wait is not None:
            return fault.wait
        pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** (attempts.faults - 1))
        return pause * (0.5 + 0.5 * self._jitter())

    def _wait_for(self, seconds: float, sentence: str, token: CancelToken) -> None:
        if seconds >= _TELL_FROM:
            self._on_wait(message("{what}: retrying", what=without_advice(sentence)), seconds)
        token.wait(seconds)

    def _record(self, request: EmbedRequest, hashes: tuple[bytes, ...]) -> SentRecord:
        return SentRecord(
            at=time.time(),
            model=str(request.arguments["model"]),
            host=self._settings.host,
            size=request.size,
            content_hashes=hashes,
            call=next(self._numbers),
            state=SentState.SENDING,
        )


def _full(service: str, seconds: float) -> Message:
    return message(
        "{service} accepts no more requests right now. Try again in {seconds} s.",
        service=service,
        seconds=round(seconds),
    )
