"""Journal of paid answers: they are on disk before they are saved to the database, which may fail.

Space for an answer is reserved on the disk before its call is sent. The thread that receives the
answer writes it there and syncs it. Once it is saved to the database, its space is free again.
Answers that a crash, a full disk or a busy database left in the journal are read at the next start.

File: a sequence of slots. A slot is ``PsA1``, its capacity in bytes and the CRC-32 of these
eight bytes; then the length of its record (0: none), the record's CRC-32, and the record, which is
the length of a JSON header, that header, and the vectors as little-endian float32. All numbers are
little-endian uint32. An incomplete record fails its CRC and is skipped, as is
everything after an incomplete slot, which can only be the last.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import numpy as np

from picseek.engine.embed.base import ModelSpec, SentRecord
from picseek.engine.store.records import SentCall
from picseek.engine.store.sqlite_errors import disk_error

if TYPE_CHECKING:
    from picseek.engine.embed.base import Vector

_MAGIC = b"PsA1"
_SLOT = struct.Struct("<4sII")
_RECORD = struct.Struct("<II")
_LENGTH = struct.Struct("<I")
_NUMBERS_BYTES = 200  # how much longer the numbers of a header may become during a call


@dataclass(frozen=True, slots=True)
class PaidAnswer:
    """The answer of one call.

    Attributes:
        spec: The model of the vectors: id, revision, length and host.
        call: The call, for the log of sent data.
        vectors: Content hash and vector, float32 of shape (dim,), of each picture that has one.
    """

    spec: ModelSpec
    call: SentCall
    vectors: tuple[tuple[bytes, Vector], ...]


class Slot(NamedTuple):
    """Space in the journal: where its record begins, and how many bytes it may have."""

    offset: int
    capacity: int


class AnswersJournal:
    """Holds answers until they are saved. Safe to use from any thread.

    Every method may raise a LibraryError: the disk is full, or reports errors.
    """

    def __init__(self, file: Path) -> None:
        """Open nothing yet."""
        self._path = file
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._base = self._end = 0
        self._free: list[Slot] = []
        self._used = 0

    def reserve(self, spec: ModelSpec, record: SentRecord) -> Slot:
        """Reserve space for the answer to a call that is about to be sent."""
        vectors = tuple((each, np.zeros(spec.dim, np.float32)) for each in record.content_hashes)
        full = _packed(PaidAnswer(spec, SentCall(spec.id, record), vectors))
        needed = len(full) + _NUMBERS_BYTES
        with self._lock, _disk_errors(self._path):
            slot = next((slot for slot in self._free if slot.capacity >= needed), None)
            if slot is None:
                slot = self._append(needed)
            else:
                self._free.remove(slot)
            self._used += 1
            return slot

    def write(self, slot: Slot, answer: PaidAnswer) -> None:
        """Write an answer and sync it."""
        record = _packed(answer)
        if len(record) > slot.capacity:
            raise ValueError(f"a record of {len(record)} bytes in a slot of {slot.capacity}")
        with self._lock, _disk_errors(self._path):
            file = self._opened()
            file.seek(slot.offset)
            _write(file, _RECORD.pack(len(record), zlib.crc32(record)) + record)
            _sync(file)

    def free(self, slot: Slot) -> None:
        """Free a slot whose answer was saved, or which got none."""
        with self._lock, _disk_errors(self._path):
            file = self._opened()
            self._used -= 1
            self._free.append(slot)
            if self._used:
                file.seek(slot.offset)
                _write(file, bytes(_RECORD.size))
                return
            file.truncate(self._base)
            self._free, self._end = [], self._base

    def answers(self) -> list[PaidAnswer]:
        """All answers in the file, including those of earlier runs."""
        with self._lock, _disk_errors(self._path):
            if not self._path.exists():
                return []
            return list(_read(self._path.read_bytes()))

    @property
    def in_use(self) -> bool:
        """Whether this object has reserved any slot."""
        with self._lock:
            return self._used > 0

    def clear(self) -> None:
        """Delete the file: all its answers are saved."""
        with self._lock, _disk_errors(self._path):
            self._close()
            self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Close the file; an empty one is removed."""
        with self._lock, _disk_errors(self._path):
            empty = self._file is not None and not self._end
            self._close()
            if empty:
                self._path.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file, self._free, self._used = None, [], 0
        self._base = self._end = 0

    def _opened(self) -> BinaryIO:
        if self._file is None:
            descriptor = os.open(
                self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600
            )
            self._file = os.fdopen(descriptor, "r+b", buffering=0)
            self._base = self._end = self._file.seek(0, os.SEEK_END)
        return self._file

    def _append(self, capacity: int) -> Slot:
        """Append a slot of zeros, which reserves its space on the disk."""
        file = self._opened()
        size = capacity.to_bytes(4, "little")
        slot = _SLOT.pack(_MAGIC, capacity, zlib.crc32(_MAGIC + size))
        whole = slot + bytes(_RECORD.size + capacity)
        try:
            file.seek(self._end)
            _write(file, whole)
            _sync(file)
        except OSError:
            file.truncate(self._end)
            raise
        offset = self._end + len(slot)
        self._end += len(whole)
        return Slot(offset, capacity)


@contextmanager
def _disk_errors(file: Path) -> Iterator[None]:
    """Raise a LibraryError for an OSError."""
    try:
        yield
    except OSError as error:
        raise disk_error(error, file) from error


def _write(file: BinaryIO, data: bytes) -> None:
    """Write all bytes: on a disk that is nearly full, a single write may be incomplete."""
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _sync(file: BinaryIO) -> None:
    """Flush to the disk; on macOS, fsync alone does not, see its man page."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
    else:
        os.fsync(file.fileno())


def _packed(answer: PaidAnswer) -> bytes:
    """A record: the length of the header, the header, and the vectors."""
    spec, call = answer.spec, answer.call
    record = call.record
    header = {
        "set": [spec.id, spec.revision, spec.dim, spec.host],
        "call": [call.model, call.row],
        "sent": [record.at, record.model, record.host, record.size],
        "tokens": [record.image_tokens, record.input_tokens],
        "pictures": [content_hash.hex() for content_hash in record.content_hashes],
        "vectors": [content_hash.hex() for content_hash, _ in answer.vectors],
    }
    encoded = json.dumps(header).encode()
    matrix = b"".join(np.asarray(vector, "<f4").tobytes() for _, vector in answer.vectors)
    return _LENGTH.pack(len(encoded)) + encoded + matrix


def _read(data: bytes) -> Iterator[PaidAnswer]:
    at = 0
    while len(data) - at >= _SLOT.size + _RECORD.size:
        magic, capacity, check = _SLOT.unpack_from(data, at)
        if magic != _MAGIC or check != zlib.crc32(data[at : at + 8]):
            return
        at += _SLOT.size
        length, check = _RECORD.unpack_from(data, at)
        record = data[at + _RECORD.size : at + _RECORD.size + length]
        at += _RECORD.size + capacity
        if length and len(record) == length <= capacity and zlib.crc32(record) == check:
            yield _answer(record)


def _answer(record: bytes) -> PaidAnswer:
    (size,) = _LENGTH.unpack_from(record)
    header = json.loads(record[_LENGTH.size : _LENGTH.size + size])
    model, revision, dim, host = header["set"]
    hashes = [bytes.fromhex(each) for each in header["vectors"]]
    matrix = np.frombuffer(record, "<f4", offset=_LENGTH.size + size).reshape(len(hashes), dim)
    at, name, where, sent_bytes = header["sent"]
    pictures = tuple(bytes.fromhex(each) for each in header["pictures"])
    image_tokens, input_tokens = header["tokens"]
    sent = SentRecord(at, name, where, sent_bytes, pictures, image_tokens, input_tokens)
    return PaidAnswer(
        ModelSpec(model, revision, model, dim, host=host, remote=True),
        SentCall(header["call"][0], sent, header["call"][1]),
        tuple(zip(hashes, matrix.astype(np.float32), strict=True)),
    )
