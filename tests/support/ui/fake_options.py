"""The options of a fake library, held in memory, and what it seems to take up on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.cancel import CancelToken
from picseek.engine.disk_usage import Storage
from picseek.engine.indexing.options import LibraryOptions
from picseek.engine.store.records import ListedFile
from picseek.engine.types.settings import ModelStorage, StorageSizes
from tests.support.ui.fake_sending import FakeStore
from tests.support.ui.gate import Gate

if TYPE_CHECKING:
    from picseek.engine.types import PictureRow


class _Store(FakeStore):
    """As much of a store as the options need."""

    def __init__(
        self, folders: Callable[[], list[Path]], pictures: Callable[[], list[PictureRow]]
    ) -> None:
        super().__init__()
        self.files = self.folders = self
        self._folders = folders
        self._pictures = pictures

    def roots(self) -> list[Path]:
        return self._folders()

    def all(self) -> Iterator[ListedFile]:
        for row in self._pictures():
            size = (row.facts.width, row.facts.height)
            yield ListedFile(str(row.path.parent), row.path.name, row.size, *size)

    def clear_excluded(self) -> None:
        """None were excluded."""


class FakeOptions(LibraryOptions):
    """The real options over what is in memory."""

    def __init__(
        self, folders: Callable[[], list[Path]], pictures: Callable[[], list[PictureRow]]
    ) -> None:
        super().__init__(_Store(folders, pictures))  # type: ignore[arg-type]  # enough of one


class FakeStorage(Storage):
    """Has sizes, and frees by changing them.

    Attributes:
        held: What it seems to take up.
        done: What was freed, in order.
        gate: Holds each freeing.
        fails: Raised by the next one.
    """

    def __init__(self) -> None:
        models = (
            ModelStorage("builtin", "Built-in", 1200, 4_500_000),
            ModelStorage("far/one", "Far one", 300, 900_000),
        )
        self.held = StorageSizes(52_000_000, models, 8_000_000, 0)
        self.done: list[str] = []
        self.gate = Gate()
        self.fails: Exception | None = None

    def sizes(self, token: CancelToken) -> StorageSizes:
        token.raise_if_cancelled()
        return self.held

    def clear_thumbnails(self, token: CancelToken) -> None:
        self._free("thumbnails", token)
        self.held = replace(self.held, thumbnails=0)

    def remove_vectors(self, model: ModelStorage, token: CancelToken) -> None:
        self._free(model.id, token)
        models = tuple(each for each in self.held.models if each != model)
        self.held = replace(self.held, models=models, free=900_000)

    def compact(self, token: CancelToken) -> None:
        self._free("compact", token)
        self.held = replace(self.held, free=0)

    def _free(self, what: str, token: CancelToken) -> None:
        self.gate.wait(token)
        if self.fails is not None:
            error, self.fails = self.fails, None
            raise error
        self.done.append(what)
