"""How much disk space a library uses, and freeing some of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.errors import LibraryUnwritable, ModelError
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.messages import message
from picseek.engine.types.settings import ModelStorage, StorageSizes

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.store import Store, VectorSet

_BATCH = 5_000  # vectors deleted in one transaction, for which a search may have to wait
_FLOAT_BYTES = 4

NoRun = Callable[[str], AbstractContextManager[None]]
"""Blocks index runs; its argument names the purpose. Raises UsageError during a run."""


class Storage:
    """Measures and frees disk space. Safe to use from any thread; every method blocks."""

    def __init__(
        self, store: Store, thumbnails: ThumbnailFolder, models: OpenModels, no_run: NoRun
    ) -> None:
        self._store = store
        self._thumbnails = thumbnails
        self._models = models
        self._no_run = no_run

    def sizes(self, token: CancelToken) -> StorageSizes:
        """Measure the library.

        Raises:
            Cancelled: Through `token`.
        """
        sets = self._models.sorted_sets()
        used = [
            self._model_storage(each, token, in_use=True)
            for each in sets.in_use.values()
            if each.stored
        ]
        others = [
            self._model_storage(each, token, in_use=False) for each in sets.others if each.stored
        ]
        models = used + others
        database, free = self._store.database.sizes()
        models.sort(key=lambda model: model.size, reverse=True)
        thumbnails = _size_of(self._thumbnails.root, token)
        return StorageSizes(thumbnails, tuple(models), database, free)

    def _model_storage(self, each: VectorSet, token: CancelToken, *, in_use: bool) -> ModelStorage:
        index = _size_of(self._models.folder_of(each.model, each.id), token)
        return ModelStorage(
            each.model,
            self._title(each.model),
            each.stored,
            each.stored * each.dim * _FLOAT_BYTES + index,
            each.id,
            in_use,
            each.host,
        )

    def _title(self, model: str) -> str:
        try:
            return self._models.spec(model).title
        except ModelError:
            return model  # of a newer version of Picseek

    def clear_thumbnails(self, token: CancelToken) -> None:
        """Delete all thumbnails; each is created again when it is needed.

        Raises:
            Cancelled: Through `token`; some are deleted.
            UsageError: An index run is in progress.
            LibraryUnwritable: One cannot be deleted.
        """
        with self._no_run(message("deleting thumbnails")), _deleting(self._thumbnails.root):
            self._thumbnails.clear(token.raise_if_cancelled)

    def remove_vectors(self, model: ModelStorage, token: CancelToken) -> None:
        """Delete a set of vectors; to use the model again, the pictures must be indexed again.

        Args:
            model: One of `sizes`.
            token: Checked between two batches.

        Raises:
            Cancelled: Through `token`; some vectors are deleted.
            UsageError: An index run is in progress.
            LibraryUnwritable: The model's index cannot be deleted.
        """
        with self._no_run(message("removing a model's data")):
            while len(dropped := self._store.vectors.drop(model.vector_set, _BATCH)):
                self._models.unlist(dropped, model.vector_set)
                token.raise_if_cancelled()
            folder = self._models.folder_of(model.id, model.vector_set)
            with _deleting(folder), suppress(FileNotFoundError):
                shutil.rmtree(folder)

    def compact(self, token: CancelToken) -> None:
        """Rewrite the database without its free pages.

        Raises:
            Cancelled: Through `token`; nothing has changed.
            UsageError: An index run is in progress.
            LibraryError: It failed, for example because the disk has too little free space.
        """
        with self._no_run(message("compacting the database")):
            self._store.database.compact(lambda: token.cancelled)


@contextmanager
def _deleting(folder: Path) -> Iterator[None]:
    """Raise LibraryUnwritable for errors of deleting."""
    try:
        yield
    except OSError as error:
        raise LibraryUnwritable(
            message(
                "Some files in {folder} couldn't be deleted ({reason}). Check the "
                "permissions of that folder, then try again.",
                folder=folder,
                reason=os_reason(error),
            )
        ) from error


def _size_of(folder: Path, token: CancelToken) -> int:
    """Bytes of all files in a folder and its subfolders; those deleted meanwhile do not count."""
    total = 0
    for parent, _folders, names in os.walk(folder):
        token.raise_if_cancelled()
        for name in names:
            with suppress(OSError):
                total += os.stat(os.path.join(parent, name)).st_size  # noqa: PTH116, PTH118
    return total
