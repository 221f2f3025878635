"""What a library holds: chosen folders, the folders in them, totals, and saved searches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder the user chose.

    Attributes:
        pictures: Different ones in it (and below): copies in it count once.
        problems: Files in it (and below) that could not be.
        available: Whether the folder can be reached now.
        absent: Files in it (and below) on volumes that were not connected at the last run.
    """

    path: Path
    pictures: int
    problems: int
    available: bool
    absent: int = 0


@dataclass(frozen=True, slots=True)
class AbsentFolder:
    """A folder that was not there at the last run, because its volume was not connected.

    Attributes:
        path: The outermost one in which nothing is here.
        volume: Stands for the volume; see `Library.absences`.
        pictures: Different ones in it (and below).
        since: When that was first seen, seconds since the epoch.
    """

    path: Path
    volume: str
    pictures: int
    since: float


@dataclass(frozen=True, slots=True)
class FolderNode:
    """A folder below a chosen one, as far as the library knows it.

    Attributes:
        pictures: Different ones in it (and below): copies in it count once.
        problems: Files in it (and below) that could not be.
        folders: Whether there are folders in it.
    """

    path: Path
    pictures: int
    problems: int = 0
    folders: bool = False


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of a library's database.

    Attributes:
        made_at: When, with the local time zone.
        pictures: Different ones in it that have a file.
        size: Its bytes.
    """

    file: Path
    made_at: datetime
    pictures: int
    size: int


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A question that the user kept under a name.

    Attributes:
        id: Never given to another one of the same library.
        name: What the user calls it.
        text: Words, as in `Query`.
        like: Examples, as in `Query`.
        folder: Where to look, as in `Query`.
        model: A model's id, or ``""`` for the library's current one.
    """

    id: int
    name: str
    text: str = ""
    like: tuple[Path | int, ...] = ()
    folder: Path | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class OtherSet:
    """Vectors that no model uses as it is now: of another revision, length or server.

    Attributes:
        host: Where they were made; ``""``: on this computer.
        vectors: How many there are.
    """

    model: str
    host: str
    dim: int
    revision: str
    vectors: int


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What a library holds.

    Attributes:
        pictures: Distinct ones.
        models: By model id: pictures it can find, for the server in use.
        other_sets: Vectors of another revision or server, or of a model that is gone.
        absent: Of the pictures, those that are not here now: the volumes that hold them were not
            connected at the last run.
    """

    path: Path
    folders: tuple[FolderRow, ...]
    pictures: int
    files: int
    problems: int
    models: dict[str, int]
    other_sets: tuple[OtherSet, ...] = ()
    absent: int = 0
