"""Measures and frees the library's disk space."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from picseek.engine.cancel import CancelToken
from picseek.engine.types.settings import ModelStorage
from picseek.ui.base.session import Session
from picseek.ui.base.tasks import Lane, Task

if TYPE_CHECKING:
    from picseek.engine.library import Library

_Job = Callable[["Library", CancelToken], None]


class StorageController(QObject):
    """Measures and frees disk space in the background, one job at a time.

    Signals:
        measured: The StorageSizes.
        working_changed: Whether space is being freed.
        reported: The outcome, as a sentence.
        vectors_removed: The index of a model was removed.
    """

    measured = Signal(object)
    working_changed = Signal(bool)
    reported = Signal(str)
    vectors_removed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._measuring: Task | None = None
        self._working: Task | None = None

    @property
    def writable(self) -> bool:
        """Whether space can be freed."""
        return self._session.writable

    def measure(self) -> None:
        """Measure again, cancelling an earlier measurement."""
        if self._measuring is not None:
            self._measuring.cancel()
        self._measuring = self._session.run(
            lambda library, task: library.storage.sizes(task.control),
            self.measured.emit,
            self.reported.emit,
            lane=Lane.STORAGE,
        )

    def clear_thumbnails(self) -> None:
        """Delete all thumbnails; they are created again on demand."""
        self._free(lambda library, token: library.storage.clear_thumbnails(token), self._on_cleared)

    def remove_vectors(self, model: ModelStorage) -> None:
        """Delete a set of vectors."""
        self._free(
            lambda library, token: library.storage.remove_vectors(model, token), self._on_removed
        )

    def compact(self) -> None:
        """Rewrite the database without unused space."""
        self._free(lambda library, token: library.storage.compact(token), self._on_compacted)

    def stop(self) -> None:
        """Stop the current job; space already freed stays free."""
        if self._working is not None:
            self._working.control.cancel()

    def _free(self, job: _Job, freed: Callable[[], None]) -> None:
        if self._session.library is None or self._working is not None:
            return
        self._working = self._session.run(
            lambda library, task: job(library, task.control),
            lambda _nothing: freed(),
            self.reported.emit,
            ended=self._on_end,
            lane=Lane.STORAGE,
        )
        self.reported.emit("")
        self.working_changed.emit(True)

    def _on_end(self) -> None:
        was_stopped = self._working is not None and self._working.control.cancelled
        self._working = None
        self.working_changed.emit(False)
        self.measure()
        if was_stopped:
            self.reported.emit(self.tr("Stopped."))

    def _on_cleared(self) -> None:
        self.reported.emit(self.tr("Thumbnails deleted. Picseek creates them again as needed."))

    def _on_removed(self) -> None:
        self.reported.emit(self.tr("Index removed. To free up its space, compact the database."))
        self.vectors_removed.emit()

    def _on_compacted(self) -> None:
        self.reported.emit(self.tr("Database compacted."))
