"""One writer at a time for each library, on every system."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from picseek.engine.errors import LibraryLocked, LibraryUnwritable
from picseek.engine.messages import say


def take_lock(path: Path) -> FileLock:
    """Make a library's folder where there is none, and take its write lock.

    Raises:
        LibraryLocked: Another process has it.
        LibraryUnwritable: The folder cannot be made or written to.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path / "lock", thread_local=False)
        lock.acquire(blocking=False)
    except Timeout:
        raise LibraryLocked(
            say(
                "Another Picseek is using the library in {path}. Close it first, or use another "
                "library with --library.",
                path=path,
            )
        ) from None
    except OSError as error:
        raise LibraryUnwritable(
            say(
                "Picseek cannot write to its library in {path} ({reason}). Choose another "
                "place with --library.",
                path=path,
                reason=error.strerror,
            )
        ) from None
    return lock


def finding_only() -> LibraryLocked:
    """What was asked for would change a library that is open for reading."""
    return LibraryLocked(
        say("This library is open for finding only, because another Picseek writes to it.")
    )
