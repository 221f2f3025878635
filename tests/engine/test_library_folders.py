"""Looking in one folder of a library, and indexing one."""

from __future__ import annotations

from pathlib import Path

import pytest

from picseek.engine.library import Library
from picseek.engine.types import Query
from tests.support.libraries import draw, names


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    draw(folder / "rose.png", (210, 15, 20))
    draw(folder / "sea" / "wave.png", (20, 50, 200))
    draw(folder / "sea" / "boat.png", (200, 20, 30))
    draw(folder / "seaside" / "sand.png", (205, 25, 25))
    return folder


def browsed(library: Library, folder: Path) -> list[str]:
    return sorted(row.path.name for row in library.rows(library.browse(folder)))


def test_meaning_and_words_are_looked_for_in_a_folder(library: Library, photos: Path) -> None:
    library.index([photos])
    assert sorted(names(library, Query("red"))) == ["boat.png", "rose.png", "sand.png"]
    assert names(library, Query("red", folder=photos / "sea")) == ["boat.png"]
    assert names(library, Query("qwxzt", folder=photos / "sea")) == []
    closest = library.search(Query("rose", folder=photos / "sea")).hits
    assert {hit.picture.path.name for hit in closest} == {"boat.png", "wave.png"}
    assert "wave.png" in names(library, Query("wave", folder=photos / "sea"))


def test_an_example_finds_its_like_in_a_folder(library: Library, photos: Path) -> None:
    library.index([photos])
    query = Query(like=(photos / "rose.png",), folder=photos / "sea")
    assert names(library, query) == ["boat.png", "wave.png"]


def test_a_folder_is_browsed(library: Library, photos: Path) -> None:
    library.index([photos])
    assert browsed(library, photos / "sea") == ["boat.png", "wave.png"]
    assert browsed(library, photos / "nowhere") == []
    assert len(library.browse(photos)) == 4
    assert [node.path.name for node in library.sidebar.subfolders(photos)] == ["sea", "seaside"]


def test_looking_for_changes_in_a_subfolder_does_not_choose_it(
    library: Library, photos: Path
) -> None:
    library.index([photos])
    draw(photos / "sea" / "new.png", (1, 2, 3))
    draw(photos / "seaside" / "later.png", (1, 2, 4))
    assert library.index([photos / "sea"]).indexed == 1
    assert [row.path for row in library.folders()] == [photos]
    assert names(library, Query("photos new"))[:1] == ["new.png"]


def test_a_saved_search_is_there_after_a_start(library: Library, tmp_path: Path) -> None:
    library.sidebar.saved_searches.save("Red", Query("red"))
    library.close()
    again = Library.open(tmp_path / "library")
    assert [search.name for search in again.sidebar.saved_searches.list()] == ["Red"]
    again.close()
