"""A model that only its server knows, in a library that has its vectors already."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.library import Library
from picseek.engine.types import Query
from tests.support.cohere.answers import Dialect
from tests.support.cohere.contract import StandInModel
from tests.support.cohere.server import StandIn

NAME = "own/model:latest"
MODEL = f"cohere/{NAME}"
SERVED = StandInModel(NAME, (640,), 640, "own", fused=True)


@pytest.fixture
def photos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Indexed with the model, whose server is gone since: connections are refused."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for name, colour in (("red", (220, 20, 20)), ("rose", (200, 40, 60)), ("blue", (20, 50, 200))):
        Image.new("RGB", (80, 60), colour).save(folder / f"{name}.png")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.delenv("CO_API_KEY", raising=False)
    monkeypatch.delenv("COHERE_API_KEY", raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    with StandIn(key="", models=(SERVED,), dialect=Dialect.VLLM) as service:
        monkeypatch.setenv("CO_API_URL", service.url)
        library = Library.open(tmp_path / "library")
        try:
            assert library.index([folder], model=MODEL, agreed=True).indexed == 3
        finally:
            library.close()
    return folder


@pytest.fixture
def library(tmp_path: Path, photos: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


def test_its_vectors_are_compared_without_the_server(library: Library, photos: Path) -> None:
    result = library.search(Query(like=(photos / "red.png",), model=MODEL))
    assert (result.model, result.note) == (MODEL, "")
    # The stand-in cannot distinguish these two.
    assert {hit.picture.path.name for hit in result.hits[:2]} == {"red.png", "rose.png"}


def test_words_say_why_it_is_not_asked(library: Library, photos: Path) -> None:
    result = library.search(Query("blue", model=MODEL))
    assert "can't be reached" in result.note
    assert [hit.picture.path.name for hit in result.hits] == ["blue.png"]


def test_what_never_left_is_not_listed(library: Library) -> None:
    sent = len(library.sent())
    library.search(Query("blue", model=MODEL))
    assert len(library.sent()) == sent
