from __future__ import annotations

import errno
from pathlib import Path
from typing import IO, cast

import pytest
from PIL import Image

from picseek.engine.decoding.cache_tag import TAG_NAME
from picseek.engine.decoding.thumbnail_files import THUMBNAIL_SIDE, ThumbnailFolder, thumbnail_size
from tests.support.drawing import difference, scene

HASH = bytes(range(16))


@pytest.fixture
def folder(tmp_path: Path) -> ThumbnailFolder:
    return ThumbnailFolder(tmp_path / "thumbnails")


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((1600, 1200), (320, 240)),
        ((1200, 1600), (240, 320)),
        ((320, 320), (320, 320)),
        ((100, 80), (100, 80)),  # never enlarged
        ((1, 1), (1, 1)),
        ((6400, 640), (640, 64)),  # a panorama keeps 64 pixels
        ((30_000, 2_000), (960, 64)),
        ((2_000, 30_000), (64, 960)),
        ((30_000, 300), (1280, 13)),  # but is no longer than 1280
        ((30_000, 1), (1280, 1)),
        ((400, 10), (400, 10)),
    ],
)
def test_size(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert thumbnail_size(*size) == expected


def test_lies_in_a_folder_of_few(folder: ThumbnailFolder) -> None:
    path = folder.path_of(HASH)
    assert path == folder.root / "00" / "0102030405060708090a0b0c0d0e0f.jpg"


def test_saves_a_small_picture_that_looks_the_same(folder: ThumbnailFolder) -> None:
    picture = scene(1600, 1200)
    assert not folder.exists(HASH)
    folder.save(picture, HASH)
    assert folder.exists(HASH)
    with Image.open(folder.path_of(HASH)) as thumbnail:
        assert (thumbnail.format, thumbnail.mode) == ("JPEG", "RGB")
        assert max(thumbnail.size) == THUMBNAIL_SIDE
        assert difference(thumbnail, picture) < 4
    assert picture.size == (1600, 1200)
    assert folder.path_of(HASH).stat().st_size < 50_000


def test_keeps_the_one_there_is(folder: ThumbnailFolder) -> None:
    folder.save(scene(), HASH)
    before = folder.path_of(HASH).stat()
    folder.save(Image.new("RGB", (64, 64)), HASH)
    after = folder.path_of(HASH).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_makes_again_what_a_power_cut_left_empty(folder: ThumbnailFolder) -> None:
    folder.save(scene(), HASH)
    folder.path_of(HASH).write_bytes(b"")
    assert not folder.exists(HASH)
    folder.save(scene(), HASH)
    assert folder.exists(HASH)


def test_a_file_in_the_way_is_no_thumbnail(folder: ThumbnailFolder) -> None:
    folder.root.write_bytes(b"")
    assert not folder.exists(HASH)


def files_in(folder: ThumbnailFolder) -> list[str]:
    """Names of all files but the mark of a cache."""
    return [path.name for path in folder.root.rglob("*.*") if path.name != TAG_NAME]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_leaves_nothing_behind(
    folder: ThumbnailFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def opened_on_full_disk(path: Path, mode: str) -> IO[bytes]:
        with real(path, "wb") as part:
            part.write(b"what still fits")
        return cast("IO[bytes]", real(Path("/dev/full"), mode))

    folder.save(scene(), b"x" * 16)
    monkeypatch.setattr(Path, "open", opened_on_full_disk)
    with pytest.raises(OSError, match="No space") as caught:
        folder.save(scene(), HASH)
    assert caught.value.errno == errno.ENOSPC
    assert files_in(folder) == ["78" * 15 + ".jpg"]


def test_a_thumbnail_that_cannot_be_named_leaves_nothing_behind(
    folder: ThumbnailFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Path, _target: Path) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        folder.save(scene(), HASH)
    assert files_in(folder) == []


def test_appears_whole_or_not_at_all(
    folder: ThumbnailFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace
    seen: list[tuple[bool, int]] = []

    def watch(self: Path, target: Path) -> Path:
        seen.append((target.exists(), self.stat().st_size))
        return replace(self, target)

    folder.mark()
    monkeypatch.setattr(Path, "replace", watch)
    folder.save(scene(), HASH)
    assert seen == [(False, folder.path_of(HASH).stat().st_size)]


def test_a_twin_that_was_quicker_is_fine(
    folder: ThumbnailFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(self: Path, target: Path) -> Path:
        target.write_bytes(b"the twin's")
        raise PermissionError(errno.EACCES, "being read")  # what Windows says then

    monkeypatch.setattr(Path, "replace", too_late)
    folder.save(scene(), HASH)
    assert folder.path_of(HASH).read_bytes() == b"the twin's"
    assert len(files_in(folder)) == 1
