"""What was paid for once is remembered."""

from __future__ import annotations

import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import PictureInput, QueryInput
from picseek.engine.errors import ModelError
from picseek.engine.models.query_cache import Questions
from tests.support.embedders import DIM
from tests.support.remote_model import ONE, FarEmbedder, FarModels, Server


def asked(server: Server) -> Questions:
    return Questions(FarEmbedder(server, FarModels(server).spec(ONE), lambda _record: None))


def test_the_same_words_are_asked_once_other_words_again() -> None:
    server = Server()
    questions = asked(server)
    first = questions.ask(QueryInput("red"), CancelToken())
    assert questions.ask(QueryInput("red"), CancelToken()) is first
    questions.ask(QueryInput("Red"), CancelToken())
    assert server.questions == ["red", "Red"]


def test_a_failure_is_not_remembered() -> None:
    server = Server(offline=True)
    questions = asked(server)
    with pytest.raises(ModelError):
        questions.ask(QueryInput("red"), CancelToken())
    server.offline = False
    assert questions.ask(QueryInput("red"), CancelToken()).vector is not None


def test_pictures_are_asked_each_time() -> None:
    server = Server()
    questions = asked(server)
    mixed = QueryInput("red", (PictureInput(bytes(DIM)),))
    questions.ask(QueryInput("red"), CancelToken())
    questions.ask(mixed, CancelToken())
    questions.ask(mixed, CancelToken())
    assert server.questions == ["red", "red", "red"]


def test_only_the_latest_are_remembered() -> None:
    server = Server()
    questions = asked(server)
    for number in range(600):
        questions.ask(QueryInput(str(number)), CancelToken())
    server.questions.clear()
    questions.ask(QueryInput("599"), CancelToken())
    questions.ask(QueryInput("0"), CancelToken())
    assert server.questions == ["0"]
