"""What is done with the files of pictures: exports, the system's trash, progress, failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class ExportFormat(StrEnum):
    """What kind of file an export makes."""

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
        folder: Where to; made if it is missing.
        longest_side: Pixels at most, of the longer side; None: as many as the original has.
        format: The kind of file. What cannot be written as the same kind becomes a JPEG.
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
    """How far a job over files is."""

    done: int
    total: int


OnFilesDone = Callable[[FilesDone], None]


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file with which something could not be done, and why, in a plain sentence."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export did.

    Attributes:
        written: The files made, in the order of the pictures.
        failed: What could not be exported.
        cancelled: Whether it was stopped by the user; what is written stays.
        stopped: Why it ended before it was through, as a sentence; ``""``: it did not.
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
        files: Files that hold them, as far as they can be reached. A file is counted once, however
            many names it has: links to it, hard links, other ways to its folder.
        with_copies: Pictures that more than one file holds.
        names: Names of these files that the library knows; more than `files` where there are links.
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
        identity: Device, inode, bytes and modification time (nanoseconds) of what was moved: of
            a link, the link's own. What has them in the trash is this file and no other.
        content_hash: Of the file's bytes, as they were indexed.
    """

    path: Path
    picture_id: int
    at: float
    identity: tuple[int, int, int, int] = (0, 0, 0, 0)
    content_hash: bytes = b""


@dataclass(frozen=True, slots=True)
class TrashReport:
    """What became of files that were to be moved to the system's trash.

    Attributes:
        trashed: Those that were; the library has forgotten them.
        failed: Those that stay where they are.
        cancelled: Whether it was stopped by the user.
        stopped: Why it ended before it was through, as a sentence; ``""``: it did not.
    """

    trashed: tuple[TrashedFile, ...] = ()
    failed: tuple[FileFailure, ...] = ()
    cancelled: bool = False
    stopped: str = ""


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What became of files that were to come back from the system's trash.

    Attributes:
        restored: Those that did; they are in the library again.
        failed: Those that are still in the trash, or cannot be found there.
        cancelled: Whether it was stopped by the user.
        stopped: Why it ended before it was through, as a sentence; ``""``: it did not.
    """

    restored: tuple[Path, ...] = ()
    failed: tuple[FileFailure, ...] = ()
    cancelled: bool = False
    stopped: str = ""
