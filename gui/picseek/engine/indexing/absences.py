"""Unavailable pictures: they stay until their drive is connected, or the user removes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.filesystem.paths import plain_path
from picseek.engine.library_folder.lock import finding_only
from picseek.engine.messages import message

if TYPE_CHECKING:
    from picseek.engine.indexing.run_lock import RunLock
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.store import Store
    from picseek.engine.types.library import AbsentFolder


class Absences:
    """Lists files that were unavailable at the last run, and removes them. Safe on any thread.

    Every method may raise a LibraryError.
    """

    def __init__(
        self, store: Store, models: OpenModels, run_lock: RunLock, writable: Callable[[], bool]
    ) -> None:
        self._store = store
        self._models = models
        self._run_lock = run_lock
        self._writable = writable

    def list(self) -> list[AbsentFolder]:
        """The outermost folders in which nothing is available, sorted by path."""
        return self._store.presence.absent_folders()

    def forget(self, folder: Path, volume: str | None = None) -> int:
        """Remove unavailable files in a folder and its subfolders; return how many.

        Available files stay. When a drive is connected again, a run adds its pictures again.

        Args:
            folder: One of `list`, or a folder above.
            volume: Only files on this volume, as in `list`; None: on all.

        Raises:
            UsageError: An index run is in progress.
            LibraryLocked: The library is open read-only.
        """
        if not self._writable():
            raise finding_only()
        with self._run_lock.without_runs(message("removing pictures")):
            forgotten = self._store.presence.remove_absent(plain_path(folder), volume)
            self._models.unlist(forgotten.orphaned)
        return forgotten.files
