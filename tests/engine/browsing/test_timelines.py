"""Places and marks of pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

from picseek.engine.browsing.timelines import Browsing
from picseek.engine.store import Store
from picseek.engine.types import PictureBadges, PictureLocation
from tests.support.stores import OTHER_SPEC, ROOT, fail, failure, picture, record, save


@pytest.fixture
def store(store: Store) -> Store:
    """One that looks into ROOT."""
    store.folders.add_root(ROOT)
    return store


# Places and marks


def test_a_picture_has_all_its_locations(store: Store, tmp_path: Path) -> None:
    here = tmp_path / "here.jpg"
    here.write_bytes(b"x")
    store.folders.add_root(tmp_path)
    save(store, record("a.jpg", "A"), record(here, "A"), record("other.jpg"))
    number = picture(store, "a.jpg")
    browsing = Browsing(store)
    assert browsing.locations(number) == [
        PictureLocation(ROOT / "a.jpg", present=False),
        PictureLocation(here, present=True),
    ]
    assert browsing.locations(999) == []
    assert browsing.badges([number]) == [PictureBadges(number, present=True)]


def test_a_picture_of_which_no_file_is_there_is_marked(store: Store) -> None:
    save(store, record("a.jpg", "A"), record("b.jpg", "A"))
    number = picture(store, "a.jpg")
    assert Browsing(store).badges([number]) == [PictureBadges(number, present=False)]


def test_links_to_a_file_are_distinguished_from_its_copies(store: Store, tmp_path: Path) -> None:
    store.folders.add_root(tmp_path)
    here, copy, hard, link = (tmp_path / f"{name}.jpg" for name in ("a", "copy", "hard", "link"))
    for path in (here, copy):
        path.write_bytes(b"x")
    hard.hardlink_to(here)
    try:
        link.symlink_to(here)
    except OSError:
        pytest.skip("nobody may make links here")
    save(store, *(record(path, "A") for path in (here, copy, hard, link)))
    number = picture(store, str(here))
    assert Browsing(store).badges([number]) == [PictureBadges(number, present=True, links=2)]


def test_what_failed_about_a_picture_is_reported(store: Store) -> None:
    save(store, record("a.jpg"))
    fail(store, failure("a.jpg"), model=store.vectors.ensure_set(OTHER_SPEC))
    number = picture(store, "a.jpg")
    [marks] = Browsing(store).badges([number])
    assert marks.problem == "The file is damaged."


def test_badges_are_in_order_and_unknown_pictures_count_as_missing(store: Store) -> None:
    save(store, record("a.jpg"), record("b.jpg"))
    ids = [picture(store, "b.jpg"), 999, picture(store, "a.jpg")]
    assert [marks.id for marks in Browsing(store).badges(ids)] == ids
    assert Browsing(store).badges([]) == []
