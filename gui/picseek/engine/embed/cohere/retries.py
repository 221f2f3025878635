"""Calls the service: rate-limited, with retries, and checked and recorded responses."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
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
_BAD_ENCODINGS = 2  # invalid answers in base64, after which numbers are requested first
_SLICE = 0.5  # seconds between checks: a budget may be free earlier than expected
_REPORTED_SECONDS = 1.0  # shorter waits are not reported


@dataclass(frozen=True, slots=True)
class RetryLimits:
    """Limits after which a call fails.

    Attributes:
        timeout: Seconds for one attempt.
        faults: Failed attempts, if the service has answered before.
        first_faults: Failed attempts, if it has not: most likely it does not exist.
        bad_answers: Unusable answers; each may cost money.
        slow_downs: Consecutive requests of the server to slow down.
        longest_wait: Seconds that the server may request to wait.
        awaits_paid: Whether a call in progress is awaited when its job is stopped.
    """

    timeout: float
    faults: int
    first_faults: int
    bad_answers: int
    slow_downs: int
    longest_wait: float
    awaits_paid: bool = False


INDEXING = RetryLimits(180.0, 10, 4, 3, 30, 7200.0, awaits_paid=True)
SEARCHING = RetryLimits(20.0, 2, 2, 2, 3, 5.0)


class Client(Protocol):
    """The methods of `CohereClient` that are used here."""

    def embed(self, request: EmbedRequest, token: CancelToken, *, seconds: float) -> Reply:
        """Send one request, once; raises: Cancelled, Fault."""

    def close(self) -> None:
        """Cancel calls in progress."""


@dataclass(frozen=True, slots=True)
class Budgets:
    """The rate limits of a key, shared by all models that use it."""

    pictures: Budget
    texts: Budget

    @classmethod
    def of(cls, settings: CohereSettings, sent: Iterable[tuple[float, int]] = ()) -> Budgets:
        """Budgets for some settings; `sent`: how many seconds ago, and how many pictures."""
        pictures = Budget(settings.pictures_per_minute, before=sent)
        return cls(pictures, Budget(settings.texts_per_minute))

    def for_request(self, request: EmbedRequest) -> Budget:
        """The budget that a request counts against."""
        return self.pictures if request.pictures else self.texts


@dataclass(slots=True)
class _Service:
    """The state that all calls of a `Caller` share.

    Attributes:
        numbers: Numbers of calls, for `SentRecord.call`.
        works: Whether any call has succeeded.
        encoding: The encoding in which vectors are requested first.
        bad_encodings: The number of invalid answers in base64.
        rejections: How often the service has refused all calls (invalid key ...).
        rejected_for: The reason of the last rejection.
    """

    client: Client
    settings: CohereSettings
    budgets: Budgets
    on_sent: OnSent
    on_wait: OnWait
    jitter: Callable[[], float]
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    works: bool = False
    encoding: Encoding = "base64"
    bad_encodings: int = 0
    rejections: int = 0
    rejected_for: str = ""

    def report_wait(self, what: Message, seconds: float) -> None:
        if seconds >= _REPORTED_SECONDS:
            self.on_wait(what, seconds)


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
        self._service = _Service(client, settings, budgets, on_sent, on_wait, jitter)

    @property
    def works(self) -> bool:
        """Whether any call has succeeded."""
        return self._service.works

    def call(
        self,
        make: Callable[[Encoding], EmbedRequest],
        dim: int,
        token: CancelToken,
        limits: RetryLimits,
        hashes: tuple[bytes, ...] = (),
    ) -> Answer:
        """Send a request until there is an answer.

        Args:
            make: Returns the request for vectors in an encoding.
            dim: Length that vectors must have; 0: any.
            token: Stops waiting at once. It also ends a call in progress, unless `limits` has it
                awaited: then `CancelToken.paid_calls` ends it.
            limits: When to fail.
            hashes: The pictures of the library in the request.

        Raises:
            Cancelled: Through the token.
            Fault: The server refuses the content (REFUSED), or the number of pictures (SLOW_DOWN):
                it may accept fewer.
            ModelUnreachable: The service does not answer now, or requests a too long wait.
            ModelError: It cannot be used with these settings.
        """
        return _Call(self._service, make, dim, token, limits, hashes).run()


class _Call:
    """One call, with as many attempts as necessary."""

    def __init__(
        self,
        service: _Service,
        make: Callable[[Encoding], EmbedRequest],
        dim: int,
        token: CancelToken,
        limits: RetryLimits,
        hashes: tuple[bytes, ...],
    ) -> None:
        self._service = service
        self._make = make
        self._dim = dim
        self._token = token
        self._limits = limits
        self._hashes = hashes
        self._encoding = service.encoding
        self._rejections_before = service.rejections
        self._faults = self._bad_answers = self._slow_downs = 0

    def run(self) -> Answer:
        """See `Caller.call`."""
        while True:
            self._stop_if_rejected()
            request = self._make(self._encoding)
            try:
                answer = self._attempt(request)
            except BadEncoding as error:
                fault = fault_of(error, self._service.settings.service)
                self._encoding = "float"
                self._service.bad_encodings += 1
            except Fault as error:
                fault = error
            else:
                self._service.works = True
                if self._service.bad_encodings >= _BAD_ENCODINGS:
                    self._service.encoding = self._encoding
                return answer
            self._handle(fault, request)
            if fault.kind is FaultKind.RETRY:
                self._pause(fault)

    def _attempt(self, request: EmbedRequest) -> Answer:
        budget = self._service.budgets.for_request(request)
        self._wait_for_budget(budget, request.rows)
        counts = True
        try:
            return self._send(request)
        except Fault as fault:
            counts = fault.kind is not FaultKind.SLOW_DOWN
            raise
        finally:
            budget.give_back(request.rows, sent=counts)

    def _wait_for_budget(self, budget: Budget, rows: int) -> None:
        """Raises: ModelUnreachable, if that would take too long."""
        reported_until = 0.0
        while seconds := budget.take(rows):
            self._stop_if_rejected()
            if seconds > self._limits.longest_wait:
                raise ModelUnreachable(self._busy(seconds))
            if time.monotonic() + seconds > reported_until + _REPORTED_SECONDS:
                reported_until = time.monotonic() + seconds
                service = within(self._service.settings.service)
                self._service.report_wait(message("Paused by {service}", service=service), seconds)
            self._token.wait(min(seconds, _SLICE))

    def _send(self, request: EmbedRequest) -> Answer:
        """Record what will be sent, send it, and record its outcome."""
        self._token.raise_if_cancelled()
        ends_call = self._token.paid_calls if self._limits.awaits_paid else self._token
        record = self._record(request)
        self._service.on_sent(record)
        state = SentState.FAILED
        try:
            reply = self._service.client.embed(request, ends_call, seconds=self._limits.timeout)
            answer = self._read(reply.response, request)
            state = SentState.ANSWERED
        except Fault as fault:
            if not (fault.sent_bytes or fault.answered):
                state = SentState.UNSENT
            raise
        finally:
            if state is not SentState.ANSWERED:
                self._service.on_sent(replace(record, state=state))
        self._service.on_sent(
            replace(
                record,
                size=reply.sent_bytes,
                image_tokens=answer.image_tokens,
                input_tokens=answer.input_tokens,
                state=state,
                vectors=answer.vectors if self._hashes else (),
            )
        )
        return answer

    def _read(self, response: object, request: EmbedRequest) -> Answer:
        try:
            return read_answer(response, request.rows, self._dim)
        except BadEncoding:
            raise
        except BadAnswer as error:
            raise fault_of(error, self._service.settings.service) from None

    def _record(self, request: EmbedRequest) -> SentRecord:
        return SentRecord(
            at=time.time(),
            model=str(request.arguments["model"]),
            host=self._service.settings.host,
            size=request.size,
            content_hashes=self._hashes,
            call=next(self._service.numbers),
            state=SentState.SENDING,
        )

    def _handle(self, fault: Fault, request: EmbedRequest) -> None:
        """Count a fault; raises what ends the call."""
        if fault.kind is FaultKind.SLOW_DOWN:
            self._slow_down(fault, request)
        elif fault.kind is FaultKind.RETRY:
            self._faults += 1
            self._bad_answers += fault.answered
            limits = self._limits
            most = limits.faults if self._service.works else limits.first_faults
            if self._faults >= most or self._bad_answers >= limits.bad_answers:
                raise ModelUnreachable(fault.message)
        elif fault.kind is FaultKind.REFUSED:
            if request.pictures:
                raise fault
            raise ModelError(fault.message)
        else:
            self._service.rejected_for = fault.message
            self._service.rejections += 1
            raise ModelError(fault.message)

    def _stop_if_rejected(self) -> None:
        """Raises: ModelError, if the service refused all calls since this one began.

        A later call tries again: the user may have solved the problem in their account.
        """
        if self._service.rejections != self._rejections_before:
            raise ModelError(self._service.rejected_for)

    def _slow_down(self, fault: Fault, request: EmbedRequest) -> None:
        self._slow_downs += 1
        budget = self._service.budgets.for_request(request)
        seconds = budget.refused(fault.wait, self._service.jitter())
        limits = self._limits
        if self._slow_downs >= limits.slow_downs or seconds > limits.longest_wait:
            raise ModelUnreachable(self._busy(seconds))
        # Refused although nothing was sent in the last minute: this is always too much.
        if request.rows > 1 and self._slow_downs > 1 and not budget.recent:
            raise fault

    def _pause(self, fault: Fault) -> None:
        seconds = fault.wait
        if seconds is None:
            longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0 ** (self._faults - 1))
            seconds = longest * (0.5 + 0.5 * self._service.jitter())
        what = message("{what}: retrying", what=without_advice(fault.message))
        self._service.report_wait(what, seconds)
        self._token.wait(seconds)

    def _busy(self, seconds: float) -> Message:
        return message(
            "{service} is busy. Try again in {seconds} seconds.",
            service=self._service.settings.service,
            seconds=round(seconds),
        )
