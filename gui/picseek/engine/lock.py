"""One writer at a time for each library, on every system."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from picseek.engine.errors import LibraryLocked, LibraryUnwritable


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
            f"Another Picseek is using the library in {path}. Close it first, or use another "
            "library with --library."
        ) from None
    except OSError as error:
        raise LibraryUnwritable(
            f"Picseek cannot write to its library in {path} ({error.strerror}). Choose another "
            "place with --library."
        ) from None
    return lock
