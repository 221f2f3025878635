"""The built-in model in a library: indexed and looked at twice by workers, asked and explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.embed.base import Embedder, ModelSpec
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from picseek.engine.embed.builtin.model_files import PICTURE, TEXT, Shipped
from picseek.engine.embed.builtin.spec import spec_of
from picseek.engine.errors import ModelError, PictureError
from picseek.engine.library import Library
from picseek.engine.models.registry import Registry
from picseek.engine.types import Explanation, Located, Query
from tests.support import libraries
from tests.support.builtin_model import LOOKS, make_model

GREY = (128, 128, 128)


class SmallModels(Registry):
    """The table of models with a model in miniature as the built-in one."""

    shipped: Shipped

    def specs(self) -> tuple[ModelSpec, ...]:
        return (self.spec("builtin"),)

    def spec(self, model_id: str) -> ModelSpec:
        return super().spec(model_id) if model_id == "builtin-1" else spec_of(self.shipped)

    def create(self, model_id: str, **options: object) -> Embedder:
        return BuiltinEmbedder(self.shipped)


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
    for number, thing in enumerate(("snow", "sea", "meadow", "fire")):
        Image.new("RGB", (80, 60), LOOKS[thing]).save(folder / f"{number}.png")
    both = Image.new("RGB", (80, 60), LOOKS["snow"])
    both.paste(LOOKS["sea"], (40, 0, 80, 60))
    both.save(folder / "4.png")
    return folder


@pytest.fixture
def library(tmp_path: Path, models: type[SmallModels]) -> Iterator[Library]:
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


def names(library: Library, text: str) -> list[str]:
    return libraries.names(library, Query(text))


def test_words_sentences_colours_and_examples_find(library: Library, photos: Path) -> None:
    assert not library.index([photos]).failed
    assert names(library, "snow") == ["0.png", "4.png"]
    assert names(library, "a photo of the Meer")[0] == "1.png"
    assert names(library, "red") == ["3.png"]
    assert names(library, "Wiese -rot") == ["2.png"]
    assert names(library, "old powder") == ["0.png", "4.png"]  # listed nowhere
    assert names(library, "snow and sea") == ["4.png"]
    assert "4.png" not in names(library, "sea -snow")
    (first, *_) = library.search(Query(like=(photos / "1.png",))).hits
    assert first.picture.path.name == "1.png"


def test_unknown_words_are_reported_except_dates(library: Library, photos: Path) -> None:
    library.index([photos])
    result = library.search(Query("qwxzt snow 2019"))
    assert result.unknown == ("qwxzt",)
    assert result.hits[0].picture.path.name == "0.png"
    nothing = library.search(Query("qwxzt"))
    assert (nothing.hits, nothing.partly, nothing.unknown) == ((), False, ("qwxzt",))
    assert library.search(Query("march 2019")).hits == ()


def test_for_words_that_mean_something_the_nearest_are_always_shown(
    library: Library, photos: Path
) -> None:
    library.index([photos])
    for text in ("night", "fire in the snow", "purple", "red sea"):
        result = library.search(Query(text))
        assert result.partly, text
        assert len(result.hits) == 5, text
    assert not library.search(Query("fire")).partly
    assert library.search(Query("night -dark")).partly


def test_a_match_by_name_hides_no_near_match(library: Library, photos: Path) -> None:
    Image.new("RGB", (80, 60), GREY).save(photos / "night.png")
    library.index([photos])
    result = library.search(Query("night"))
    assert result.hits[0].picture.path.name == "night.png"
    assert (result.strong, result.partly) == (1, False)
    assert len(result.hits) == 6


def test_strong_matches_come_first_and_are_counted(library: Library, photos: Path) -> None:
    Image.new("RGB", (80, 60), GREY).save(photos / "snow.png")
    library.index([photos])
    result = library.search(Query("snow"))
    # One is named so, one shows it; one is half of it.
    assert libraries.exact_names(result) == ["snow.png", "0.png", "4.png"]
    assert result.strong == 2


def test_a_colour_is_looked_for_where_the_thing_is(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "houses"
    folder.mkdir()
    for name, left, right in (("red night", LOOKS["fire"], LOOKS["sea"]),
                              ("blue night", LOOKS["sea"], LOOKS["fire"])):  # fmt: skip
        picture = Image.new("RGB", (400, 200), GREY)
        picture.paste(left, (0, 0, 60, 200))
        picture.paste(LOOKS["night"], (60, 0, 120, 200))
        picture.paste(right, (330, 0, 400, 200))
        picture.save(folder / f"{name.replace(' ', '')}.png")
    library.index([folder])

    def first(text: str) -> str:
        return library.search(Query(text)).hits[0].picture.path.name

    assert first("red night") == "rednight.png"
    assert first("blaue Nacht") == "bluenight.png"
    library.second_look()
    assert first("night, red") == "rednight.png"
    assert first("nuit bleue") == "bluenight.png"


def test_the_second_look_finds_what_is_small(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    picture = Image.new("RGB", (600, 600), GREY)
    picture.paste(LOOKS["fire"], (0, 0, 190, 190))
    picture.save(folder / "fire.jpg", quality=95)
    library.index([folder])
    before = library.search(Query("flames"))
    assert library.second_look().looked == 1
    after = library.search(Query("flames"))
    assert after.hits[0].score > before.hits[0].score
    assert library.second_look().looked == 0


def test_a_picture_is_explained(library: Library, photos: Path) -> None:
    library.index([photos])
    library.second_look()
    result = library.search(Query("Snow and sea"))
    (hit, *_) = result.hits
    found = library.explainer.explain(hit.picture.id, "Snow and sea", result.model)
    boxes = {box.words: box for box in found.boxes}  # as they were typed
    assert set(boxes) == {"Snow", "sea"}
    assert boxes["Snow"].right <= 0.7
    assert boxes["sea"].left >= 0.3
    assert {thing.name for thing in found.seen} == {"snow", "sea"}
    assert found.located is Located.FOUND


@pytest.mark.parametrize(("language", "name"), [("en", "fire"), ("de", "Feuer"), ("xx", "fire")])
def test_what_a_picture_shows_is_named_in_the_language_asked_for(
    library: Library, photos: Path, language: str, name: str
) -> None:
    library.index([photos])
    (hit, *_) = library.search(Query("fire")).hits
    found = library.explainer.explain(
        hit.picture.id, "fire", "builtin", locate=False, language=language
    )
    assert [thing.name for thing in found.seen] == [name]


@pytest.mark.parametrize(
    ("text", "located"),
    [
        ("fire", Located.NOWHERE),
        ("red", Located.NO_THINGS),
        ("qwxzt", Located.NO_THINGS),
        ("", Located.NO_THINGS),
    ],
)
def test_the_reason_for_no_outline_is_given(
    library: Library, photos: Path, text: str, located: Located
) -> None:
    library.index([photos])
    (hit, *_) = library.search(Query("sea")).hits
    found = library.explainer.explain(hit.picture.id, text, "builtin")
    assert (found.boxes, found.located) == ((), located)
    assert found.seen


def test_what_is_seen_is_known_without_the_file(library: Library, photos: Path) -> None:
    library.index([photos])
    (hit, *_) = library.search(Query("fire")).hits
    hit.picture.path.unlink()
    found = library.explainer.explain(hit.picture.id, "fire", "builtin", locate=False)
    assert [thing.name for thing in found.seen] == ["fire"]
    assert found.located is Located.NOT_LOOKED


def test_a_picture_that_is_gone_cannot_be_explained(library: Library, photos: Path) -> None:
    library.index([photos])
    (hit, *_) = library.search(Query("fire")).hits
    hit.picture.path.unlink()
    with pytest.raises(PictureError, match="moved or deleted"):
        library.explainer.explain(hit.picture.id, "fire", "builtin")


def test_a_model_that_does_not_explain_says_nothing(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.index([photos])
    monkeypatch.delattr(BuiltinEmbedder, "seen")
    (hit, *_) = library.search(Query("fire")).hits
    assert library.explainer.explain(hit.picture.id, "fire", "builtin") == Explanation()


def test_a_new_revision_makes_the_vectors_again(
    tmp_path: Path, photos: Path, models: type[SmallModels], monkeypatch: pytest.MonkeyPatch
) -> None:
    for revision, indexed in ((None, 5), (None, 0), ("next", 5)):
        if revision:
            monkeypatch.setattr(models, "shipped", replace(models.shipped, revision=revision))
        library = Library.open(tmp_path / "library")
        assert library.index([photos]).indexed == indexed
        assert names(library, "snow")[0] == "0.png"
        library.close()


def test_a_damaged_picture_model_ends_the_run(
    library: Library, photos: Path, models: type[SmallModels]
) -> None:
    Path(models.shipped.folder, PICTURE).write_bytes(b"no model")
    with pytest.raises(ModelError, match="Reinstall Picseek"):
        library.index([photos])
    assert library.problems() == []


def test_with_a_damaged_sentence_encoder_names_are_searched_and_it_is_said(
    library: Library, photos: Path, models: type[SmallModels]
) -> None:
    library.index([photos])
    Path(models.shipped.folder, TEXT).write_bytes(b"no model")
    assert names(library, "snow")[0] == "0.png"  # a listed word needs no encoder
    result = library.search(Query("old powder"))
    assert result.hits == ()
    assert "models/builtin/text.onnx is missing or damaged" in result.note
