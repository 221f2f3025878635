"""What the engine takes and gives: frozen values, free of Qt, NumPy and Pillow.

Imported before the window is painted, so this module imports nothing heavy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from picseek.engine.types.browsing import MonthRun as MonthRun
from picseek.engine.types.browsing import PictureMarks as PictureMarks
from picseek.engine.types.browsing import PicturePlace as PicturePlace
from picseek.engine.types.browsing import Timeline as Timeline
from picseek.engine.types.files import BinnedFile as BinnedFile
from picseek.engine.types.files import BinReport as BinReport
from picseek.engine.types.files import ExportFormat as ExportFormat
from picseek.engine.types.files import ExportOptions as ExportOptions
from picseek.engine.types.files import ExportReport as ExportReport
from picseek.engine.types.files import FileCounts as FileCounts
from picseek.engine.types.files import FileFailure as FileFailure
from picseek.engine.types.files import FilesDone as FilesDone
from picseek.engine.types.files import Notes as Notes
from picseek.engine.types.files import OnFilesDone as OnFilesDone
from picseek.engine.types.files import RestoreReport as RestoreReport
from picseek.engine.types.library import FolderNode as FolderNode
from picseek.engine.types.library import SavedSearch as SavedSearch
from picseek.engine.types.sending import SEND_NOTHING as SEND_NOTHING
from picseek.engine.types.sending import Quote as Quote
from picseek.engine.types.sending import SendLimits as SendLimits
from picseek.engine.types.sending import SentRow as SentRow
from picseek.engine.types.sending import ServiceOptions as ServiceOptions


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
    LEFT_OUT = "left_out"  # too small for what the user wants; never told as a problem


class DateSource(StrEnum):
    """Where the date of a picture was read, the most trustworthy first. Stored in the library."""

    CAMERA = "camera"  # EXIF: when it was taken, or digitised
    XMP = "xmp"
    IPTC = "iptc"
    GPS = "gps"
    SIDECAR = "sidecar"  # an XMP file beside it
    TAKEOUT = "takeout"  # a JSON file beside it, as Google Takeout writes it
    TEXT = "text"  # of a PNG
    NAME = "name"  # of the file
    EDITED = "edited"  # EXIF: when it was last changed


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What one decode tells about a picture besides its pixels.

    Attributes:
        width: Pixels, after the EXIF orientation was applied.
        height: Pixels, after the EXIF orientation was applied.
        format: Pillow's format name by content, e.g. ``JPEG``.
        taken_at: When it was taken, as far as anything says so: local wall-clock time, no zone.
        camera: Make and model, or ``""``.
        taken_from: What says so; None without a date.
        partial: The end of the file is missing, and with it some rows of pixels.
    """

    width: int
    height: int
    format: str
    taken_at: datetime | None = None
    camera: str = ""
    taken_from: DateSource | None = None
    partial: bool = False


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
class Rendering:
    """A picture decoded for the screen: upright, sRGB, opaque.

    Attributes:
        width, height: Pixels of `data`.
        data: Four bytes a pixel, blue, green, red and 255, by rows from the top, without gaps.
        full_width, full_height: Pixels of the original, upright.
    """

    width: int
    height: int
    data: bytes
    full_width: int
    full_height: int


@dataclass(frozen=True, slots=True)
class CameraDetails:
    """What a camera and an owner wrote into a picture. None, or ``""``: it is not there.

    Attributes:
        taken_at: Local wall-clock time, no zone; `taken_from` is what says so.
        exposure: Seconds.
        focal_length: Millimetres; `focal_length_35mm` is what that is on 35 mm film.
        flash: Whether it fired.
        latitude, longitude: Degrees north and east; both or none.
        altitude: Metres above the sea.
        people: Names of who is to be seen.
        places: Names of where it is, from the narrowest to the widest.
    """

    taken_at: datetime | None = None
    camera: str = ""
    lens: str = ""
    exposure: float | None = None
    f_number: float | None = None
    iso: int | None = None
    focal_length: float | None = None
    focal_length_35mm: float | None = None
    flash: bool | None = None
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    title: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    artist: str = ""
    rights: str = ""
    software: str = ""
    taken_from: DateSource | None = None
    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureDetails:
    """What is told of one picture beside its row.

    Attributes:
        path: The file that was read.
        places: All files that hold it, some of which may be gone.
    """

    path: Path
    places: tuple[Path, ...]
    camera: CameraDetails


@dataclass(frozen=True, slots=True)
class FolderRow:
    """A folder the user chose.

    Attributes:
        pictures: Different ones in it (and below): copies in it count once.
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
    """What a run did, in files. `failed` also names files that failed before and are unchanged.

    Attributes:
        stopped: Which limit was reached, as a plain sentence; ``""``: none was.
        waiting: Files that can be found by name, date and caption alone: their pictures may not
            be sent.
    """

    model: str
    indexed: int
    unchanged: int
    removed: int
    failed: tuple[Problem, ...]
    seconds: float
    stopped: str = ""
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked.

    Attributes:
        text: Words; ``-word`` asks for the opposite. May be empty when `like` is not.
        like: Examples: paths of any pictures on disk, or ids of indexed pictures.
        limit: The most hits wanted.
        model: A model's id, or ``""`` for the library's current one.
        send_examples: The user agrees that this question's examples are sent to a remote model.
        folder: Find only pictures in this folder and below; None: all.
    """

    text: str = ""
    like: tuple[Path | int, ...] = ()
    limit: int = 20
    model: str = ""
    send_examples: bool = False
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One picture found. `score` orders the hits; it compares only within one result.

    Attributes:
        caption: Of what is written about it, the part that has words of the query; or ``""``.
    """

    picture: PictureRow
    score: float
    caption: str = ""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a query.

    Attributes:
        model: The model that was asked; another than the query's when that one could not be.
        unknown: Words of the query that the model cannot interpret (names may still match).
        note: Why the answer is not the model's own, as a plain sentence, or ``""``.
        unsent: Whether that is because an example may not be sent (see `Query.send_examples`).
        strong: So many of the first hits match well: the model is sure of them, or all words are
            in their names, folders or dates. None: nothing tells where that ends.
        partly: No picture surely shows all that was asked for; the hits come nearest.
    """

    query: Query
    model: str
    hits: tuple[Hit, ...]
    unknown: tuple[str, ...]
    seconds: float
    note: str = ""
    unsent: bool = False
    strong: int | None = None
    partly: bool = False


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model as the user chooses it.

    Attributes:
        ready: Whether it can be used now; if not, `needs` says in words what is missing.
        dim: Length of a vector; 0: only the service can tell.
        vectors: Pictures of the library that it has embedded.
        remote: Whether pictures leave this computer.
        mixed: Whether it can fuse a picture with its description (`ServiceOptions.describe`).
    """

    id: str
    title: str
    dim: int
    ready: bool
    needs: str
    vectors: int
    remote: bool = False
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What a library holds: folders, distinct pictures, files, and vectors for each model."""

    path: Path
    folders: tuple[FolderRow, ...]
    pictures: int
    files: int
    problems: int
    models: dict[str, int]
