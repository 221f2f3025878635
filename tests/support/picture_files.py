"""A store with pictures in it, and what `PictureFiles` needs besides."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from picseek.engine.cancel import CancelToken
from picseek.engine.decoding.decoder import Decoder
from picseek.engine.decoding.on_demand import SingleDecoder
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.files import PictureFiles
from picseek.engine.models.open_models import OpenModels
from picseek.engine.store import Batch, FileRecord, Store
from picseek.engine.types import FilesDone, PictureFacts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class NoModels(OpenModels):
    """Records what is taken out of the vector indexes, and what comes back."""

    def __init__(self, thumbnails: Path) -> None:
        self.unlisted: list[int] = []
        self.relisted: list[int] = []
        self._reader = SingleDecoder(Decoder(None, ThumbnailFolder(thumbnails)))

    @property
    def decoder(self) -> SingleDecoder:
        return self._reader

    def unlist(self, picture_ids: NDArray[np.int64], vector_set: int = 0) -> None:
        self.unlisted += picture_ids.tolist()

    def relist(self, picture_ids: NDArray[np.int64]) -> None:
        self.relisted += picture_ids.tolist()


class Shelf:
    """Pictures on disk, known to a store.

    Attributes:
        writable: What the library says of itself.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self.store = store
        self.folder = folder / "photos"
        self.folder.mkdir()
        self.library = folder / "library"
        self.models = NoModels(self.library / "thumbnails")
        self.writable = True
        self.files = PictureFiles(store, self.models, self.library, lambda: self.writable)

    def put(self, name: str, content: bytes, facts: PictureFacts | None = None) -> int:
        """Write a file, and know it. Returns: its picture's id."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return self.know(path, content, facts)

    def draw(self, name: str, colour: tuple[int, int, int] = (200, 40, 40)) -> int:
        """Draw a small JPEG, and know it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (64, 48), colour).save(path, "JPEG")
        return self.know(path, path.read_bytes())

    def know(self, path: Path, content: bytes, facts: PictureFacts | None = None) -> int:
        """Know a file, there or not."""
        there = path.exists()
        stat = path.stat() if there else None
        record = FileRecord(
            path,
            len(content),
            stat.st_mtime_ns if stat else 0,
            hashlib.blake2b(content, digest_size=16).digest(),
            facts or PictureFacts(64, 48, "JPEG"),
        )
        self.store.save(Batch(0, [record]))
        picture = self.store.pictures.at(path)
        assert picture is not None
        return picture

    def know_many(self, count: int) -> list[int]:
        """Know so many files that are not there, at once."""
        records = [
            FileRecord(
                self.folder / f"{number}.jpg",
                1,
                0,
                number.to_bytes(16),
                PictureFacts(64, 48, "JPEG"),
            )
            for number in range(count)
        ]
        self.store.save(Batch(0, records))
        return list(self.store.pictures.newest_first())

    def names(self, folder: Path) -> list[str]:
        """All names in a folder, hidden ones too."""
        return sorted(path.name for path in folder.iterdir())


@contextmanager
def shelf(folder: Path) -> Iterator[Shelf]:
    """A shelf in a folder; closed at the end."""
    (folder / "library").mkdir()
    database = folder / "library" / "library.sqlite"
    store = Store.open(database, thumbnail_of=lambda digest: folder / "library" / digest.hex())
    try:
        made = Shelf(store, folder)
        yield made
        made.models.decoder.close()
    finally:
        store.close()


def age(*paths: Path) -> None:
    """Let files be an hour old: one that was just written is read once more at the next run."""
    for path in paths:
        before = path.stat()
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns - 3_600_000_000_000))


class StopAfter:
    """Cancels a job after so many files. Give it as `on_done`."""

    def __init__(self, files: int) -> None:
        self.token = CancelToken()
        self.seen: list[FilesDone] = []
        self._files = files

    def __call__(self, done: FilesDone) -> None:
        self.seen.append(done)
        if done.done >= self._files:
            self.token.cancel()
