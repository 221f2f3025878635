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
    """What a run did, in files. `failed` also names files that failed before and are unchanged.

    Attributes:
        stopped: Which limit was reached, as a plain sentence; ``""``: none was.
        waiting: Files that can be found by name and date alone: their pictures may not be sent.
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
    """

    text: str = ""
    like: tuple[Path | int, ...] = ()
    limit: int = 20
    model: str = ""
    send_examples: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """One picture found. `score` orders the hits; it compares only within one result."""

    picture: PictureRow
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The answer to a query.

    Attributes:
        model: The model that was asked; another than the query's when that one could not be.
        unknown: Words of the query that the model cannot interpret (names may still match).
        note: Why the answer is not the model's own, as a plain sentence, or ``""``.
        unsent: Whether that is because an example may not be sent (see `Query.send_examples`).
    """

    query: Query
    model: str
    hits: tuple[Hit, ...]
    unknown: tuple[str, ...]
    seconds: float
    note: str = ""
    unsent: bool = False


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
class ServiceOptions:
    """How the remote service is used, as the user has set it.

    Attributes:
        base_url: Address of an own server; ``""``: Cohere's.
        pictures_per_minute: What the key allows; 0: no limit; None: as little as a trial key.
        texts_per_minute: The same of questions; None: as documented.
        calls_in_flight: Calls at a time while indexing.
        describe: Send along what is written about a picture (its name, its folder's, captions
            in it or beside it), for models that fuse both into one vector.
    """

    base_url: str = ""
    pictures_per_minute: int | None = None
    texts_per_minute: int | None = None
    calls_in_flight: int = 4
    describe: bool = False


@dataclass(frozen=True, slots=True)
class SendLimits:
    """How much one run may send at most; None: no limit.

    Attributes:
        pictures: Pictures; 0: nothing is sent, so no consent is needed either.
        money: US dollars.
        read_on: Whether the run reads the other files all the same, so that they are shown and
            found by name and date; else it ends at the limit.
    """

    pictures: int | None = None
    money: float | None = None
    read_on: bool = False


SEND_NOTHING = SendLimits(pictures=0, read_on=True)
"""Everything that needs no sending is done."""


@dataclass(frozen=True, slots=True)
class Quote:
    """What indexing with a model would send, and what that would take: an estimate.

    Attributes:
        model: The model's id.
        title: The model as the user reads it.
        host: Where pictures would be sent; ``""``: nowhere, the model is on this computer.
        pictures: Distinct pictures without a vector of the model, at most.
        size: Bytes to be sent.
        seconds: At the rate that the key allows; 0: as fast as the server is.
        tokens: Image tokens.
        price_per_million: US dollars for a million of them; None: not known.
        measured: Whether tokens were measured in this library; else they are an assumption.
        size_measured: The same of `size`.
        policy: What the service may do with the pictures, in plain sentences.
        agreed: Whether the user has agreed to send pictures to this host for this model.
    """

    model: str
    title: str
    host: str
    pictures: int
    size: int
    seconds: float
    tokens: int
    price_per_million: float | None
    measured: bool
    size_measured: bool
    policy: str
    agreed: bool

    @property
    def price(self) -> float | None:
        """US dollars for all of it; None: not known."""
        if self.price_per_million is None:
            return None
        return self.tokens * self.price_per_million / 1_000_000


@dataclass(frozen=True, slots=True)
class SentRow:
    """One picture, or one question, that left this computer.

    Attributes:
        id: Grows with time.
        at: When, seconds since the epoch.
        content: The hash of the picture's file, in hexadecimal digits; None: a question.
        path: A file of the library that holds the picture, if there still is one.
        model: The model as the service was asked for it.
        host: Where it was sent.
        size: Its share of the request's bytes.
        tokens: Its share of the tokens billed; None: not told.
        answered: Whether its vector came back. Else it was sent in vain: the call was refused or
            broke, or Picseek ended before an answer came.
    """

    id: int
    at: float
    content: str | None
    path: Path | None
    model: str
    host: str
    size: int
    tokens: int | None
    answered: bool = True


@dataclass(frozen=True, slots=True)
class LibraryStatus:
    """What a library holds: folders, distinct pictures, files, and vectors for each model."""

    path: Path
    folders: tuple[FolderRow, ...]
    pictures: int
    files: int
    problems: int
    models: dict[str, int]
