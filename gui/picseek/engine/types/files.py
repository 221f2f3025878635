"""Operations on picture files: exports, the system's trash, progress, failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class ExportFormat(StrEnum):
    """The file format that an export writes."""

    SAME = "same"
    JPEG = "jpeg"


class ExportMetadata(StrEnum):
    """Which metadata (EXIF, XMP, IPTC) an exported picture has."""

    ALL = "all"
    NO_LOCATION = "no_place"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How pictures are exported.

    A file is copied byte by byte where size, format and metadata stay the same.

    Attributes:
        folder: Created if it is missing.
        longest_side: Maximum of the longer side, in pixels; None: the original's size.
        format: JPEG also replaces formats that cannot be written.
        quality: Of JPEG and WebP, from 1 to 100.
        metadata: Which metadata is exported.
    """

    folder: Path
    longest_side: int | None = None
    format: ExportFormat = ExportFormat.SAME
    quality: int = 90
    metadata: ExportMetadata = ExportMetadata.ALL


@dataclass(frozen=True, slots=True)
class FilesDone:
    """Progress of a job over files."""

    done: int
    total: int


OnFilesDone = Callable[[FilesDone], None]


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file for which an operation failed, and why, as a sentence."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did.

    Attributes:
        written: The new files, in the order of the pictures.
        failed: Files that could not be exported.
        cancelled: Whether the user stopped it; files already written remain.
        stopped: Why it ended early, as a sentence, or ``""``.
    """

    folder: Path
    written: tuple[Path, ...] = ()
    failed: tuple[FileFailure, ...] = ()
    cancelled: bool = False
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class FileCounts:
    """How many files pictures have.

    Attributes:
        pictures: Pictures that are in the library.
        files: Available files that hold them. A file counts once, however many paths lead to it:
            links, hard links, links to its folder.
        with_copies: Pictures that more than one file holds.
        names: Paths of these files that the library knows; more than `files` if there are links.
    """

    pictures: int
    files: int
    with_copies: int
    names: int = 0


@dataclass(frozen=True, slots=True)
class TrashedFile:
    """A file that was moved to the system's trash.

    Attributes:
        path: Where it was.
        picture_id: The picture it holds.
        at: When, seconds since the epoch.
        identity: Device, inode, bytes and modification time (nanoseconds) of the file or link that
            was moved; they identify it in the trash.
        content_hash: Of the file's bytes, as they were indexed.
    """

    path: Path
    picture_id: int
    at: float
    identity: tuple[int, int, int, int] = (0, 0, 0, 0)
    content_hash: bytes = b""


@dataclass(frozen=True, slots=True)
class TrashReport:
    """The result of moving files to the system's trash.

    Attributes:
        trashed: Files that were moved, and removed from the library.
        failed: Files that were not moved.
        cancelled: Whether the user stopped it.
        stopped: Why it ended early, as a sentence, or ``""``.
    """

    trashed: tuple[TrashedFile, ...] = ()
    failed: tuple[FileFailure, ...] = ()
    cancelled: bool = False
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """The result of restoring files from the system's trash.

    Attributes:
        restored: Files that were restored, and added to the library again.
        failed: Files that are still in the trash, or were not found there.
        cancelled: Whether the user stopped it.
        stopped: Why it ended early, as a sentence, or ``""``.
    """

    restored: tuple[Path, ...] = ()
    failed: tuple[FileFailure, ...] = ()
    cancelled: bool = False
    stopped: str = ""
