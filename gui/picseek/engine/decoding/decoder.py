"""Decodes a file once for its content hash, facts, thumbnail and the model's input.

Decode workers run `Decoder`.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from picseek.engine.decoding.content_hash import hash_of_bytes, hash_of_file
from picseek.engine.decoding.faults import empty
from picseek.engine.decoding.opening import (
    DEFAULT_LIMITS,
    DecodeLimits,
    identified_picture,
    open_picture,
)
from picseek.engine.decoding.safe_open import explained_read_errors, opened_file
from picseek.engine.decoding.thumbnail_files import ThumbnailFolder
from picseek.engine.errors import DiskFull, LibraryUnwritable, PictureError
from picseek.engine.filesystem.os_errors import is_disk_full, os_reason
from picseek.engine.filesystem.times import times_at_reading
from picseek.engine.messages import message
from picseek.engine.metadata.captions import captions_of, date_of, with_names
from picseek.engine.metadata.dates import Taken
from picseek.engine.metadata.embedded import Embedded, read_embedded
from picseek.engine.metadata.sidecars import read_sidecars
from picseek.engine.types import PictureFacts

if TYPE_CHECKING:
    from picseek.engine.embed.base import Preparer


@dataclass(frozen=True, slots=True)
class DecodeTask:
    """A file to decode.

    Attributes:
        path: Absolute path; bytes that are not UTF-8 are surrogate-escaped.
        known: Hashes of contents of the same size that need not be decoded again.
        captions_only: The file was decoded before; only its captions are read.
        undecodable: Its pixels cannot be decoded; only its metadata is read, as far as possible.
    """

    path: str
    known: tuple[bytes, ...] = ()
    captions_only: bool = False
    undecodable: bool = False


@dataclass(frozen=True, slots=True)
class Decoded:
    """The result of a DecodeTask.

    Attributes:
        content_hash: BLAKE2b of the file's bytes, HASH_BYTES long; ``b""`` if only captions are
            wanted.
        size: Bytes of the file, as it was when opened.
        mtime_ns: Its modification time, as it was when opened.
        facts: None if the content is `known`: then it was only hashed.
        prepared: The preparer's output, or nothing.
        captions: The texts in the picture and its sidecars, one in each line.
        text: The captions with names, if the model uses them.
        taken: When the picture was taken, by its metadata, its sidecars or its name.
        ctime_ns: When its file was last changed in any way, as it was when opened; or
            `filesystem.times.UNCERTAIN`.
        period: The month or year in which it was taken, if the day is not known.
    """

    content_hash: bytes
    size: int
    mtime_ns: int
    facts: PictureFacts | None
    prepared: bytes
    captions: str = ""
    text: str = ""
    taken: Taken | None = None
    ctime_ns: int = 0
    period: str = ""


@dataclass(frozen=True)
class Decoder:
    """Decodes one file: saves its thumbnail and prepares the model's input. Picklable.

    Attributes:
        preparer: Makes the model's input; None: only thumbnails and facts are made.
        describes: Whether the model also gets names and captions.
    """

    preparer: Preparer | None
    thumbnails: ThumbnailFolder
    limits: DecodeLimits = DEFAULT_LIMITS
    describes: bool = False

    def __call__(self, task: DecodeTask) -> Decoded:
        """Decode a file.

        Raises:
            PictureError: The file cannot be read or decoded.
            DiskFull: Thumbnails cannot be stored, because the disk is full.
            LibraryUnwritable: Thumbnails cannot be stored for another reason.
        """
        path = Path(task.path)
        with opened_file(path) as (file, status):
            times = times_at_reading(status)
            at = status.st_size, times.mtime_ns
            if task.captions_only:
                result = Decoded(b"", *at, None, b"", ctime_ns=times.ctime_ns)
                return _with_metadata(result, path, _embedded(file))
            with explained_read_errors():
                content_hash, content = _hashed(file, status.st_size, self.limits)
            facts, prepared = None, b""
            if task.undecodable:
                facts, embedded = PictureFacts(0, 0, ""), _embedded(content)
            elif content_hash in task.known:
                embedded = _embedded(content)
            else:
                facts, embedded, prepared = self._decode(content, content_hash)
        result = Decoded(content_hash, *at, facts, prepared, ctime_ns=times.ctime_ns)
        result = _with_metadata(result, path, embedded)
        if self.describes and facts is not None:
            return replace(result, text=with_names(path, result.captions))
        return result

    def _decode(
        self, content: IO[bytes], content_hash: bytes
    ) -> tuple[PictureFacts, Embedded, bytes]:
        min_side = self.preparer.min_side if self.preparer else 0
        image, facts, embedded = open_picture(content, min_side=min_side, limits=self.limits)
        with _storing():
            self.thumbnails.save(image, content_hash)
        return facts, embedded, self.preparer(image, facts) if self.preparer else b""


def _embedded(content: IO[bytes]) -> Embedded:
    """A picture's metadata. Only its headers are read; if they are damaged, it is empty."""
    with contextlib.suppress(PictureError), identified_picture(content) as picture:
        return read_embedded(picture)
    return Embedded()


def _with_metadata(decoded: Decoded, path: Path, embedded: Embedded) -> Decoded:
    """Add captions and date, from the picture, its sidecars and its name."""
    beside = read_sidecars(path)
    taken, facts = date_of(path, embedded.taken, beside), decoded.facts
    if facts is not None and taken is not None:
        facts = replace(facts, taken_at=taken.at, taken_from=taken.source)
    captions = captions_of(embedded.captions, beside)
    period = "" if taken else embedded.period or beside.period
    return replace(decoded, facts=facts, captions=captions, taken=taken, period=period)


# Reading files


def _hashed(file: io.BufferedReader, size: int, limits: DecodeLimits) -> tuple[bytes, IO[bytes]]:
    """Returns: the content hash, and the content to decode."""
    if size <= limits.bytes_in_memory:
        data = file.read()
        if not data:
            raise empty()
        return hash_of_bytes(data), io.BytesIO(data)
    return hash_of_file(file), file


@contextlib.contextmanager
def _storing() -> Iterator[None]:
    """Raise DiskFull or LibraryUnwritable, which end the run, for an OSError."""
    try:
        yield
    except OSError as error:
        if is_disk_full(error):
            raise DiskFull(
                message("The disk with the library is full. Free up some space, then index again.")
            ) from error
        if error.errno is not None:
            raise LibraryUnwritable(
                message(
                    "Thumbnails can't be saved in the library ({reason}). Check the "
                    "permissions of its folder.",
                    reason=os_reason(error),
                )
            ) from error
        raise
