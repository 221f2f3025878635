"""Pictures with IPTC records, made byte by byte."""

from __future__ import annotations

import io
import struct

from PIL import Image, TiffImagePlugin

_TAG = 33723
UTF_8 = (1, 90, b"\x1b%G")


def records(*sets: tuple[int, int, bytes]) -> bytes:
    """IIM data sets: record, number, value."""
    return b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in sets
    )


def in_jpeg(block: bytes) -> bytes:
    """A small JPEG with these records in Photoshop's segment, behind another resource."""
    resources = _resource(0x0425, b"0123456789abcdef") + _resource(0x0404, block)
    body = b"Photoshop 3.0\0" + resources
    segment = b"\xff\xed" + struct.pack(">H", len(body) + 2) + body
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 120, 150)).save(stream, "JPEG")
    whole = stream.getvalue()
    return whole[:2] + segment + whole[2:]


def in_tiff(block: bytes, *, as_numbers: bool) -> bytes:
    """A small TIFF with these records in its tag: as bytes, or as Photoshop says, long numbers."""
    block += b"\0" * (-len(block) % 4)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags.tagtype[_TAG] = 7
    tags[_TAG] = block
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), (90, 120, 150)).save(stream, "TIFF", tiffinfo=tags)
    entry = struct.pack("<HHI", _TAG, 7, len(block))
    assert stream.getvalue().count(entry) == 1
    if not as_numbers:
        return stream.getvalue()
    return stream.getvalue().replace(entry, struct.pack("<HHI", _TAG, 4, len(block) // 4))


def _resource(number: int, data: bytes) -> bytes:
    padding = b"\0" * (len(data) % 2)
    return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + padding
