"""Libraries that an earlier version wrote open with all they hold, and lose none of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from picseek.engine.library import DATABASE_NAME, Library
from picseek.engine.types import Query
from tests.support.old_library import MODEL, PRICE, draw_photos, restore

LIBRARIES = sorted((Path(__file__).parent / "libraries").glob("*.sql"))


@pytest.fixture(params=LIBRARIES, ids=lambda file: file.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    draw_photos(tmp_path / "photos")
    restore(request.param, tmp_path / "library", tmp_path / "photos")
    with closing(Library.open(tmp_path / "library")) as library:
        yield library


def vectors(library: Library) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(library.path / DATABASE_NAME)) as database:
        return database.execute("SELECT * FROM vectors ORDER BY model, content").fetchall()


def names(library: Library, words: str) -> list[str]:
    return [hit.picture.path.name for hit in library.search(Query(words)).hits]


def test_it_is_all_there(old: Library, tmp_path: Path) -> None:
    status = old.status()
    assert [row.path for row in status.folders] == [tmp_path / "photos"]
    assert (status.pictures, status.files, status.problems) == (3, 4, 1)
    assert status.models == {"builtin-1": 3}  # the built-in model of then
    assert [search.name for search in old.side.saved_searches.list()] == ["reds"]
    quote = old.quote(MODEL)
    assert quote.agreed
    assert quote.price_per_million == PRICE


def test_its_pictures_are_found(old: Library) -> None:
    assert names(old, "red") == ["red.bmp"]
    assert names(old, "tomato") == ["red.bmp"]
    assert len(old.browse()) == 3


def test_opening_embeds_nothing_and_a_run_keeps_the_old_vectors(old: Library) -> None:
    """The new built-in model looks at the pictures again; what the earlier one saw stays."""
    before = vectors(old)
    assert len(before) == 3
    report = old.index()
    assert (report.indexed, report.unchanged, report.removed) == (4, 0, 0)
    assert [problem.path.name for problem in report.failed] == ["broken.jpg"]
    assert vectors(old)[:3] == before
    assert old.status().models == {"builtin": 3, "builtin-1": 3}
    assert old.index().unchanged == 4
