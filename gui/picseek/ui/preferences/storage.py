"""What the library takes up on the disk, and giving some of it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import Cancelled, EngineError
from picseek.engine.types.settings import ModelStorage, StorageSizes
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task, TaskRunner
from picseek.ui.text import wording

if TYPE_CHECKING:
    from picseek.engine.library import Library

_Chore = Callable[["Library", CancelToken], None]


class StorageController(QObject):
    """Measures and frees in the background, one thing at a time.

    Signals:
        measured: The StorageSizes.
        working_changed: Whether something is being freed.
        said: What became of it, in a sentence.
        vectors_removed: A model does not know the pictures any more.
    """

    measured = Signal(object)
    working_changed = Signal(bool)
    said = Signal(str)
    vectors_removed = Signal()

    def __init__(self, session: Session, tasks: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._measuring: Task | None = None
        self._working: Task | None = None

    @property
    def writable(self) -> bool:
        """Whether anything can be freed at all."""
        return self._session.writable

    def measure(self) -> None:
        """Measure again; a measurement under way is given up."""
        if self._measuring is not None:
            self._measuring.cancel()
        library = self._session.library
        if library is not None:
            self._measuring = self._tasks.submit(
                lambda task: library.storage.sizes(task.control),
                on_done=self._on_measured,
                on_error=self._on_error,
                lane=Lane.STORAGE,
            )

    def clear_thumbnails(self) -> None:
        """Delete all thumbnails; they are made again when they are wanted."""
        self._free(lambda library, token: library.storage.clear_thumbnails(token), self._on_cleared)

    def remove_vectors(self, model: ModelStorage) -> None:
        """Delete a set of vectors."""
        self._free(
            lambda library, token: library.storage.remove_vectors(model, token), self._on_removed
        )

    def compact(self) -> None:
        """Write the database anew without what is free in it."""
        self._free(lambda library, token: library.storage.compact(token), self._on_compacted)

    def stop(self) -> None:
        """Stop what is being done; what was freed stays so."""
        if self._working is not None:
            self._working.control.cancel()

    def _free(self, chore: _Chore, on_freed: Callable[[], None]) -> None:
        library = self._session.library
        if library is None or self._working is not None:
            return
        self._working = self._tasks.submit(
            lambda task: chore(library, task.control),
            on_done=partial(self._on_freed, on_freed),
            on_error=self._on_not_freed,
            lane=Lane.STORAGE,
        )
        self.said.emit("")
        self.working_changed.emit(True)

    def _on_measured(self, sizes: StorageSizes) -> None:
        self._measuring = None
        self.measured.emit(sizes)

    def _on_freed(self, on_freed: Callable[[], None], _nothing: None) -> None:
        self._end()
        on_freed()

    def _on_not_freed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.said.emit(self.tr("Stopped."))
        elif isinstance(error, EngineError):
            self.said.emit(wording.told(error))

    def _end(self) -> None:
        self._working = None
        self.working_changed.emit(False)
        self.measure()

    def _on_cleared(self) -> None:
        self.said.emit(self.tr("Thumbnails deleted. Picseek creates them again as needed."))

    def _on_removed(self) -> None:
        self.said.emit(self.tr("Index removed. To free up its space, compact the database."))
        self.vectors_removed.emit()

    def _on_compacted(self) -> None:
        self.said.emit(self.tr("Database compacted."))

    def _on_error(self, error: Exception) -> None:
        self._measuring = None
        if isinstance(error, EngineError):
            self.said.emit(wording.told(error))
