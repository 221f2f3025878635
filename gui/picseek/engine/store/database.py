"""One SQLite file in WAL mode: one writer under a lock, readers lent one at a time."""

from __future__ import annotations

import logging
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from picseek.engine.errors import (
    Cancelled,
    EngineError,
    LibraryDamaged,
    LibraryError,
    LibraryUnwritable,
)
from picseek.engine.filesystem.atomic_files import PRIVATE
from picseek.engine.library_folder.identity import FilesInPlace
from picseek.engine.messages import message
from picseek.engine.store import backups
from picseek.engine.store.checks import require_sound
from picseek.engine.store.migrations import MIGRATIONS, check_version, migrate, readable
from picseek.engine.store.sqlite_errors import disk_error, library_errors, opening_errors
from picseek.engine.store.vector_checks import damaged_vectors, mend_vectors

_log = logging.getLogger(__name__)

_BUSY_SECONDS = 10.0
_IDLE_READERS = 8
_INSTRUCTIONS = 10_000  # of SQLite, between two looks at whether to stop
_WAL_BYTES_KEPT = 64 << 20


class Database:
    """Connections to one SQLite file. Safe to use from any thread.

    Readers belong to no thread: each read borrows one for itself, so a thread that ends leaves
    none behind, and there are never more than reads at the same time.
    """

    def __init__(self, file: Path, *, readonly: bool, beside: Sequence[Path] = ()) -> None:
        """Open the file, or make it where there is none.

        Args:
            file: The database.
            readonly: Only read, beside another process that may write.
            beside: Other files that must stay in place while it is written to.

        Raises:
            LibraryError: It cannot be used; the text says why and what to do.
        """
        self._file = file
        self._readonly = readonly
        self._synced = False
        self._write_lock = threading.Lock()
        self._pool_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._writer: sqlite3.Connection | None = None
        self._watch_lock = threading.Lock()
        self._watch: sqlite3.Connection | None = None
        self._closed = False
        unclean = not readonly and self._has_log()
        with opening_errors(file):
            if readonly:
                self._check()
            else:
                self._writer = self._prepare(unclean=unclean)
        try:
            self._in_place = FilesInPlace(file, *beside)
            if unclean:
                self._mend_vectors()
        except BaseException as error:
            self.close()
            if isinstance(error, OSError):
                raise disk_error(error, file) from error
            raise

    @property
    def readonly(self) -> bool:
        """Whether nothing can be written through this object."""
        return self._readonly

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees one committed state for the whole block.

        Raises:
            LibraryError: The library cannot be read, or was closed.
        """
        with library_errors(self._file):
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def writing(self, *, synced: bool = False) -> Iterator[sqlite3.Connection]:
        """Lend the write connection inside a transaction: committed at the end, or undone.

        Args:
            synced: What is committed is on the disk, whatever `sync_commits` says.

        Raises:
            LibraryError: Nothing was written: read-only, closed, full, busy, damaged or moved.
        """
        with library_errors(self._file), self._write_lock:
            connection = self._writable()
            self._in_place.check()
            mode = "FULL" if synced or self._synced else "NORMAL"
            connection.execute(f"PRAGMA synchronous = {mode}")
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def writing_beside(self) -> Iterator[sqlite3.Connection]:
        """As `writing`, also for a reader: beside the process that has the library for writing.

        Only for rows that nobody else changes: SQLite orders the transactions, but what that
        process holds in memory does not learn of them.

        Raises:
            LibraryError: Nothing was written.
        """
        if not self._readonly:
            with self.writing() as connection:
                yield connection
            return
        self._in_place.check()
        with library_errors(self._file), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def sync_commits(self, *, on: bool) -> None:
        """Let each commit wait until the disk has it, or leave that to the next checkpoint.

        See https://www.sqlite.org/pragma.html#pragma_synchronous: without it a power cut may undo
        the last commits, though it never damages the database.
        """
        with self._write_lock:
            self._synced = on

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """For work on the library's files: report it if they were moved, and nothing else then.

        Raises:
            LibraryMoved: The files at the library's path are others now, or gone.
        """
        try:
            yield
        except (EngineError, OSError):
            self._in_place.check()
            raise
        self._in_place.check()

    def back_up(self, pause: Callable[[float], None]) -> bool:
        """Make a backup, unless the newest one holds the same; see `backups.write_backup`.

        Raises:
            LibraryError: It could not be made; earlier ones stay.
        """
        self._mend_vectors()
        with library_errors(self._file), closing(self._connect()) as connection:
            newest = next(iter(backups.backups_in(self._file.parent)), None)
            if newest is not None and backups.holds_the_same(connection, newest):
                return False
            try:
                backups.write_backup(connection, self._file, pause)
            except OSError as error:
                raise disk_error(error, self._file) from error
        return True

    def version(self) -> int:
        """A number that has changed if anything was written since, by whatever process.

        See https://www.sqlite.org/pragma.html#pragma_data_version: it counts what others than the
        asking connection wrote, so one that never writes is kept for this.

        Raises:
            LibraryError: The library cannot be read, or was closed.
        """
        with library_errors(self._file), self._watch_lock:
            if self._watch is None:
                self._watch = self._borrow()
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def sizes(self) -> tuple[int, int]:
        """Bytes of the file with its log, and how many of them hold nothing any more."""
        log = self._file.with_name(f"{self._file.name}-wal")
        size = sum(file.stat().st_size for file in (self._file, log) if file.exists())
        with self.reading() as connection:
            free: int = connection.execute("PRAGMA freelist_count").fetchone()[0]
            page: int = connection.execute("PRAGMA page_size").fetchone()[0]
        return size, free * page

    def compact(self, stop: Callable[[], bool]) -> None:
        """Write the file anew without what is free in it.

        Raises:
            Cancelled: `stop` told so; nothing has changed.
            LibraryError: It could not be; nothing has changed.
        """
        with library_errors(self._file), self._write_lock:
            connection = self._writable()
            connection.set_progress_handler(stop, _INSTRUCTIONS)
            connection.execute("PRAGMA temp_store = FILE")  # it needs as much as the database
            try:
                connection.execute("VACUUM")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                    raise Cancelled from error
                raise
            finally:
                connection.set_progress_handler(None, 0)
                connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close everything; a read that still runs closes its connection when it ends."""
        with self._pool_lock:
            self._closed = True
            idle, self._idle = self._idle, []
        with self._watch_lock:
            if self._watch is not None:
                idle.append(self._watch)
                self._watch = None
        for connection in idle:
            connection.close()
        with self._write_lock:
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _connect(self) -> sqlite3.Connection:
        # Quoted, so that every name a file may have is one.
        address = self._file.absolute().as_uri() + ("?immutable=1" if self._is_frozen() else "")
        connection = sqlite3.connect(
            address, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # else a full TMPDIR is a full library
        if sys.platform == "darwin":  # where a plain fsync leaves it to the drive
            connection.execute("PRAGMA fullfsync = ON")
        return connection

    def _is_frozen(self) -> bool:
        """Whether nobody can write here, and nobody left a log.

        A database in WAL mode is not read without files of its own beside it, unless SQLite is told
        that nothing changes.
        """
        return self._readonly and not self._has_log() and not os.access(self._file.parent, os.W_OK)

    def _has_log(self) -> bool:
        """Whether somebody writes now, or did not end well."""
        return backups.size_of(self._file.with_name(f"{self._file.name}-wal")) > 0

    def _prepare(self, *, unclean: bool) -> sqlite3.Connection:
        """Open the write connection, once the file is known to be ours, at the newest version."""
        with suppress(OSError):  # it is there, or SQLite says why not; it would be for all to read
            os.close(os.open(self._file, os.O_CREAT | os.O_EXCL, PRIVATE))
        connection = self._connect()
        try:
            version = check_version(connection, self._file)
            if unclean:
                require_sound(connection, self._file)
            if 0 < version < len(MIGRATIONS):
                self._back_up_before_migration(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES_KEPT}")
            migrate(connection, self._file)
        except BaseException:
            connection.close()
            raise
        return connection

    def _mend_vectors(self) -> None:
        with library_errors(self._file), closing(self._connect()) as connection:
            damaged = damaged_vectors(connection)
        if damaged:
            with self.writing(synced=True) as connection:
                mend_vectors(connection, damaged, backups.backups_in(self._file.parent))

    def _back_up_before_migration(self, connection: sqlite3.Connection) -> None:
        """Opening goes on without a backup where there is no room for one."""
        try:
            backups.write_backup(connection, self._file, lambda _seconds: time.sleep(0))
        except (LibraryError, OSError) as error:
            if isinstance(error, LibraryDamaged):
                raise
            _log.warning("no backup before the migration: %s", error)

    def _check(self) -> None:
        """Raises: LibraryError, if there is no library to read, or not one of this version."""
        version = 0
        if self._file.exists():  # or SQLite would make it
            with self._unclean_on_a_frozen_disk(), closing(self._connect()) as connection:
                version = check_version(connection, self._file)
        if version == 0:
            raise LibraryError(
                message(
                    "There is no library at {file} yet: index a folder first.",
                    file=readable(self._file),
                )
            )
        if version < len(MIGRATIONS):
            raise LibraryError(
                message(
                    "The library {file} was written by an older Picseek: "
                    "open it once for indexing to bring it up to date.",
                    file=readable(self._file),
                )
            )

    @contextmanager
    def _unclean_on_a_frozen_disk(self) -> Iterator[None]:
        try:
            with library_errors(self._file):
                yield
        except LibraryUnwritable:
            if not self._has_log():
                raise
            raise LibraryUnwritable(
                message(
                    "The library {file} was not closed properly, and it cannot be repaired where "
                    "nothing can be written: open it once where it can be.",
                    file=readable(self._file),
                )
            ) from None

    def _borrow(self) -> sqlite3.Connection:
        with self._pool_lock:
            if self._closed:
                raise LibraryError(message("The library was closed: open it again."))
            if self._idle:
                return self._idle.pop()
        connection = self._connect()
        # Not opened with mode=ro: SQLite could then neither recover nor join a WAL.
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        with self._pool_lock:
            if not self._closed and len(self._idle) < _IDLE_READERS:
                self._idle.append(connection)
                return
        connection.close()

    def _writable(self) -> sqlite3.Connection:
        if self._readonly:
            raise LibraryUnwritable(
                message(
                    "The library {file} was opened for reading only: "
                    "close the other Picseek, then open it again.",
                    file=readable(self._file),
                )
            )
        if self._writer is None:
            raise LibraryError(message("The library was closed: open it again."))
        return self._writer
