"""A library's operations on the files of its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import UsageError
from picseek.engine.files.exporting import Export
from picseek.engine.files.lists import Entry, write_list
from picseek.engine.files.sources import is_available, sources
from picseek.engine.files.targets import target_folder
from picseek.engine.files.trash import TRASH, can_restore
from picseek.engine.files.trash_jobs import RestoreJob, Scope, TrashJob
from picseek.engine.library_folder.lock import finding_only
from picseek.engine.messages import message
from picseek.engine.types import ANY_FILE, ShownFiles
from picseek.engine.types.files import (
    ExportOptions,
    ExportReport,
    FileCounts,
    FilesDone,
    OnFilesDone,
    RestoreReport,
    TrashedFile,
    TrashReport,
)

if TYPE_CHECKING:
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.store import Store

_CHUNK = 200


class PictureFiles:
    """Exports, lists and the system's trash. Safe to use from any thread; all methods block.

    Every method may raise a LibraryError.
    """

    def __init__(
        self, store: Store, models: OpenModels, library: Path, writable: Callable[[], bool]
    ) -> None:
        """Args: library: The library's folder, which is never exported to."""
        self._store = store
        self._models = models
        self._library = library
        self._writable = writable

    def paths(
        self,
        ids: Sequence[int],
        token: CancelToken | None = None,
        shown: ShownFiles = ANY_FILE,
    ) -> list[Path]:
        """An available file of each picture, preferably the one that is shown.

        Pictures that are no longer in the library are skipped.

        Raises:
            Cancelled: Through the token.
        """
        found = sources(self._store, ids, token or CancelToken(), shown)
        return [each.present() or each.row.path for each in found]

    def counts(self, ids: Sequence[int], token: CancelToken | None = None) -> FileCounts:
        """Number of files that hold these pictures; reads the disk if they have several.

        Raises:
            Cancelled: Through the token.
        """
        token = token or CancelToken()
        pictures = files = several = names = 0
        for source in sources(self._store, ids, token):
            token.raise_if_cancelled()
            distinct = source.by_identity()
            reachable = [
                each for each in distinct if len(distinct) == 1 or is_available(each[0].path)
            ]
            pictures += 1
            files += max(1, len(reachable))
            several += len(reachable) > 1
            names += max(1, sum(map(len, reachable)))
        return FileCounts(pictures, files, several, names)

    def export(
        self,
        ids: Sequence[int],
        options: ExportOptions,
        token: CancelToken | None = None,
        on_done: OnFilesDone | None = None,
        shown: ShownFiles = ANY_FILE,
    ) -> ExportReport:
        """Export pictures to a folder. Existing files are never replaced.

        Args:
            ids: Ids of pictures; if names clash, they are numbered in this order.
            options: The folder, format, size and metadata.
            token: Stops it; the report is then marked as cancelled.
            on_done: Called on this thread after each picture.
            shown: Which file of each picture to prefer.

        Raises:
            UsageError: The folder is not writable, or belongs to the library; or an option is out
                of range.
        """
        side = options.longest_side
        if not 1 <= options.quality <= 100 or (side is not None and side < 1):
            raise UsageError(
                message("The quality must be from 1 to 100, and the size at least 1 pixel.")
            )
        options = replace(options, folder=target_folder(options.folder, self._library))
        token = token or CancelToken()
        export = Export(options, len(ids), token, on_done or _ignore)
        return export.run(sources(self._store, ids, token, shown))

    def save_list(
        self,
        ids: Sequence[int],
        file: Path,
        scores: Mapping[int, float] | None = None,
        token: CancelToken | None = None,
        on_done: OnFilesDone | None = None,
        shown: ShownFiles = ANY_FILE,
    ) -> int:
        """Write a list of pictures; see `lists`. An existing file is replaced.

        Args:
            ids: Ids of pictures, ranked from 1 in this order.
            file: Its suffix selects the format.
            scores: By picture id, for search results.
            token: Stops it; nothing is written then.
            on_done: Called on this thread from time to time.
            shown: Which file of each picture is listed.

        Returns:
            The number of pictures in it.

        Raises:
            Cancelled: Through the token.
            UsageError: The file cannot be written.
        """
        scope = Scope(token or CancelToken(), on_done or _ignore)
        written = 0

        def entries() -> Iterator[Entry]:
            nonlocal written
            for rank, source in enumerate(sources(self._store, ids, scope.token, shown), 1):
                yield Entry(rank, source.row, (scores or {}).get(source.row.id))
                written = rank
                if not rank % _CHUNK:
                    scope.on_done(FilesDone(rank, len(ids)))

        write_list(file, entries())
        return written

    # The system's trash

    @property
    def can_restore(self) -> bool:
        """Whether `restore` works on this system."""
        return can_restore()

    def move_to_trash(
        self,
        ids: Sequence[int],
        *,
        every_copy: bool,
        token: CancelToken | None = None,
        on_done: OnFilesDone | None = None,
        shown: ShownFiles = ANY_FILE,
    ) -> TrashReport:
        """Move files of pictures to the system's trash, and remove them from the library.

        Files that have changed since they were indexed are not moved. All links to a file that the
        library knows are moved with it.

        Args:
            ids: Ids of pictures.
            every_copy: Move all files that hold them; else only the one that is shown.
            token: Stops it; the report is then marked as cancelled.
            on_done: Called on this thread after each picture.
            shown: Which file of each picture is shown.

        Raises:
            LibraryLocked: The library is open read-only.
        """
        self._require_writable()
        scope = Scope(token or CancelToken(), on_done or _ignore)
        found = sources(self._store, ids, scope.token, shown)
        return TrashJob(self._store, self._models, every_copy=every_copy).run(
            found, len(ids), scope
        )

    def restore(
        self,
        trashed: Sequence[TrashedFile],
        token: CancelToken | None = None,
        on_done: OnFilesDone | None = None,
    ) -> RestoreReport:
        """Restore files from the system's trash, and add them to the library with their vectors.

        Restores exactly what `move_to_trash` moved, even if other files with the same path are in
        the trash, and reads these files again.

        Args:
            trashed: From the report of `move_to_trash`.
            token: Stops it; the report is then marked as cancelled.
            on_done: Called on this thread after each file.

        Raises:
            LibraryLocked: The library is open read-only.
            UsageError: It does not work on this system; see `can_restore`.
        """
        self._require_writable()
        if not can_restore():
            raise UsageError(
                message(
                    "Picseek can't restore files from the {trash} on this system. Open "
                    "the {trash} to restore them.",
                    trash=TRASH,
                )
            )
        scope = Scope(token or CancelToken(), on_done or _ignore)
        return RestoreJob(self._store, self._models).run(trashed, scope)

    def _require_writable(self) -> None:
        if not self._writable():
            raise finding_only()


def _ignore(_done: FilesDone) -> None:
    pass
