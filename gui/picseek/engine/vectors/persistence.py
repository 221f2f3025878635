"""The index on disk: a graph file, and a stamp that names, describes and verifies it.

The graph file is written first and the stamp last, so a crash at any moment leaves the old pair or
the new one. The graph is written from hnswlib's pickle state and not by its `save_index`, which
reports no full disk, accepts no path outside the code page on Windows, and holds the GIL while it
writes.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from picseek.engine.errors import DiskFull, LibraryError, LibraryUnwritable
from picseek.engine.filesystem.atomic_files import atomic_write, remove_abandoned
from picseek.engine.filesystem.os_errors import is_disk_full
from picseek.engine.messages import message
from picseek.engine.vectors.graph import State

STAMP = "stamp.json"
_FORMAT = 1
_GRAPHS = "graph-*.bin"
_FORMER_TEMPORARY = "*.tmp"  # of earlier versions
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Parameters that a saved index must have to be usable."""

    dim: int
    m: int
    ef_construction: int
    format: int = _FORMAT


@dataclass(frozen=True, slots=True)
class Stamp:
    """Describes a graph file.

    Attributes:
        generation: The generation of the store that the index was made from.
        count: Elements in the graph, including deleted ones.
        file: The graph file's name in the same folder.
        size: Its bytes.
        digest: BLAKE2b-256 of them, in hexadecimal.
    """

    layout: Layout
    generation: int
    count: int
    file: str
    size: int
    digest: str


def load(folder: Path, layout: Layout) -> tuple[Stamp, State] | None:
    """Read the saved index; None if there is none, or it is damaged or of another layout."""
    before = None
    for _ in range(_ATTEMPTS):
        stamp = _read_stamp(folder)
        if stamp is None or stamp == before or stamp.layout != layout:
            return None
        with contextlib.suppress(OSError, ValueError):
            return stamp, _read_graph(folder / stamp.file, stamp)
        before = stamp  # unless another process saved in between, it is damaged
    return None


def save(folder: Path, layout: Layout, generation: int, state: State) -> Stamp:
    """Write graph and stamp.

    Raises:
        DiskFull: No space left.
        LibraryUnwritable: The folder cannot be written to.
    """
    name = f"graph-{generation}-{secrets.token_hex(4)}.bin"
    try:
        # Only these two: a library that was moved away is not created again where it was.
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        digest, size = _put(folder / name, _graph_parts(state))
        stamp = Stamp(layout, generation, int(state["cur_element_count"]), name, size, digest)
        _put(folder / STAMP, _stamp_parts(stamp))
    except OSError as error:
        raise _storage_error(error) from error
    _remove_others(folder, stamp)
    return stamp


def restamp(folder: Path, stamp: Stamp, generation: int) -> bool:
    """Write the stamp alone, for a graph that did not change; False if its file does not exist.

    Raises:
        DiskFull: No space left.
        LibraryUnwritable: The folder cannot be written to.
    """
    if not (folder / stamp.file).is_file():
        return False
    try:
        _put(folder / STAMP, _stamp_parts(replace(stamp, generation=generation)))
    except OSError as error:
        raise _storage_error(error) from error
    _remove_others(folder, stamp)
    return True


def _graph_parts(state: State) -> Iterator[bytes | memoryview]:
    """Yield one line of JSON with the numbers and the arrays' types, then the raw arrays."""
    arrays = {name: value for name, value in state.items() if isinstance(value, np.ndarray)}
    plain = {name: value for name, value in state.items() if name not in arrays}
    kinds = [(name, array.dtype.str, array.size) for name, array in arrays.items()]
    yield json.dumps({"plain": plain, "arrays": kinds}).encode() + b"\n"
    for array in arrays.values():
        yield array.data


def _read_graph(path: Path, stamp: Stamp) -> State:
    """Read a graph file; hnswlib crashes on a damaged one, so every byte is checked first.

    Raises:
        OSError: It cannot be read.
        ValueError: It differs from what the stamp says.
    """
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size != stamp.size:
            raise ValueError("size")
        if hashlib.file_digest(file, _digest).hexdigest() != stamp.digest:
            raise ValueError("digest")
        file.seek(0)
        head = json.loads(file.readline())
        state: State = head["plain"]
        for name, kind, size in head["arrays"]:
            state[name] = np.fromfile(file, np.dtype(kind), size)
    return state


def _stamp_parts(stamp: Stamp) -> Iterator[bytes]:
    """Yield the stamp's digest in the first line, then the stamp: bits may flip in it as well."""
    body = json.dumps(asdict(stamp), indent=2).encode()
    yield _digest(body).hexdigest().encode() + b"\n"
    yield body


def _read_stamp(folder: Path) -> Stamp | None:
    try:
        digest, _, body = (folder / STAMP).read_bytes().partition(b"\n")
        if digest != _digest(body).hexdigest().encode():
            return None
        values = json.loads(body)
        return Stamp(**{**values, "layout": Layout(**values["layout"])})
    except (OSError, ValueError, TypeError, KeyError):  # missing, or of another version
        return None


def _put(path: Path, parts: Iterable[bytes | memoryview]) -> tuple[str, int]:
    """Write a file atomically; return its digest and size."""
    digest, size = _digest(), 0
    with atomic_write(path) as file:
        for part in parts:
            digest.update(part)
            size += file.write(part)
    return digest.hexdigest(), size


def _remove_others(folder: Path, stamp: Stamp) -> None:
    """Delete files of earlier saves, as far as possible now."""
    remove_abandoned(folder)
    for path in [*folder.glob(_GRAPHS), *folder.glob(_FORMER_TEMPORARY)]:
        if path.name != stamp.file:
            with contextlib.suppress(OSError):
                path.unlink()


def _digest(data: bytes = b"") -> hashlib.blake2b:
    return hashlib.blake2b(data, digest_size=32)


def _storage_error(error: OSError) -> LibraryError:
    if is_disk_full(error):
        return DiskFull(
            message("The disk with the library is full. Free up some space, then try again.")
        )
    return LibraryUnwritable(
        message(
            "The search index couldn't be saved. Check the permissions of the library's folder."
        )
    )
