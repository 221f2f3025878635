"""The facade: all that a window, a command line or a script needs of the engine.

Light to import: NumPy, Pillow, SQLite and hnswlib are imported when a library is opened.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

from picseek.engine.cancel import CancelToken, JobControl
from picseek.engine.types import (
    FolderRow,
    IndexReport,
    LibraryStatus,
    ModelInfo,
    OnIndexEvent,
    PictureRow,
    Problem,
    Query,
    SearchResult,
)


class Library:
    """One library: a folder that holds everything Picseek writes. Safe to use from any thread."""

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
        raise NotImplementedError

    @property
    def path(self) -> Path:
        """The library's folder, absolute."""
        raise NotImplementedError

    @property
    def writable(self) -> bool:
        """Whether this process holds the write lock."""
        raise NotImplementedError

    def close(self) -> None:
        """Flush and release everything; cancels nothing: stop running jobs first."""
        raise NotImplementedError

    # Folders and indexing

    def folders(self) -> list[FolderRow]:
        """The folders the user chose, in the order of their paths."""
        raise NotImplementedError

    def add_folder(self, folder: Path) -> None:
        """Remember a folder; `index` then looks into it.

        Raises:
            UsageError: It is not a folder that can be read.
        """
        raise NotImplementedError

    def remove_folder(self, folder: Path) -> None:
        """Forget a folder and the files in it. The pictures on disk are not touched."""
        raise NotImplementedError

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
        raise NotImplementedError

    def problems(self) -> list[Problem]:
        """Files that could not be indexed, in the order of their paths."""
        raise NotImplementedError

    # Finding

    def search(self, query: Query, token: CancelToken | None = None) -> SearchResult:
        """Find pictures; works while indexing runs.

        Raises:
            Cancelled: Through `token`.
            UsageError: Neither text nor examples were given.
            ModelError: The model cannot be asked.
            PictureError: An example cannot be read.
        """
        raise NotImplementedError

    def browse(self) -> array[int]:
        """Ids of all pictures, newest first (taken, else modified). Typecode ``q``."""
        raise NotImplementedError

    def rows(self, ids: Sequence[int]) -> list[PictureRow]:
        """Rows of these pictures, in the order asked; those that are gone are left out."""
        raise NotImplementedError

    def thumbnail(self, picture_id: int) -> Path:
        """The picture's thumbnail file, made again from the original when it is missing.

        Blocks while decoding, in a worker process.

        Raises:
            PictureError: The original is gone or cannot be decoded.
        """
        raise NotImplementedError

    # Models and state

    def models(self) -> list[ModelInfo]:
        """All models Picseek knows, the current one included."""
        raise NotImplementedError

    @property
    def current_model(self) -> str:
        """Id of the model that searches and indexes unless told otherwise."""
        raise NotImplementedError

    def status(self) -> LibraryStatus:
        """What the library holds."""
        raise NotImplementedError
