"""What a library takes up, and giving some of it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled, UsageError
from picseek.engine.library import Library
from picseek.engine.types import IndexEvent, Query
from picseek.engine.types.settings import ModelStorage, StorageSizes

COUNT = 30


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library of thirty pictures."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for number in range(COUNT):
        tint = (8 * number, 100, 240 - 7 * number)
        Image.new("RGB", (120, 80), tint).save(folder / f"{number}.jpg")
    opened = Library.open(tmp_path / "library")
    opened.index([folder])
    yield opened
    opened.close()


def sizes(library: Library) -> StorageSizes:
    return library.storage.sizes(CancelToken())


def similar(library: Library) -> int:
    """How many pictures the model finds for an example."""
    return len(library.search(Query(like=(library.browse()[0],), limit=COUNT)).hits)


def tag_of(library: Library) -> Path:
    """Other programs recognize the cache by it; clearing thumbnails does not remove it."""
    return library.path / "thumbnails" / "CACHEDIR.TAG"


def test_everything_is_measured(library: Library) -> None:
    measured = sizes(library)
    files = [*(library.path / "thumbnails").rglob("*.jpg"), tag_of(library)]
    assert measured.thumbnails == sum(file.stat().st_size for file in files)
    (model,) = measured.models
    assert (model.id, model.pictures) == (library.current_model, COUNT)
    assert model.size > COUNT * 4
    assert measured.database >= (library.path / "library.sqlite").stat().st_size > 0


def test_measuring_can_be_stopped(library: Library) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        library.storage.sizes(token)


def in_use(library: Library) -> ModelStorage:
    (held,) = sizes(library).models
    return held


def test_cleared_thumbnails_are_made_again_when_wanted(library: Library) -> None:
    thumbnails = library.path / "thumbnails"
    stray = thumbnails / "notes.txt"
    stray.write_text("not Picseek's")
    library.storage.clear_thumbnails(CancelToken())
    assert sizes(library).thumbnails == stray.stat().st_size + tag_of(library).stat().st_size
    (first, *_) = library.browse()
    assert library.thumbnail(first).stat().st_size > 0


def test_clearing_where_there_are_none_is_fine(tmp_path: Path) -> None:
    opened = Library.open(tmp_path / "new")
    try:
        opened.storage.clear_thumbnails(CancelToken())
    finally:
        opened.close()


def test_removed_vectors_find_nothing_until_indexed_again(library: Library) -> None:
    assert similar(library)
    model = library.current_model
    library.storage.remove_vectors(in_use(library), CancelToken())
    assert sizes(library).models == ()
    assert library.status().models[model] == 0
    assert library.status().pictures == COUNT
    assert not any(library.path.glob("vectors/*/*"))
    assert not similar(library)
    assert library.index().indexed == COUNT
    assert similar(library)


def test_removing_vectors_twice_is_fine(library: Library) -> None:
    held = in_use(library)
    for _ in range(2):
        library.storage.remove_vectors(held, CancelToken())
    assert library.status().models[library.current_model] == 0


def test_cancelling_stops_the_removal(library: Library) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        library.storage.remove_vectors(in_use(library), token)
    library.index()
    assert library.status().models[library.current_model] == COUNT


def test_compacting_gives_back_what_is_free(library: Library) -> None:
    library.storage.remove_vectors(in_use(library), CancelToken())
    before = sizes(library)
    assert before.free > 0
    library.storage.compact(CancelToken())
    after = sizes(library)
    assert after.free == 0
    assert after.database < before.database
    assert len(library.browse()) == COUNT
    assert library.index().indexed == COUNT
    assert similar(library)


def test_nothing_is_freed_under_a_run(library: Library, tmp_path: Path) -> None:
    refused: list[str] = []

    def free(_event: IndexEvent) -> None:
        for chore in (library.storage.clear_thumbnails, library.storage.compact):
            with pytest.raises(UsageError) as error:
                chore(CancelToken())
            refused.append(str(error.value))

    library.index(on_event=free)
    assert refused[0].startswith("Pictures are being indexed. Stop indexing before deleting")
