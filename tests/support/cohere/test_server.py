"""The stand-in for Cohere's API, asked through the real SDK: it must be as strict as it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import cohere
import httpx
import numpy as np
import pytest
from cohere.core.api_error import ApiError
from PIL import Image

from tests.support.cohere import faults
from tests.support.cohere.answers import Dialect
from tests.support.cohere.asking import (
    PNG_URI,
    URI,
    V3,
    Client,
    connected,
    refused,
    said,
    send,
    shown,
    vectors,
    without,
)
from tests.support.cohere.contract import StandInModel
from tests.support.cohere.drawings import CHARTS, GALLERY, data_uri, draw, saved
from tests.support.cohere.faults import Fault
from tests.support.cohere.rate import Limits, Window
from tests.support.cohere.server import KEY, StandIn

if TYPE_CHECKING:
    from numpy.typing import NDArray


# What the contract allows


def test_the_guide(client: Client) -> None:
    pictures = vectors(send(client, shown(*(data_uri(saved(draw(*each))) for each in GALLERY))))
    assert pictures.shape == (24, 1536)
    for row, (thing, colour) in enumerate(GALLERY):
        chart = " chart" if thing in CHARTS else ""
        question = vectors(send(client, said(f"a {colour} {thing}{chart}")))[0]
        scores = pictures @ question
        assert int(scores.argmax()) == row, (thing, colour)
        assert scores.max() < 0.35  # as low as real cross-modal scores: they only rank


def test_what_an_answer_holds(service: StandIn, client: Client) -> None:
    response = send(client, shown(URI, URI))
    assert response.meta is not None
    assert response.meta.billed_units is not None
    tokens = 480 * 360 // 784
    assert response.meta.billed_units.images == 2
    assert response.meta.billed_units.image_tokens == 2 * tokens
    assert response.meta.billed_units.input_tokens is None
    assert response.images is not None
    assert [(each.width, each.height, each.format) for each in response.images] == [
        (480, 360, "jpeg")
    ] * 2
    question = send(client, said("two words", "three more words"))
    assert question.texts == ["two words", "three more words"]
    assert question.meta is not None
    assert question.meta.billed_units is not None
    assert question.meta.billed_units.input_tokens == 6
    calls = service.records.calls()
    assert [call.billed for call in calls] == [
        {"images": 2, "image_tokens": 2 * tokens},
        {"input_tokens": 6},
    ]


def test_all_types_encode_the_same_vector(client: Client) -> None:
    every = ["float", "int8", "uint8", "binary", "ubinary", "base64"]
    response = send(client, said("a red car", embedding_types=every))
    [row] = vectors(response)
    embeddings = response.embeddings
    assert embeddings.float_ is not None
    assert embeddings.int8 is not None
    assert embeddings.uint8 is not None
    assert embeddings.binary is not None
    assert embeddings.ubinary is not None
    assert np.array_equal(np.array(embeddings.float_[0], np.float32), row)
    assert np.abs(np.array(embeddings.int8[0]) / 127 - row).max() < 0.005
    assert np.array_equal(np.array(embeddings.uint8[0]) - 128, embeddings.int8[0])
    assert np.array_equal(np.array(embeddings.ubinary[0]) - 128, embeddings.binary[0])
    assert np.array_equal(np.unpackbits(np.array(embeddings.ubinary[0], np.uint8)), row >= 0)


@pytest.mark.parametrize(
    ("model", "dim"),
    [("embed-v4.0", 1536), ("embed-v5.0-pro", 2048), ("embed-english-light-v3.0", 384)],
)
def test_default_dimensions(client: Client, model: str, dim: int) -> None:
    rows = vectors(send(client, said("a red car", model=model)))
    assert rows.shape == (1, dim)
    assert np.linalg.norm(rows[0]) == pytest.approx(1)


@pytest.mark.parametrize("dim", [256, 512, 1024])
def test_chosen_dimensions_are_not_normalised(client: Client, dim: int) -> None:
    rows = vectors(send(client, said("a red car", output_dimension=dim)))
    assert rows.shape == (1, dim)
    assert np.linalg.norm(rows[0]) == pytest.approx(0.8)


def test_pro_and_fast_share_a_space_and_no_others_do(client: Client) -> None:
    pro, fast, other = (
        vectors(send(client, said("a red car", model=model, output_dimension=1024)))[0]
        for model in ("embed-v5.0-pro", "embed-v5.0-fast", "embed-v4.0")
    )
    assert np.array_equal(pro, fast)
    assert abs(pro @ other) < 0.2


def test_v3_takes_one_picture(client: Client) -> None:
    picture = vectors(send(client, V3 | {"images": [URI]}))[0]
    near, far = (
        vectors(send(client, said(text, model="embed-english-v3.0")))[0]
        for text in ("a red car", "a blue pie chart")
    )
    assert picture @ near > picture @ far


def test_v4_takes_images_too(client: Client) -> None:
    ask = V3 | {"model": "embed-v4.0", "images": [URI, URI]}
    assert np.array_equal(vectors(send(client, ask)), vectors(send(client, shown(URI, URI))))


def test_text_fused_with_a_picture_is_found_by_its_words(client: Client) -> None:
    ask = shown(URI, URI)
    content = ask["inputs"][0]["content"]  # type: ignore[index]
    content.append({"type": "text", "text": "Grandfather's first"})
    titled, bare = vectors(send(client, ask))
    question = vectors(send(client, said("grandfather")))[0]
    assert titled @ question > bare @ question + 0.05


@pytest.mark.parametrize(("form", "mime"), [("PNG", "png"), ("WEBP", "webp"), ("GIF", "gif")])
def test_other_formats(client: Client, form: str, mime: str) -> None:
    picture = data_uri(saved(draw("car", "red"), form), f"image/{mime}")
    [one, other] = vectors(send(client, shown(URI, picture)))
    assert one @ other > 0.99


def test_models_and_key_can_be_looked_up(client: Client) -> None:
    names = {model.name for model in client.models.list(endpoint="embed").models}
    assert {"embed-v4.0", "embed-v5.0-fast", "embed-multilingual-light-v3.0"} <= names
    assert client.models.list(endpoint="chat").models == []
    assert client.models.get("embed-english-v3.0").context_length == 512
    with pytest.raises(cohere.NotFoundError):
        client.models.get("embed-v9")


def test_a_custom_model() -> None:
    mine = StandInModel("my-model", (768,), 768, "mine", fused=True)
    with StandIn(models=(mine,), key="") as service, connected(service, key="") as client:
        assert vectors(send(client, said("hello", model="my-model"))).shape == (1, 768)
        assert not service.records.calls()[0].with_key


# What it remembers


def test_counts_each_picture_by_its_content(service: StandIn, client: Client) -> None:
    send(client, shown(URI))
    assert not service.records.paid_twice()
    send(client, shown(URI, PNG_URI))
    [digest] = service.records.paid_twice()
    assert service.records.paid()[digest] == 2
    assert service.records.paid().total() == 3
    [first, second] = service.records.calls()
    assert [each.digest for each in first.pictures] == [digest]
    assert second.request["inputs"][0]["content"] == [  # type: ignore[index]
        {"type": "image_url", "image_url": {"url": f"picture:{digest}"}}
    ]
    assert second.body_bytes > len(URI) + len(PNG_URI)
    assert first.finished_at is not None
    assert first.arrived_at <= first.finished_at <= second.arrived_at


def test_never_keeps_the_key(service: StandIn, client: Client) -> None:
    send(client, said("x"))
    [call] = service.records.calls()
    assert call.with_key
    assert KEY not in repr(call)
    assert call.headers["user-agent"]


def test_sees_what_a_picture_carries(service: StandIn, client: Client) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Fairphone"
    exif.get_ifd(0x8825)[1] = "N"
    tagged = saved(draw("car", "red"), exif=exif, comment=b"home", icc_profile=b"profile")
    huge = saved(draw("car", "red", (1600, 1600)))
    send(client, shown(URI, data_uri(tagged), data_uri(huge)))
    plain, full, large = service.records.calls()[0].pictures
    assert plain.metadata == frozenset()
    assert full.metadata == {"exif", "gps", "comment", "icc_profile"}
    assert [each.too_many_pixels for each in (plain, full, large)] == [False, False, True]


def test_waits_for_calls(service: StandIn, client: Client) -> None:
    send(client, said("x"))
    service.records.wait_for(lambda calls: len(calls) == 1 and calls[0].finished_at is not None, 5)
    with pytest.raises(AssertionError, match="only these calls"):
        service.records.wait_for(lambda calls: len(calls) == 2, 0.01)


# Rates


def test_a_window_slides() -> None:
    now = 0.0
    window = Window(5, 60, clock=lambda: now)
    assert window.admit(3) == 0
    now = 20
    assert window.admit(2) == 0
    now = 30
    assert window.admit(1) == pytest.approx(30)
    assert window.admit(4) == pytest.approx(50)
    assert window.admit(6) == 60
    now = 60
    assert window.admit(3) == 0
    assert window.admit(1) == pytest.approx(20)


def test_pictures_and_texts_have_rates_of_their_own() -> None:
    limits = Limits(pictures=2, texts=3, minute=50, retry_after=True)
    with StandIn(limits=limits) as service, connected(service) as client:
        send(client, shown(URI, PNG_URI))
        with pytest.raises(cohere.TooManyRequestsError) as caught:
            send(client, shown(URI))
        assert "limited to 2 API calls / minute" in caught.value.body["message"]
        assert caught.value.headers is not None
        assert 40 < int(caught.value.headers["retry-after"]) <= 50
        send(client, said("a", "b", "c"))
        assert refused(client, said("d"))[0] == 429
        assert service.records.paid().total() == 2


def test_retry_after_is_said_only_if_asked_for() -> None:
    with StandIn(limits=Limits(pictures=0)) as service, connected(service) as client:
        with pytest.raises(cohere.TooManyRequestsError) as caught:
            send(client, shown(URI))
        assert "retry-after" not in (caught.value.headers or {})


# Faults


def test_statuses_are_played_in_order(service: StandIn, client: Client) -> None:
    codes = (400, 402, 403, 408, 413, 422, 498, 500, 502, 503, 504)
    service.faults.play(None, *map(faults.status, codes), faults.rate_limited("7"))
    send(client, shown(URI))
    assert tuple(refused(client, shown(URI))[0] for _ in codes) == codes
    with pytest.raises(cohere.TooManyRequestsError) as caught:
        send(client, shown(URI))
    assert (caught.value.headers or {})["retry-after"] == "7"
    send(client, said("x"))
    assert service.records.paid().total() == 1


def test_the_monthly_cap_reads_otherwise(service: StandIn, client: Client) -> None:
    service.faults.play(faults.monthly_cap())
    assert "1000 API calls / month" in refused(client, said("x"))[1]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (faults.RESET, httpx.ReadError),
        (faults.DROPPED, (httpx.ReadError, httpx.RemoteProtocolError)),
        (faults.GARBAGE, (ApiError, UnicodeDecodeError)),
        (faults.PORTAL, ApiError),
    ],
)
def test_connections_and_bodies_that_break(
    service: StandIn, client: Client, fault: Fault, error: type[Exception]
) -> None:
    service.faults.play(fault)
    with pytest.raises(error):
        send(client, shown(URI))
    assert service.records.calls()[0].fault == fault.kind.value
    assert not service.records.paid()
    send(client, shown(URI))
    assert service.records.paid().total() == 1


def test_a_hang_lasts_until_the_client_gives_up(service: StandIn, client: Client) -> None:
    service.faults.play(faults.HANG)
    with pytest.raises(httpx.ReadTimeout):
        send(client, shown(URI) | {"request_options": {"timeout": 0.2}})
    service.records.wait_for(lambda calls: calls[0].finished_at is not None, 5)
    assert service.records.calls()[0].status == 0


def test_an_empty_answer(service: StandIn, client: Client) -> None:
    service.faults.play(faults.EMPTY)
    assert send(client, said("x")).embeddings is None


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        (faults.SHORT, lambda rows: rows.shape == (1, 1536)),
        (faults.WRONG_DIMENSION, lambda rows: rows.shape == (2, 1535)),
        (faults.NOT_A_NUMBER, lambda rows: bool(np.isnan(rows[1]).any())),
        (faults.ZERO, lambda rows: not rows[1].any()),
    ],
)
def test_spoilt_rows(
    service: StandIn,
    client: Client,
    fault: Fault,
    check: Callable[[NDArray[np.float32]], bool],
) -> None:
    service.faults.play(fault)
    assert check(vectors(send(client, shown(URI, PNG_URI))))
    assert not service.records.paid()


def test_one_picture_spoils_every_batch(service: StandIn, client: Client) -> None:
    bad = data_uri(saved(Image.new("RGB", (100, 100), (250, 0, 250))))
    service.faults.refuse_colour(255, 0, 255)
    assert refused(client, shown(URI, bad))[0] == 400
    send(client, shown(URI))
    digest = service.records.calls()[1].pictures[0].digest
    service.faults.refuse_pictures(digest)
    assert refused(client, shown(URI))[0] == 400
    send(client, shown(PNG_URI))


def test_an_outage_meets_every_path(service: StandIn, client: Client) -> None:
    service.faults.always(faults.status(503))
    with pytest.raises(cohere.ServiceUnavailableError):
        client.models.list()
    assert refused(client, said("x"))[0] == 503
    service.faults.always(None)
    send(client, said("x"))


# A server of one's own


def test_speaks_like_vllm() -> None:
    with StandIn(dialect=Dialect.VLLM, key="") as service, connected(service, key="") as client:
        response = send(client, without(shown(URI), "embedding_types"))
        assert response.embeddings.float_ is not None
        assert response.images is None
        assert response.meta is not None
        assert response.meta.billed_units is None
        assert len(vectors(send(client, shown(*[URI] * 100)))) == 100
        with pytest.raises(cohere.BadRequestError) as caught:
            send(client, said("x", input_type="query"))
        assert caught.value.body["error"]["code"] == 400
        assert service.records.paid().total() == 101
