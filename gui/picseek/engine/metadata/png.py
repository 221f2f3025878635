"""Reads a PNG's metadata that follows its pixels, without decoding them: texts, XMP and EXIF.

Chunks as in the Portable Network Graphics Specification (third edition), sections 5.3 and 11.3.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import IO

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_EXIF = b"eXIf"
_MAX_CHUNK = 4 << 20  # bytes; larger chunks are skipped
_MAX_TEXT = 1 << 20  # bytes of a text, unpacked
_MAX_CHUNKS = 1_000  # after the pixels
_XMP_KEYWORD = "XML:com.adobe.xmp"


def info_after_pixels(file: IO[bytes]) -> dict[str, str | bytes]:
    """Texts by keyword, XMP as ``xmp`` and EXIF as ``exif``, up to the first damage.

    Args:
        file: A PNG; read from its start. Its position changes.
    """
    found: dict[str, str | bytes] = {}
    for kind, data in _metadata_after_pixels(file):
        if kind == _EXIF:
            found["exif"] = b"Exif\0\0" + data
            continue
        keyword, text = _text(kind, data)
        if keyword == _XMP_KEYWORD:
            found["xmp"] = text.encode()
        elif keyword:
            found.setdefault(keyword, text)
    return found


def _metadata_after_pixels(file: IO[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield kind and data of the metadata chunks that follow the first chunk of pixels."""
    file.seek(len(SIGNATURE))
    pixels_seen, count = False, 0
    while count < _MAX_CHUNKS and len(header := file.read(8)) == 8:
        length, kind = struct.unpack(">I4s", header)
        if kind == b"IEND":
            return
        pixels_seen = pixels_seen or kind == b"IDAT"
        if pixels_seen and kind != b"IDAT":
            count += 1
            if kind in (*_TEXTS, _EXIF) and length <= _MAX_CHUNK:
                data = file.read(length)
                yield kind, data
                file.seek(4, 1)
                continue
        file.seek(length + 4, 1)


def _text(kind: bytes, data: bytes) -> tuple[str, str]:
    """Keyword and text of a chunk; both are empty if it is damaged."""
    keyword, _, rest = data.partition(b"\0")
    packed = kind == b"zTXt"
    if kind == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    elif packed:
        rest = rest[1:]
    try:
        if packed:
            rest = zlib.decompressobj().decompress(rest, _MAX_TEXT)
        return keyword.decode("latin-1"), rest.decode("utf-8" if kind == b"iTXt" else "latin-1")
    except (zlib.error, UnicodeDecodeError):
        return "", ""
