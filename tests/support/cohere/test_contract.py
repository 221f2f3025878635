"""What the stand-in for Cohere's API refuses, asked through the real SDK."""

from __future__ import annotations

import os

import cohere
import pytest
from PIL import Image

from tests.support.cohere.asking import (
    RED_CAR,
    URI,
    V3,
    Ask,
    Client,
    connected,
    refused,
    said,
    send,
    shown,
    vectors,
    without,
)
from tests.support.cohere.drawings import data_uri, draw, saved
from tests.support.cohere.server import StandIn

TOO_BIG = saved(
    Image.frombytes("RGB", (1200, 1100), os.urandom(3 * 1200 * 1100)), "PNG", compress_level=0
)
LARGE = saved(
    Image.frombytes("RGB", (1000, 1000), os.urandom(3 * 1000 * 1000)), "PNG", compress_level=0
)

REFUSED: dict[str, tuple[Ask, int, str]] = {
    "unknown model": (said("x", model="embed-v9"), 404, "model 'embed-v9' not found"),
    "no embedding types": (without(said("x"), "embedding_types"), 400, "embedding_types must"),
    "unknown embedding type": (said("x", embedding_types=["f16"]), 400, "embedding type"),
    "unknown input type": (said("x", input_type="query"), 400, "valid input_type"),
    "texts as image": (said("x", input_type="image"), 400, "texts must be empty"),
    "images as document": (
        V3 | {"images": [URI], "input_type": "search_document"},
        400,
        "images must be used with input_type=image",
    ),
    "inputs as image": (shown(URI) | {"input_type": "image"}, 400, "inputs cannot be used"),
    "inputs for v3": (shown(URI) | {"model": "embed-english-v3.0"}, 400, "inputs is not"),
    "texts with images": (V3 | {"images": [URI], "texts": ["x"]}, 400, "exactly one of"),
    "nothing": (without(said("x"), "texts"), 400, "exactly one of"),
    "two images for v3": (V3 | {"images": [URI, URI]}, 400, "at most 1 image"),
    "97 texts": (said(*["x"] * 97), 400, "total number of texts must be at most 96"),
    "97 inputs": (shown(*[URI] * 97), 400, "total number of inputs must be at most 96"),
    "wrong MIME": (shown(data_uri(RED_CAR, "image/png")), 400, "is image/jpeg, not image/png"),
    "image/jpg": (shown(data_uri(RED_CAR, "image/jpg")), 400, "'image/jpg' is not a supported"),
    "a TIFF": (
        shown(data_uri(saved(draw("car", "red"), "TIFF"), "image/tiff")),
        400,
        "'image/tiff' is not a supported",
    ),
    "an address": (shown("https://example.org/x.jpg"), 400, "must be base64 data URIs"),
    "cut off": (shown(data_uri(RED_CAR[:-2000])), 400, "could not be read"),
    "not base64": (shown("data:image/jpeg;base64,???"), 400, "not base64"),
    "a picture too big": (shown(data_uri(TOO_BIG, "image/png")), 400, "at most 5MB"),
    "a call too big": (shown(*[data_uri(LARGE, "image/png")] * 6), 413, "at most 20MB"),
    "a dimension for v3": (
        said("x", model="embed-english-v3.0", output_dimension=256),
        400,
        "output_dimension is not supported",
    ),
    "a wrong dimension": (said("x", output_dimension=768), 400, "must be one of (256"),
    "unknown block": (
        shown(URI) | {"inputs": [{"content": [{"type": "image", "image": URI}]}]},
        400,
        "'image' is not a valid content type",
    ),
    "empty content": (shown(URI) | {"inputs": [{"content": []}]}, 400, "must have content"),
    "blank text": (said(" "), 400, "non-empty"),
    "too long": (
        said("word " * 600, model="embed-english-v3.0", truncate="NONE"),
        400,
        "too many tokens",
    ),
    "wrong truncate": (said("x", truncate="MIDDLE"), 400, "truncate must be"),
    "wrong priority": (said("x", priority=1000), 400, "priority must be"),
    "wrong max_tokens": (said("x", max_tokens=0), 400, "max_tokens must be"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refuses(service: StandIn, client: Client, case: str) -> None:
    ask, status, message = REFUSED[case]
    got, text = refused(client, ask)
    assert (got, message in text) == (status, True), text
    [call] = service.records.calls()
    assert (call.status, call.refusal) == (status, text)
    assert not service.records.paid()


def test_unknown_fields_are_refused(client: Client) -> None:
    more = {"request_options": {"additional_body_parameters": {"dimensions": 5}}}
    assert refused(client, said("x") | more) == (400, "invalid request: unknown field 'dimensions'")


def test_what_the_limits_leave_room_for(client: Client) -> None:
    assert len(vectors(send(client, shown(*[data_uri(LARGE, "image/png")] * 4)))) == 4
    assert len(vectors(send(client, said(*["x"] * 96)))) == 96


@pytest.mark.parametrize(("key", "message"), [("wrong", "invalid api"), ("", "no api key")])
def test_wrong_and_missing_key(service: StandIn, key: str, message: str) -> None:
    with connected(service, key) as client:
        for attempt in (lambda: send(client, said("x")), lambda: client.models.list()):
            with pytest.raises(cohere.UnauthorizedError, match=message):
                attempt()
