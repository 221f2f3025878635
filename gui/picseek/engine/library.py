"""The engine's door: all that a window, a command line or a script needs of it.

    library = Library.open(Path("my library"))
    library.index([Path("Pictures")])
    for hit in library.search(Query("red sunset")).hits:
        print(hit.picture.path)
    library.close()

Without an open library there are `LocalModels`, `models_without_library` and, for one that is
damaged, `list_backups`, `restore_backup` and `start_again`.
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
        browsing: Order, shapes, months, locations and badges of pictures.
        pictures: Single pictures, as a viewer shows them: files, pixels, what a camera wrote.
        files: What is done with the files of pictures: exports, lists, the system's trash.
        local: Models on this computer: what there is, getting, adding and deleting them.
        sidebar: What the sidebar shows: subfolders of the chosen folders, and saved searches.
        absences: Pictures that are not here now: their drives are not connected.
        options: What is left out of the library, and how it is indexed.
        storage: What the library takes up on the disk, and giving some of it back.
        service: The remote service: its address, its rate, its key. After a change: `reconnect`.
        explainer: Why a picture was found: where in it, and what is seen in it.
        speeds: How quickly models index pictures on this computer.
        outgoing: Consent to send pictures, prices, and the record of what was sent as CSV.
        backups: Of the database, made at the end of index runs.
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
        self._troubles: list[Problem] = []  # of the last run, which says nothing of the files

    @classmethod
    def open(cls, path: Path, *, writable: bool = True) -> Library:
        """Open a library, or make an empty one where there is none.

        Args:
            path: The library's folder.
            writable: Take the write lock; one process at a time may hold it. Without it,
                finding and reading work beside the process that writes.

        Raises:
            LibraryError: It cannot be used; the text says why and what to do.
        """
        path = path.expanduser().absolute()
        if not writable and (path / JOURNAL).exists():
            with suppress(LibraryError):  # another Picseek writes, or nobody may: it stays
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
        """Release everything. Stop running jobs first; calls that come later fail."""
        self.pictures.close()
        self.explainer.close()
        self._models.close()
        self._ledger.close()
        self._store.close()
        if self._lock is not None:
            self._lock.release()

    # Folders and indexing

    def folders(self) -> list[FolderRow]:
        """The folders the user chose, in the order of their paths."""
        return self._store.folders.root_rows()

    def add_folder(self, folder: Path) -> None:
        """Remember a folder; `index` then looks into it.

        Raises:
            UsageError: It is not a folder that can be read.
            LibraryLocked: This process may only read.
        """
        self._require_writable()
        self._chosen_folders.choose(folder)

    def remove_folder(self, folder: Path) -> None:
        """Forget a folder and the files in it. The pictures on disk are not touched.

        Raises:
            UsageError: An index run is going on; it would bring the files back.
            LibraryLocked: This process may only read.
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
        """Bring the library in step with the disk. Blocks; call it on a thread of its own.

        Args:
            folders: Folders to look at; those in no remembered one are remembered. None: all.
            model: Model id; "" is the current one.
            retry_failed: Try again what failed before and has not changed since.
            full: Read every file again, also those that seem unchanged; known bytes embed nothing.
            limits: How much the run may send; its report says whether it reached that.
            agreed: The user agrees to send what this run finds, whatever is remembered.
            permit: What the user agreed to (`Quote.permit`), in place of `model` and `limits`.
            job: Pauses or stops the run from another thread.
            on_event: Called on this thread: Progress (20 times a second at most), Problem,
                PicturesChanged.

        Raises:
            Cancelled: Stopped through `job`; everything reported done stays done.
            ConsentNeeded: A picture would be sent away, and the user has not agreed.
            ModelError: The model cannot be used; pictures are shown, and found by words.
            EngineError: The run cannot go on.
        """
        self._require_writable()
        job, on_event = job or JobControl(), on_event or (lambda _event: None)
        request = IndexRequest(
            tuple(self._chosen_folders.add(folders)),
            retry_failed,
            permit=permit,
            full=full,
            model=model or self.current_model,
            limits=limits or SendLimits(),
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
        """Look closer at each picture that the model has looked at once. Blocks.

        For idle time: it costs several times as much as the first look. It can be stopped at any
        moment and goes on later; index runs may go on beside it. Arguments are those of `index`.

        Raises:
            Cancelled: Stopped through `job`; what was looked at stays so.
            ModelError: The model cannot be used.
            EngineError: It cannot go on.
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
        """How many pictures of the current model a closer look is still to come for."""
        spec = self._models.spec(self.current_model)
        return (
            self._store.second_looks.count(self._store.vectors.find_set(spec))
            if spec.second_look
            else 0
        )

    def problems(self) -> list[Problem]:
        """What the last run could not read, then files that cannot be indexed, by their paths."""
        return [*self._troubles, *self._store.files.problems()]

    # Finding

    def search(self, query: Query, token: CancelToken | None = None) -> SearchResult:
        """Find pictures; works while indexing runs.

        Where a remote model cannot be asked, or the model has embedded nothing, another one or
        words alone answer, and the result's note says why.

        Raises:
            Cancelled: Through `token`.
            UsageError: Neither text nor examples were given.
            ModelError, PictureError: There is no such model; an example cannot be read.
        """
        return self._search.search(query, query.model or self.current_model, token or CancelToken())

    def browse(self, folder: Path | None = None) -> array[int]:
        """Ids of all pictures (in a folder), newest (taken, else modified) first. Type ``q``."""
        return self._store.pictures.newest_first(folder)

    def rows(self, ids: Sequence[int], shown: ShownFiles = ANY_FILE) -> list[PictureRow]:
        """Rows of these pictures, in the order asked; those that are gone are left out."""
        return self._store.pictures.rows(ids, shown)

    def thumbnail(self, picture_id: int) -> Path:
        """The picture's thumbnail file, made again from the original when it is missing.

        Blocks while decoding, in a worker process.

        Raises:
            PictureError: The original is gone or cannot be decoded.
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

        An `index` that follows within minutes lists only folders that have changed since.

        Args:
            model: Model id; "" is the current one.
            folders: As for `index`, but they are not remembered.
            retry_failed: As for `index`.
            token: Stops the scan.

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
        """Decide what a run may send, or what the user has to be asked first. Blocks: it counts.

        Args:
            request: The run.
            token: Stops the counting.
            on_counting: Called when it begins; it does not for a model on this computer.

        Raises:
            Cancelled: Through `token`.
            EngineError: The model cannot be used.
        """
        request = replace(request, model=request.model or self.current_model)

        def count_now() -> Counted:
            on_counting()
            return self._indexer.count(request, token)

        return self.outgoing.permission(
            request, count=count_now, described=lambda: self._is_described(request.model)
        )

    def sent(self, limit: int = 1000) -> list[SentRow]:
        """What left this computer, picture by picture, the newest first."""
        return self.outgoing.sent(limit)

    def reconnect(self) -> None:
        """Let remote models take up a new key, address or rate.

        Raises:
            UsageError: An index run is going on.
        """
        with self._run_lock.without_runs(message("changing the service")):
            self._models.reconnect()

    def test_model(self, model: str = "", token: CancelToken | None = None) -> None:
        """Ask a model one word, to see that its key and network work; costs next to nothing.

        Raises:
            Cancelled: Through `token`.
            ModelError: It cannot be asked; the text says why.
        """
        opened = self._models.get(model or self.current_model, token := token or CancelToken())
        opened.embedder.embed_query(QueryInput(parse("picture")), token)

    # Models and state

    def models(self) -> list[ModelInfo]:
        """All models Picseek knows, and variants that the library has used."""
        return self._choice.infos()

    def use_model(self, model: str) -> None:
        """Choose the model that searches and indexes from now on; no vector is lost by it.

        Of a model that can fuse pictures with what is written about them, the id also tells
        whether it does: `ServiceOptions.describe` follows it.

        Raises:
            ModelError: There is no such model.
            LibraryLocked: This process may only read.
        """
        self._require_writable()
        self._choice.use(model)

    @property
    def current_model(self) -> str:
        """Id of the model that searches and indexes unless told otherwise."""
        return self._choice.current

    @property
    def remote_model(self) -> str:
        """Id of the current model if it is an online one, else of the first that is; or ``""``."""
        return self._choice.remote

    def renewal(self) -> Renewal | None:
        """What the current model has to look at again, as an earlier version did before it."""
        return renewal_of(self._models, self.current_model, self._store.pictures.count_absent())

    def status(self) -> LibraryStatus:
        """What the library holds."""
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
