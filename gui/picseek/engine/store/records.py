"""Values that are written to the store and read from it, in addition to the engine's types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from picseek.engine.types import PictureFacts, Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.base import SentRecord, Vector
    from picseek.engine.metadata.dates import Taken


class KnownFile(NamedTuple):
    """What is recorded about one file; a tuple, because a scan reads one for every file.

    Attributes:
        size: Bytes, when it was indexed or failed.
        mtime_ns: Modification time then, nanoseconds since the epoch.
        picture_id: The content it holds, or None when it could not be indexed.
        embedded: Whether the model asked for has a vector of that content.
        problem: Why it could not be indexed (for that model), if so.
        captioned: Whether this version has read its captions and those of its sidecars.
        ctime_ns: When its file was last changed in any way; 0: not recorded
            (see also `filesystem.times.UNCERTAIN`).
        sidecars: A stamp of its sidecars (see `metadata.sidecars.stamp`).
    """

    size: int
    mtime_ns: int
    picture_id: int | None
    embedded: bool
    problem: Problem | None
    captioned: bool = True
    ctime_ns: int = 0
    sidecars: int = 0


class KnownFolder(NamedTuple):
    """A folder of which files or failures are recorded.

    Attributes:
        id: Row number.
        path: Absolute.
        volume: The volume it lies on; ``""``: not known.
        absent: Whether that volume was not connected when last checked.
    """

    id: int
    path: Path
    volume: str
    absent: bool


class PictureFile(NamedTuple):
    """A file that holds a picture, as it was when it was indexed.

    Attributes:
        picture_id: The picture.
        path: Absolute.
        size: Bytes.
        mtime_ns: Modification time, nanoseconds since the epoch.
        ctime_ns: As in a `KnownFile`.
        content_hash: BLAKE2b-128 of its bytes.
        volume: The volume it lies on; ``""``: not known.
        problem: Why it could not be indexed again, as a sentence, or ``""``.
    """

    picture_id: int
    path: Path
    size: int
    mtime_ns: int
    ctime_ns: int
    content_hash: bytes
    volume: str = ""
    problem: str = ""


class VectorSet(NamedTuple):
    """Vectors that can be compared with each other: of one model, revision, length and host.

    Attributes:
        id: Row number.
        model: The model's id.
        revision: As its spec had it.
        dim: Length of a vector.
        host: The server that computed them; ``""``: this computer, or not recorded.
        stored: Vectors in it, including those of pictures without a file.
        searchable: Of these, the ones of pictures with a file.
    """

    id: int
    model: str
    revision: str
    dim: int
    host: str
    stored: int
    searchable: int


class ListedFile(NamedTuple):
    """An indexed file: folder and name as `os.fsdecode` gives them, bytes, pixels."""

    folder: str
    name: str
    size: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file to be stored.

    Attributes:
        path: Absolute.
        size: Bytes.
        mtime_ns: Nanoseconds since the epoch.
        content_hash: BLAKE2b-128 of the file's bytes.
        facts: The result of decoding; None: the content is stored already.
        captions: The captions in it and its sidecars, one in each line.
        taken: When the picture was taken, according to this file and its sidecars.
        ctime_ns: When the file was last changed in any way; 0: not known
            (see also `filesystem.times.UNCERTAIN`).
        sidecars: A stamp of its sidecars.
        volume: The volume of its folder; ``""``: the one recorded for the folder.
        period: The month or year in which it was taken, if the day is not known.
    """

    path: Path
    size: int
    mtime_ns: int
    content_hash: bytes
    facts: PictureFacts | None = None
    captions: str = ""
    taken: Taken | None = None
    ctime_ns: int = 0
    sidecars: int = 0
    volume: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class CaptionRecord:
    """Captions and date of a file that is stored already; as in a `FileRecord`."""

    path: Path
    captions: str
    taken: Taken | None = None
    ctime_ns: int = 0
    sidecars: int = 0
    volume: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class FailureRecord:
    """A file that could not be indexed, with its size (bytes) and mtime (nanoseconds) then."""

    problem: Problem
    size: int
    mtime_ns: int
    volume: str = ""


class SentCall(NamedTuple):
    """A call to a service that has ended.

    Attributes:
        model: The library's id of the model that made it.
        record: What was sent, and the outcome.
        row: Its first row in the log, from `SendLogRepository.begin`; 0: it has none.
    """

    model: str
    record: SentRecord
    row: int = 0


class Usage(NamedTuple):
    """What was sent to a model, in total.

    Attributes:
        pictures: Pictures sent.
        bytes: Size of the requests.
        billed_pictures: Those whose tokens the service reported.
        billed_tokens: Image tokens of these.
    """

    pictures: int
    bytes: int
    billed_pictures: int
    billed_tokens: int


class RefinedVector(NamedTuple):
    """The result of a second look at a picture.

    Attributes:
        picture_id: Which picture.
        vector: The better vector, float32 (dim,); None: it failed.
        regions: The picture's regions, as the model packs them.
    """

    picture_id: int
    vector: Vector | None
    regions: bytes = b""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction of a run writes.

    Attributes:
        model: Row number of the run's set of vectors.
        files: Files to be stored.
        vectors: Content hash and vector, float32 of shape (dim,); the content is one of `files`
            or stored. An existing vector of the model is not replaced.
        failures: Files that could not be indexed.
        sent: Calls to a service, among them those that returned the vectors.
        captions: Captions of files that are indexed already.
        second_look: Whether these pictures now wait for a second look.
        regions: Regions of pictures, by content hash, as the model packs them.
    """

    model: int
    files: Sequence[FileRecord] = ()
    vectors: Sequence[tuple[bytes, Vector]] = ()
    failures: Sequence[FailureRecord] = ()
    sent: Sequence[SentCall] = ()
    captions: Sequence[CaptionRecord] = ()
    second_look: bool = False
    regions: Mapping[bytes, bytes] = field(default_factory=dict)


def no_ids() -> NDArray[np.int64]:
    """An empty array of picture ids."""
    return np.empty(0, np.int64)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a batch changed for searching.

    Attributes:
        searchable_ids: Pictures newly searchable for the batch's model, ascending, int64 (n,).
        searchable: Their vectors, float32 (n, dim).
        orphaned: Pictures that lost their last file, ascending, int64.
    """

    searchable_ids: NDArray[np.int64]
    searchable: NDArray[np.float32]
    orphaned: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Removed:
    """What a removal changed: the number of removed files, and pictures without a file since."""

    files: int = 0
    orphaned: NDArray[np.int64] = field(default_factory=no_ids)


class Counts(NamedTuple):
    """What a library holds.

    Attributes:
        pictures: Distinct pictures with a file.
        files: Indexed files.
        problems: Files that could not be indexed.
        absent: Of the pictures, those whose files are all on volumes that are not connected.
    """

    pictures: int
    files: int
    problems: int
    absent: int = 0
