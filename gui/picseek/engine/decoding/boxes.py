"""The boxes that AVIF and HEIC files are made of (ISO/IEC 14496-12, section 4.2)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

HEADER = struct.Struct(">I4s")
VERSION = 4
"""Bytes of the version and flags that some boxes begin with."""


class Box(NamedTuple):
    """A box: its kind, and the offsets of its start, its content, and its end."""

    kind: bytes
    start: int
    content: int
    end: int


def boxes(content: bytes, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes between two offsets, up to the first damaged one."""
    while start + HEADER.size <= end:
        size, kind = HEADER.unpack_from(content, start)
        if not HEADER.size <= size <= end - start:
            return
        yield Box(kind, start, start + HEADER.size, start + size)
        start += size


def box(kind: bytes, content: bytes) -> bytes:
    """Make a box."""
    return HEADER.pack(HEADER.size + len(content), kind) + content
