"""A call's turn, its repetitions and its end, with a client and a clock that the test controls."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from types import SimpleNamespace

import numpy as np
import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.credentials import Secret
from picseek.engine.embed.base import PictureInput, SentRecord, SentState
from picseek.engine.embed.cohere.catalog import choose
from picseek.engine.embed.cohere.client import Reply
from picseek.engine.embed.cohere.faults import Fault, FaultKind
from picseek.engine.embed.cohere.protocol import (
    Answer,
    EmbedRequest,
    Encoding,
    document_request,
    text_query_request,
)
from picseek.engine.embed.cohere.rate_limit import Budget
from picseek.engine.embed.cohere.retries import INDEXING, SEARCHING, Budgets, Caller, RetryLimits
from picseek.engine.embed.cohere.settings import CohereSettings
from picseek.engine.errors import Cancelled, DiskFull, ModelError, ModelUnreachable

DIM = 8
CHOSEN = choose(f"cohere/some-model:{DIM}")
SETTINGS = CohereSettings(key=Secret("a-key-of-a-test"), pictures_per_minute=100)
Outcome = Fault | Callable[[EmbedRequest], object]


class FakeTime(CancelToken):
    """A clock, and a token whose waits only move it; cancelled after so many seconds of waits."""

    def __init__(self, cancel_after: float = float("inf")) -> None:
        super().__init__()
        self.now = 0.0
        self._cancel_at = cancel_after

    def clock(self) -> float:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += seconds
        if self.now >= self._cancel_at:
            self.cancel()
        self.raise_if_cancelled()


def vectors(request: EmbedRequest) -> object:
    """A good answer."""
    rows = np.eye(request.rows, DIM, dtype="<f4") + 1
    encoding = request.arguments["embedding_types"][0]
    given = SimpleNamespace(base64=None, float_=None)
    if encoding == "base64":
        given.base64 = [base64.b64encode(row.tobytes()).decode() for row in rows]
    else:
        given.float_ = rows.tolist()
    units = SimpleNamespace(image_tokens=10.0 * request.rows, input_tokens=None)
    return SimpleNamespace(embeddings=given, meta=SimpleNamespace(billed_units=units))


def in_wrong_order(request: EmbedRequest) -> object:
    """A good answer, from a machine that keeps its bytes the other way round."""
    if request.arguments["embedding_types"] == ["float"]:
        return vectors(request)
    rows = np.random.default_rng(1).normal(size=(request.rows, DIM)).astype(">f4")
    rows[:, 0] = 1.1e-3
    given = SimpleNamespace(base64=[base64.b64encode(row.tobytes()).decode() for row in rows])
    return SimpleNamespace(embeddings=given)


def useless(request: EmbedRequest) -> object:
    """An answer without vectors."""
    return SimpleNamespace(embeddings=None)


def cancelling(request: EmbedRequest) -> object:
    """The user stops while the answer is awaited."""
    raise Cancelled


def full_disk(record: SentRecord) -> None:
    """There is no room to record anything."""
    raise DiskFull("The disk is full.")


@dataclass
class FakeClient:
    """Gives the outcomes in turn, then good answers."""

    outcomes: list[Outcome] = field(default_factory=list)
    requests: list[EmbedRequest] = field(default_factory=list)

    def embed(self, request: EmbedRequest, token: CancelToken, *, seconds: float) -> Reply:
        token.raise_if_cancelled()
        self.requests.append(request)
        outcome = self.outcomes.pop(0) if self.outcomes else vectors
        if isinstance(outcome, Fault):
            raise outcome
        return Reply(outcome(request), 1000)

    def close(self) -> None: ...


@dataclass
class Setting:
    """A caller with all around it."""

    client: FakeClient
    time: FakeTime = field(default_factory=FakeTime)
    records: list[SentRecord] = field(default_factory=list)
    waits: list[tuple[str, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.budgets = Budgets(Budget(100, self.time.clock), Budget(100, self.time.clock))
        self.caller = Caller(
            self.client,
            SETTINGS,
            self.budgets,
            on_sent=self.records.append,
            on_wait=lambda sentence, seconds: self.waits.append((sentence, seconds)),
            jitter=lambda: 1.0,
        )

    @property
    def sent(self) -> list[SentRecord]:
        """The records of calls that were answered."""
        return [record for record in self.records if record.state is SentState.ANSWERED]

    @property
    def states(self) -> list[SentState]:
        return [record.state for record in self.records]

    def call(self, pictures: int = 3, patience: RetryLimits = INDEXING) -> Answer:
        inputs = [PictureInput(b"\xff\xd8\xff") for _ in range(pictures)]

        def make(encoding: Encoding) -> EmbedRequest:
            return document_request(CHOSEN, inputs, encoding)

        hashes = tuple(bytes([number]) for number in range(pictures))
        return self.caller.call(make, DIM, self.time, patience, hashes)


def fault(kind: FaultKind, wait: float | None = None, *, answered: bool = False) -> Fault:
    return Fault(kind, "Something happened. Do something.", wait=wait, answered=answered)


def test_a_good_answer_is_recorded_once_with_its_bill() -> None:
    setting = Setting(FakeClient())
    answer = setting.call(3)
    assert len(answer.vectors) == 3
    (record,) = setting.sent
    assert (record.model, record.host, record.size) == ("some-model", "api.cohere.com", 1000)
    assert (record.content_hashes, record.image_tokens) == ((b"\0", b"\1", b"\2"), 30)
    assert setting.waits == []


def test_a_wait_names_its_cause_without_advice() -> None:
    unreachable = Fault(FaultKind.RETRY, "Cohere cannot be reached; check the connection.")
    setting = Setting(FakeClient([unreachable]))
    setting.call()
    assert [sentence for sentence, _ in setting.waits] == ["Cohere cannot be reached: retrying"]


def test_a_passing_fault_is_waited_out_visibly_and_longer_each_time() -> None:
    setting = Setting(FakeClient([fault(FaultKind.RETRY)] * 3))
    setting.call()
    assert [seconds for _, seconds in setting.waits] == [1.0, 2.0, 4.0]
    assert {sentence for sentence, _ in setting.waits} == {"Something happened: retrying"}
    assert len(setting.sent) == 1


def test_a_service_that_never_answered_is_given_up_sooner_than_one_that_did() -> None:
    setting = Setting(FakeClient([fault(FaultKind.RETRY)] * 99))
    with pytest.raises(ModelUnreachable, match=r"Something happened\. Do something\."):
        setting.call()
    assert len(setting.client.requests) == INDEXING.first_faults
    setting = Setting(FakeClient([vectors, *[fault(FaultKind.RETRY)] * 99]))
    setting.call()
    with pytest.raises(ModelUnreachable):
        setting.call()
    assert len(setting.client.requests) == 1 + INDEXING.faults
    assert setting.time.now > 120, "a short failure of the network should be outlasted"


def test_a_question_is_given_up_within_seconds() -> None:
    setting = Setting(FakeClient([fault(FaultKind.RETRY)] * 99))
    with pytest.raises(ModelUnreachable):
        setting.call(1, SEARCHING)
    assert setting.time.now < 5


def test_useless_answers_may_cost_so_few_are_asked_for() -> None:
    setting = Setting(FakeClient([vectors, *[useless] * 99]))
    setting.call()
    with pytest.raises(ModelUnreachable, match="contains no vectors"):
        setting.call()
    assert len(setting.client.requests) == 1 + INDEXING.bad_answers
    assert len(setting.sent) == 1


@pytest.mark.parametrize("kind", [FaultKind.KEY, FaultKind.QUOTA, FaultKind.STOP])
def test_what_no_repetition_helps_ends_at_once(kind: FaultKind) -> None:
    setting = Setting(FakeClient([fault(kind)]))
    with pytest.raises(ModelError) as raised:
        setting.call()
    assert not isinstance(raised.value, ModelUnreachable)
    assert len(setting.client.requests) == 1


def test_a_refused_batch_is_the_embedders_to_split() -> None:
    setting = Setting(FakeClient([fault(FaultKind.REFUSED)]))
    with pytest.raises(Fault):
        setting.call()
    assert setting.sent == []


def test_a_call_is_recorded_before_it_is_made_and_when_its_end_is_known() -> None:
    setting = Setting(FakeClient([fault(FaultKind.RETRY), useless]))
    setting.client.outcomes[0].sent_bytes = 9  # type: ignore[union-attr]
    setting.call(2)
    assert setting.states == [
        SentState.SENDING,
        SentState.FAILED,
        SentState.SENDING,
        SentState.FAILED,
        SentState.SENDING,
        SentState.ANSWERED,
    ]
    assert [record.call for record in setting.records] == [1, 1, 2, 2, 3, 3]
    assert {record.content_hashes for record in setting.records} == {(b"\0", b"\1")}


def test_a_call_that_found_no_connection_has_not_left() -> None:
    setting = Setting(FakeClient([fault(FaultKind.RETRY)]))
    setting.call()
    assert setting.states[:2] == [SentState.SENDING, SentState.UNSENT]


def test_a_call_that_was_cancelled_may_have_left() -> None:
    setting = Setting(FakeClient([cancelling]))
    with pytest.raises(Cancelled):
        setting.call()
    assert setting.states == [SentState.SENDING, SentState.FAILED]


def test_what_cannot_be_recorded_is_not_sent() -> None:
    setting = Setting(FakeClient())
    setting.caller = Caller(
        setting.client,
        SETTINGS,
        setting.budgets,
        on_sent=full_disk,
        on_wait=lambda _sentence, _seconds: None,
    )
    with pytest.raises(DiskFull):
        setting.call()
    assert setting.client.requests == []


def test_a_refused_picture_counts_as_sent() -> None:
    refusal = fault(FaultKind.REFUSED)
    refusal.sent_bytes = 77
    setting = Setting(FakeClient([refusal]))
    with pytest.raises(Fault):
        setting.call(1)
    record = setting.records[-1]
    assert (record.content_hashes, record.image_tokens) == ((b"\0",), None)
    assert record.state is SentState.FAILED


def test_the_wait_a_server_asks_for_is_observed_and_reported() -> None:
    setting = Setting(FakeClient([fault(FaultKind.SLOW_DOWN, 40.0)]))
    setting.call()
    assert setting.time.now >= 40.0
    sentence, seconds = setting.waits[0]
    assert sentence == "Paused by Cohere"
    assert 40.0 <= seconds <= 41.0
    assert len(setting.waits) == 1


def test_a_question_does_not_wait_for_the_next_minute() -> None:
    setting = Setting(FakeClient([fault(FaultKind.SLOW_DOWN, 40.0)]))
    with pytest.raises(ModelUnreachable, match="41 seconds"):
        setting.call(1, SEARCHING)


def test_a_batch_that_is_too_many_in_an_empty_minute_is_to_be_split() -> None:
    setting = Setting(FakeClient([fault(FaultKind.SLOW_DOWN)] * 9))
    with pytest.raises(Fault):
        setting.call(8)
    assert len(setting.client.requests) == 2


def test_a_server_that_only_says_slow_down_is_given_up_in_the_end() -> None:
    setting = Setting(FakeClient([fault(FaultKind.SLOW_DOWN)] * 99))
    with pytest.raises(ModelUnreachable, match="Try again"):
        setting.call(1)


def test_waiting_for_the_budget_is_reported_once() -> None:
    setting = Setting(FakeClient())
    setting.budgets.pictures.take(99)
    setting.budgets.pictures.give_back(99, sent=True)
    setting.call(3)
    assert 60.0 <= setting.time.now <= 61.0
    assert len(setting.waits) == 1


def test_any_wait_ends_when_cancelled() -> None:
    for outcome in (fault(FaultKind.RETRY, 60.0), fault(FaultKind.SLOW_DOWN, 60.0)):
        setting = Setting(FakeClient([outcome]), FakeTime(cancel_after=1.0))
        with pytest.raises(Cancelled):
            setting.call()
        assert len(setting.client.requests) == 1


def test_base64_that_is_not_understood_is_asked_for_as_numbers() -> None:
    setting = Setting(FakeClient([in_wrong_order] * 9))
    for _ in range(4):
        assert all(vector is not None for vector in setting.call().vectors)
    encodings = [request.arguments["embedding_types"][0] for request in setting.client.requests]
    assert encodings == ["base64", "float", "base64", "float", "float", "float"]


def test_a_refused_key_ends_the_calls_that_wait_for_their_turn_too() -> None:
    setting = Setting(FakeClient([vectors, fault(FaultKind.KEY)]))
    setting.call(100)  # the minute's allowance
    ask_during_the_wait(setting)
    with pytest.raises(ModelError, match="Something happened"):
        setting.call(3)
    assert len(setting.client.requests) == 2
    assert setting.time.now < 2
    setting.time.now += 60
    assert len(setting.call(3).vectors) == 3, "a later call tries again"


def test_a_refused_question_ends_no_other_call() -> None:
    setting = Setting(FakeClient([vectors, fault(FaultKind.REFUSED)]))
    setting.call(100)
    ask_during_the_wait(setting)
    assert len(setting.call(3).vectors) == 3


def ask_during_the_wait(setting: Setting) -> None:
    """Another thread asks a question, which fails, as soon as something is waited for."""
    wait = setting.time.wait
    make = partial(text_query_request, CHOSEN, ["a word"])

    def wait_and_ask(seconds: float) -> None:
        wait(seconds)
        if len(setting.client.requests) == 1:
            with pytest.raises(ModelError):
                setting.caller.call(make, DIM, setting.time, SEARCHING)

    setting.time.wait = wait_and_ask  # type: ignore[method-assign]
