"""The second look: better vectors in idle time, resumable, and known to every later search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.embed.base import (
    NOTHING_BEFORE,
    Before,
    ModelSpec,
    OnNotice,
    OnSent,
    OnWait,
    Terms,
)
from picseek.engine.errors import Cancelled
from picseek.engine.library import Library
from picseek.engine.types import IndexEvent, PictureFacts, Progress, Query
from tests.support.embedders import CountingEmbedder, TinyPreparer

COUNT = 70  # more than one batch


@dataclass(frozen=True)
class Upside:
    """The second look: the picture upside down, so that it differs from the first."""

    min_side: int = 0

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        return TinyPreparer()(picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM), facts)


class TwiceEmbedder(CountingEmbedder):
    @property
    def spec(self) -> ModelSpec:
        return replace(super().spec, id="builtin", second_look=True)

    @property
    def closer_preparer(self) -> Upside:
        return Upside()


class TwiceModels:
    """A registry of one model, which looks twice."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def specs(self) -> tuple[ModelSpec, ...]:
        return (TwiceEmbedder().spec,)

    def spec(self, model_id: str) -> ModelSpec:
        return TwiceEmbedder().spec

    def terms(self, model_id: str) -> Terms | None:
        return None

    def described(self, model_id: str, *, on: bool) -> str:
        return model_id

    def needs(self, model_id: str) -> str:
        return ""

    def create(
        self,
        model_id: str,
        *,
        on_sent: OnSent,
        on_wait: OnWait,
        on_notice: OnNotice,
        token: CancelToken,
        before: Before = NOTHING_BEFORE,
    ) -> TwiceEmbedder:
        return TwiceEmbedder()


@pytest.fixture(autouse=True)
def models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("picseek.engine.library.Registry", TwiceModels)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Each with an upper half of its own over a lower half of its own."""
    folder = tmp_path / "photos"
    folder.mkdir()
    dice = np.random.default_rng(1)
    for number in range(COUNT):
        halves = dice.integers(0, 256, (2, 1, 3), np.uint8)
        picture = Image.fromarray(halves.repeat(40, axis=0).repeat(80, axis=1))
        picture.save(folder / f"{number:02}.png")
    return folder


@pytest.fixture
def library(tmp_path: Path, photos: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library")
    opened.index([photos])
    yield opened
    opened.close()


def best_match(library: Library, folder: Path, photos: Path, name: str) -> str:
    """What is most like the picture turned upside down: itself, once it was looked at twice."""
    example = folder / "example.png"
    with Image.open(photos / name) as picture:
        picture.transpose(Image.Transpose.FLIP_TOP_BOTTOM).save(example)
    return library.search(Query(like=(example,))).hits[0].picture.path.name


def test_every_picture_gets_a_better_vector_and_searches_use_it(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    names = ("03.png", "41.png", "69.png")
    before = [best_match(library, tmp_path, photos, name) for name in names]
    assert before != list(names)
    seen: list[IndexEvent] = []
    report = library.second_look(on_event=seen.append)
    assert (report.looked, report.failed) == (COUNT, 0)
    assert [e.done for e in seen if isinstance(e, Progress)] == [64, COUNT]
    assert [best_match(library, tmp_path, photos, name) for name in names] == list(names)
    assert library.second_look().looked == 0
    assert library.index().unchanged == COUNT


def test_it_goes_on_where_it_was_stopped(library: Library) -> None:
    job = JobControl()
    with pytest.raises(Cancelled):
        library.second_look(job=job, on_event=lambda _event: job.cancel())
    assert library.second_look().looked == COUNT - 64


def test_an_index_saved_before_it_was_stopped_knows_the_better_vectors(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    job = JobControl()
    with pytest.raises(Cancelled):
        library.second_look(job=job, on_event=lambda _event: job.cancel())
    library.close()
    again = Library.open(tmp_path / "library")
    assert best_match(again, tmp_path, photos, "03.png") == "03.png"
    again.close()


def test_a_picture_that_is_gone_or_changed_is_left_to_the_next_run(
    library: Library, photos: Path
) -> None:
    (photos / "00.png").unlink()
    Image.new("RGB", (80, 60), (9, 9, 9)).save(photos / "01.png")
    report = library.second_look()
    assert (report.looked, report.failed) == (COUNT - 2, 2)
    assert library.index().indexed == 1
    assert library.second_look().looked == 1
