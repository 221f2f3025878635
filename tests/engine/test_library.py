"""The facade, used as a script would."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import (
    Cancelled,
    LibraryError,
    LibraryLocked,
    LibraryTooNew,
    ModelError,
    PictureError,
    UsageError,
)
from picseek.engine.library import Library
from picseek.engine.types import IndexEvent, PicturesChanged, Query
from tests.support.libraries import draw, names


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    folder = tmp_path / "photos"
    draw(folder / "rose.png", (210, 15, 20))
    draw(folder / "lawn.png", (20, 160, 40))
    draw(folder / "sea" / "wave.png", (20, 50, 200))
    return folder


def test_words_and_pictures_find_pictures(library: Library, photos: Path) -> None:
    assert library.index([photos]).indexed == 3
    assert names(library, Query("red")) == ["rose.png"]
    assert names(library, Query("wave"))[0] == "wave.png"
    assert names(library, Query("sea"))[0] == "wave.png"
    assert names(library, Query(like=(photos / "lawn.png",)))[0] == "lawn.png"
    by_id = library.browse()[0]
    assert library.search(Query(like=(by_id,))).hits[0].picture.id == by_id


def test_a_picture_and_words_are_mixed(library: Library, photos: Path) -> None:
    library.index([photos])
    mixed = names(library, Query("red", like=(photos / "sea" / "wave.png",)))
    assert set(mixed[:2]) == {"rose.png", "wave.png"}


def test_an_example_that_changed_since_is_read_again(library: Library, photos: Path) -> None:
    library.index([photos])
    draw(photos / "rose.png", (20, 160, 40), size=(81, 60))
    assert names(library, Query(like=(photos / "rose.png",)))[0] == "lawn.png"


def test_limit_and_order(library: Library, photos: Path) -> None:
    for n in range(30):
        draw(photos / f"more {n}.png", (200 - n, n, n))
    library.index([photos])
    result = library.search(Query("red", limit=7))
    assert len(result.hits) == 7
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)


def test_unknown_words_are_reported(library: Library, photos: Path) -> None:
    library.index([photos])
    result = library.search(Query("Qwxzt red"))
    assert result.unknown == ("qwxzt",)
    assert [hit.picture.path.name for hit in result.hits] == ["rose.png"]


def test_a_date_finds_the_day_it_was_taken_and_no_other(library: Library, photos: Path) -> None:
    for name, taken in (("a", "2019:03:14"), ("b", "2019:07:01"), ("c", "2021:03:02")):
        exif = Image.Exif()
        exif[0x0132] = f"{taken} 12:00:00"
        Image.new("RGB", (60, 40), (90, 90, 90)).save(photos / f"{name}.jpg", exif=exif)
    library.index([photos])
    result = library.search(Query("march 2019"))
    assert [hit.picture.path.name for hit in result.hits] == ["a.jpg"]
    assert result.unknown == ()
    assert set(names(library, Query("märz"))) == {"a.jpg", "c.jpg"}
    assert names(library, Query("2019-07")) == ["b.jpg"]


def test_what_only_some_words_name_still_counts(library: Library, photos: Path) -> None:
    library.index([photos])
    found = [hit.picture.path.name for hit in library.search(Query("red wave")).hits]
    assert found[0] == "wave.png"
    assert "rose.png" in found
    assert names(library, Query("wedding sea")) == ["wave.png"]


def test_asking_nothing_is_refused(library: Library) -> None:
    with pytest.raises(UsageError):
        library.search(Query("  "))


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert library.search(Query("red")).hits == ()
    assert list(library.browse()) == []
    assert library.status().pictures == 0


def test_a_cancelled_search_raises(library: Library) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        library.search(Query("red"), token)


def test_an_unknown_model_is_named(library: Library, photos: Path) -> None:
    with pytest.raises(ModelError, match="nonsense"):
        library.search(Query("red", model="nonsense"))
    with pytest.raises(ModelError, match="nonsense"):
        library.index([photos], model="nonsense")


def test_an_example_that_cannot_be_read_is_reported(library: Library, photos: Path) -> None:
    library.index([photos])
    with pytest.raises(PictureError, match="was moved or deleted"):
        library.search(Query(like=(photos / "no such.png",)))
    with pytest.raises(PictureError, match="no longer in the library"):
        library.search(Query(like=(999,)))


def test_everything_survives_closing(tmp_path: Path, photos: Path) -> None:
    for expected in (3, 0):
        library = Library.open(tmp_path / "library")
        assert library.index([photos]).indexed == expected
        assert names(library, Query("red")) == ["rose.png"]
        library.close()


@pytest.mark.parametrize("damage", ["missing", "garbage"])
def test_a_vector_index_that_is_gone_or_damaged_is_made_again(
    tmp_path: Path, photos: Path, damage: str
) -> None:
    library = Library.open(tmp_path / "library")
    library.index([photos])
    library.close()
    for file in (tmp_path / "library" / "vectors").rglob("*"):
        if file.is_file():
            file.unlink() if damage == "missing" else file.write_bytes(b"garbage")
    library = Library.open(tmp_path / "library")
    assert names(library, Query("red")) == ["rose.png"]
    library.close()


def test_the_vector_index_of_another_library_is_not_believed(tmp_path: Path, photos: Path) -> None:
    """A backup put back, or a folder synced: the same numbers stand for other pictures."""
    other = tmp_path / "other photos"
    for name, color in (("a", (20, 50, 200)), ("b", (210, 15, 20)), ("c", (20, 160, 40))):
        draw(other / f"{name}.png", color)
    for folder, at in ((photos, "library"), (other, "other")):
        made = Library.open(tmp_path / at)
        made.index([folder])
        made.close()
    shutil.rmtree(tmp_path / "library" / "vectors")
    shutil.copytree(tmp_path / "other" / "vectors", tmp_path / "library" / "vectors")
    library = Library.open(tmp_path / "library")
    assert names(library, Query("red"))[0] == "rose.png"
    assert names(library, Query("blue"))[0] == "wave.png"
    library.close()


def test_searching_while_indexing_finds_what_is_there(library: Library, photos: Path) -> None:
    for n in range(400):
        draw(photos / f"{n}.png", (n % 100, 255, n // 100))
    found: list[int] = []

    def search(event: IndexEvent) -> None:
        if isinstance(event, PicturesChanged):
            thread = threading.Thread(
                target=lambda: found.append(len(library.search(Query("green", limit=500)).hits))
            )
            thread.start()
            thread.join(60)

    library.index([photos], on_event=search)
    # The first commits may hold files whose vectors are still to come.
    assert any(0 < count < found[-1] for count in found)


def test_a_thumbnail_that_was_deleted_is_made_again(library: Library, photos: Path) -> None:
    library.index([photos])
    picture = library.browse()[0]
    file = library.thumbnail(picture)
    file.unlink()
    assert library.thumbnail(picture) == file
    with Image.open(file) as thumbnail:
        assert thumbnail.size == (80, 60)
    file.unlink()
    shutil.rmtree(photos)
    with pytest.raises(PictureError, match="was moved or deleted"):
        library.thumbnail(picture)
    with pytest.raises(PictureError):
        library.thumbnail(12345)


def test_removing_a_folder_forgets_its_pictures_and_leaves_the_disk(
    library: Library, photos: Path
) -> None:
    library.index([photos])
    library.remove_folder(photos)
    assert library.folders() == []
    assert names(library, Query("red")) == []
    assert (photos / "rose.png").exists()
    assert library.index([photos]).indexed == 3


def test_removing_a_folder_while_indexing_is_refused(library: Library, photos: Path) -> None:
    refused: list[UsageError] = []

    def remove(event: IndexEvent) -> None:
        if isinstance(event, PicturesChanged):
            try:
                library.remove_folder(photos)
            except UsageError as error:
                refused.append(error)

    library.index([photos], on_event=remove)
    assert refused
    assert library.status().files == 3


def test_folders_within_folders_are_indexed_once(library: Library, photos: Path) -> None:
    report = library.index([photos / "sea", photos])
    assert report.indexed == 3
    assert {row.path: row.pictures for row in library.folders()} == {
        photos: 3,
        photos / "sea": 1,
    }
    library.remove_folder(photos)
    assert names(library, Query("sea")) == ["wave.png"]


def test_folders_that_cannot_be_added(library: Library, photos: Path) -> None:
    with pytest.raises(UsageError, match="doesn't exist"):
        library.add_folder(photos / "none")
    with pytest.raises(UsageError, match="isn't a folder"):
        library.add_folder(photos / "rose.png")


def test_a_folder_that_vanished_is_a_problem_and_keeps_its_pictures(
    library: Library, photos: Path
) -> None:
    library.index([photos])
    photos.rename(photos.with_name("away"))
    report = library.index()
    assert (report.removed, len(report.failed)) == (0, 1)
    assert library.folders()[0].available is False
    assert names(library, Query("red")) == ["rose.png"]
    photos.with_name("away").rename(photos)
    assert library.index().unchanged == 3
    assert library.problems() == []


def test_the_library_may_lie_inside_an_indexed_folder(tmp_path: Path) -> None:
    draw(tmp_path / "red.png", (200, 10, 10))
    library = Library.open(tmp_path / "library")
    assert library.index([tmp_path]).indexed == 1
    assert library.index([tmp_path]).indexed == 0  # its thumbnails are no pictures of the user's
    library.close()


def test_one_writer_many_readers(library: Library, photos: Path) -> None:
    library.index([photos])
    with pytest.raises(LibraryLocked, match="another Picseek window"):
        Library.open(library.path)
    reader = Library.open(library.path, writable=False)
    assert names(reader, Query("red")) == ["rose.png"]
    with pytest.raises(LibraryLocked):
        reader.index([photos])
    with pytest.raises(LibraryLocked):
        reader.remove_folder(photos)
    reader.close()


def test_the_lock_is_free_after_closing_and_after_failing(tmp_path: Path) -> None:
    Library.open(tmp_path / "library").close()
    (tmp_path / "library" / "library.sqlite").write_bytes(b"x" * 5000)
    for _ in range(2):
        with pytest.raises(LibraryError, match="damaged"):
            Library.open(tmp_path / "library")


def test_a_newer_library_is_refused(tmp_path: Path) -> None:
    import sqlite3

    Library.open(tmp_path / "library").close()
    connection = sqlite3.connect(tmp_path / "library" / "library.sqlite")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    with pytest.raises(LibraryTooNew):
        Library.open(tmp_path / "library")


def test_reading_what_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="picseek index"):
        Library.open(tmp_path / "none", writable=False)
    assert not (tmp_path / "none").exists()


def test_real_oddities_are_survived(library: Library, photos: Path) -> None:
    (photos / "empty.jpg").touch()
    (photos / "loop").symlink_to(photos)
    (photos / "broken.png").symlink_to(photos / "nowhere.png")
    report = library.index([photos])
    assert report.indexed == 3
    assert [problem.code for problem in report.failed] == ["empty"]
    assert [problem.path.name for problem in library.problems()] == ["empty.jpg"]
