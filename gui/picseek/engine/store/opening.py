"""Opening a library's database and taking its lock, after checking that its files are intact."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from picseek.engine.errors import LibraryError
from picseek.engine.library_folder import names
from picseek.engine.library_folder.damage import require_intact
from picseek.engine.library_folder.lock import LibraryLock, take_lock
from picseek.engine.library_folder.privacy import make_private
from picseek.engine.messages import message
from picseek.engine.store.sqlite_errors import disk_error
from picseek.engine.store.store import Store


def open_store(
    folder: Path, thumbnail_of: Callable[[bytes], Path], *, writable: bool
) -> tuple[Store, LibraryLock | None]:
    """Open the store of a library, or create an empty one where there is none.

    Args:
        folder: The library's folder.
        thumbnail_of: Path of the thumbnail of a content hash.
        writable: Take the write lock. Without it, nothing is created or changed.

    Returns:
        The store, and the lock if `writable`: release it after closing the store.

    Raises:
        LibraryError: It cannot be used; the text says why and what to do.
    """
    database = folder / names.DATABASE
    try:
        require_intact(folder)
    except OSError as error:
        raise disk_error(error, folder) from error
    if not writable:
        if not database.exists():
            raise LibraryError(
                message(
                    "There is no library in {at} yet. Create one with: picseek index FOLDER",
                    at=folder,
                )
            )
        return Store.open(database, thumbnail_of=thumbnail_of, readonly=True), None
    lock = take_lock(folder)
    try:
        make_private(folder)
        return Store.open(database, thumbnail_of=thumbnail_of, guarded=(lock.file,)), lock
    except BaseException:
        lock.release()
        raise
