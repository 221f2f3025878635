"""Answers that are larger than anything asked for."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import PictureInput
from picseek.engine.embed.cohere.catalog import choose
from picseek.engine.embed.cohere.client import CohereClient
from picseek.engine.embed.cohere.faults import Fault
from picseek.engine.embed.cohere.protocol import document_request, text_query_request
from picseek.engine.embed.cohere.settings import CohereSettings
from tests.support.cohere.http import Reply, Request, Server

CHOSEN = choose("cohere/embed-v4.0")
REQUEST = document_request(CHOSEN, [PictureInput(b"\xff\xd8\xff")])
MANY = 30_000_000


@contextmanager
def answered_with(reply: Reply, seen: list[Request] | None = None) -> Iterator[CohereClient]:
    """A client of a server that always gives this reply."""

    def respond(request: Request) -> tuple[Reply, Callable[[], None]]:
        if seen is not None:
            seen.append(request)
        return reply, lambda: None

    server = Server(respond)
    server.start()
    client = CohereClient(CohereSettings(base_url=f"http://127.0.0.1:{server.server_port}"))
    try:
        yield client
    finally:
        client.close()
        server.stop()


@pytest.mark.parametrize("status", [200, 500])
@pytest.mark.parametrize("packed", [True, False])
def test_a_huge_answer_is_given_up_and_said(*, status: int, packed: bool) -> None:
    zeros = b"0" * MANY
    reply = Reply(status, gzip.compress(zeros) if packed else zeros)
    if packed:
        reply = Reply(status, reply.body, {"Content-Encoding": "gzip"})
    with (
        answered_with(reply) as client,
        pytest.raises(Fault, match="too large"),
    ):
        client.embed(REQUEST, CancelToken(), seconds=60)


@pytest.mark.parametrize(("encoding", "body"), [("br", b"x"), ("gzip", b"no gzip at all")])
def test_compression_that_was_not_asked_for_is_no_answer(encoding: str, body: bytes) -> None:
    reply = Reply(200, body, {"Content-Encoding": encoding})
    with answered_with(reply) as client, pytest.raises(Fault, match="compression"):
        client.embed(REQUEST, CancelToken(), seconds=60)


def test_answers_are_asked_for_as_they_are_and_small_ones_are_read_compressed_too() -> None:
    seen: list[Request] = []
    body = gzip.compress(b'{"id": "1", "embeddings": {"base64": ["AAAA"]}, "texts": []}')
    with answered_with(Reply(200, body, {"Content-Encoding": "gzip"}), seen) as client:
        reply = client.embed(REQUEST, CancelToken(), seconds=60)
    assert reply.response.embeddings.base64 == ["AAAA"]  # type: ignore[attr-defined]
    assert seen[0].headers["accept-encoding"] == "identity"


def test_what_may_come_grows_with_what_was_asked_for() -> None:
    one = document_request(CHOSEN, [PictureInput(b"\xff\xd8\xff")])
    assert 0 <= one.answer_bytes - (1536 * 8 + 64_000) < 1_000
    numbers = document_request(CHOSEN, [PictureInput(b"\xff\xd8\xff")] * 16, "float")
    assert numbers.answer_bytes > 16 * 1536 * 24  # "-0.012345678901234567, "
    repeated = text_query_request(CHOSEN, ["😀" * 20_000])
    assert repeated.answer_bytes > 20_000 * len(r"\ud83d\ude00")
