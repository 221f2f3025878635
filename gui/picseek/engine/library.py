"""The facade: all that a window, a command line or a script needs of the engine.

library = Library.open(Path("my library"))
library.index([Path("Pictures")])
for hit in library.search(Query("red sunset")).hits:
    print(hit.picture.path)
library.close()
"""

from __future__ import annotations

import os
import threading
from array import array
from collections.abc import Callable, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.embed.registry import DEFAULT_MODEL
from picseek.engine.errors import (
    LibraryError,
    LibraryLocked,
    LibraryUnwritable,
    PictureError,
    UsageError,
)
from picseek.engine.indexing.run import IndexRun, IndexTools
from picseek.engine.models import OpenModel, OpenModels, known_models
from picseek.engine.search import Searcher
from picseek.engine.store import Store
from picseek.engine.thumbnails import ThumbnailFolder
from picseek.engine.types import (
    FolderRow,
    IndexReport,
    LibraryStatus,
    ModelInfo,
    OnIndexEvent,
    PictureRow,
    Problem,
    ProblemCode,
    Progress,
    Query,
    SearchResult,
)

DATABASE_NAME = "library.sqlite"


class Library:
    """One library: a folder that holds everything Picseek writes. Safe to use from any thread."""

    def __init__(self, path: Path, store: Store, lock: FileLock | None) -> None:
        """Use `open`."""
        self._path = path
        self._store = store
        self._lock = lock
        self._thumbnails = ThumbnailFolder(path / "thumbnails")
        self._models = OpenModels(store, path / "vectors", self._thumbnails)
        self._one_run = threading.Lock()
        self._unreadable: list[Problem] = []

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
        database = path / DATABASE_NAME
        if not writable and not database.exists():
            raise LibraryError(
                f"There is no library in {path} yet. Make one with: picseek index FOLDER"
            )
        lock = _take_lock(path) if writable else None
        try:
            thumbnails = ThumbnailFolder(path / "thumbnails")
            store = Store.open(database, thumbnail_of=thumbnails.path_of, readonly=not writable)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
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
        self._models.close()
        self._store.close()
        if self._lock is not None:
            self._lock.release()

    # Folders and indexing

    def folders(self) -> list[FolderRow]:
        """The folders the user chose, in the order of their paths."""
        return self._store.folder_rows()

    def add_folder(self, folder: Path) -> None:
        """Remember a folder; `index` then looks into it.

        Raises:
            UsageError: It is not a folder that can be read.
            LibraryLocked: This process may only read.
        """
        self._require_writable()
        folder = _plain(folder)
        if not folder.exists():
            raise UsageError(f"There is no folder {folder}.")
        if not folder.is_dir():
            raise UsageError(f"{folder} is not a folder; choose the folder it lies in.")
        if not os.access(folder, os.R_OK | os.X_OK):
            raise UsageError(f"You have no permission to look into {folder}.")
        self._store.add_root(folder)

    def remove_folder(self, folder: Path) -> None:
        """Forget a folder and the files in it. The pictures on disk are not touched.

        Raises:
            UsageError: An index run is going on; it would bring the files back.
            LibraryLocked: This process may only read.
        """
        self._require_writable()
        if not self._one_run.acquire(blocking=False):
            raise UsageError("Pictures are being indexed; stop that before removing a folder.")
        try:
            forgotten = self._store.remove_root(_plain(folder))
            self._models.unlist(forgotten.orphaned)
        finally:
            self._one_run.release()

    def index(
        self,
        folders: Sequence[Path] = (),
        *,
        model: str = "",
        retry_failed: bool = False,
        job: JobControl | None = None,
        on_event: OnIndexEvent | None = None,
    ) -> IndexReport:
        """Bring the library in step with the disk. Blocks; call it on a thread of its own.

        Args:
            folders: Folders to look at (remembered if new); none: all remembered ones.
            model: Model id; "" is the current one.
            retry_failed: Try again what failed before and has not changed since.
            job: Pauses or stops the run from another thread.
            on_event: Called on this thread with Progress (at most 20 times a second, and once
                at the end), Problem and PicturesChanged.

        Raises:
            Cancelled: Stopped through `job`; everything reported done stays done.
            EngineError: The run cannot go on.
        """
        self._require_writable()
        for folder in folders:
            self.add_folder(folder)
        roots = [_plain(folder) for folder in folders] or self._store.roots()
        job = job or JobControl()
        tell = on_event or (lambda _event: None)
        opened = self._models.get(model or self.current_model, job, _as_progress(tell))
        with self._one_run:
            run = IndexRun(
                self._tools(opened),
                without_nested(roots),
                retry_failed=retry_failed,
                job=job,
                on_event=tell,
            )
            report = run.run()
        self._unreadable = [problem for problem in report.failed if problem.path.is_dir()]
        return report

    def _tools(self, opened: OpenModel) -> IndexTools:
        return IndexTools(
            store=self._store,
            vectors=opened.vectors,
            embedder=opened.embedder,
            thumbnails=self._thumbnails,
            exclude=frozenset({self._thumbnails.root}),
            workers=usable_cores(),
        )

    def problems(self) -> list[Problem]:
        """What could not be indexed: files, in the order of their paths, and folders."""
        return [*self._unreadable, *self._store.problems()]

    # Finding

    def search(self, query: Query, token: CancelToken | None = None) -> SearchResult:
        """Find pictures; works while indexing runs.

        Raises:
            Cancelled: Through `token`.
            UsageError: Neither text nor examples were given.
            ModelError: The model cannot be asked.
            PictureError: An example cannot be read.
        """
        token = token or CancelToken()
        opened = self._models.get(query.model or self.current_model, token)
        searcher = Searcher(
            self._store,
            opened.vectors,
            opened.embedder,
            lambda path: opened.decoder.decode(path).prepared,
        )
        return searcher.search(query, token)

    def browse(self) -> array[int]:
        """Ids of all pictures, newest first (taken, else modified). Typecode ``q``."""
        return self._store.browse()

    def rows(self, ids: Sequence[int]) -> list[PictureRow]:
        """Rows of these pictures, in the order asked; those that are gone are left out."""
        return self._store.rows(ids)

    def thumbnail(self, picture_id: int) -> Path:
        """The picture's thumbnail file, made again from the original when it is missing.

        Blocks while decoding, in a worker process.

        Raises:
            PictureError: The original is gone or cannot be decoded.
        """
        for row in self._store.rows([picture_id]):
            if not row.thumbnail.exists():
                self._models.get(self.current_model, CancelToken()).decoder.decode(row.path)
            return row.thumbnail
        raise PictureError(ProblemCode.VANISHED, "The picture is not in the library any more.")

    # Models and state

    def models(self) -> list[ModelInfo]:
        """All models Picseek knows, the current one included."""
        return known_models(self._store.vector_counts())

    @property
    def current_model(self) -> str:
        """Id of the model that searches and indexes unless told otherwise."""
        return self._store.setting("model") or DEFAULT_MODEL

    def status(self) -> LibraryStatus:
        """What the library holds."""
        counts = self._store.counts()
        return LibraryStatus(
            path=self._path,
            folders=tuple(self.folders()),
            pictures=counts.pictures,
            files=counts.files,
            problems=counts.problems,
            models=self._store.vector_counts(),
        )

    def _require_writable(self) -> None:
        if self._lock is None:
            raise LibraryLocked(
                "This library is open for finding only, because another Picseek writes to it."
            )


def usable_cores() -> int:
    """CPU cores that this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def without_nested(roots: Sequence[Path]) -> list[Path]:
    """The roots that lie in no other one, so that no file is scanned twice in a run."""
    return [
        root
        for root in dict.fromkeys(roots)
        if not any(root != other and root.is_relative_to(other) for other in roots)
    ]


def _as_progress(tell: OnIndexEvent) -> Callable[[int, int], None]:
    """Tell of a vector index that is being rebuilt, as a note of the run that waits for it."""

    def note(done: int, total: int) -> None:
        tell(Progress(0, None, note=f"Preparing the search: {done:,} of {total:,} vectors"))

    return note


def _plain(folder: Path) -> Path:
    """A folder's absolute path without ``..``, links kept as the user sees them."""
    return Path(os.path.abspath(folder.expanduser()))  # noqa: PTH100 - resolve() follows links


def _take_lock(path: Path) -> FileLock:
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path / "lock", thread_local=False)
        lock.acquire(blocking=False)
    except Timeout:
        raise LibraryLocked(
            f"Another Picseek is using the library in {path}. Close it first, or use another "
            "library with --library."
        ) from None
    except OSError as error:
        raise LibraryUnwritable(
            f"Picseek cannot write to its library in {path} ({error.strerror}). Choose another "
            "place with --library."
        ) from None
    return lock
