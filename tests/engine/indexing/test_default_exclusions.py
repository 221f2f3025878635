"""Caches, thumbnails and derived copies are no pictures of the user's."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.indexing.scan import Scanner
from picseek.engine.library import Library
from tests.support.drawing import encoded, scene
from tests.support.picture_files import age

SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
"""As https://bford.info/cachedir/ has it."""


def put(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def found(root: Path) -> list[str]:
    return sorted(
        (folder.path / name).relative_to(root).as_posix()
        for folder in Scanner().scan(root)
        for name in folder.files
    )


def index(library: Path, pictures: Path) -> None:
    with closing(Library.open(library)) as opened:
        opened.index([pictures])


@pytest.mark.parametrize("tagged", [True, False], ids=["of this version", "of an older one"])
def test_thumbnails_of_another_library_are_no_pictures(tmp_path: Path, *, tagged: bool) -> None:
    pictures = tmp_path / "pictures"
    other = pictures / "old computer" / "Picseek"
    put(pictures / "a.jpg")
    (pictures / "a.jpg").write_bytes(encoded(scene()))
    index(other, pictures)
    tag = other / "thumbnails" / "CACHEDIR.TAG"
    assert tag.read_text(encoding="ascii").startswith(SIGNATURE)
    if not tagged:
        tag.unlink()
    assert found(pictures) == ["a.jpg"]
    with closing(Library.open(tmp_path / "library")) as library:
        assert library.index([pictures]).indexed == 1


def test_an_older_library_is_marked_when_it_is_opened(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    tag = tmp_path / "thumbnails" / "CACHEDIR.TAG"
    tag.unlink()
    Library.open(tmp_path, writable=False).close()
    assert not tag.exists(), "who only reads writes nothing"
    Library.open(tmp_path).close()
    assert tag.exists()


def test_deleted_thumbnails_are_marked_again(tmp_path: Path) -> None:
    thumbnails = ThumbnailFolder(tmp_path / "thumbnails")
    thumbnails.save(scene(), b"0123456789abcdef")
    assert (tmp_path / "thumbnails" / "CACHEDIR.TAG").exists()


def test_clearing_thumbnails_keeps_the_mark(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    put(pictures / "a.jpg")
    (pictures / "a.jpg").write_bytes(encoded(scene()))
    with closing(Library.open(tmp_path / "library")) as library:
        library.index([pictures])
        library.storage.clear_thumbnails(CancelToken())
    assert [path.name for path in (tmp_path / "library" / "thumbnails").iterdir()] == [
        "CACHEDIR.TAG"
    ]


def test_any_programs_cache_is_excluded(tmp_path: Path) -> None:
    put(tmp_path / "a.jpg", tmp_path / "cache" / "b.jpg", tmp_path / "cache" / "deep" / "c.jpg")
    (tmp_path / "cache" / "CACHEDIR.TAG").write_text(f"{SIGNATURE}\n# by somebody\n")
    assert found(tmp_path) == ["a.jpg"]
    assert found(tmp_path / "cache") == ["b.jpg", "deep/c.jpg"], "the user chose just this"


def test_a_file_that_is_only_called_so_is_no_tag(tmp_path: Path) -> None:
    put(tmp_path / "mine" / "b.jpg", tmp_path / "mine" / "CACHEDIR.TAG")
    (tmp_path / "folder" / "CACHEDIR.TAG").mkdir(parents=True)
    put(tmp_path / "folder" / "c.jpg")
    assert found(tmp_path) == ["folder/c.jpg", "mine/b.jpg"]


def test_what_apps_keep_out_of_galleries_is_excluded(tmp_path: Path) -> None:
    put(tmp_path / "DCIM" / "a.jpg", tmp_path / "app" / ".nomedia", tmp_path / "app" / "b.jpg")
    put(tmp_path / "app" / "stickers" / "c.webp")
    assert found(tmp_path) == ["DCIM/a.jpg"]
    assert found(tmp_path / "app") == ["b.jpg", "stickers/c.webp"]


def test_of_apples_libraries_only_the_originals_are_pictures(tmp_path: Path) -> None:
    photos, iphoto = tmp_path / "My.photoslibrary", tmp_path / "iPhoto Library"
    originals = (
        photos / "originals" / "0" / "a.heic",
        photos / "resources" / "renders" / "0" / "edited.jpeg",
        iphoto / "Masters" / "2009" / "b.jpg",
    )
    derived = (
        photos / "resources" / "derivatives" / "0" / "a.jpeg",
        photos / "resources" / "proxies" / "derivatives" / "c.jpg",
        iphoto / "Thumbnails" / "2009" / "b.jpg",
    )
    put(*originals, *derived, tmp_path / "Thumbnails" / "mine.jpg")
    assert found(tmp_path) == sorted(
        [*(path.relative_to(tmp_path).as_posix() for path in originals), "Thumbnails/mine.jpg"]
    )


def test_what_was_taken_for_pictures_before_is_forgotten(tmp_path: Path) -> None:
    pictures = tmp_path / "pictures"
    put(pictures / "cache" / "a.jpg", pictures / "b.jpg")
    for number, path in enumerate(sorted(pictures.rglob("*.jpg"))):
        path.write_bytes(encoded(scene(64 + number, 48)))
        age(path)
    with closing(Library.open(tmp_path / "library")) as library:
        assert library.index([pictures]).indexed == 2
        (pictures / "cache" / "CACHEDIR.TAG").write_text(SIGNATURE)
        report = library.index()
        assert (report.unchanged, report.removed) == (1, 1)
