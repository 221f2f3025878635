"""AVIF files of an early encoder, which libavif refuses for one fault in their container.

They list the properties of each item in a box of its own (``ipma``), where ISO/IEC 23008-12 allows
one box for all. Here these are joined, in the room that they take.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

_HEADER = struct.Struct(">I4s")
_VERSION = 4  # bytes of version and flags
_COUNT = struct.Struct(">I")


class _Box(NamedTuple):
    """A box of the container: its kind, and where it and what is in it begin and end."""

    kind: bytes
    start: int
    inside: int
    end: int


def with_one_list(content: bytes) -> bytes | None:
    """The file with one list of properties; None, if it is no such file."""
    for meta in _boxes(content, 0, len(content)):
        if meta.kind == b"meta":
            for box in _boxes(content, meta.inside + _VERSION, meta.end):
                if box.kind == b"iprp":
                    joined = _joined(content, list(_boxes(content, box.inside, box.end)))
                    return joined and content[: box.inside] + joined + content[box.end :]
    return None


def _joined(content: bytes, inside: list[_Box]) -> bytes | None:
    """The properties and one list of who has which, as long as what there was."""
    properties, *lists = inside or [_Box(b"", 0, 0, 0)]
    same = {content[each.inside : each.inside + _VERSION] for each in lists}
    kinds = {each.kind for each in lists}
    if properties.kind != b"ipco" or len(lists) < 2 or kinds != {b"ipma"} or len(same) != 1:
        return None
    counted = [each.inside + _VERSION for each in lists]
    total = sum(_COUNT.unpack_from(content, at)[0] for at in counted)
    entries = b"".join(
        content[at + _COUNT.size : each.end] for at, each in zip(counted, lists, strict=True)
    )
    one = _box(b"ipma", same.pop() + _COUNT.pack(total) + entries)
    spare = sum(each.end - each.start for each in lists) - len(one)
    filler = _box(b"free", bytes(spare - _HEADER.size))  # 16 bytes for each list that is gone
    return _box(b"ipco", content[properties.inside : properties.end] + filler) + one


def _boxes(content: bytes, start: int, end: int) -> Iterator[_Box]:
    while start + _HEADER.size <= end:
        size, kind = _HEADER.unpack_from(content, start)
        if not _HEADER.size <= size <= end - start:
            return
        yield _Box(kind, start, start + _HEADER.size, start + size)
        start += size


def _box(kind: bytes, inside: bytes) -> bytes:
    return _HEADER.pack(_HEADER.size + len(inside), kind) + inside
