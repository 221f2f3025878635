"""The built-in model in a library: indexed by decode workers, asked in words and by pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.embed.base import Embedder, ModelSpec
from picseek.engine.embed.builtin_1.embedder import EarlierEmbedder
from picseek.engine.embed.builtin_1.model_files import PICTURE, Shipped
from picseek.engine.embed.builtin_1.spec import spec_of
from picseek.engine.errors import ModelError
from picseek.engine.library import Library
from picseek.engine.models.registry import Registry
from picseek.engine.types import Query
from tests.support.builtin_1_model import make_model

COLOURS = {
    "snow": (250, 250, 252),
    "sea": (15, 25, 225),
    "lawn": (25, 225, 25),
    "rose": (220, 20, 40),
}


class SmallModels(Registry):
    """The table of models with a picture model in miniature as the built-in one."""

    shipped: Shipped

    def specs(self) -> tuple[ModelSpec, ...]:
        return (self.spec("builtin-1"),)

    def spec(self, model_id: str) -> ModelSpec:
        return spec_of(self.shipped)

    def create(self, model_id: str, **options: object) -> Embedder:
        return EarlierEmbedder(self.shipped)


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> type[SmallModels]:
    folder = tmp_path / "model"
    folder.mkdir()
    monkeypatch.setattr(SmallModels, "shipped", make_model(folder), raising=False)
    monkeypatch.setattr("picseek.engine.library.Registry", SmallModels)
    return SmallModels


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    folder.mkdir()
    for number, colour in enumerate(COLOURS.values()):
        Image.new("RGB", (80, 60), colour).save(folder / f"{number}.png")
    return folder


@pytest.fixture
def library(tmp_path: Path, models: type[SmallModels]) -> Iterator[Library]:
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


def names(library: Library, query: Query) -> list[str]:
    """What the pictures found are of, the best first."""
    kinds = list(COLOURS)
    return [kinds[int(hit.picture.path.stem)] for hit in library.search(query).hits]


def test_things_colours_and_examples_are_found(library: Library, photos: Path) -> None:
    assert not library.index([photos]).failed
    assert names(library, Query("snow")) == ["snow"]
    assert names(library, Query("a photo of the sea")) == ["sea"]
    assert names(library, Query("red")) == ["rose"]
    assert names(library, Query("Wiese -rot")) == ["lawn"]
    assert names(library, Query("sea -blue")) == []
    assert names(library, Query(like=(photos / "1.png",)))[0] == "sea"
    asked = library.search(Query("snow at a wedding"))
    assert asked.unknown == ("wedding",)
    assert len(asked.hits) == 1


def test_strong_matches_come_first_and_are_counted(library: Library, photos: Path) -> None:
    for name, colour in (("pale.png", (205, 205, 205)), ("snow.png", (60, 60, 60))):
        Image.new("RGB", (80, 60), colour).save(photos / name)
    library.index([photos])

    def names_and_strong(query: Query) -> tuple[list[str], int | None]:
        result = library.search(query)
        return [hit.picture.path.name for hit in result.hits], result.strong

    assert names_and_strong(Query("snow at a wedding"))[1] is None
    # One is named so, one shows it; one may.
    assert names_and_strong(Query("snow")) == (["snow.png", "0.png", "pale.png"], 2)
    assert names_and_strong(Query("snow", limit=1)) == (["snow.png"], 1)
    assert names_and_strong(Query("meadow")) == (["2.png"], None)
    assert names_and_strong(Query("sea -snow")) == (["1.png"], 1)
    assert names_and_strong(Query("snow", like=(photos / "0.png",)))[1] is None
    assert names_and_strong(Query(like=(photos / "0.png",)))[1] is None


def test_what_half_matches_by_name_does_not_come_before_strong_matches(
    library: Library, photos: Path
) -> None:
    Image.new("RGB", (80, 60), (205, 205, 205)).save(photos / "behind.png")
    Image.new("RGB", (80, 60), (253, 253, 253)).save(photos / "white.png")
    library.index([photos])
    result = library.search(Query("behind snow"))
    found = [hit.picture.path.name for hit in result.hits]
    assert result.strong == 2
    assert set(found[:2]) == {"0.png", "white.png"}
    assert found[2] == "behind.png"


def test_where_no_picture_has_all_of_it_the_nearest_are_shown(
    library: Library, photos: Path
) -> None:
    pale = Image.new("RGB", (80, 60), (15, 25, 225))
    pale.paste((205, 205, 205), (0, 0, 80, 20))
    pale.save(photos / "4.png")  # some sea, and what may be snow
    library.index([photos])

    def names_and_partly(words: str) -> tuple[set[str], bool]:
        result = library.search(Query(words))
        return {hit.picture.path.name for hit in result.hits}, result.partly

    assert names_and_partly("sea") == ({"1.png", "4.png"}, False)
    found, partly = names_and_partly("snow sea")
    assert partly
    assert {"0.png", "1.png"} <= found
    assert "2.png" not in found  # a lawn is neither
    assert names_and_partly("snow sea -blue -white") == (set(), False)
    Image.new("RGB", (80, 60), (60, 60, 60)).save(photos / "snow sea.png")
    library.index([photos])
    result = library.search(Query("snow sea"))
    names = [hit.picture.path.name for hit in result.hits]
    assert (names[0], result.strong, result.partly) == ("snow sea.png", 1, False)
    assert {"0.png", "1.png"} <= set(names)  # a match by name hides no near match


def test_a_new_revision_recreates_the_vectors(
    tmp_path: Path, photos: Path, models: type[SmallModels], monkeypatch: pytest.MonkeyPatch
) -> None:
    for revision, indexed in ((None, 4), (None, 0), ("next", 4)):
        if revision:
            monkeypatch.setattr(models, "shipped", replace(models.shipped, revision=revision))
        library = Library.open(tmp_path / "library")
        assert library.index([photos]).indexed == indexed
        assert names(library, Query("snow")) == ["snow"]
        library.close()


def test_a_damaged_picture_model_ends_the_run(
    library: Library, photos: Path, models: type[SmallModels]
) -> None:
    Path(models.shipped.folder, PICTURE).write_bytes(b"no model")
    with pytest.raises(ModelError, match="Reinstall Picseek"):
        library.index([photos])
    assert library.problems() == []
