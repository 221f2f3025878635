"""One SQLite file in WAL mode: one writer under a lock, and a pool of readers."""

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
from picseek.engine.store.migrations import MIGRATIONS, check_version, migrate
from picseek.engine.store.sqlite_errors import disk_error, library_errors, opening_errors
from picseek.engine.store.values import printable
from picseek.engine.store.vector_checks import damaged_vectors, repair_vectors

_log = logging.getLogger(__name__)

_BUSY_SECONDS = 10.0
_IDLE_READERS = 8
_INSTRUCTIONS = 10_000  # of SQLite, between two checks whether to stop
_MAX_WAL_BYTES = 64 << 20


class Database:
    """Connections to one SQLite file. Safe to use from any thread.

    Read connections are pooled: they belong to no thread, so a thread that ends leaves none open,
    and there are never more of them than simultaneous reads.
    """

    def __init__(self, file: Path, *, readonly: bool, guarded: Sequence[Path] = ()) -> None:
        """Open the file, or create it where there is none.

        Args:
            file: The database.
            readonly: Only read, while another process may write.
            guarded: Other files that must stay in place while it is written to.

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
        self._watcher_lock = threading.Lock()
        self._watcher: sqlite3.Connection | None = None
        self._closed = False
        unclean = not readonly and self._has_log()
        with opening_errors(file):
            if readonly:
                self._check()
            else:
                self._writer = self._prepare(unclean=unclean)
        try:
            self._in_place = FilesInPlace(file, *guarded)
            if unclean:
                self._repair_vectors()
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
        """Yield a connection that sees one committed state for the whole block.

        Raises:
            LibraryError: The library cannot be read, or was closed.
        """
        with library_errors(self._file):
            connection = self._borrow()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                self._release(connection)

    @contextmanager
    def writing(self, *, synced: bool = False) -> Iterator[sqlite3.Connection]:
        """Yield the write connection inside a transaction: committed at the end, or rolled back.

        Args:
            synced: Wait until the disk has the commit, whatever `sync_commits` says.

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
    def writing_concurrently(self) -> Iterator[sqlite3.Connection]:
        """As `writing`, but also in a read-only store, while another process may write.

        Only for rows that no other process changes: SQLite orders the transactions, but what the
        other process holds in memory is not updated.

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
        """Set whether each commit waits until the disk has it.

        See https://www.sqlite.org/pragma.html#pragma_synchronous: without it a power cut may undo
        the last commits, though it never damages the database.
        """
        with self._write_lock:
            self._synced = on

    @contextmanager
    def in_place(self) -> Iterator[None]:
        """Check that the library's files are in place, also when the block raises an error.

        Raises:
            LibraryMoved: They were replaced, moved or deleted; that explains any other error.
        """
        try:
            yield
        except (EngineError, OSError):
            self._in_place.check()
            raise
        self._in_place.check()

    def back_up(self, pause: Callable[[float], None]) -> bool:
        """Make a backup unless the newest one is current; see `backups.write_backup`.

        Returns:
            Whether one was made.

        Raises:
            LibraryError: It could not be made; earlier ones remain.
        """
        self._repair_vectors()
        with library_errors(self._file), closing(self._connect()) as connection:
            newest = next(iter(backups.backups_in(self._file.parent)), None)
            if newest is not None and backups.is_current(connection, newest):
                return False
            try:
                backups.write_backup(connection, self._file, pause)
            except OSError as error:
                raise disk_error(error, self._file) from error
        return True

    def version(self) -> int:
        """A number that changes whenever anything is written, by any process.

        See https://www.sqlite.org/pragma.html#pragma_data_version: it counts what other
        connections wrote, so this uses one that never writes.

        Raises:
            LibraryError: The library cannot be read, or was closed.
        """
        with library_errors(self._file), self._watcher_lock:
            if self._watcher is None:
                self._watcher = self._borrow()
            return int(self._watcher.execute("PRAGMA data_version").fetchone()[0])

    def sizes(self) -> tuple[int, int]:
        """Bytes of the file with its log, and how many of them compacting would free."""
        log = self._file.with_name(f"{self._file.name}-wal")
        size = sum(file.stat().st_size for file in (self._file, log) if file.exists())
        with self.reading() as connection:
            free: int = connection.execute("PRAGMA freelist_count").fetchone()[0]
            page: int = connection.execute("PRAGMA page_size").fetchone()[0]
        return size, free * page

    def compact(self, stop: Callable[[], bool]) -> None:
        """Rewrite the file without its free pages.

        Needs as much free disk space as the database takes; nothing can be written meanwhile.

        Args:
            stop: Called repeatedly; returns whether to stop.

        Raises:
            Cancelled: It was stopped; nothing has changed.
            LibraryError: It failed; nothing has changed.
        """
        with library_errors(self._file), self._write_lock:
            connection = self._writable()
            connection.set_progress_handler(stop, _INSTRUCTIONS)
            connection.execute("PRAGMA temp_store = FILE")  # as large as the database
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
        """Close all connections; that of a read still running closes when it ends."""
        with self._pool_lock:
            self._closed = True
            idle, self._idle = self._idle, []
        with self._watcher_lock:
            if self._watcher is not None:
                idle.append(self._watcher)
                self._watcher = None
        for connection in idle:
            connection.close()
        with self._write_lock:
            if self._writer is not None:
                self._writer.close()
                self._writer = None

    def _connect(self) -> sqlite3.Connection:
        # As a URI, which is quoted, so that any file name is valid.
        address = self._file.absolute().as_uri() + ("?immutable=1" if self._is_frozen() else "")
        connection = sqlite3.connect(
            address, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")  # else a full TMPDIR makes writes fail
        if sys.platform == "darwin":  # where plain fsync does not flush the drive's cache
            connection.execute("PRAGMA fullfsync = ON")
        return connection

    def _is_frozen(self) -> bool:
        """Whether the folder is read-only, and there is no write-ahead log.

        To read a database in WAL mode SQLite creates files, unless it is declared immutable.
        """
        return self._readonly and not self._has_log() and not os.access(self._file.parent, os.W_OK)

    def _has_log(self) -> bool:
        """Whether another process is writing, or one was not closed properly."""
        return backups.size_of(self._file.with_name(f"{self._file.name}-wal")) > 0

    def _prepare(self, *, unclean: bool) -> sqlite3.Connection:
        """Open the write connection, and bring the database to the newest version."""
        with suppress(OSError):  # it exists, or SQLite will report why not; else all could read it
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
            connection.execute(f"PRAGMA journal_size_limit = {_MAX_WAL_BYTES}")
            migrate(connection, self._file)
        except BaseException:
            connection.close()
            raise
        return connection

    def _repair_vectors(self) -> None:
        with library_errors(self._file), closing(self._connect()) as connection:
            damaged = damaged_vectors(connection)
        if damaged:
            with self.writing(synced=True) as connection:
                repair_vectors(connection, damaged, backups.backups_in(self._file.parent))

    def _back_up_before_migration(self, connection: sqlite3.Connection) -> None:
        """Make a backup, if there is space for one: the library is opened in any case."""
        try:
            backups.write_backup(connection, self._file, lambda _seconds: time.sleep(0))
        except (LibraryError, OSError) as error:
            if isinstance(error, LibraryDamaged):
                raise
            _log.warning("no backup before the migration: %s", error)

    def _check(self) -> None:
        """Raises: LibraryError, unless there is a library of this version."""
        version = 0
        if self._file.exists():  # else SQLite would create it
            with self._explain_unclean_shutdown(), closing(self._connect()) as connection:
                version = check_version(connection, self._file)
        if version == 0:
            raise LibraryError(
                message(
                    "There is no library at {file} yet. Index a folder first.",
                    file=printable(self._file),
                )
            )
        if version < len(MIGRATIONS):
            raise LibraryError(
                message(
                    "The library {file} was written by an older version of "
                    "Picseek. Open it once for indexing to update it.",
                    file=printable(self._file),
                )
            )

    @contextmanager
    def _explain_unclean_shutdown(self) -> Iterator[None]:
        try:
            with library_errors(self._file):
                yield
        except LibraryUnwritable:
            if not self._has_log():
                raise
            raise LibraryUnwritable(
                message(
                    "The library {file} wasn't closed properly, and can't be "
                    "repaired because its disk is read-only. Open it once where "
                    "it can be written to.",
                    file=printable(self._file),
                )
            ) from None

    def _borrow(self) -> sqlite3.Connection:
        with self._pool_lock:
            if self._closed:
                raise LibraryError(message("The library was closed. Open it again."))
            if self._idle:
                return self._idle.pop()
        connection = self._connect()
        # Not opened with mode=ro, with which SQLite can neither recover nor share a WAL.
        connection.execute("PRAGMA query_only = ON")
        return connection

    def _release(self, connection: sqlite3.Connection) -> None:
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
                    "The library {file} was opened read-only. Close any other "
                    "Picseek that uses it, then open it again.",
                    file=printable(self._file),
                )
            )
        if self._writer is None:
            raise LibraryError(message("The library was closed. Open it again."))
        return self._writer
