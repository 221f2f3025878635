"""The engine's exceptions.

    EngineError                 str(error) is a sentence for the user
    ├── UsageError              invalid request, such as a missing folder (exit 2)
    ├── LibraryError            the library cannot be used (exit 3)
    │   ├── LibraryLocked       another process has its write lock
    │   ├── LibraryUnwritable   no permission, read-only disk
    │   ├── LibraryDamaged      the database is missing or corrupt
    │   ├── LibraryMoved        its files were moved or deleted while it was open
    │   ├── LibraryTooNew       written by a newer version
    │   └── DiskFull            the disk is full
    ├── ModelError              the model cannot be used (exit 3)
    │   ├── ModelUnreachable    its service does not respond now, but may later
    │   ├── NothingMoreSent     a limit was reached, or consent withdrawn, during a run
    │   └── Unencrypted         the connection would be unencrypted without consent
    ├── ConsentNeeded           sending or downloading needs the user's consent
    └── PictureError            one picture failed; the run continues

`Cancelled` is not an EngineError: the user asked for it.
"""

from __future__ import annotations

from picseek.engine.types import ProblemCode, Stage


class Cancelled(Exception):
    """The job was cancelled."""


class EngineError(Exception):
    """Base of all errors whose text is for the user."""


class UsageError(EngineError):
    """Invalid request: a missing folder, an empty query."""


class LibraryError(EngineError):
    """The library cannot be used."""


class LibraryLocked(LibraryError):
    """Another process has the library's write lock, or this one opened it read-only."""


class LibraryUnwritable(LibraryError):
    """The library's folder cannot be written to."""


class LibraryDamaged(LibraryError):
    """The library's database is missing or corrupt."""


class LibraryMoved(LibraryError):
    """The library's files were moved, deleted, or replaced while it was open."""


class LibraryTooNew(LibraryError):
    """The library was written by a newer version."""


class DiskFull(LibraryError):
    """The disk that holds the library is full."""


class ModelError(EngineError):
    """The model is unknown or cannot be used now."""


class ModelUnreachable(ModelError):
    """The model's service does not respond properly now, but may later."""


class ConsentNeeded(EngineError):
    """Pictures would be sent, or a model downloaded, without the user's consent.

    Attributes:
        pictures: Content hashes of a query's examples that would be sent, in hexadecimal digits.
    """

    def __init__(self, message: str, pictures: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.pictures = pictures


class NothingMoreSent(ModelError):
    """A call was not made: a limit was reached, or the user has withdrawn consent."""


class Unencrypted(ModelError):
    """The connection to a server would be unencrypted, without the user's consent.

    Attributes:
        host: Host name of the server, with the port if one was given.
    """

    def __init__(self, message: str, host: str) -> None:
        super().__init__(message)
        self.host = host


class PictureError(EngineError):
    """One picture could not be read or embedded."""

    def __init__(self, code: ProblemCode, message: str, stage: Stage = Stage.DECODE) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.stage = stage

    def __reduce__(self) -> tuple[type[PictureError], tuple[ProblemCode, str, Stage]]:
        """Support copy and pickle, which would pass on the message only."""
        return type(self), (self.code, self.message, self.stage)
