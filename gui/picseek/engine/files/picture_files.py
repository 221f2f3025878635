"""What a library offers to do with the files of its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled, UsageError
from picseek.engine.files.exporting import Export
from picseek.engine.files.freedesktop_trash import find_trashed
from picseek.engine.files.lists import Entry, write_list
from picseek.engine.files.sources import Source, sources
from picseek.engine.files.targets import target_folder
from picseek.engine.files.trash import FileError, can_restore, move_back, move_to_bin
from picseek.engine.library_lock import finding_only
from picseek.engine.messages import say, sentence_of
from picseek.engine.store import Batch, FileRecord, Forgotten
from picseek.engine.types.files import (
    BinnedFile,
    BinReport,
    ExportOptions,
    ExportReport,
    FileCounts,
    FileFailure,
    FilesDone,
    OnFilesDone,
    RestoreReport,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.store import Store

_CHUNK = 200
_NO_MODEL = 0


class _Scope(NamedTuple):
    """What a job is told: how to stop, and whom to tell how far it is."""

    token: CancelToken
    tell: OnFilesDone


class PictureFiles:
    """Exports, lists and the system's bin. Safe to use from any thread; everything blocks.

    Every method may raise a LibraryError.
    """

    def __init__(
        self, store: Store, models: OpenModels, library: Path, writable: Callable[[], bool]
    ) -> None:
        """Args: library: Its folder, in which nothing is exported to."""
        self._store = store
        self._models = models
        self._library = library
        self._writable = writable

    def paths(self, ids: Sequence[int], token: CancelToken | None = None) -> list[Path]:
        """A file of each picture: one that is there, else the one known longest.

        Pictures that left the library are left out.

        Raises:
            Cancelled: Through the token.
        """
        found = sources(self._store, ids, token or CancelToken())
        return [each.present() or each.row.path for each in found]

    def counts(self, ids: Sequence[int], token: CancelToken | None = None) -> FileCounts:
        """How many files hold these pictures.

        Raises:
            Cancelled: Through the token.
        """
        pictures = files = several = 0
        for source in sources(self._store, ids, token or CancelToken()):
            pictures += 1
            files += len(source.places)
            several += len(source.places) > 1
        return FileCounts(pictures, files, several)

    def export(
        self,
        ids: Sequence[int],
        options: ExportOptions,
        token: CancelToken | None = None,
        on_done: OnFilesDone | None = None,
    ) -> ExportReport:
        """Write copies of pictures into a folder. No file there is ever replaced.

        Args:
            ids: Of pictures, in the order they are numbered in where names clash.
            options: Where to, and what of them.
            token: Stops it; the report then says so.
            on_done: Called on this thread after each picture.

        Raises:
            UsageError: The folder is none that can be written to, or belongs to the library; or
                an option is out of its range.
        """
        side = options.longest_side
        if not 1 <= options.quality <= 100 or (side is not None and side < 1):
            raise UsageError(
                say("The quality goes from 1 to 100, and a picture has a pixel at least.")
            )
        options = replace(options, folder=target_folder(options.folder, self._library))
        token = token or CancelToken()
        export = Export(options, len(ids), token, on_done or _tell_nobody)
        return export.run(sources(self._store, ids, token))

    def save_list(
        self,
        ids: Sequence[int],
        file: Path,
        scores: Mapping[int, float] | None = None,
        token: CancelToken | None = None,
        on_done: OnFilesDone | None = None,
    ) -> int:
        """Write a list of pictures: CSV, JSON, M3U, or one path a line, as its suffix says.

        A file of that name is replaced, once the new one is whole. Names that are no UTF-8 are
        written byte by byte; in JSON as `os.fsencode` understands them.

        Args:
            ids: Of pictures, in the order of the ranks, from 1 on.
            file: Where to.
            scores: Of those that were searched for.
            token: Stops it; nothing is written then.
            on_done: Called on this thread now and then.

        Returns:
            How many pictures are in it.

        Raises:
            Cancelled: Through the token.
            UsageError: The file cannot be written; the text says why.
        """
        scope = _Scope(token or CancelToken(), on_done or _tell_nobody)
        written = 0

        def entries() -> Iterator[Entry]:
            nonlocal written
            for rank, source in enumerate(sources(self._store, ids, scope.token), 1):
                yield Entry(rank, source.row, (scores or {}).get(source.row.id))
                written = rank
                if not rank % _CHUNK:
                    scope.tell(FilesDone(rank, len(ids)))

        write_list(file, entries())
        return written

    # The system's bin

    @property
    def can_restore(self) -> bool:
        """Whether this system's bin gives files back: `restore` works."""
        return can_restore()

    def bin(
        self,
        ids: Sequence[int],
        *,
        every_copy: bool,
        token: CancelToken | None = None,
        on_done: OnFilesDone | None = None,
    ) -> BinReport:
        """Move files of pictures to the system's bin, and forget them at once.

        Args:
            ids: Of pictures.
            every_copy: All files that hold them; else only the one that their rows show.
            token: Stops it; the report then says so.
            on_done: Called on this thread after each picture.

        Raises:
            LibraryLocked: This process may only read.
        """
        self._require_writable()
        scope = _Scope(token or CancelToken(), on_done or _tell_nobody)
        binned: list[BinnedFile] = []
        failed: list[FileFailure] = []
        cancelled, forgotten = False, 0
        try:
            for number, source in enumerate(sources(self._store, ids, scope.token), 1):
                scope.token.raise_if_cancelled()
                self._bin_one(source, every_copy, binned, failed)
                if len(binned) - forgotten >= _CHUNK:
                    self._forget(binned[forgotten:])
                    forgotten = len(binned)
                scope.tell(FilesDone(number, len(ids)))
        except Cancelled:
            cancelled = True
        finally:
            self._forget(binned[forgotten:])
        return BinReport(tuple(binned), tuple(failed), cancelled)

    def restore(
        self,
        binned: Sequence[BinnedFile],
        token: CancelToken | None = None,
        on_done: OnFilesDone | None = None,
    ) -> RestoreReport:
        """Move files back from the system's bin; the library knows them again, vectors and all.

        Args:
            binned: As `bin` reported them.
            token: Stops it; the report then says so.
            on_done: Called on this thread after each file.

        Raises:
            LibraryLocked: This process may only read.
            UsageError: This system's bin does not give files back.
        """
        self._require_writable()
        if not can_restore():
            raise UsageError(
                say("Open the bin to take files out of it; Picseek cannot on this system.")
            )
        scope = _Scope(token or CancelToken(), on_done or _tell_nobody)
        trashed = find_trashed([each.path for each in binned])
        restored: list[BinnedFile] = []
        failed: list[FileFailure] = []
        try:
            for number, each in enumerate(binned, 1):
                if scope.token.cancelled:
                    break
                try:
                    move_back(trashed.get(each.path))
                    restored.append(each)
                except FileError as error:
                    failed.append(FileFailure(each.path, sentence_of(error)))
                scope.tell(FilesDone(number, len(binned)))
        finally:
            self._remember(restored)
        paths = tuple(each.path for each in restored)
        return RestoreReport(paths, tuple(failed), scope.token.cancelled)

    # Inside

    def _bin_one(
        self,
        source: Source,
        every_copy: bool,
        binned: list[BinnedFile],
        failed: list[FileFailure],
    ) -> None:
        for path in source.places if every_copy else source.places[:1]:
            try:
                binned.append(BinnedFile(path, source.row.id, move_to_bin(path)))
            except FileError as error:
                failed.append(FileFailure(path, sentence_of(error)))

    def _forget(self, binned: Sequence[BinnedFile]) -> None:
        """Let the library follow what the disk has lost already."""
        folders: dict[Path, list[str]] = {}
        for each in binned:
            folders.setdefault(each.path.parent, []).append(each.path.name)
        for folder, names in folders.items():
            forgotten: Forgotten = self._store.forget_files(folder, names)
            self._models.unlist(forgotten.orphaned)

    def _remember(self, restored: Sequence[BinnedFile]) -> None:
        """Take files in again as they were: their contents and vectors were never deleted."""
        records = []
        for each in restored:
            content_hash = self._store.hash_of(each.picture_id)
            if content_hash is not None:
                status = each.path.stat()
                records.append(
                    FileRecord(each.path, status.st_size, status.st_mtime_ns, content_hash)
                )
        for start in range(0, len(records), _CHUNK):
            self._store.save(Batch(_NO_MODEL, records[start : start + _CHUNK]))
        self._models.relist(_ids(each.picture_id for each in restored))

    def _require_writable(self) -> None:
        if not self._writable():
            raise finding_only()


def _ids(numbers: Iterator[int]) -> NDArray[np.int64]:
    import numpy as np

    return np.array(sorted(set(numbers)), np.int64)


def _tell_nobody(_done: FilesDone) -> None:
    pass
