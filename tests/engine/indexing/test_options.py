"""Leaving pictures out of a library, and how it is indexed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled, UsageError
from picseek.engine.library import Library
from picseek.engine.types import Query
from picseek.engine.types.settings import Exclusions, IndexingOptions, IndexStart, LeftOut
from picseek.engine.workers.cores import usable_cores
from picseek.engine.workers.pool import WorkerPool
from tests.support.chores import Surroundings, surroundings


def draw(path: Path, side: int, tint: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (side, side // 2), (tint, 90, 200 - tint)).save(path)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    draw(folder / "large.jpg", 400, 10)
    draw(folder / "medium.jpg", 200, 60)
    draw(folder / "icon.png", 32, 110)
    draw(folder / "exports" / "copy.jpg", 300, 160)
    return folder


def names(library: Library) -> set[str]:
    return {row.path.name for row in library.rows(library.browse())}


def test_nothing_is_excluded_unless_the_user_wants_it(library: Library) -> None:
    assert library.options.exclusions == Exclusions()
    assert library.options.indexing == IndexingOptions(IndexStart.ALWAYS, 0, low_priority=True)


def test_what_is_excluded_vanishes_at_the_next_run_and_stays_on_disk(
    library: Library, photos: Path
) -> None:
    library.index([photos])
    library.options.set_exclusions(Exclusions(("exports/",)))
    report = library.index()
    assert (report.removed, report.failed) == (1, ())
    assert names(library) == {"large.jpg", "medium.jpg", "icon.png"}
    assert (photos / "exports" / "copy.jpg").exists()
    found = library.search(Query("copy", limit=10)).hits
    assert "copy.jpg" not in {hit.picture.path.name for hit in found}
    library.options.set_exclusions(Exclusions())
    assert library.index().indexed == 1
    assert "copy.jpg" in names(library)


def test_small_pictures_vanish_without_being_problems(library: Library, photos: Path) -> None:
    library.index([photos])
    library.options.set_exclusions(Exclusions(least_pixels=250))
    library.index()
    assert names(library) == {"large.jpg", "copy.jpg"}
    assert library.problems() == []
    assert library.status().problems == 0
    assert library.folders()[0].problems == 0
    again = library.index(retry_failed=True)
    assert (again.indexed, again.unchanged, again.removed, again.failed) == (0, 2, 0, ())


def test_a_new_small_picture_is_read_once_and_never_embedded(
    library: Library, photos: Path
) -> None:
    library.options.set_exclusions(Exclusions(least_pixels=250))
    report = library.index([photos])
    assert (report.indexed, report.failed) == (2, ())
    assert library.status().models[library.current_model] == 2
    assert library.quote().pictures == 0
    assert library.index().unchanged == 2


def test_a_lower_minimum_brings_pictures_back(library: Library, photos: Path) -> None:
    library.options.set_exclusions(Exclusions(least_pixels=250))
    library.index([photos])
    library.options.set_exclusions(Exclusions(least_pixels=100))
    assert library.index().indexed == 1
    assert names(library) == {"large.jpg", "copy.jpg", "medium.jpg"}


def test_a_picture_that_grew_is_taken_in(library: Library, photos: Path) -> None:
    library.options.set_exclusions(Exclusions(least_pixels=250))
    library.index([photos])
    draw(photos / "icon.png", 320, 110)
    library.index()
    assert "icon.png" in names(library)


def test_small_files_are_excluded(library: Library, photos: Path) -> None:
    least = min((photos / name).stat().st_size for name in ("large.jpg", "medium.jpg"))
    library.options.set_exclusions(Exclusions(least_bytes=least))
    library.index([photos])
    assert "icon.png" not in names(library)
    assert "large.jpg" in names(library)


def test_the_quote_counts_no_excluded_picture(library: Library, photos: Path) -> None:
    library.options.set_exclusions(Exclusions(("*.png", "exports/")))
    assert library.quote(folders=[photos]).pictures == 2


def test_a_preview_counts_what_would_go(library: Library, photos: Path) -> None:
    library.index([photos])
    wanted = Exclusions(("*.png", "exports/", "!large.jpg"), least_pixels=250)
    assert library.options.preview(wanted, CancelToken()) == LeftOut(3, 4, (1, 1, 0), 1)
    assert library.options.preview(Exclusions(), CancelToken()) == LeftOut(0, 4, (), 0)
    assert len(names(library)) == 4


def test_a_preview_can_be_stopped(library: Library, photos: Path) -> None:
    library.index([photos])
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        library.options.preview(Exclusions(("*.png",)), token)


def test_what_makes_no_sense_is_refused_and_changes_nothing(library: Library) -> None:
    exclusions = Exclusions(("*.gif",), 10, 20)
    library.options.set_exclusions(exclusions)
    for wrong in (Exclusions(("[a",)), Exclusions(least_bytes=-1), Exclusions(least_pixels=-1)):
        with pytest.raises(UsageError):
            library.options.set_exclusions(wrong)
    with pytest.raises(UsageError):
        library.options.set_indexing(IndexingOptions(cores=-1))
    assert library.options.exclusions == exclusions


def test_options_survive_closing(tmp_path: Path) -> None:
    exclusions = Exclusions(("*.gif", "Räw/"), 10, 20)
    indexing = IndexingOptions(IndexStart.IDLE, 1, low_priority=False)
    first = Library.open(tmp_path / "library")
    first.options.set_exclusions(exclusions)
    first.options.set_indexing(indexing)
    first.close()
    second = Library.open(tmp_path / "library")
    try:
        assert (second.options.exclusions, second.options.indexing) == (exclusions, indexing)
        assert second.options.workers == 1
    finally:
        second.close()


def test_there_are_never_more_processes_than_cores(library: Library) -> None:
    assert library.options.workers == usable_cores()
    library.options.set_indexing(IndexingOptions(cores=200))
    assert library.options.workers == usable_cores()


@pytest.mark.skipif(sys.platform == "win32", reason="measured by os.nice")
@pytest.mark.parametrize("modest", [True, False])
def test_processes_let_others_go_first_only_if_wanted(modest: bool) -> None:
    with WorkerPool(surroundings, workers=1, modest=modest) as pool:
        pool.submit(0, None)
        answers = pool.results(timeout=60)
    ((_key, found),) = answers
    assert isinstance(found, Surroundings)
    assert (found.niceness > os.nice(0)) == modest
