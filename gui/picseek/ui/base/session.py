"""The open library, and the jobs that run on it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from picseek.engine.errors import Cancelled, EngineError, LibraryError, LibraryUnwritable
from picseek.engine.types import Frame, PictureRow, Rendering, ShownFiles
from picseek.ui.base.tasks import Lane, Task, TaskRunner, is_deleted
from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.library import Library

_log = logging.getLogger(__name__)

T = TypeVar("T")

OpenLibrary = Callable[[Path, bool], "Library"]
"""Opens a library: its folder, and whether to write to it. Blocks."""


def open_library(path: Path, writable: bool) -> Library:
    """Open the real library. Imports the engine, so: not on the GUI thread."""
    from picseek.engine.library import Library

    return Library.open(path, writable=writable)


class Session(QObject):
    """Opens and closes the library, and runs jobs on it.

    Attributes:
        path: The library's folder.
        tasks: Runs jobs that need no library, or their errors themselves.
        library: The library, or None while it is not open.
        read_only_location: Whether it is open for reading because nothing can be written there.
        warnings: Sentences about settings of the library that could not be read.

    Signals:
        opened: It is open.
        failed: It cannot be used: a LibraryError or another EngineError.
    """

    opened = Signal()
    failed = Signal(object)

    def __init__(
        self,
        path: Path,
        tasks: TaskRunner,
        opener: OpenLibrary = open_library,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.tasks = tasks
        self.library: Library | None = None
        self.read_only_location = False
        self.warnings: list[str] = []
        self._opener = opener
        self._opening: list[Library] = []

    @property
    def writable(self) -> bool:
        """Whether there is a library, and it may be written to."""
        return self.library is not None and self.library.writable

    def run(
        self,
        job: Callable[[Library, Task], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[str], object] | None = None,
        *,
        ended: Callable[[], object] | None = None,
        event: Callable[[object], object] | None = None,
        lane: Lane = Lane.QUERY,
    ) -> Task | None:
        """Run a job on the library in the background.

        The callbacks run on the GUI thread; none is called after `Task.cancel`.

        Args:
            job: Called on the lane's thread with the library and its Task.
            done: Receives the job's result.
            failed: Receives the message of the job's error, unless it was cancelled.
            ended: Called first, however the job ended: also if it was cancelled.
            event: Receives the job's reports, at most 20 a second for each type of event.
            lane: Where it runs.

        Returns:
            The task; None if no library is open, then nothing is called.
        """
        library = self.library
        if library is None:
            return None
        return self.tasks.submit(
            partial(job, library),
            on_done=done,
            on_error=None if failed is None else partial(self._report, failed),
            on_event=event,
            on_end=ended,
            lane=lane,
        )

    def rows(self, ids: Sequence[int], shown: ShownFiles) -> list[PictureRow]:
        """Rows of pictures; none while there is no library. Blocks."""
        return self.library.rows(ids, shown) if self.library is not None else []

    def thumbnail(self, picture_id: int) -> Path:
        """A picture's thumbnail file, made if it is missing. Blocks.

        Raises:
            EngineError: There is none and none can be made.
        """
        return self._opened().thumbnail(picture_id)

    def rendering(self, path: Path, short_side: int, token: CancelToken) -> Rendering:
        """A picture's pixels for the screen, of any format; see `Pictures.rendering`. Blocks.

        Raises:
            Cancelled: Through the token.
            EngineError: It cannot be decoded.
        """
        return self._opened().pictures.rendering(path, short_side, token)

    def frame(self, path: Path, short_side: int, token: CancelToken, *, first: bool) -> Frame:
        """The next frame of an animated picture; see `Pictures.frame`. Blocks.

        Raises:
            Cancelled: Through the token.
            EngineError: It cannot be decoded.
        """
        return self._opened().pictures.frame(path, short_side, token, first=first)

    def _opened(self) -> Library:
        if self.library is None:
            raise LibraryError(self.tr("The library isn't open."))
        return self.library

    def open(self, *, writable: bool = True) -> None:
        """Open the library in the background; `opened` or `failed` follows."""

        def job(_task: Task) -> Library:
            self.read_only_location = False
            try:
                library = self._opener(self.path, writable)
            except LibraryUnwritable as error:
                library = self._open_for_reading(error)
            self._opening.append(library)
            warnings = (*library.options.warnings, library.service.note)
            self.warnings = [warning for warning in warnings if warning]
            return library

        self.tasks.submit(job, on_done=self._on_open, on_error=self._on_error, lane=Lane.SESSION)

    def _open_for_reading(self, unwritable: LibraryUnwritable) -> Library:
        """Open a library that cannot be written to.

        Raises:
            EngineError: That failed, too; where there is no library, the original error.
        """
        from picseek.engine.library import DATABASE_NAME

        try:
            library = self._opener(self.path, False)
        except EngineError:
            if (self.path / DATABASE_NAME).exists():
                raise
            raise unwritable from None
        self.read_only_location = True
        return library

    def close(self) -> None:
        """Stop all jobs, join their threads and close the library. Blocks until that is done."""
        if not self.tasks.close():
            # A job still uses the library. What it committed is safe.
            _log.error("the library was not closed: a job did not stop")
            return
        self.library = None
        # Also one that was opened while the window was closing.
        while self._opening:
            self._opening.pop().close()

    def _on_open(self, library: Library) -> None:
        self.library = library
        self.opened.emit()

    def _on_error(self, error: Exception) -> None:
        if not isinstance(error, EngineError):
            error = LibraryError(self.tr("The library couldn't be opened: {}").format(error))
        self.failed.emit(error)

    def _report(self, failed: Callable[[str], object], error: Exception) -> None:
        if isinstance(error, Cancelled) or is_deleted(failed):
            return
        known = isinstance(error, EngineError)
        failed(wording.localized(error) if known else self.tr("An unexpected error occurred."))
