"""Repairs AVIF files of an early encoder, which libavif rejects because of their container.

They list the properties of each item in a separate box (``ipma``), but ISO/IEC 23008-12 requires
one box for all. The boxes are joined; the file's length stays the same.
"""

from __future__ import annotations

import struct

from picseek.engine.decoding.boxes import HEADER, VERSION, Box, box, boxes

_COUNT = struct.Struct(">I")


def with_one_list(content: bytes) -> bytes | None:
    """The file with one list of properties; None if it is not such a file."""
    for meta in boxes(content, 0, len(content)):
        if meta.kind == b"meta":
            for part in boxes(content, meta.content + VERSION, meta.end):
                if part.kind == b"iprp":
                    joined = _joined(content, list(boxes(content, part.content, part.end)))
                    return joined and content[: part.content] + joined + content[part.end :]
    return None


def _joined(content: bytes, parts: list[Box]) -> bytes | None:
    """The properties and one list of which item has which, as long as the boxes together."""
    properties, *lists = parts or [Box(b"", 0, 0, 0)]
    versions = {content[each.content : each.content + VERSION] for each in lists}
    kinds = {each.kind for each in lists}
    if properties.kind != b"ipco" or len(lists) < 2 or kinds != {b"ipma"} or len(versions) != 1:
        return None
    counted = [each.content + VERSION for each in lists]
    total = sum(_COUNT.unpack_from(content, at)[0] for at in counted)
    entries = b"".join(
        content[at + _COUNT.size : each.end] for at, each in zip(counted, lists, strict=True)
    )
    one = box(b"ipma", versions.pop() + _COUNT.pack(total) + entries)
    spare = sum(each.end - each.start for each in lists) - len(one)
    filler = box(b"free", bytes(spare - HEADER.size))  # 16 bytes for each removed list
    return box(b"ipco", content[properties.content : properties.end] + filler) + one
