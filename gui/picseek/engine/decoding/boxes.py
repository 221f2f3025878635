"""The boxes that AVIF and HEIC files are made of (ISO/IEC 14496-12, section 4.2)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

HEADER = struct.Struct(">I4s")
VERSION = 4
"""Bytes of version and flags, where a box has them."""


class Box(NamedTuple):
    """A box: its kind, and where it and what is in it begin and end."""

    kind: bytes
    start: int
    inside: int
    end: int


def boxes(content: bytes, start: int, end: int) -> Iterator[Box]:
    """Yield the boxes in a part of a file, up to the first that is damaged."""
    while start + HEADER.size <= end:
        size, kind = HEADER.unpack_from(content, start)
        if not HEADER.size <= size <= end - start:
            return
        yield Box(kind, start, start + HEADER.size, start + size)
        start += size


def box(kind: bytes, inside: bytes) -> bytes:
    """A box of its own."""
    return HEADER.pack(HEADER.size + len(inside), kind) + inside
