"""A picture that several files hold is shown as the file that was asked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from picseek.engine.library import Library
from picseek.engine.types import Query, ShownFiles
from tests.support.libraries import draw


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    draw(folder / "A inbox" / "imgxq.png", (210, 15, 20))
    (folder / "B sorted").mkdir()
    shutil.copy(folder / "A inbox" / "imgxq.png", folder / "B sorted" / "Holiday Lisbon.png")
    draw(folder / "sea" / "wave.png", (20, 50, 200))
    return folder


def shown(library: Library, query: Query) -> str:
    return library.search(query).hits[0].picture.path.name


def test_the_name_that_was_asked_for_is_shown(library: Library, photos: Path) -> None:
    library.index([photos])
    assert shown(library, Query("Holiday Lisbon.png")) == "Holiday Lisbon.png"
    assert shown(library, Query("lisbon")) == "Holiday Lisbon.png"
    assert shown(library, Query("imgxq")) == "imgxq.png"
    assert shown(library, Query("red")) == "imgxq.png", "what it shows has no name: the first one"


def test_in_a_folder_the_file_in_it_is_shown(library: Library, photos: Path) -> None:
    library.index([photos])
    for text in ("red", "lisbon"):
        hits = library.search(Query(text, folder=photos / "B sorted")).hits
        assert [hit.picture.path.name for hit in hits[:1]] == ["Holiday Lisbon.png"], text
    ids = library.browse(photos / "B sorted")
    (row,) = library.rows(ids, ShownFiles(photos / "B sorted"))
    assert row.path == photos / "B sorted" / "Holiday Lisbon.png"
    assert row.copies == 2
    assert library.pictures.details(row.id, shown=ShownFiles(photos / "B sorted")).path == row.path


def test_what_is_shown_is_what_is_exported(library: Library, photos: Path, tmp_path: Path) -> None:
    from picseek.engine.types import ExportOptions

    library.index([photos])
    (row, *_) = (hit.picture for hit in library.search(Query("lisbon")).hits)
    matched = ShownFiles(files={row.id: row.path})
    options = ExportOptions(tmp_path / "out")
    report = library.files.export([row.id], options, shown=matched)
    assert [path.name for path in report.written] == ["Holiday Lisbon.png"]
    library.files.save_list([row.id], tmp_path / "list.txt", shown=matched)
    assert (tmp_path / "list.txt").read_text(encoding="utf-8") == f"{row.path}\n"


def test_a_file_that_left_is_not_shown(library: Library, photos: Path) -> None:
    library.index([photos])
    (row, *_) = (hit.picture for hit in library.search(Query("lisbon")).hits)
    row.path.unlink()
    library.index()
    (left,) = library.rows([row.id], ShownFiles(photos / "B sorted", {row.id: row.path}))
    assert left.path.name == "imgxq.png"


def test_a_folder_by_way_of_a_link_is_no_second_folder(
    library: Library, photos: Path, tmp_path: Path
) -> None:
    try:
        (tmp_path / "way").symlink_to(photos, target_is_directory=True)
    except OSError:
        pytest.skip("nobody may make links here")
    library.index([photos])
    report = library.index([tmp_path / "way"])
    assert (report.indexed, report.unchanged) == (0, 3)
    assert library.index([tmp_path / "way" / "sea"]).unchanged == 1
    assert [row.path for row in library.folders()] == [photos]
    assert library.status().files == 3
    library.remove_folder(tmp_path / "way")
    assert library.folders() == []
