"""Moves files of pictures to the system's trash and back, and updates the library."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from picseek.engine.decoding.content_hash import content_hash
from picseek.engine.errors import Cancelled, LibraryError, PictureError
from picseek.engine.files.freedesktop_trash import TrashEntry, trash_entries
from picseek.engine.files.sources import reason_unavailable
from picseek.engine.files.trash import FileError, move_out_of_trash, move_to_trash
from picseek.engine.filesystem.times import UNCERTAIN, storable_times
from picseek.engine.messages import error_message, message
from picseek.engine.store import Batch, FileRecord
from picseek.engine.types.files import (
    FileFailure,
    FilesDone,
    OnFilesDone,
    RestoreReport,
    TrashedFile,
    TrashReport,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.cancel import CancelToken
    from picseek.engine.files.sources import Source
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.store import PictureFile, Store

_CHUNK = 200
_NO_MODEL = 0


class Scope(NamedTuple):
    """A job's token, and the callback for its progress."""

    token: CancelToken
    on_done: OnFilesDone


class TrashJob:
    """Moves files to the trash. Use once. Moved files are recorded even if a later one fails."""

    def __init__(self, store: Store, models: OpenModels, *, every_copy: bool) -> None:
        self._store = store
        self._models = models
        self._every_copy = every_copy
        self._trashed: list[TrashedFile] = []
        self._failed: list[FileFailure] = []
        self._gone: list[Path] = []

    def run(self, found: Iterable[Source], total: int, scope: Scope) -> TrashReport:
        """Move the files of pictures to the trash; see `PictureFiles.move_to_trash`."""
        cancelled, stopped = False, ""
        try:
            try:
                for number, source in enumerate(found, 1):
                    scope.token.raise_if_cancelled()
                    self._trash(source)
                    if len(self._gone) >= _CHUNK:
                        self._forget()
                    scope.on_done(FilesDone(number, total))
            except Cancelled:
                cancelled = True
            finally:
                self._forget()
        except LibraryError as error:  # the files are in the trash nevertheless
            stopped = error_message(error)
        return TrashReport(tuple(self._trashed), tuple(self._failed), cancelled, stopped)

    def _trash(self, source: Source) -> None:
        for names in source.by_identity():
            if self._every_copy or any(file.path == source.row.path for file in names):
                self._trash_file(names)

    def _trash_file(self, names: Sequence[PictureFile]) -> None:
        """Move one file under all of its names, so that no link is left without its target."""
        try:
            _require_unchanged(names[0])
        except FileError as error:
            self._failed.append(FileFailure(names[0].path, error_message(error)))
            return
        moved = False
        # Links first: the system moves none that leads nowhere.
        for file in sorted(names, key=lambda file: not os.path.islink(file.path)):  # noqa: PTH114
            if moved and not os.path.lexists(file.path):
                self._gone.append(file.path)  # another path of a moved file
                continue
            try:
                self._trashed.append(_moved(file))
            except FileError as error:
                self._failed.append(FileFailure(file.path, error_message(error)))
            else:
                self._gone.append(file.path)
                moved = True

    def _forget(self) -> None:
        """Remove the moved files from the library."""
        folders: dict[Path, list[str]] = {}
        for path in self._gone:
            folders.setdefault(path.parent, []).append(path.name)
        for folder, names in folders.items():
            self._models.unlist(self._store.files.remove(folder, names).orphaned)
        self._gone.clear()


class RestoreJob:
    """Restores files from the trash. Use once."""

    def __init__(self, store: Store, models: OpenModels) -> None:
        self._store = store
        self._models = models
        self._restored: set[TrashedFile] = set()
        self._failed: list[FileFailure] = []
        self._records: list[tuple[int, FileRecord]] = []

    def run(self, trashed: Sequence[TrashedFile], scope: Scope) -> RestoreReport:
        """Take files out of the trash; see `PictureFiles.restore`."""
        stopped = ""
        entries = trash_entries(each.path for each in trashed)
        try:
            try:
                # Links were moved before what they lead to.
                for number, each in enumerate(reversed(trashed), 1):
                    if scope.token.cancelled:
                        break
                    self._restore(each, entries.get(each.path, ()))
                    scope.on_done(FilesDone(number, len(trashed)))
            finally:
                self._save()
        except LibraryError as error:
            stopped = error_message(error)
        paths = tuple(each.path for each in trashed if each in self._restored)
        return RestoreReport(paths, tuple(self._failed), scope.token.cancelled, stopped)

    def _restore(self, each: TrashedFile, entries: Sequence[TrashEntry]) -> None:
        try:
            move_out_of_trash(_entry_of(each, entries))
        except FileError as error:
            self._failed.append(FileFailure(each.path, error_message(error)))
            return
        self._restored.add(each)
        record = self._read(each)
        if record is not None:
            self._records.append((each.picture_id, record))
        if len(self._records) >= _CHUNK:
            self._save()

    def _read(self, each: TrashedFile) -> FileRecord | None:
        """Read a file; None if that fails, which the next run reports."""
        try:
            found = self._models.decoder.decode(each.path, (each.content_hash,))
        except PictureError:
            return None
        return FileRecord(
            each.path,
            found.size,
            found.mtime_ns,
            found.content_hash,
            found.facts,
            found.captions,
            found.taken,
            found.ctime_ns,
        )

    def _save(self) -> None:
        """Add files to the library again; their contents and vectors were not deleted."""
        if self._records:
            self._store.save(Batch(_NO_MODEL, [record for _, record in self._records]))
            self._models.relist(_ids(picture_id for picture_id, _ in self._records))
            self._records.clear()


def _require_unchanged(file: PictureFile) -> None:
    """Raises: FileError, if a file has changed since it was indexed."""
    try:
        status = os.stat(file.path)  # noqa: PTH116 - of what a link leads to
    except (OSError, ValueError):
        raise FileError(reason_unavailable(file.path)) from None
    times = storable_times(status)
    is_known = file.ctime_ns in (0, times.ctime_ns) and file.ctime_ns != UNCERTAIN
    if is_known and (status.st_size, times.mtime_ns) == (file.size, file.mtime_ns):
        return
    try:
        found = content_hash(file.path)
    except PictureError as error:
        raise FileError(error_message(error)) from error
    if found != file.content_hash:
        raise FileError(
            message("It has changed since it was indexed. Check its folder for changes first.")
        )


def _moved(file: PictureFile) -> TrashedFile:
    """Move a file to the trash; raises: FileError, if that fails."""
    try:
        identity = _identity(file.path)
    except OSError:
        raise FileError(reason_unavailable(file.path)) from None
    at = move_to_trash(file.path)
    return TrashedFile(file.path, file.picture_id, at, identity, file.content_hash)


def _entry_of(trashed: TrashedFile, entries: Sequence[TrashEntry]) -> TrashEntry | None:
    """The entry of exactly this file among those with its path."""
    for entry in entries:
        try:
            if _identity(entry.content) == trashed.identity:
                return entry
        except OSError:
            continue
    # On another disk, or one without stable inodes.
    return next((entry for entry in entries if _holds(entry, trashed)), None)


def _holds(entry: TrashEntry, trashed: TrashedFile) -> bool:
    _, _, size, _ = trashed.identity
    try:
        return _identity(entry.content)[2] == size and (
            content_hash(entry.content) == trashed.content_hash
        )
    except (OSError, PictureError):
        return False


def _identity(path: Path) -> tuple[int, int, int, int]:
    """See `TrashedFile.identity`; raises: OSError, if there is nothing."""
    status = path.lstat()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _ids(numbers: Iterator[int]) -> NDArray[np.int64]:
    import numpy as np

    return np.array(sorted(set(numbers)), np.int64)
