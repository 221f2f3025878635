"""Backups of a library's database: at most two, each complete and verified before it counts.

They are databases like the library's, named after the time they were made. Thumbnails and vector
indexes are not part of them: they are created again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from picseek.engine.errors import DiskFull
from picseek.engine.filesystem.atomic_files import PRIVATE, sync_folder
from picseek.engine.library_folder import names
from picseek.engine.messages import message
from picseek.engine.store.checks import require_sound
from picseek.engine.store.migrations import check_version
from picseek.engine.store.values import printable

MAX_BACKUPS = 2

_NAME = "library-%Y%m%dT%H%M%SZ.sqlite"
_PART = ".part"
_PAGES_AT_ONCE = 256
_MIN_FREE = 2
"""Free space required to make a backup, in sizes of the database."""

_CONTENT = (
    "SELECT id, generation FROM models ORDER BY id",
    "SELECT max(id) FROM sent",
    "SELECT key, value FROM settings WHERE key NOT LIKE 'mount:%' ORDER BY key",
    "SELECT path FROM roots ORDER BY path",
)


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup: its file, when it was made (UTC), and its bytes."""

    file: Path
    made_at: datetime
    size: int


def backups_in(folder: Path) -> list[BackupFile]:
    """The backups of the library in a folder, the newest first."""
    found = []
    for file in (folder / names.BACKUPS).glob("library-*.sqlite"):
        with suppress(ValueError, OSError):  # another program's, or just deleted
            made_at = datetime.strptime(file.name, _NAME).replace(tzinfo=UTC)
            found.append(BackupFile(file, made_at, file.stat().st_size))
    return sorted(found, key=lambda each: each.file.name, reverse=True)


def former_backups_in(folder: Path) -> list[BackupFile]:
    """The backups of damaged libraries that were moved away there, the newest first."""
    found = [each for moved in folder.glob(f"{names.SET_ASIDE}*") for each in backups_in(moved)]
    return sorted(found, key=lambda each: each.file.name, reverse=True)


def write_backup(
    source: sqlite3.Connection, database: Path, pause: Callable[[float], None] = time.sleep
) -> BackupFile:
    """Copy a database as it is at this moment, without blocking writers.

    The oldest backups are deleted once the new one is complete.

    Args:
        source: A connection outside a transaction.
        database: The file it is connected to.
        pause: Called after every few pages with the seconds that these took; it waits as long, so
            that others can use the disk. What it raises ends the backup.

    Raises:
        DiskFull: There is too little free space.
        LibraryDamaged: The database is damaged; earlier backups remain.
        sqlite3.Error, OSError: It cannot be copied.
    """
    _require_space(source, database)
    folder = database.parent / names.BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    for abandoned in folder.glob(f"*{_PART}*"):
        abandoned.unlink()
    file = folder / datetime.now(UTC).strftime(_NAME)
    # Not `temporary_file`, which locks the file: SQLite takes locks of its own.
    part = file.with_name(file.name + _PART)
    try:
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT, PRIVATE))
        _copy(source, part, pause)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(folder)
    for old in backups_in(database.parent)[MAX_BACKUPS:]:
        old.file.unlink(missing_ok=True)
    return BackupFile(file, datetime.strptime(file.name, _NAME).replace(tzinfo=UTC), size_of(file))


def is_current(source: sqlite3.Connection, backup: BackupFile) -> bool:
    """Whether nothing that needs a backup has changed since this one was made."""
    try:
        with closing(open_backup(backup.file)) as connection:
            return _content(connection) == _content(source)
    except sqlite3.Error:
        return False


def open_backup(file: Path) -> sqlite3.Connection:
    """Connect to a backup, read-only."""
    return sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)


def copy_backup(backup: BackupFile, target: Path) -> None:
    """Check a backup, and copy it to an empty file that is on the disk when this returns.

    Raises:
        LibraryDamaged, LibraryTooNew: The backup cannot be used.
        sqlite3.Error, OSError: It cannot be read, or `target` not be written.
    """
    with closing(open_backup(backup.file)) as connection:
        check_version(connection, backup.file)
        require_sound(connection, backup.file)
    with backup.file.open("rb") as read, target.open("wb") as written:
        shutil.copyfileobj(read, written, 1 << 20)
        written.flush()
        os.fsync(written.fileno())


def size_of(file: Path) -> int:
    """Bytes of a file; 0 where there is none."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


def _require_space(source: sqlite3.Connection, database: Path) -> None:
    pages: int = source.execute("PRAGMA page_count").fetchone()[0]
    size: int = source.execute("PRAGMA page_size").fetchone()[0]
    if shutil.disk_usage(database.parent).free < _MIN_FREE * pages * size:
        raise DiskFull(
            message(
                "The disk with {file} has too little free space for a backup of the library.",
                file=printable(database),
            )
        )


def _copy(source: sqlite3.Connection, part: Path, pause: Callable[[float], None]) -> None:
    began = time.monotonic()

    def pause_between(_status: int, _remaining: int, _total: int) -> None:
        nonlocal began
        pause(time.monotonic() - began)
        began = time.monotonic()

    with closing(sqlite3.connect(part, isolation_level=None)) as target:
        target.execute("PRAGMA synchronous = OFF")
        # In one read transaction: otherwise each commit in between would restart the copy.
        source.execute("BEGIN")
        try:
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(target, pages=_PAGES_AT_ONCE, progress=pause_between)
        finally:
            source.execute("ROLLBACK")
        target.execute("PRAGMA journal_mode = DELETE")  # a single file
        require_sound(target, part)
    descriptor = os.open(part, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _content(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    return [connection.execute(sql).fetchall() for sql in _CONTENT]
