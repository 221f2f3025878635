"""What a library holds: chosen folders, the folders in them, totals, and saved searches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder that the user chose. All numbers include its subfolders.

    Attributes:
        pictures: Distinct ones: copies count once.
        problems: Files that could not be indexed.
        available: Whether the folder is available now.
        absent: Files on volumes that were not connected at the last run.
    """

    path: Path
    pictures: int
    problems: int
    available: bool
    absent: int = 0


@dataclass(frozen=True, slots=True)
class AbsentFolder:
    """A folder that was unavailable at the last run, because its volume was not connected.

    Attributes:
        path: The outermost folder in which nothing is available.
        volume: Identifies the volume; see `Library.absences`.
        pictures: Distinct ones, including its subfolders.
        since: When it was first unavailable, seconds since the epoch.
    """

    path: Path
    volume: str
    pictures: int
    since: float


@dataclass(frozen=True, slots=True)
class FolderNode:
    """A subfolder of a chosen folder. All numbers include its own subfolders.

    Attributes:
        pictures: Distinct ones: copies count once.
        problems: Files that could not be indexed.
        folders: Whether it has subfolders.
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
        pictures: Distinct ones that have a file.
        size: Bytes.
    """

    file: Path
    made_at: datetime
    pictures: int
    size: int


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query that the user saved under a name; see `Query` for its attributes.

    Attributes:
        id: Never reused in the same library.
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
    """A set of vectors that no model uses now: of another revision, length or server.

    Attributes:
        host: Where they were computed; ``""``: on this computer.
        vectors: Their number.
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
        models: Number of pictures that a model can find, by model id, with the current server.
        other_sets: Vectors of another revision or server, or of a model that no longer exists.
        absent: Of the pictures, those on volumes that were not connected at the last run.
    """

    path: Path
    folders: tuple[FolderRow, ...]
    pictures: int
    files: int
    problems: int
    models: dict[str, int]
    other_sets: tuple[OtherSet, ...] = ()
    absent: int = 0
