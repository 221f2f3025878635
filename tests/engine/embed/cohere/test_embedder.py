"""The embedder through the real SDK, against a stand-in that refuses what Cohere refuses."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from picseek.engine.cancel import CancelToken
from picseek.engine.credentials import Secret
from picseek.engine.embed.base import Embedder, PictureInput, QueryInput, SentRecord, SentState
from picseek.engine.embed.cohere.catalog import TABLE, choose
from picseek.engine.embed.cohere.client import CohereClient, Reply
from picseek.engine.embed.cohere.embedder import CohereEmbedder
from picseek.engine.embed.cohere.faults import Fault as Refused
from picseek.engine.embed.cohere.faults import FaultKind
from picseek.engine.embed.cohere.key_check import check
from picseek.engine.embed.cohere.preparer import CoherePreparer
from picseek.engine.embed.cohere.protocol import EmbedRequest
from picseek.engine.embed.cohere.retries import Budgets
from picseek.engine.embed.cohere.settings import CohereSettings
from picseek.engine.errors import Cancelled, ModelError, PictureError
from picseek.engine.models.registry import Registry
from picseek.engine.text.query_parser import parse
from picseek.engine.types import PictureFacts, ProblemCode, Stage
from tests.support.cohere.answers import Dialect
from tests.support.cohere.contract import StandInModel
from tests.support.cohere.faults import (
    DROPPED,
    EMPTY,
    GARBAGE,
    HANG,
    NOT_A_NUMBER,
    PORTAL,
    RESET,
    SHORT,
    WRONG_DIMENSION,
    ZERO,
    Fault,
    monthly_cap,
    rate_limited,
    status,
)
from tests.support.cohere.server import KEY, StandIn

IDS = [f"cohere/{model.name}" for model in TABLE]
PREPARE = CoherePreparer()


@pytest.fixture
def service() -> Iterator[StandIn]:
    with StandIn() as stand_in:
        yield stand_in


@dataclass
class Heard:
    """What an embedder reports."""

    records: list[SentRecord] = field(default_factory=list)
    waits: list[tuple[str, float]] = field(default_factory=list)
    waiting: threading.Event = field(default_factory=threading.Event)

    @property
    def sent(self) -> list[SentRecord]:
        """The records of calls that were answered."""
        return [record for record in self.records if record.state is SentState.ANSWERED]

    def on_wait(self, sentence: str, seconds: float) -> None:
        self.waits.append((sentence, seconds))
        self.waiting.set()


Opener = Callable[..., tuple[Embedder, Heard]]


@pytest.fixture
def opened() -> Iterator[Opener]:
    """Makes embedders that are closed at the end."""
    made: list[Embedder] = []

    def make(
        url: str, model: str = "cohere/embed-v4.0", *, key: str = KEY, rate: int | None = None
    ) -> tuple[Embedder, Heard]:
        heard = Heard()
        registry = Registry(lambda: settings_for(url, key, rate))
        made.append(
            registry.create(
                model,
                on_sent=heard.records.append,
                on_wait=heard.on_wait,
                on_notice=lambda _sentence: None,
                token=CancelToken(),
            )
        )
        return made[-1], heard

    yield make
    for embedder in made:
        embedder.close()


def settings_for(url: str, key: str = KEY, rate: int | None = None) -> CohereSettings:
    settings = CohereSettings.of(
        {}, key=Secret(key) if key else None, base_url=url, pictures_per_minute=rate
    )
    return replace(settings, http_agreed=True)


def picture(number: int, colour: str = "") -> PictureInput:
    """A ball on a ground that differs with the number."""
    drawn = Image.new("RGB", (120, 90), (250 - number, 250, 250))
    ImageDraw.Draw(drawn).ellipse((30, 15, 90, 75), fill=colour or (40, 7 * number % 256, 200))
    prepared = PREPARE(drawn, PictureFacts(120, 90, "PNG"))
    return PictureInput(prepared, content_hash=bytes([number]) * 16)


def whole(answers: list[object]) -> bool:
    return all(isinstance(answer, np.ndarray) for answer in answers)


@pytest.mark.parametrize("model", IDS)
def test_every_model_embeds_and_is_asked_as_the_contract_wants(
    service: StandIn, opened: Opener, model: str
) -> None:
    embedder, heard = opened(service.url, model)
    pictures = [picture(1, "red"), picture(2, "green"), picture(3, "blue")]
    vectors = np.array(embedder.embed_pictures(pictures, CancelToken()), np.float32)
    assert vectors.shape == (3, embedder.spec.dim)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, rtol=1e-5)
    for text, best in (("red ball", 0), ("blue ball", 2)):
        asked = embedder.embed_query(QueryInput(parse(text)), CancelToken()).vector
        assert asked is not None
        assert int(np.argmax(vectors @ asked)) == best
    hashes = {each for record in heard.sent for each in record.content_hashes}
    assert hashes == {each.content_hash for each in pictures}
    assert not any(call.refusal for call in service.records.calls())


@pytest.mark.parametrize("model", IDS)
def test_a_question_may_mix_words_and_pictures(
    service: StandIn, opened: Opener, model: str
) -> None:
    embedder, _ = opened(service.url, model)
    pictures = [picture(1, "red"), picture(2, "green")]
    vectors = np.array(embedder.embed_pictures(pictures, CancelToken()), np.float32)
    for text in ("", "ball"):
        query = QueryInput(parse(text), (pictures[1],))
        asked = embedder.embed_query(query, CancelToken()).vector
        assert asked is not None
        assert float(np.linalg.norm(asked)) == pytest.approx(1.0, rel=1e-5)
        assert int(np.argmax(vectors @ asked)) == 1


def test_the_smaller_dimension_that_was_chosen_comes(service: StandIn, opened: Opener) -> None:
    embedder, _ = opened(service.url, "cohere/embed-v5.0-pro:256")
    (vector,) = embedder.embed_pictures([picture(1)], CancelToken())
    assert isinstance(vector, np.ndarray)
    assert vector.shape == (256,)
    assert embedder.embed_query(QueryInput(parse("a ball")), CancelToken()).vector is not None
    models = [call.model for call in service.records.calls()]
    assert models == ["embed-v5.0-pro", "embed-v5.0-fast"]


def test_a_title_is_fused_with_its_picture(service: StandIn, opened: Opener) -> None:
    embedder, _ = opened(service.url)
    plain = picture(1)
    titled = PictureInput(plain.prepared, "Grandmother's birthday")
    embedder.embed_pictures([plain, titled], CancelToken())
    (call,) = service.records.calls()
    assert call.texts == ("Grandmother's birthday",)
    assert len(call.pictures) == 2


def test_an_empty_question_costs_nothing(service: StandIn, opened: Opener) -> None:
    embedder, _ = opened(service.url)
    assert embedder.embed_query(QueryInput(parse("  ")), CancelToken()).vector is None
    assert embedder.embed_pictures([], CancelToken()) == []
    assert service.records.calls() == []


def test_what_is_sent_is_small_and_says_nothing_about_this_computer(
    service: StandIn, opened: Opener
) -> None:
    embedder, heard = opened(service.url)
    embedder.embed_pictures([picture(1)], CancelToken())
    (call,) = service.records.calls()
    (sent,) = call.pictures
    assert (sent.declared, sent.metadata) == (sent.actual, frozenset())
    assert not {"x-fern-platform", "x-fern-runtime"} & call.headers.keys()
    assert heard.sent[0].size == call.body_bytes
    assert heard.sent[0].image_tokens == call.billed["image_tokens"]


def test_an_unknown_models_dimension_is_learnt_from_its_first_answer(opened: Opener) -> None:
    model = StandInModel("clip/large:latest", (640,), 640, "own", fused=True)
    with StandIn(key="", models=(model,), dialect=Dialect.VLLM) as service:
        embedder, _ = opened(service.url, "cohere/clip/large:latest", key="")
        assert embedder.spec.dim == 640
        assert whole([*embedder.embed_pictures([picture(1)], CancelToken())])
        assert not any(call.with_key for call in service.records.calls())


def test_an_unknown_model_is_reported(service: StandIn, opened: Opener) -> None:
    with pytest.raises(ModelError, match="name"):
        opened(service.url, "cohere/embed-v99")


@pytest.mark.parametrize(
    "fault",
    [RESET, DROPPED, GARBAGE, PORTAL, EMPTY, SHORT, WRONG_DIMENSION, status(500), status(503)],
    ids=str,
)
def test_a_passing_fault_loses_nothing(service: StandIn, opened: Opener, fault: Fault) -> None:
    embedder, heard = opened(service.url)
    service.faults.play(fault)
    assert whole([*embedder.embed_pictures([picture(n) for n in range(3)], CancelToken())])
    assert len(service.records.calls()) == 2
    assert not service.records.paid_twice()
    assert len(heard.sent) == 1


@pytest.mark.parametrize("fault", [NOT_A_NUMBER, ZERO], ids=str)
def test_a_picture_without_a_vector_is_asked_for_again_by_itself(
    service: StandIn, opened: Opener, fault: Fault
) -> None:
    embedder, _ = opened(service.url)
    service.faults.play(fault)
    assert whole([*embedder.embed_pictures([picture(n) for n in range(3)], CancelToken())])
    assert [len(call.pictures) for call in service.records.calls()] == [3, 1]


@pytest.mark.parametrize("model", ["cohere/embed-v4.0", "cohere/embed-english-v3.0"])
def test_the_one_bad_picture_of_a_batch_is_found(
    service: StandIn, opened: Opener, model: str
) -> None:
    embedder, _ = opened(service.url, model)
    embedder.embed_pictures([picture(20)], CancelToken())
    service.faults.refuse_colour(250, 0, 0)
    solid = PREPARE(Image.new("RGB", (90, 90), (250, 0, 0)), PictureFacts(90, 90, "PNG"))
    batch = [picture(n) for n in range(10)]
    batch[6] = PictureInput(solid)
    results = embedder.embed_pictures(batch, CancelToken())
    refused = results.pop(6)
    assert isinstance(refused, PictureError)
    assert (refused.code, refused.stage) == (ProblemCode.REFUSED, Stage.EMBED)
    assert "could not be processed" in refused.message
    assert whole([*results])
    assert not service.records.paid_twice()


def test_a_server_that_refuses_every_picture_ends_the_run(service: StandIn, opened: Opener) -> None:
    embedder, _ = opened(service.url)
    service.faults.always(status(400, "this deployment has no vision"))
    with pytest.raises(ModelError, match="no vision"):
        embedder.embed_pictures([picture(n) for n in range(10)], CancelToken())


class OneAtATime:
    """Passes on what asks for one picture, and refuses more."""

    def __init__(self, settings: CohereSettings) -> None:
        self._client = CohereClient(settings)
        self.sizes: list[int] = []

    def embed(self, request: EmbedRequest, token: CancelToken, *, seconds: float) -> Reply:
        self.sizes.append(request.rows)
        if request.rows > 1:
            raise Refused(FaultKind.REFUSED, "One at a time.")
        return self._client.embed(request, token, seconds=seconds)

    def close(self) -> None:
        self._client.close()


def test_a_server_that_takes_one_picture_at_a_time_is_learnt(service: StandIn) -> None:
    settings = settings_for(service.url)
    client = OneAtATime(settings)
    embedder = CohereEmbedder(
        choose("cohere/embed-v4.0"),
        settings,
        Budgets.of(settings),
        on_sent=lambda _record: None,
        on_wait=lambda _sentence, _seconds: None,
        client=client,
    )
    assert whole([*embedder.embed_pictures([picture(n) for n in range(4)], CancelToken())])
    assert client.sizes == [4, 2, 1, 1, 2, 1, 1]
    assert whole([*embedder.embed_pictures([picture(n) for n in range(4, 8)], CancelToken())])
    assert client.sizes[7:] == [1, 1, 1, 1]
    assert not service.records.paid_twice()
    embedder.close()


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (status(401, "invalid api token"), "API key"),
        (status(402), "spending"),
        (status(403), "permissions"),
        (monthly_cap(), "month"),
        (status(501, "no embed here"), "no embed here"),
    ],
)
def test_what_cannot_pass_ends_at_once_in_plain_words(
    service: StandIn, opened: Opener, fault: Fault, words: str
) -> None:
    embedder, _ = opened(service.url)
    service.faults.play(fault)
    with pytest.raises(ModelError, match=words) as error:
        embedder.embed_pictures([picture(1)], CancelToken())
    assert KEY not in str(error.value)
    assert len(service.records.calls()) == 1


def test_a_key_that_a_server_repeats_is_shown_nowhere(service: StandIn, opened: Opener) -> None:
    embedder, _ = opened(service.url)
    service.faults.play(status(400, f"no tokens for {KEY}"))
    (result,) = embedder.embed_pictures([picture(1)], CancelToken())
    assert isinstance(result, PictureError)
    assert "no tokens for" in result.message
    assert KEY not in result.message


def test_no_network_is_reported_within_seconds(opened: Opener) -> None:
    with StandIn() as service:
        url = service.url
    embedder, heard = opened(url)
    with pytest.raises(ModelError, match="can't be reached"):
        embedder.embed_query(QueryInput(parse("a ball")), CancelToken())
    assert heard.sent == []
    assert heard.records[-1].state is SentState.UNSENT


def test_the_proxy_of_the_environment_is_used(
    service: StandIn, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", service.url)
    embedder, _ = opened("http://nowhere.invalid")
    assert embedder.embed_query(QueryInput(parse("a ball")), CancelToken()).vector is not None
    assert service.records.calls()


def test_a_key_that_cannot_be_sent_is_in_no_error(service: StandIn) -> None:
    for odd in ("a-key-with-a\nline", "a-key-with-an-ü"):
        settings = CohereSettings(key=Secret(odd), base_url=service.url)
        with pytest.raises(ModelError, match="Enter it again") as failure:
            check(settings, CancelToken())
        shown = "".join(traceback.format_exception(failure.value, chain=True))
        error: BaseException | None = failure.value
        while error is not None:
            shown += repr(error)
            error = error.__context__
        assert "a-key-with" not in shown


def cancelled_while(embedder: Embedder, begin: Callable[[], object]) -> float:
    """Embed, cancel once `begin` has returned; return how long that took to take effect."""
    token = CancelToken()
    done: list[float] = []

    def work() -> None:
        with pytest.raises(Cancelled):
            embedder.embed_pictures([picture(1)], token)
        done.append(time.monotonic())

    thread = threading.Thread(target=work)
    thread.start()
    begin()
    asked = time.monotonic()
    token.cancel()
    thread.join(60)
    assert done, "the call goes on"
    return done[0] - asked


def test_a_call_in_flight_is_cancelled(service: StandIn, opened: Opener) -> None:
    embedder, _ = opened(service.url)
    service.faults.play(HANG)
    begin = lambda: service.records.wait_for(lambda calls: len(calls) == 1, 60)  # noqa: E731
    assert cancelled_while(embedder, begin) < 60  # seconds; a call would take minutes


def test_a_pause_is_cancelled(service: StandIn, opened: Opener) -> None:
    embedder, heard = opened(service.url)
    service.faults.play(rate_limited("600"))
    assert cancelled_while(embedder, lambda: heard.waiting.wait(10)) < 5
    assert heard.waits[0][0].startswith("Paused by")
    assert heard.waits[0][1] >= 600


def test_closing_ends_what_is_under_way(service: StandIn, opened: Opener) -> None:
    embedder, _ = opened(service.url)
    service.faults.play(HANG)

    def begin() -> None:
        service.records.wait_for(lambda calls: len(calls) == 1, 60)
        embedder.close()

    cancelled_while(embedder, begin)
    with pytest.raises(Cancelled):
        embedder.embed_query(QueryInput(parse("a ball")), CancelToken())


def test_a_batch_keeps_to_the_rate_of_the_key(service: StandIn, opened: Opener) -> None:
    embedder, _ = opened(service.url, rate=5)
    assert embedder.spec.batch_pictures == 5


def test_a_key_can_be_tried_without_costs(service: StandIn) -> None:
    check(settings_for(service.url), CancelToken())
    with pytest.raises(ModelError, match="API key"):
        check(settings_for(service.url, "a-wrong-key"), CancelToken())
    with pytest.raises(ModelError, match="CO_API_KEY"):
        check(CohereSettings(), CancelToken())
    assert {call.path for call in service.records.calls()} == {"/v1/models"}
    assert not service.records.paid()
