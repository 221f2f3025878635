"""The public interface of the engine, for a window, a command line or a script.

    library = Library.open(Path("my library"))
    library.index([Path("Pictures")])
    for hit in library.search(Query("red sunset")).hits:
        print(hit.picture.path)
    library.close()

These need no open library: `LocalModels`, `models_without_library` and, for a damaged library,
`list_backups`, `restore_backup` and `start_again`.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.browsing.pictures import Pictures
from picseek.engine.browsing.timelines import Browsing
from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.disk_usage import Storage
from picseek.engine.embed.base import QueryInput
from picseek.engine.errors import LibraryError, PictureError
from picseek.engine.files import PictureFiles
from picseek.engine.filesystem.os_errors import os_reason
from picseek.engine.indexing.absences import Absences
from picseek.engine.indexing.chosen_folders import ChosenFolders
from picseek.engine.indexing.indexer import Indexer
from picseek.engine.indexing.options import LibraryOptions
from picseek.engine.indexing.run_lock import RunLock
from picseek.engine.indexing.second_look import SecondLook
from picseek.engine.library_folder.lock import finding_only
from picseek.engine.library_folder.names import DATABASE as DATABASE_NAME
from picseek.engine.library_folder.names import JOURNAL, THUMBNAILS, VECTORS
from picseek.engine.messages import message
from picseek.engine.models.local import LocalModels
from picseek.engine.models.open_models import OpenModels
from picseek.engine.models.registry import Registry
from picseek.engine.models.renewal import renewal_of
from picseek.engine.models.selection import ModelChoice, models_without_library
from picseek.engine.models.service import Service
from picseek.engine.models.speed import Speeds
from picseek.engine.recovery import DailyBackups, list_backups, restore_backup, start_again
from picseek.engine.search.answering import SearchService
from picseek.engine.search.explaining import Explainer
from picseek.engine.search.request import QueryReader
from picseek.engine.search.sidebar import Sidebar
from picseek.engine.sending.outgoing import Outgoing
from picseek.engine.sending.quote import Counted
from picseek.engine.sending.send_log import Ledger
from picseek.engine.store import Store, open_store
from picseek.engine.text.query_parser import parse
from picseek.engine.types import (
    ANY_FILE,
    ConsentPrompt,
    FolderRow,
    IndexReport,
    IndexRequest,
    LibraryStatus,
    ModelInfo,
    OnIndexEvent,
    Permit,
    PictureRow,
    Problem,
    ProblemCode,
    Query,
    Quote,
    SearchResult,
    SecondLookReport,
    SendLimits,
    SentRow,
    ShownFiles,
)

if TYPE_CHECKING:
    from picseek.engine.library_folder.lock import LibraryLock
    from picseek.engine.types.models import Renewal

__all__ = [
    "DATABASE_NAME",
    "Library",
    "LocalModels",
    "Sidebar",
    "list_backups",
    "models_without_library",
    "os_reason",
    "restore_backup",
    "start_again",
]


class Library:
    """One library: a folder that holds everything Picseek writes. Safe to use from any thread.

    Attributes:
        browsing: Timelines, locations and badges of pictures.
        pictures: Single pictures for a viewer: files, pixels, metadata.
        files: Operations on picture files: exports, lists, the system's trash.
        local: Models on this computer: list, download, add and delete them.
        sidebar: Subfolders of the chosen folders, and saved searches.
        absences: Unavailable pictures, whose drives are not connected.
        options: Exclusions and indexing options.
        storage: Measures and frees disk space.
        service: Options and key of the remote service; call `reconnect` after a change.
        explainer: Why a picture was found: regions, and what the model recognizes.
        speeds: How quickly models index pictures on this computer.
        outgoing: Consent to send pictures, prices, and the log of sent pictures.
        backups: Backups of the database, made at the end of index runs.
    """

    def __init__(self, path: Path, store: Store, lock: LibraryLock | None) -> None:
        """Use `open`."""
        self._path, self._store, self._lock = path, store, lock
        self._thumbnails = ThumbnailFolder(path / THUMBNAILS)
        self._ledger = Ledger.of_library(store, path if lock else None)
        self.options = LibraryOptions(store)
        self.service = Service(store)
        self.local = LocalModels(release=self._release_model)
        self.browsing = Browsing(store)
        self.sidebar = Sidebar(store)
        self.looking, self.side = self.browsing, self.sidebar  # earlier names, for scripts
        self._models = OpenModels(
            Registry(
                self.service.settings,
                host=lambda: self.service.host,
                cores=lambda: self.options.workers,
            ),
            store,
            path / VECTORS,
            self._thumbnails,
            self._ledger.listener,
        )
        self.pictures = Pictures(store)
        reader = QueryReader(store)
        self.explainer = Explainer(store, self._models, self.pictures, reader)
        self._choice = ModelChoice(store, self.service, self._models)
        self.speeds = Speeds(store.settings, self.local.times_slower)
        self.outgoing = Outgoing(store, self._models)
        self._search = SearchService(store, self._models, self.outgoing, reader)
        self._chosen_folders = ChosenFolders(store)
        self._run_lock = RunLock()
        self.storage = Storage(store, self._thumbnails, self._models, self._run_lock.without_runs)
        self.backups = DailyBackups(store, path)
        self.files = PictureFiles(store, self._models, path, lambda: self.writable)
        self.absences = Absences(store, self._models, self._run_lock, lambda: self.writable)
        self._indexer = Indexer(
            store,
            self._models,
            self.outgoing,
            self.options,
            self._ledger,
            self._thumbnails,
            self._run_lock,
        )
        self._troubles: list[Problem] = []  # of the last run, not stored

    @classmethod
    def open(cls, path: Path, *, writable: bool = True) -> Library:
        """Open a library, or create an empty one.

        Args:
            path: The library's folder.
            writable: Acquire the write lock, which one process at a time can hold; without it the
                library is read-only.

        Raises:
            LibraryError: It cannot be used.
        """
        path = path.expanduser().absolute()
        if not writable and (path / JOURNAL).exists():
            with suppress(LibraryError):  # recovery needs the write lock; another time
                cls.open(path).close()
        thumbnails = ThumbnailFolder(path / THUMBNAILS)
        store, lock = open_store(path, thumbnails.path_of, writable=writable)
        if writable:
            thumbnails.mark()
        return cls(path, store, lock)

    @property
    def path(self) -> Path:
        """The library's folder, absolute."""
        return self._path

    @property
    def writable(self) -> bool:
        """Whether this process holds the write lock."""
        return self._lock is not None

    def close(self) -> None:
        """Release all resources. Stop running jobs first; later calls fail."""
        self.pictures.close()
        self.explainer.close()
        self._models.close()
        self._ledger.close()
        self._store.close()
        if self._lock is not None:
            self._lock.release()

    # Folders and indexing

    def folders(self) -> list[FolderRow]:
        """The chosen folders, sorted by path."""
        return self._store.folders.root_rows()

    def add_folder(self, folder: Path) -> None:
        """Add a folder to the chosen ones, without indexing it yet.

        Raises:
            UsageError: It is not a readable folder.
            LibraryLocked: The library is open read-only.
        """
        self._require_writable()
        self._chosen_folders.choose(folder)

    def remove_folder(self, folder: Path) -> None:
        """Remove a folder and its files from the library, not from the disk.

        Raises:
            UsageError: An index run is in progress; it would add the files again.
            LibraryLocked: The library is open read-only.
        """
        self._require_writable()
        with self._run_lock.without_runs(message("removing a folder")):
            self._models.unlist(self._chosen_folders.remove(folder).orphaned)

    def index(
        self,
        folders: Sequence[Path] = (),
        *,
        model: str = "",
        retry_failed: bool = False,
        full: bool = False,
        limits: SendLimits | None = None,
        agreed: bool = False,
        permit: Permit | None = None,
        job: JobControl | None = None,
        on_event: OnIndexEvent | None = None,
    ) -> IndexReport:
        """Index with these fields of an `IndexRequest`; see `run_index`."""
        request = IndexRequest(
            tuple(folders),
            retry_failed,
            permit=permit,
            full=full,
            model=model,
            limits=limits or SendLimits(),
        )
        return self.run_index(request, agreed=agreed, job=job, on_event=on_event)

    def run_index(
        self,
        request: IndexRequest,
        *,
        agreed: bool = False,
        job: JobControl | None = None,
        on_event: OnIndexEvent | None = None,
    ) -> IndexReport:
        """Update the library from the disk. Blocks: call it on a background thread.

        Args:
            request: Its folders are added to the chosen ones unless they lie in one of these.
            agreed: The user agrees to send whatever this run finds, regardless of stored consent.
            job: Pauses or stops the run from another thread.
            on_event: Called on this thread: Progress (20 times a second at most), Problem,
                PicturesChanged, AwaitingAnswers.

        Raises:
            Cancelled: Through `job`; everything that was reported done is stored.
            ConsentNeeded: A picture would be sent, and the user has not agreed.
            ModelError: The model cannot be used; pictures are shown, and found by words.
            EngineError: The run cannot continue.
        """
        self._require_writable()
        job, on_event = job or JobControl(), on_event or (lambda _event: None)
        request = replace(
            request,
            folders=tuple(self._chosen_folders.add(request.folders)),
            model=request.model or self.current_model,
        )
        report = self._indexer.run(request, agreed=agreed, job=job, on_event=on_event)
        self.speeds.record(report.model, report.indexed, report.seconds - job.paused_seconds)
        self.backups.make_if_due(job, on_event)
        self._troubles = [problem for problem in report.failed if problem.code.temporary]
        return report

    def second_look(
        self,
        *,
        model: str = "",
        job: JobControl | None = None,
        on_event: OnIndexEvent | None = None,
    ) -> SecondLookReport:
        """Take the second look at all pictures that had none yet. Blocks.

        For idle time: it takes several times as long as the first look. It can be stopped at any
        moment and continued later, and index runs may happen meanwhile. See `index` for arguments.

        Raises:
            Cancelled: Through `job`; finished pictures are stored.
            ModelError: The model cannot be used.
            EngineError: It cannot continue.
        """
        self._require_writable()
        job = job or JobControl()
        return SecondLook(
            self._store,
            self._models.get(model or self.current_model, job),
            self._thumbnails,
            self._run_lock,
            self.options.workers,
            job,
            on_event or (lambda _event: None),
        ).run()

    def second_looks_left(self) -> int:
        """Number of pictures that still need the current model's second look."""
        spec = self._models.spec(self.current_model)
        return (
            self._store.second_looks.count(self._store.vectors.find_set(spec))
            if spec.second_look
            else 0
        )

    def problems(self) -> list[Problem]:
        """Temporary problems of the last run, then files that cannot be indexed, sorted by path."""
        return [*self._troubles, *self._store.files.problems()]

    # Finding

    def search(self, query: Query, token: CancelToken | None = None) -> SearchResult:
        """Find pictures; works during index runs.

        If a remote model cannot be used, or the model has embedded nothing, another model or words
        alone answer, and the result's note gives the reason.

        Raises:
            Cancelled: Through `token`.
            UsageError: The query has neither text nor examples.
            ModelError, PictureError: There is no such model; an example cannot be read.
        """
        return self._search.search(query, query.model or self.current_model, token or CancelToken())

    def browse(self, folder: Path | None = None) -> array[int]:
        """Ids of all pictures (in a folder), newest (taken, else modified) first. Type ``q``."""
        return self._store.pictures.newest_first(folder)

    def rows(self, ids: Sequence[int], shown: ShownFiles = ANY_FILE) -> list[PictureRow]:
        """Rows of these pictures, in the given order, without those no longer in the library."""
        return self._store.pictures.rows(ids, shown)

    def thumbnail(self, picture_id: int) -> Path:
        """The picture's thumbnail file, created from the original if it is missing.

        Blocks while a worker process decodes.

        Raises:
            PictureError: The original is missing or cannot be decoded.
        """
        for row in self._store.pictures.rows([picture_id]):
            if not row.thumbnail.exists():
                self._models.decoder.decode(row.path)
            return row.thumbnail
        raise PictureError(
            ProblemCode.VANISHED, message("This picture is no longer in the library.")
        )

    def quote(
        self,
        model: str = "",
        folders: Sequence[Path] = (),
        *,
        retry_failed: bool = False,
        token: CancelToken | None = None,
    ) -> Quote:
        """Estimate what `index` would send. Scans the folders, sends nothing; blocks.

        An `index` within the next minutes lists only folders that have changed since. See there for
        the arguments; but folders are not added to the library.

        Raises:
            Cancelled: Through `token`.
            ModelError: There is no such model.
        """
        model = model or self.current_model
        request = IndexRequest(tuple(folders), retry_failed, model=model)
        return self.outgoing.quote(model, self._indexer.count(request, token or CancelToken()))

    def permission(
        self, request: IndexRequest, token: CancelToken, on_counting: Callable[[], None]
    ) -> Permit | ConsentPrompt:
        """Decide what a run may send, or what the user must be asked first. Blocks while counting.

        Args:
            request: The run.
            token: Stops the counting.
            on_counting: Called before counting; never for a model on this computer.

        Raises:
            Cancelled, EngineError: Through `token`; the model cannot be used.
        """
        request = replace(request, model=request.model or self.current_model)

        def count_now() -> Counted:
            on_counting()
            return self._indexer.count(request, token)

        return self.outgoing.permission(
            request, count=count_now, described=lambda: self._is_described(request.model)
        )

    def sent(self, limit: int = 1000) -> list[SentRow]:
        """The newest rows of the log of sent data, the newest first."""
        return self.outgoing.sent(limit)

    def reconnect(self) -> None:
        """Apply a new key, address or rate to remote models.

        Raises:
            UsageError: An index run is in progress.
        """
        with self._run_lock.without_runs(message("changing the service")):
            self._models.reconnect()

    def test_model(self, model: str = "", token: CancelToken | None = None) -> None:
        """Embed one word with a model, to check its key and connection; costs almost nothing.

        Raises:
            Cancelled: Through `token`.
            ModelError: The model cannot be used.
        """
        opened = self._models.get(model or self.current_model, token := token or CancelToken())
        opened.embedder.embed_query(QueryInput(parse("picture")), token)

    # Models and state

    def models(self) -> list[ModelInfo]:
        """All known models, and variants that the library has used."""
        return self._choice.infos()

    def use_model(self, model: str) -> None:
        """Set the current model; vectors of other models remain.

        For a model that can fuse pictures with their descriptions, the id also says whether it
        does, and sets `ServiceOptions.describe`.

        Raises:
            ModelError: There is no such model.
            LibraryLocked: The library is open read-only.
        """
        self._require_writable()
        self._choice.use(model)

    @property
    def current_model(self) -> str:
        """Id of the model that searches and indexes by default."""
        return self._choice.current

    @property
    def remote_model(self) -> str:
        """Id of the current model if it is remote, else of the first remote one, or ``""``."""
        return self._choice.remote

    def renewal(self) -> Renewal | None:
        """The update of the current model that requires indexing again, if any."""
        return renewal_of(self._models, self.current_model, self._store.pictures.count_absent())

    def status(self) -> LibraryStatus:
        """Folders and totals of the library."""
        counts, sets = self._store.pictures.counts(), self._models.sorted_sets()
        return LibraryStatus(
            path=self._path,
            folders=tuple(self.folders()),
            pictures=counts.pictures,
            files=counts.files,
            problems=counts.problems + len(self._troubles),
            models=sets.counts,
            other_sets=sets.left_over,
            absent=counts.absent,
        )

    def _is_described(self, model: str) -> bool:
        """Whether a model is sent names and captions along with pictures."""
        mixed = (info.mixed for info in self.models() if info.id == model)
        return self.service.options.describe and any(mixed)

    def _release_model(self, model: str) -> None:
        """Close a model before its files change; raises: UsageError, while a run may need it."""
        if self._models.is_open(model):
            with self._run_lock.without_runs(message("changing this model")):
                self._models.release(model)

    def _require_writable(self) -> None:
        if self._lock is None:
            raise finding_only()
