"""An estimate and the run after it list each folder once, and miss nothing that changed between."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.library import Library
from picseek.engine.types.settings import Exclusions
from tests.support.picture_files import age
from tests.support.remote_model import ONE, FarModels, Server

_listed: list[Path] = []


@pytest.fixture(scope="module", autouse=True)
def _watch() -> None:
    def on_event(event: str, arguments: tuple[object, ...]) -> None:
        if event == "os.scandir":
            _listed.append(Path(str(arguments[0])))

    sys.addaudithook(on_event)


@contextmanager
def listed_in(folder: Path) -> Iterator[list[Path]]:
    """Yields a list that gets the folders, in this one, which were listed in the block."""
    _listed.clear()
    found: list[Path] = []
    yield found
    found += [each for each in _listed if each.is_relative_to(folder)]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setattr(os, "supports_fd", set())  # folders are listed by path, so that it is seen
    server = Server()
    monkeypatch.setattr("picseek.engine.library.Registry", lambda *_, **__: FarModels(server))
    return server


@pytest.fixture
def library(tmp_path: Path, server: Server) -> Iterator[Library]:
    del server
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    """Two folders with two pictures each; nothing in them was touched for an hour."""
    folder = tmp_path / "photos"
    for number in range(4):
        path = folder / f"{number // 2}" / f"{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (80, 60), (40 * number, 9, 9)).save(path)
        age(path)
    age(folder / "0", folder / "1", folder)
    return folder


def files(library: Library) -> set[str]:
    return {row.path.name for row in library.rows(list(library.browse()))}


def test_the_run_after_an_estimate_lists_no_folder_again(library: Library, photos: Path) -> None:
    with listed_in(photos) as listed:
        quote = library.quote(ONE, [photos])
    assert sorted(listed) == [photos, photos / "0", photos / "1"]
    with listed_in(photos) as listed:
        assert library.index([photos], permit=quote.permit()).indexed == 4
    assert listed == []
    with listed_in(photos) as listed:
        assert library.index([photos], model=ONE).unchanged == 4
    assert len(listed) == 3


def test_what_was_added_or_removed_since_the_estimate_is_noticed(
    library: Library, photos: Path
) -> None:
    quote = library.quote(ONE, [photos])
    (photos / "0" / "0.png").unlink()
    Image.new("RGB", (80, 60), (9, 200, 9)).save(photos / "0" / "added.png")
    (photos / "2").mkdir()
    Image.new("RGB", (80, 60), (9, 9, 200)).save(photos / "2" / "new.png")
    with listed_in(photos) as listed:
        report = library.index([photos], permit=quote.permit())
    assert sorted(listed) == [photos, photos / "0", photos / "2"]
    assert files(library) == {"1.png", "added.png", "2.png", "3.png", "new.png"}
    assert (report.indexed, report.waiting, report.failed) == (3, 2, ())


def test_a_file_that_changed_since_the_estimate_is_not_sent(
    library: Library, photos: Path, server: Server
) -> None:
    quote = library.quote(ONE, [photos])
    changed = photos / "0" / "0.png"
    Image.new("RGB", (200, 100), (9, 200, 9)).save(changed)
    report = library.index([photos], permit=quote.permit())
    assert (report.indexed, report.waiting) == (3, 1)
    assert server.sent.total() == 3
    [row] = [row for row in library.rows(list(library.browse())) if row.path == changed]
    with Image.open(library.thumbnail(row.id)) as thumbnail:
        assert thumbnail.width == 2 * thumbnail.height


def test_exclusions_set_since_the_estimate_apply(library: Library, photos: Path) -> None:
    quote = library.quote(ONE, [photos])
    library.options.set_exclusions(Exclusions(("1/",)))
    library.index([photos], permit=quote.permit())
    assert files(library) == {"0.png", "1.png"}


def test_another_folder_in_its_place_is_listed(library: Library, photos: Path) -> None:
    quote = library.quote(ONE, [photos])
    (photos / "1").rename(photos.parent / "elsewhere")
    other = photos / "1" / "other.png"
    other.parent.mkdir()
    Image.new("RGB", (80, 60), (9, 9, 200)).save(other)
    age(other, other.parent)
    library.index([photos], permit=quote.permit())
    assert files(library) == {"0.png", "1.png", "other.png"}
