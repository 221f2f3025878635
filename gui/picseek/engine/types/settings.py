"""The settings of a library, and the disk space it uses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Exclusions:
    """What is left out of a library, though it lies in one of its folders.

    Attributes:
        patterns: Lines as in a .gitignore, relative to each chosen folder; the last one that
            fits decides. https://git-scm.com/docs/gitignore#_pattern_format
        least_bytes: Smaller files are left out.
        least_pixels: Pictures are left out whose longer side is shorter.
    """

    patterns: tuple[str, ...] = ()
    least_bytes: int = 0
    least_pixels: int = 0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What exclusions would take out of a library, in files that are in it now.

    Attributes:
        files: How many.
        total: Of how many.
        by_pattern: By the pattern that decides, in the order of the patterns.
        too_small: Files or pictures below a minimum, and left out by no pattern.
    """

    files: int
    total: int
    by_pattern: tuple[int, ...]
    too_small: int


class IndexStart(StrEnum):
    """When to look for new and changed pictures by itself."""

    ALWAYS = "always"
    IDLE = "idle"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class IndexingOptions:
    """How pictures are indexed.

    Attributes:
        start: When that begins by itself.
        cores: Processes that read pictures at a time, and cores that models on this computer
            use besides to embed them, or for a question; 0: as many as there are.
        low_priority: Let other programs go before these processes.
        look_closer: Take a second look at the pictures when the computer is idle.
    """

    start: IndexStart = IndexStart.ALWAYS
    cores: int = 0
    low_priority: bool = True
    look_closer: bool = True


@dataclass(frozen=True, slots=True)
class ModelStorage:
    """What a set of vectors takes up.

    Attributes:
        id: The model's.
        title: The model as the user reads it.
        pictures: Pictures it has embedded, those without a file included.
        size: Bytes, in the database and in its index together.
        vector_set: Row number of the set in the library.
        in_use: Whether the model uses it as it is now; else it is of another revision or server.
        host: Where the vectors were made; ``""``: on this computer.
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
    """What a library takes up, in bytes.

    Attributes:
        thumbnails: All thumbnails.
        models: Vectors, the largest first; part of `database` and of what lies beside it.
        database: The database with its log.
        free: Of the database, what compacting gives back.
    """

    thumbnails: int
    models: tuple[ModelStorage, ...]
    database: int
    free: int
