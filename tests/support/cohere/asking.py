"""Asking the stand-in through the real SDK."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import cohere
import httpx
import numpy as np
import pytest
from cohere.core.api_error import ApiError

from tests.support.cohere.drawings import data_uri, draw, saved
from tests.support.cohere.server import KEY, StandIn

if TYPE_CHECKING:
    from numpy.typing import NDArray

Client = cohere.ClientV2
Ask = dict[str, object]


@contextmanager
def connected(
    service: StandIn, key: str = KEY, headers: dict[str, str] | None = None
) -> Iterator[Client]:
    """The SDK's client, closed at the end; it does not repeat what fails."""
    with httpx.Client(timeout=60, headers=headers, trust_env=False) as http:
        yield cohere.ClientV2(key, base_url=service.url, httpx_client=http, max_retries=0)


def shown(*uris: str) -> Ask:
    """Pictures as Embed 4 takes them."""
    content = [{"content": [{"type": "image_url", "image_url": {"url": uri}}]} for uri in uris]
    return {
        "model": "embed-v4.0",
        "input_type": "search_document",
        "embedding_types": ["base64"],
        "inputs": content,
    }


def said(*texts: str, **more: object) -> Ask:
    """Texts as questions."""
    return {
        "model": "embed-v4.0",
        "input_type": "search_query",
        "embedding_types": ["base64"],
        "texts": list(texts),
    } | more


def without(ask: Ask, name: str) -> Ask:
    """The same, but for one field."""
    return {key: value for key, value in ask.items() if key != name}


def send(client: Client, ask: Ask) -> cohere.EmbedByTypeResponse:
    """Call embed; raises what the SDK raises."""
    return client.embed(**ask)  # type: ignore[arg-type]


def vectors(response: cohere.EmbedByTypeResponse) -> NDArray[np.float32]:
    """The base64 vectors of an answer, shape (n, dim)."""
    rows = response.embeddings.base64
    assert rows is not None
    return np.stack([np.frombuffer(base64.b64decode(row), "<f4") for row in rows])


def refused(client: Client, ask: Ask) -> tuple[int | None, str]:
    """Status and message of a refusal, whose body is as documented."""
    with pytest.raises(ApiError) as caught:
        send(client, ask)
    assert set(caught.value.body) == {"id", "message"}
    return caught.value.status_code, caught.value.body["message"]


PNG_URI = data_uri(saved(draw("car", "red"), "PNG"), "image/png")
RED_CAR = saved(draw("car", "red"))
URI = data_uri(RED_CAR)
V3: Ask = {"model": "embed-english-v3.0", "input_type": "image", "embedding_types": ["base64"]}
