"""Completes truncated WebP files, because libwebp cannot read them.

A file is completed twice, with different bytes: rows that are the same in both results come from
the file, all others do not.
Container: https://developers.google.com/speed/webp/docs/riff_container
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.decoding.incomplete import Missing

if TYPE_CHECKING:
    from PIL import Image

_FILLERS = (b"\x00", b"\x80")  # both decode without an error, lossy and lossless
_HEADER = struct.Struct("<4sI")
_FIRST_CHUNK = 12  # after "RIFF", a size and "WEBP"
_PIXELS = (b"VP8 ", b"VP8L")
_BAND = 256  # rows compared at once


def completed_twice(content: bytes) -> tuple[bytes, ...]:
    """The file, completed in two ways; () if it is not a WebP file truncated in its pixels.

    Animated pictures lose their incomplete frames.
    """
    if content[:4] != b"RIFF" or content[8:_FIRST_CHUNK] != b"WEBP":
        return ()
    at = _FIRST_CHUNK
    while at + _HEADER.size <= len(content):
        kind, size = _HEADER.unpack_from(content, at)
        end = at + _HEADER.size + size
        if end > len(content):
            return _without_last(content, at) if kind == b"ANMF" else _filled(content, kind, end)
        at = end + size % 2
    return _without_last(content, at) if content[_FIRST_CHUNK:][:4] == b"VP8X" else ()


def differing_rows(one: Image.Image, other: Image.Image) -> Missing:
    """The missing rows, given both completed pictures: all from the first row that differs."""
    for top in range(0, one.height, _BAND):
        box = (0, top, one.width, min(top + _BAND, one.height))
        differing = np.asarray(one.crop(box)) != np.asarray(other.crop(box))
        rows = np.flatnonzero(differing.reshape(box[3] - top, -1).any(axis=1))
        if len(rows):
            share = 1 - (top + int(rows[0])) / one.height
            return Missing(share, 0.0, share)
    return Missing()


def _filled(content: bytes, kind: bytes, end: int) -> tuple[bytes, ...]:
    if kind not in _PIXELS:
        return ()
    missing = end - len(content)
    return tuple(_sized(content + filler * missing) for filler in _FILLERS)


def _without_last(content: bytes, at: int) -> tuple[bytes, ...]:
    """The chunks before an offset, all of which are complete: the same file twice."""
    return (_sized(content[:at]),) * len(_FILLERS)


def _sized(content: bytes) -> bytes:
    content += b"\0" * (len(content) % 2)
    return content[:4] + struct.pack("<I", len(content) - 8) + content[8:]
