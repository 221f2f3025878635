"""The settings of a library, and the disk space it uses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Files in the chosen folders that are excluded from the library.

    Attributes:
        patterns: Lines as in a .gitignore, relative to each chosen folder; the last matching one
            decides. https://git-scm.com/docs/gitignore#_pattern_format
        least_bytes: Smaller files are excluded.
        least_pixels: Pictures with a shorter longer side are excluded.
    """

    patterns: tuple[str, ...] = ()
    least_bytes: int = 0
    least_pixels: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Files that exclusions would remove from the library.

    Attributes:
        files: Number of these files.
        total: Number of all files in the library.
        by_pattern: Number for each pattern that decides, in the order of the patterns.
        too_small: Number of files below a minimum size that no pattern excludes.
    """

    files: int
    total: int
    by_pattern: tuple[int, ...]
    too_small: int


class IndexStart(StrEnum):
    """When indexing starts automatically."""

    ALWAYS = "always"
    IDLE = "idle"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class IndexingOptions:
    """How pictures are indexed.

    Attributes:
        start: When it starts automatically.
        cores: Number of processes that decode pictures, and of cores that local models use for
            pictures or a query; 0: all cores.
        low_priority: Run these processes at low priority.
        look_closer: Take a second look at the pictures when the computer is idle.
    """

    start: IndexStart = IndexStart.ALWAYS
    cores: int = 0
    low_priority: bool = True
    look_closer: bool = True


@dataclass(frozen=True, slots=True)
class ModelStorage:
    """Disk space of a set of vectors.

    Attributes:
        id: Of the model.
        title: Display name of the model.
        pictures: Pictures it has embedded, including those without a file.
        size: Bytes in the database and the index.
        vector_set: Row number of the set in the database.
        in_use: Whether the model uses it now; else it is of another revision or server.
        host: Where the vectors were computed; ``""``: on this computer.
    """

    id: str
    title: str
    pictures: int
    size: int
    vector_set: int = 0
    in_use: bool = True
    host: str = ""


@dataclass(frozen=True, slots=True)
class StorageSizes:
    """Disk space of a library, in bytes.

    Attributes:
        thumbnails: All thumbnails.
        models: Vectors, the largest first; `database` includes part of them.
        database: The database with its log.
        free: Part of `database` that compacting would free.
    """

    thumbnails: int
    models: tuple[ModelStorage, ...]
    database: int
    free: int
