"""Everything the engine raises on purpose.

    EngineError                 str(error) is one plain sentence for the user
    ├── UsageError              the caller asked for something that cannot be (exit 2)
    ├── LibraryError            the library cannot be used (exit 3)
    │   ├── LibraryLocked       another Picseek writes to it
    │   ├── LibraryUnwritable   no permission, read-only disk
    │   ├── LibraryDamaged      the database is not readable as one
    │   ├── LibraryMoved        its files were moved or deleted while it was open
    │   ├── LibraryTooNew       written by a newer Picseek
    │   └── DiskFull            nothing more can be stored
    ├── ModelError              the model cannot be used (exit 3)
    │   ├── ModelUnreachable    its service does not answer now; later it may
    │   ├── NothingMoreSent     a limit was reached, or consent taken back, while pictures are sent
    │   └── Unencrypted         the server would be reached without encryption; not agreed
    ├── ConsentNeeded           something would be sent or downloaded without the user's consent
    └── PictureError            one picture cannot be; the run goes on

`Cancelled` stands apart: it is no error, the user wanted it.
"""

from __future__ import annotations

from picseek.engine.types import ProblemCode, Stage


class Cancelled(Exception):
    """The job was asked to stop, and did."""


class EngineError(Exception):
    """Base of all errors whose text is meant for the user."""


class UsageError(EngineError):
    """The caller asked for something that cannot be: no such folder, an empty query."""


class LibraryError(EngineError):
    """The library cannot be used as it is."""


class LibraryLocked(LibraryError):
    """Another Picseek writes to this library."""


class LibraryUnwritable(LibraryError):
    """The library's folder cannot be written to."""


class LibraryDamaged(LibraryError):
    """The library's database cannot be read."""


class LibraryMoved(LibraryError):
    """The library's files were moved, deleted, or replaced while it was open."""


class LibraryTooNew(LibraryError):
    """The library was written by a newer version."""


class DiskFull(LibraryError):
    """The disk that holds the library is full."""


class ModelError(EngineError):
    """The model is unknown or cannot be used now."""


class ModelUnreachable(ModelError):
    """The model's service gives no answer that is of use, and may do so later."""


class ConsentNeeded(EngineError):
    """Pictures would be sent, or a model downloaded, and the user has not agreed to that.

    Attributes:
        pictures: Content hashes of a query's examples that would be sent, in hexadecimal digits.
    """

    def __init__(self, message: str, pictures: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.pictures = pictures


class NothingMoreSent(ModelError):
    """A call was not made: a limit was reached, or the user has taken back their consent."""


class Unencrypted(ModelError):
    """A server would be reached without encryption, and the user has not agreed to that.

    Attributes:
        host: The server: host name, and port where one was given.
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
        """Survive copying: made again from its three arguments."""
        return type(self), (self.code, self.message, self.stage)
