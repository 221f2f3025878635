"""What the engine takes and gives: frozen values, free of Qt, NumPy and Pillow.

Imported before the window is painted, so this module imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class Stage(StrEnum):
    """Where in the pipeline something happened."""

    SCAN = "scan"
    DECODE = "decode"
    EMBED = "embed"
    SAVE = "save"


class ProblemCode(StrEnum):
    """Why one file could not be indexed. Stable: part of the command line's JSON."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    VANISHED = "vanished"
    CRASHED = "crashed"
    TIMEOUT = "timeout"
    OUT_OF_MEMORY = "out_of_memory"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What one decode tells about a picture besides its pixels.

    Attributes:
        width: Pixels, after the EXIF orientation was applied.
        height: Pixels, after the EXIF orientation was applied.
        format: Pillow's format name by content, e.g. ``JPEG``.
        taken_at: When the camera says it was taken: local wall-clock time, no zone.
        camera: Make and model, or ``""``.
    """

    width: int
    height: int
    format: str
    taken_at: datetime | None = None
    camera: str = ""


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One picture as a list shows it.

    Attributes:
        id: The content's row number in the store; never reused.
        path: Absolute path of one file that holds it.
        thumbnail: Where its thumbnail lies once it was made; the file may be missing.
        size: Bytes of the file.
        modified_at: The file's modification time, seconds since the epoch.
        copies: How many files hold exactly these bytes.
    """

    id: int
    path: Path
    thumbnail: Path
    size: int
    modified_at: float
    facts: PictureFacts
    copies: int = 1


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder the user chose.

    Attributes:
        pictures: Files in it (and below) that are indexed.
        problems: Files in it (and below) that could not be.
        available: Whether the folder can be reached now.
    """

    path: Path
    pictures: int
    problems: int
    available: bool


@dataclass(frozen=True, slots=True)
class Problem:
    """One file that could not be indexed, and why, in a plain sentence."""

    path: Path
    stage: Stage
    code: ProblemCode
    message: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, in files.

    Attributes:
        done: Files dealt with and committed: indexed, unchanged or failed.
        total: All files, or None while the folders are still being counted.
        indexed: Of `done`, those newly indexed.
        failed: Of `done`, those that could not be.
        note: A plain sentence about a wait or a longer step, or ``""``.
    """

    done: int
    total: int | None
    indexed: int = 0
    failed: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class PicturesChanged:
    """The set of searchable pictures changed: what is shown may be refreshed."""


IndexEvent = Progress | Problem | PicturesChanged
OnIndexEvent = Callable[[IndexEvent], None]


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a run did, in files. `failed` also names files that failed before and are unchanged."""

    model: str
    indexed: int
    unchanged: int
    removed: int
    failed: tuple[Problem, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked.

    Attributes:
        text: Words; ``-word`` asks for the opposite. May be empty when `like` is not.
        like: Examples: paths of any pictures on disk, or ids of indexed pictures.
        limit: The most hits wanted.
        model: A model's id, or ``""`` for the library's current one.
    """

    text: str = ""
    like: tuple[Path | int, ...] = ()
    limit: int = 20
    model: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """One picture found. `score` orders the hits; it compares only within one result."""

    picture: PictureRow
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a query.

    Attributes:
        unknown: Words of the query that the model cannot interpret (names may still match).
    """

    query: Query
    model: str
    hits: tuple[Hit, ...]
    unknown: tuple[str, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model as the user chooses it.

    Attributes:
        ready: Whether it can be used now; if not, `needs` says in words what is missing.
        vectors: Pictures of the library that it has embedded.
    """

    id: str
    title: str
    dim: int
    ready: bool
    needs: str
    vectors: int


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What a library holds: folders, distinct pictures, files, and vectors for each model."""

    path: Path
    folders: tuple[FolderRow, ...]
    pictures: int
    files: int
    problems: int
    models: dict[str, int]
