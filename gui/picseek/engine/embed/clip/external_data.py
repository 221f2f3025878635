"""Finds the external data files of an ONNX graph without loading it.

Field numbers are those of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
Files are not trusted; one that is not a protocol buffer has no external data files.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from picseek.engine.cancel import CancelToken
from picseek.engine.errors import ModelError
from picseek.engine.messages import message

_INSIDE: dict[str, dict[int, str]] = {
    "model": {7: "graph", 25: "function"},
    "graph": {1: "node", 5: "tensor", 15: "sparse tensor"},
    "function": {7: "node"},
    "node": {5: "attribute"},
    "attribute": {5: "tensor", 6: "graph", 10: "tensor", 11: "graph"},
    "sparse tensor": {1: "tensor", 2: "tensor"},
    "tensor": {13: "entry"},
}
_KEY, _VALUE = 1, 2
_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5
_MOST_FIELDS = 5_000_000
_CHECK_EVERY = 10_000


def external_files(graph: Path, token: CancelToken) -> set[str]:
    """Files that a graph refers to, relative to its folder, with slashes.

    Raises:
        Cancelled: Through the token.
        ModelError: It refers to one outside its folder, or is too complex.
        OSError: It cannot be read.
    """
    with graph.open("rb") as file:
        if not graph.stat().st_size:
            return set()
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            found = set(_locations(data, graph, token))
    for name in found:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or not name:
            raise ModelError(
                message(
                    "{file} refers to files outside its folder ({name}), so it wasn't added.",
                    file=graph.name,
                    name=name,
                )
            )
    return found


def _locations(data: mmap.mmap, graph: Path, token: CancelToken) -> Iterator[str]:
    """The values of all entries of tensors whose key is ``location``."""
    to_visit = [("model", 0, len(data))]
    seen = 0
    while to_visit:
        kind, start, end = to_visit.pop()
        entry = dict[int, bytes]()
        for number, first, last in _fields(data, start, end):
            seen += 1
            if seen % _CHECK_EVERY == 0:
                token.raise_if_cancelled()
            if seen > _MOST_FIELDS:
                raise ModelError(message("{file} is too complex to check.", file=graph.name))
            if kind == "entry":
                entry[number] = data[first:last]
            elif (inner := _INSIDE[kind].get(number)) is not None:
                to_visit.append((inner, first, last))
        if entry.get(_KEY) == b"location":
            yield entry.get(_VALUE, b"").decode("utf-8", "replace")


def _fields(data: mmap.mmap, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and end of length-delimited fields, up to the first invalid field.

    https://protobuf.dev/programming-guides/encoding/
    """
    while at < end:
        tag, at = _varint(data, at, end)
        length, kind = 0, tag & 7
        if kind == _VARINT:
            _, at = _varint(data, at, end)
        elif kind == _BYTES:
            length, at = _varint(data, at, end)
        elif kind in (_FIXED_32, _FIXED_64):
            length = 4 if kind == _FIXED_32 else 8
        else:
            return
        if length > end - at:
            return
        if kind == _BYTES:
            yield tag >> 3, at, at + length
        at += length


def _varint(data: mmap.mmap, at: int, end: int) -> tuple[int, int]:
    """A number of up to 64 bits, and the offset of its end."""
    value = 0
    for shift in range(0, 64, 7):
        if at >= end:
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
    return value, end  # truncated or invalid: nothing more can be read
