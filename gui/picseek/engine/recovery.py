"""Backups of a library, and repairing a damaged one.

The functions work on a closed library: its database may be what cannot be opened.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.errors import Cancelled, LibraryDamaged, LibraryError, UsageError
from picseek.engine.filesystem.atomic_files import (
    PRIVATE,
    remove_abandoned,
    sync_folder,
    temporary_file,
)
from picseek.engine.library_folder import names
from picseek.engine.library_folder.damage import is_used, set_aside
from picseek.engine.library_folder.lock import take_lock
from picseek.engine.messages import error_message, message
from picseek.engine.store import Store
from picseek.engine.store.backups import (
    BackupFile,
    backups_in,
    copy_backup,
    former_backups_in,
    open_backup,
)
from picseek.engine.store.sqlite_errors import disk_error, opening_errors
from picseek.engine.types import Progress
from picseek.engine.types.library import Backup

if TYPE_CHECKING:
    from picseek.engine.cancel import JobControl
    from picseek.engine.types import OnIndexEvent

_EVERY = timedelta(days=1)
_LONGEST_PAUSE = 0.5
_QUIET_SECONDS = 1.0  # faster backups are not reported
_PICTURES = "SELECT count(*) FROM contents WHERE shown_at IS NOT NULL"

_log = logging.getLogger(__name__)


class DailyBackups:
    """Backs up a library's database once a day, if anything worth a backup has changed.

    Attributes:
        problem: Why the last backup that was due failed, as a sentence, or ``""``.
    """

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self.problem = ""

    def make_if_due(self, job: JobControl, report: OnIndexEvent) -> None:
        """Make a backup if one is due, with pauses so that others can use the disk.

        Raises:
            LibraryDamaged: The library is damaged; earlier backups remain.
        """
        newest = next(iter(backups_in(self._folder)), None)
        if newest and timedelta(0) <= datetime.now(UTC) - newest.made_at < _EVERY:
            return
        began = time.monotonic()

        def pause(seconds: float) -> None:
            if time.monotonic() - began > _QUIET_SECONDS:
                report(Progress(0, None, wait=message("Backing up the library…")))
            job.wait(min(seconds, _LONGEST_PAUSE))

        self.problem = ""
        try:
            self._store.database.back_up(pause)
        except Cancelled:
            _log.info("the backup was stopped")
        except LibraryDamaged:
            raise
        except LibraryError as error:
            self.problem = error_message(error)


def list_backups(folder: Path) -> list[Backup]:
    """The readable backups of the library in a folder, the newest first.

    Those of damaged libraries that were moved away there follow its own.
    """
    rows = (_row(each) for each in _all_backups(folder))
    return [row for row in rows if row is not None]


def restore_backup(folder: Path, backup: Backup) -> Path:
    """Replace a library's database with a backup; the former one is moved away, not deleted.

    Args:
        folder: The library's folder.
        backup: One of `list_backups`.

    Returns:
        The folder that now holds the former database and its vector indexes.

    Raises:
        UsageError: The backup no longer exists.
        LibraryError: The backup is damaged itself, the library is in use, or the disk is full;
            nothing was changed.
    """
    found = [each for each in _all_backups(folder) if each.file == backup.file]
    if not found:
        raise UsageError(message("This backup no longer exists."))
    lock = take_lock(folder)
    try:
        remove_abandoned(folder)
        with _changing(folder), temporary_file(folder, mode=PRIVATE) as copy:
            copy_backup(found[0], copy)
            former = set_aside(folder)
            copy.rename(folder / names.DATABASE)
            sync_folder(folder)
        return former
    finally:
        lock.release()


def start_again(folder: Path) -> Path:
    """Move a library's database and its backups away, and create an empty one.

    Returns:
        The folder that now holds the former database and its vector indexes.

    Raises:
        UsageError: There is no library.
        LibraryError: The library is in use, or the folder cannot be changed.
    """
    if not is_used(folder):
        raise UsageError(message("There's no library in {folder}.", folder=folder))
    lock = take_lock(folder)
    try:
        with _changing(folder):
            former = set_aside(folder, names.BACKUPS)
        # Immediately: a folder with thumbnails and no database counts as damaged.
        Store.open(folder / names.DATABASE, thumbnail_of=lambda _hash: folder).close()
        return former
    finally:
        lock.release()


def _all_backups(folder: Path) -> list[BackupFile]:
    return [*backups_in(folder), *former_backups_in(folder)]


def _row(backup: BackupFile) -> Backup | None:
    try:
        with closing(open_backup(backup.file)) as connection:
            (pictures,) = connection.execute(_PICTURES).fetchone()
    except sqlite3.Error:
        return None
    return Backup(backup.file, backup.made_at.astimezone(), pictures, backup.size)


@contextmanager
def _changing(folder: Path) -> Iterator[None]:
    """Raise LibraryError for all errors of SQLite and the system."""
    try:
        with opening_errors(folder):
            yield
    except OSError as error:
        raise disk_error(error, folder) from error
