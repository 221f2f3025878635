"""What was paid for once is remembered."""

from __future__ import annotations

import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import PictureInput, QueryInput
from picseek.engine.errors import ModelError
from picseek.engine.models.query_cache import QueryCache
from picseek.engine.text.query_parser import parse
from tests.support.embedders import DIM
from tests.support.remote_model import ONE, FarEmbedder, FarModels, Server


def asked(server: Server) -> QueryCache:
    return QueryCache(FarEmbedder(server, FarModels(server).spec(ONE), lambda _record: None))


def test_the_same_words_are_asked_once_other_words_again() -> None:
    server = Server()
    cache = asked(server)
    first = cache.embed(QueryInput(parse("red")), CancelToken())
    assert cache.embed(QueryInput(parse("red")), CancelToken()) is first
    cache.embed(QueryInput(parse("Red")), CancelToken())
    assert server.questions == ["red", "Red"]


def test_a_failure_is_not_remembered() -> None:
    server = Server(offline=True)
    cache = asked(server)
    with pytest.raises(ModelError):
        cache.embed(QueryInput(parse("red")), CancelToken())
    server.offline = False
    assert cache.embed(QueryInput(parse("red")), CancelToken()).vector is not None


def test_pictures_are_asked_each_time() -> None:
    server = Server()
    cache = asked(server)
    mixed = QueryInput(parse("red"), (PictureInput(bytes(DIM)),))
    cache.embed(QueryInput(parse("red")), CancelToken())
    cache.embed(mixed, CancelToken())
    cache.embed(mixed, CancelToken())
    assert server.questions == ["red", "red", "red"]


def test_only_the_latest_are_remembered() -> None:
    server = Server()
    cache = asked(server)
    for number in range(600):
        cache.embed(QueryInput(parse(str(number))), CancelToken())
    server.questions.clear()
    cache.embed(QueryInput(parse("599")), CancelToken())
    cache.embed(QueryInput(parse("0")), CancelToken())
    assert server.questions == ["0"]
