"""The real `PictureFiles` on a fake library, with a trash of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from picseek.engine.decoding.decoder import Decoded
from picseek.engine.files import PictureFiles
from picseek.engine.models.open_models import OpenModels
from picseek.engine.store import Batch, PictureFile, Removed, Store
from picseek.engine.types import ANY_FILE, PictureRow, ShownFiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tests.support.ui.fake_library import FakeLibrary


class _Decoder:
    """Believes that a file holds what it held."""

    def decode(self, path: Path, known: tuple[bytes, ...]) -> Decoded:
        status = path.stat()
        return Decoded(known[0], status.st_size, status.st_mtime_ns, None, b"")


class _NoModels:
    decoder = _Decoder()

    def unlist(self, picture_ids: NDArray[np.int64]) -> None:
        pass

    def relist(self, picture_ids: NDArray[np.int64]) -> None:
        pass


class _FakeStore:
    """The part of a store that `PictureFiles` uses."""

    def __init__(self, library: FakeLibrary) -> None:
        self._library = library
        self.pictures = self.files = self
        self._gone: dict[bytes, PictureRow] = {}

    def rows(self, ids: Sequence[int], shown: ShownFiles = ANY_FILE) -> list[PictureRow]:
        return self._library.rows(ids, shown)

    def of_pictures(self, ids: Sequence[int]) -> list[PictureFile]:
        copies = self._library.fake_browsing.also_at
        return [
            self._indexed(row.id, path)
            for row in self.rows(ids)
            for path in (row.path, *copies.get(row.id, ()))
        ]

    def _indexed(self, picture_id: int, path: Path) -> PictureFile:
        size, mtime_ns = 0, 0
        if path.exists():
            size, mtime_ns = path.stat().st_size, path.stat().st_mtime_ns
        return PictureFile(picture_id, path, size, mtime_ns, 0, self.hash_of(picture_id))

    def remove(self, folder: Path, names: Sequence[str]) -> Removed:
        copies = self._library.fake_browsing.also_at
        for path in (folder / name for name in names):
            for places in copies.values():
                if path in places:
                    places.remove(path)
            for row in self._library.all_rows():
                if row.path == path:
                    self._gone[self.hash_of(row.id)] = row
                    self._library.drop_picture(path)
                    if others := copies.get(row.id):
                        self._library.put_row(replace(row, path=others.pop(0)))
        return Removed(len(names))

    def hash_of(self, picture_id: int) -> bytes:
        return picture_id.to_bytes(16)

    def save(self, batch: Batch) -> None:
        for record in batch.files:
            self._library.put_row(replace(self._gone[record.content_hash], path=record.path))


def fake_files(library: FakeLibrary, writable: Callable[[], bool]) -> PictureFiles:
    """What a fake library offers to do with files."""
    store, models = cast("Store", _FakeStore(library)), cast("OpenModels", _NoModels())
    return PictureFiles(store, models, library.path, writable)
