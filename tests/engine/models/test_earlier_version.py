"""A library of the program before: its vectors answer until the new model has caught up."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from PIL import Image

from picseek.engine.embed.base import Embedder, ModelSpec
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from picseek.engine.embed.builtin.spec import spec_of
from picseek.engine.embed.builtin_1.model_files import Shipped
from picseek.engine.errors import ModelError
from picseek.engine.library import Library
from picseek.engine.models.registry import Registry
from picseek.engine.types import Query
from tests.support.builtin_model import small_model
from tests.support.earlier_library import make_old_library

COLOURS = {"red": (220, 20, 40), "green": (30, 150, 40), "blue": (30, 70, 210)}
NOTE = "Your pictures are being indexed again"


class SmallBuiltin(Registry):
    """All models as they are, but for a small one in place of the built-in one.

    Attributes:
        earlier: The others that were opened, as long as something holds them.
    """

    earlier: ClassVar[list[weakref.ref[Embedder]]] = []

    def specs(self) -> tuple[ModelSpec, ...]:
        return (spec_of(small_model()), *super().specs()[1:])

    def spec(self, model_id: str) -> ModelSpec:
        return spec_of(small_model()) if model_id == "builtin" else super().spec(model_id)

    def create(self, model_id: str, **options: object) -> Embedder:
        if model_id == "builtin":
            return BuiltinEmbedder(small_model())
        made = super().create(model_id, **options)  # type: ignore[arg-type]
        self.earlier.append(weakref.ref(made))
        return made


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Two of each colour, in two folders."""
    for folder in ("photos", "photos/more"):
        (tmp_path / folder).mkdir()
        for name, colour in COLOURS.items():
            size = (80, 60) if folder == "photos" else (90, 60)
            Image.new("RGB", size, colour).save(tmp_path / folder / f"{name[0]}.png")
    return tmp_path / "photos"


@pytest.fixture
def library(tmp_path: Path, photos: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setattr("picseek.engine.library.Registry", SmallBuiltin)
    SmallBuiltin.earlier.clear()
    make_old_library(tmp_path / "library", photos)
    opened = Library.open(tmp_path / "library")
    yield opened
    opened.close()


def first(library: Library, text: str) -> tuple[str, str, str]:
    """Which model answers a query, what it finds first, and the note."""
    result = library.search(Query(text))
    return result.model, result.hits[0].picture.path.name, result.note


def test_old_vectors_answer_until_the_new_ones_are_complete(library: Library) -> None:
    assert library.current_model == "builtin"
    assert library.status().models == {"builtin-1": 3}
    assert library.status().other_sets == ()
    model, name, note = first(library, "red")
    assert (model, name) == ("builtin-1", "r.png")
    assert note.startswith(NOTE)

    assert library.index().indexed == 6  # three that were new, and three again

    assert first(library, "blue") == ("builtin", "b.png", "")
    assert library.status().models == {"builtin": 6, "builtin-1": 3}  # nothing was deleted
    assert library.index().unchanged == 6


def test_the_earlier_model_is_let_go_once_the_new_one_has_caught_up(library: Library) -> None:
    first(library, "red")
    (earlier,) = SmallBuiltin.earlier
    library.index()
    assert first(library, "blue") == ("builtin", "b.png", "")
    gc.collect()
    assert earlier() is None  # what it took of memory is given back
    library.use_model("builtin-1")  # and comes back for whoever wants it
    assert first(library, "red") == ("builtin-1", "r.png", "")


def test_a_new_model_that_has_seen_less_does_not_answer(library: Library, photos: Path) -> None:
    (photos / "more" / "b.png").unlink()
    library.index([photos / "more"])
    assert library.status().models == {"builtin": 2, "builtin-1": 3}
    model, name, note = first(library, "green")
    assert (model, name) == ("builtin-1", "g.png")
    assert note.startswith(NOTE)


def test_a_new_model_does_not_wait_for_pictures_that_are_not_here(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    photos.rename(tmp_path / "unplugged")
    library.index()
    assert library.status().absent == 3
    assert first(library, "red")[:2] == ("builtin-1", "r.png")  # nobody else has seen any
    Image.new("RGB", (70, 60), (220, 20, 40)).save(_made(tmp_path / "new") / "new.png")
    library.index([tmp_path / "new"])
    assert first(library, "red") == ("builtin", "new.png", "")


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_the_vector_index_of_before_is_used(library: Library, tmp_path: Path) -> None:
    library.index()  # the new model does not take it for its own
    library.use_model("builtin-1")
    assert first(library, "red") == ("builtin-1", "r.png", "")
    folders = {path.name for path in (tmp_path / "library" / "vectors").iterdir()}
    assert folders == {"builtin", "builtin-1"}


def test_the_earlier_model_is_listed_where_it_was_used_and_can_be_stayed_with(
    library: Library, tmp_path: Path
) -> None:
    titles = {info.id: info.title for info in library.models()}
    assert titles["builtin-1"] == "Basic, earlier version"
    library.use_model("builtin-1")
    library.index()
    assert library.status().models == {"builtin-1": 6}
    assert first(library, "red")[0] == "builtin-1"
    other = Library.open(tmp_path / "other")
    assert "builtin-1" not in {info.id for info in other.models()}
    other.close()


def test_where_a_file_of_the_earlier_model_is_missing_the_new_one_answers(
    library: Library, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.index([photos / "more"])
    (photos / "r.png").unlink()
    (photos / "more" / "r.png").unlink()
    library.index([photos / "more"])

    def missing(_shipped: Shipped, name: str) -> Path:
        raise ModelError(f"{name} is missing")

    monkeypatch.setattr(Shipped, "path", missing)
    assert first(library, "blue") == ("builtin", "b.png", "")
