"""One SQLite file in WAL mode: one writer under a lock, readers lent one at a time."""

from __future__ import annotations

import errno
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from picseek.engine.errors import (
    Cancelled,
    DiskFull,
    LibraryDamaged,
    LibraryError,
    LibraryLocked,
    LibraryUnwritable,
)
from picseek.engine.messages import Sentence, say
from picseek.engine.store.migrations import MIGRATIONS, check_version, migrate, readable

_BUSY_SECONDS = 10.0
_IDLE_READERS = 8
_INSTRUCTIONS = 10_000  # of SQLite, between two looks at whether to stop
_WAL_BYTES_KEPT = 64 << 20

_UNWRITABLE = (
    LibraryUnwritable,
    lambda file: say(
        "Picseek may not open or write {file}: check the permissions of its folder, "
        "and that the disk is not read-only.",
        file=file,
    ),
)
_DAMAGED = (
    LibraryDamaged,
    lambda file: say(
        "The library {file} is damaged: move it elsewhere, or put a copy of it back, "
        "and index the folders again.",
        file=file,
    ),
)
_LOCKED = (
    LibraryLocked,
    lambda file: say("Another program keeps {file} busy: close it and try again.", file=file),
)

# By primary result code, https://www.sqlite.org/rescode.html
_KNOWN_ERRORS: dict[int, tuple[type[LibraryError], Callable[[str], Sentence]]] = {
    sqlite3.SQLITE_FULL: (
        DiskFull,
        lambda file: say(
            "The disk that holds {file} is full: free some space and start again; "
            "nothing that was saved is lost.",
            file=file,
        ),
    ),
    sqlite3.SQLITE_READONLY: _UNWRITABLE,
    sqlite3.SQLITE_PERM: _UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: _UNWRITABLE,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: (
        LibraryError,
        lambda file: say(
            "The disk that holds {file} reports errors: check it and its connection, "
            "and try again.",
            file=file,
        ),
    ),
}


@contextmanager
def library_errors(file: Path) -> Iterator[None]:
    """Tell what SQLite says of its surroundings as a LibraryError; our own bugs stay as they are.

    Raises:
        LibraryError: Of the kind in the table above.
        sqlite3.Error: Any other.
    """
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # none: raised by Python's wrapper
        if code not in _KNOWN_ERRORS:
            raise
        kind, sentence = _KNOWN_ERRORS[code]
        raise kind(sentence(readable(file))) from error


def disk_error(error: OSError, file: Path) -> LibraryError:
    """What the system says of a file beside the database, as a LibraryError."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    kind, sentence = _KNOWN_ERRORS[sqlite3.SQLITE_FULL if full else sqlite3.SQLITE_IOERR]
    return kind(sentence(readable(file)))


class Database:
    """Connections to one SQLite file. Safe to use from any thread.

    Readers belong to no thread: each read borrows one for itself, so a thread that ends leaves
    none behind, and there are never more than reads at the same time.
    """

    def __init__(self, file: Path, *, readonly: bool) -> None:
        """Open the file, or make it where there is none.

        Raises:
            LibraryError: It cannot be used; the text says why and what to do.
        """
        self._file = file
        self._readonly = readonly
        self._write_lock = threading.Lock()
        self._pool_lock = threading.Lock()
        self._idle: list[sqlite3.Connection] = []
        self._writer: sqlite3.Connection | None = None
        self._watch_lock = threading.Lock()
        self._watch: sqlite3.Connection | None = None
        self._closed = False
        with library_errors(file):
            if readonly:
                self._check()
            else:
                self._writer = self._prepare()

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
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend the write connection inside a transaction: committed at the end, or undone.

        Raises:
            LibraryError: Nothing was written: read-only, closed, full, busy or damaged.
        """
        with library_errors(self._file), self._write_lock:
            connection = self._writable()
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
        with library_errors(self._file), closing(self._connect()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")

    def sync_commits(self, *, on: bool) -> None:
        """Let each commit wait until the disk has it, or leave that to the next checkpoint.

        See https://www.sqlite.org/pragma.html#pragma_synchronous: without it a power cut may undo
        the last commits, though it never damages the database.
        """
        with library_errors(self._file), self._write_lock:
            self._writable().execute(f"PRAGMA synchronous = {'FULL' if on else 'NORMAL'}")

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
            try:
                connection.execute("VACUUM")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                    raise Cancelled from error
                raise
            finally:
                connection.set_progress_handler(None, 0)
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
        connection = sqlite3.connect(
            self._file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _prepare(self) -> sqlite3.Connection:
        """Open the write connection, once the file is known to be ours, at the newest version."""
        connection = self._connect()
        try:
            check_version(connection, self._file)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA journal_size_limit = {_WAL_BYTES_KEPT}")
            migrate(connection, self._file)
        except BaseException:
            connection.close()
            raise
        return connection

    def _check(self) -> None:
        """Raises: LibraryError, if there is no library to read, or not one of this version."""
        version = 0
        if self._file.exists():  # or SQLite would make it
            connection = self._connect()
            try:
                version = check_version(connection, self._file)
            finally:
                connection.close()
        if version == 0:
            raise LibraryError(
                say(
                    "There is no library at {file} yet: index a folder first.",
                    file=readable(self._file),
                )
            )
        if version < len(MIGRATIONS):
            raise LibraryError(
                say(
                    "The library {file} was written by an older Picseek: "
                    "open it once for indexing to bring it up to date.",
                    file=readable(self._file),
                )
            )

    def _borrow(self) -> sqlite3.Connection:
        with self._pool_lock:
            if self._closed:
                raise LibraryError(say("The library was closed: open it again."))
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
                say(
                    "The library {file} was opened for reading only: "
                    "close the other Picseek, then open it again.",
                    file=readable(self._file),
                )
            )
        if self._writer is None:
            raise LibraryError(say("The library was closed: open it again."))
        return self._writer
