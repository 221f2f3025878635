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

_AT_ONCE = 5_000  # vectors dropped in one transaction: a search waits no longer than for that
_FLOAT_BYTES = 4

NoRun = Callable[[str], AbstractContextManager[None]]
"""Keeps index runs out; its argument says before what, and it raises UsageError during one."""


class Storage:
    """Measures and frees. Safe to use from any thread; all of it blocks."""

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
        used = [self._of(each, token, in_use=True) for each in sets.in_use.values() if each.stored]
        others = [self._of(each, token, in_use=False) for each in sets.others if each.stored]
        models = used + others
        database, free = self._store.database.sizes()
        models.sort(key=lambda model: model.size, reverse=True)
        thumbnails = _bytes_below(self._thumbnails.root, token)
        return StorageSizes(thumbnails, tuple(models), database, free)

    def _of(self, each: VectorSet, token: CancelToken, *, in_use: bool) -> ModelStorage:
        index = _bytes_below(self._models.folder_of(each.model, each.id), token)
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
            return model  # a newer Picseek may have known it

    def clear_thumbnails(self, token: CancelToken) -> None:
        """Delete all thumbnails; each is made again from its picture when it is wanted.

        Raises:
            Cancelled: Through `token`; those deleted are gone.
            UsageError: An index run is going on.
            LibraryUnwritable: One cannot be deleted.
        """
        with self._no_run(message("clearing the thumbnails")), _deleting(self._thumbnails.root):
            self._thumbnails.clear(token.raise_if_cancelled)

    def remove_vectors(self, model: ModelStorage, token: CancelToken) -> None:
        """Delete a set of vectors; to use the model again, the pictures must be indexed again.

        Args:
            model: One of `sizes`.
            token: Stops it between two parts.

        Raises:
            Cancelled: Through `token`; what was removed stays removed.
            UsageError: An index run is going on.
            LibraryUnwritable: The model's index cannot be deleted.
        """
        with self._no_run(message("removing what a model knows")):
            while len(dropped := self._store.vectors.drop(model.vector_set, _AT_ONCE)):
                self._models.unlist(dropped, model.vector_set)
                token.raise_if_cancelled()
            folder = self._models.folder_of(model.id, model.vector_set)
            with _deleting(folder), suppress(FileNotFoundError):
                shutil.rmtree(folder)

    def compact(self, token: CancelToken) -> None:
        """Write the database anew without what is free in it.

        Raises:
            Cancelled: Through `token`; nothing has changed.
            UsageError: An index run is going on.
            LibraryError: The disk has not as much room again as the database takes up, say.
        """
        with self._no_run(message("compacting the library")):
            self._store.database.compact(lambda: token.cancelled)


@contextmanager
def _deleting(folder: Path) -> Iterator[None]:
    """Tell what the system says about deleting; raises: LibraryUnwritable."""
    try:
        yield
    except OSError as error:
        raise LibraryUnwritable(
            message(
                "Not all files in {folder} could be deleted ({reason}): check the permissions "
                "of that folder, and try again.",
                folder=folder,
                reason=os_reason(error),
            )
        ) from error


def _bytes_below(folder: Path, token: CancelToken) -> int:
    """Bytes of all files below a folder; what vanishes meanwhile does not count."""
    total = 0
    for where, _folders, names in os.walk(folder):
        token.raise_if_cancelled()
        for name in names:
            with suppress(OSError):
                total += os.stat(os.path.join(where, name)).st_size  # noqa: PTH116, PTH118
    return total
