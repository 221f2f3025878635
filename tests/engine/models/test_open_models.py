"""Opening a model may take long; nobody else waits for that."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.errors import Cancelled, EngineError
from picseek.engine.library import Library
from picseek.engine.models.open_models import OpenModel, OpenModels
from picseek.engine.models.registry import Registry
from picseek.engine.store import Store
from picseek.engine.types import DEFAULT_MODEL
from picseek.engine.vectors import VectorIndex
from tests.support.libraries import draw

LONG = 60.0


class Slow:
    """Holds the opening of a vector index, after it was read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached, self.goes_on = threading.Event(), threading.Event()
        real = VectorIndex.open

        def held(*args: Any, **options: Any) -> object:  # noqa: ANN401 - whatever is given
            index = real(*args, **options)
            self.reached.set()
            assert self.goes_on.wait(LONG)
            return index

        monkeypatch.setattr(VectorIndex, "open", held)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Of a library with three pictures."""
    for number in range(3):
        draw(tmp_path / "photos" / f"{number}.png", (70 * number, 20, 20))
    library = Library.open(tmp_path / "library")
    library.index([tmp_path / "photos"])
    library.close()
    return tmp_path / "library"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    thumbnails = ThumbnailFolder(folder / "thumbnails")
    store = Store.open(folder / "library.sqlite", thumbnail_of=thumbnails.path_of)
    yield store
    store.close()


@pytest.fixture
def models(folder: Path, store: Store) -> Iterator[OpenModels]:
    thumbnails, vectors = ThumbnailFolder(folder / "thumbnails"), folder / "vectors"
    made = OpenModels(Registry(), store, vectors, thumbnails, lambda _model: lambda _call: None)
    yield made
    made.close()


def beside(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_taking_pictures_out_does_not_wait_for_an_index_that_is_built(
    models: OpenModels, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, opened = Slow(monkeypatch), list[OpenModel]()
    ids = store.pictures.newest_first()
    opening = beside(lambda: opened.append(models.get(DEFAULT_MODEL, CancelToken())))
    assert slow.reached.wait(LONG)
    (file,) = store.files.of_pictures([ids[0]])

    def forget() -> None:
        models.unlist(store.files.remove(file.path.parent, [file.path.name]).orphaned)
        models.relist(np.array([ids[1]], np.int64))

    other = beside(forget)
    other.join(LONG / 2)
    waited = other.is_alive()
    slow.goes_on.set()
    opening.join(LONG)
    assert not waited
    assert len(opened[0].vectors) == 2, "it has caught up with what was taken out meanwhile"


def test_who_waits_for_another_to_open_a_model_can_give_up(
    models: OpenModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, token = Slow(monkeypatch), CancelToken()
    opening = beside(lambda: models.get(DEFAULT_MODEL, CancelToken()))
    assert slow.reached.wait(LONG)
    assert models.is_open(DEFAULT_MODEL), "its files are not to be changed now"
    token.cancel()
    with pytest.raises(Cancelled):
        models.get(DEFAULT_MODEL, token)
    slow.goes_on.set()
    opening.join(LONG)


def test_a_model_that_is_open_only_after_the_library_was_closed_is_closed_too(
    models: OpenModels, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, failed = Slow(monkeypatch), list[EngineError]()

    def get() -> None:
        try:
            models.get(DEFAULT_MODEL, CancelToken())
        except EngineError as error:
            failed.append(error)

    opening = beside(get)
    assert slow.reached.wait(LONG)
    models.close()
    slow.goes_on.set()
    opening.join(LONG)
    assert [str(error) for error in failed] == ["The library is closed."]


def test_no_two_models_share_a_folder(models: OpenModels) -> None:
    ids = ["own/a", "own/A", "own_a", "own/a b", "own/a_b", "own/a%20b", "cohere/embed-v4.0"]
    folders = {models.folder_of(model, 0).name.casefold() for model in ids}
    assert len(folders) == len(ids)
    assert models.folder_of("cohere/embed-v4.0", 0).name == "cohere_embed-v4.0"
