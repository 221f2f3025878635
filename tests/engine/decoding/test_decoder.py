from __future__ import annotations

import errno
import hashlib
import io
import os
import pickle
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import ExifTags, Image

from picseek.engine.decoding.decoder import Decoded, Decoder, DecodeTask
from picseek.engine.decoding.opening import DecodeLimits
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.errors import DiskFull, LibraryUnwritable, PictureError
from picseek.engine.metadata.dates import Taken
from picseek.engine.types import DateSource, PictureFacts, ProblemCode
from picseek.engine.workers.pool import WorkerPool
from tests.support.drawing import CORNERS, difference, encoded, exif, huge_png, scene, written
from tests.support.picture_files import age

LIKE = 8.0  # the most that a codec's losses make of `difference`


@dataclass(frozen=True)
class Corners:
    """A preparer: the colours in the corners, 3 bytes each."""

    min_side: int = 0

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        assert picture.mode == "RGB"
        assert min(picture.size) >= min(self.min_side, facts.width, facts.height)
        right, bottom = picture.width - 1, picture.height - 1
        pixels = np.asarray(picture)
        return b"".join(pixels[y, x].tobytes() for y in (0, bottom) for x in (0, right))


def assert_corners(prepared: bytes) -> None:
    colours = np.frombuffer(prepared, np.uint8).reshape(4, 3).astype(int)
    assert np.abs(colours - np.array(CORNERS)).max() < 24


def test_one_decode_gives_everything(tmp_path: Path) -> None:
    made = exif(
        {ExifTags.Base.Make: "Canon", ExifTags.Base.Model: "EOS"},
        {ExifTags.Base.DateTimeOriginal: "2008:05:30 15:56:01"},
    )
    path = written(tmp_path / "photo.jpg", encoded(scene(1600, 1200), exif=made, comment=b"secret"))
    age(path)
    thumbnails = ThumbnailFolder(tmp_path / "thumbnails")
    decoded = Decoder(Corners(min_side=300), thumbnails)(DecodeTask(str(path)))
    content_hash = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    status = path.stat()
    taken = Taken(datetime(2008, 5, 30, 15, 56, 1), DateSource.CAMERA)
    facts = PictureFacts(1600, 1200, "JPEG", taken.at, "Canon EOS", taken.source)
    assert decoded == Decoded(
        content_hash,
        status.st_size,
        status.st_mtime_ns,
        facts,
        decoded.prepared,
        captions="secret",
        taken=taken,
        ctime_ns=status.st_ctime_ns,
    )
    assert_corners(decoded.prepared)
    data = thumbnails.path_of(content_hash).read_bytes()
    with Image.open(io.BytesIO(data)) as thumbnail:
        assert thumbnail.size == (320, 240)
        assert difference(thumbnail, scene()) < LIKE
    assert b"secret" not in data
    assert b"Canon" not in data


def test_a_known_content_is_only_hashed(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.jpg", b"a picture that would fail")
    content_hash = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    thumbnails = ThumbnailFolder(tmp_path / "thumbnails")
    decoder = Decoder(Corners(), thumbnails)
    decoded = decoder(DecodeTask(str(path), known=(bytes(16), content_hash)))
    assert (decoded.content_hash, decoded.facts, decoded.prepared) == (content_hash, None, b"")
    assert not thumbnails.root.exists()
    with pytest.raises(PictureError, match="isn't a picture"):
        decoder(DecodeTask(str(path), known=(bytes(16),)))


def test_a_large_file_is_read_in_pieces_to_the_same_end(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.tiff", encoded(scene(), "TIFF"))
    thumbnails = ThumbnailFolder(tmp_path / "thumbnails")
    task = DecodeTask(str(path))
    whole = Decoder(Corners(), thumbnails)(task)
    in_pieces = Decoder(Corners(), thumbnails, DecodeLimits(bytes_in_memory=1000))(task)
    assert in_pieces == whole
    path.write_bytes(b"")
    with pytest.raises(PictureError, match="empty"):
        Decoder(None, thumbnails, DecodeLimits(bytes_in_memory=-1))(task)


def test_without_a_preparer_nothing_is_prepared(tmp_path: Path) -> None:
    path = written(tmp_path / "photo.jpg", encoded(scene()))
    decoder: Decoder = pickle.loads(
        pickle.dumps(Decoder(None, ThumbnailFolder(tmp_path / "thumbnails")))
    )
    decoded = decoder(DecodeTask(str(path)))
    assert decoded.prepared == b""
    assert decoder.thumbnails.exists(decoded.content_hash)


@pytest.mark.parametrize(
    ("number", "expected"), [(errno.ENOSPC, DiskFull), (errno.EROFS, LibraryUnwritable)]
)
def test_no_place_for_thumbnails_ends_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, expected: type[Exception]
) -> None:
    def fail(self: ThumbnailFolder, *args: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(ThumbnailFolder, "save", fail)
    path = written(tmp_path / "photo.jpg", encoded(scene()))
    with pytest.raises(expected, match=r"\.$"):
        Decoder(None, ThumbnailFolder(tmp_path / "t"))(DecodeTask(str(path)))


def test_in_worker_processes(tmp_path: Path) -> None:
    files = [
        written(tmp_path / "good.jpg", encoded(scene(1600, 1200))),
        written(tmp_path / "bomb.png", huge_png(100_000, 100_000)),
        written(tmp_path / "half.jpg", encoded(scene())[:700]),
        written(tmp_path / "good.png", encoded(scene(), "PNG")),
        tmp_path / "gone.jpg",
    ]
    decoder = Decoder(Corners(), ThumbnailFolder(tmp_path / "thumbnails"))
    answers: dict[int, Any] = {}
    with WorkerPool(decoder, workers=2, writable=decoder.thumbnails.root) as pool:
        for key, path in enumerate(files):
            pool.submit(key, DecodeTask(str(path)))
        while pool.in_flight:
            answers.update(pool.results(timeout=5.0))
    for key in (0, 3):
        assert_corners(answers[key].prepared)
        assert decoder.thumbnails.exists(answers[key].content_hash)
    assert [answers[key].code for key in (1, 2, 4)] == [
        ProblemCode.TOO_LARGE,
        ProblemCode.DAMAGED,
        ProblemCode.VANISHED,
    ]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_panorama_of_thirty_thousand_pixels(kind: str, tmp_path: Path) -> None:
    path = written(tmp_path / "wide", encoded(scene(30_000, 600), kind))
    thumbnails = ThumbnailFolder(tmp_path / "thumbnails")
    decoded = Decoder(Corners(), thumbnails)(DecodeTask(str(path)))
    assert decoded.facts == PictureFacts(30_000, 600, kind)
    with Image.open(thumbnails.path_of(decoded.content_hash)) as thumbnail:
        assert thumbnail.size == (1280, 26)
    assert_corners(decoded.prepared)


@pytest.mark.parametrize("name", ["a b'\"%41\n.jpg", os.fsdecode(b"caf\xe9.jpg"), "図.jpg"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    try:
        path = written(tmp_path / name, encoded(scene()))
    except OSError:
        pytest.skip("this file system has no such names")
    decoded = Decoder(None, ThumbnailFolder(tmp_path / "t"))(DecodeTask(str(path)))
    assert decoded.facts == PictureFacts(640, 480, "JPEG")
