"""AVIF files of an early encoder, which libavif refuses for one fault in their container.

They list the properties of each item in a box of its own (``ipma``), where ISO/IEC 23008-12 allows
one box for all. Here these are joined, in the room that they take.
"""

from __future__ import annotations

import struct

from picseek.engine.decoding.boxes import HEADER, VERSION, Box, box, boxes

_COUNT = struct.Struct(">I")


def with_one_list(content: bytes) -> bytes | None:
    """The file with one list of properties; None, if it is no such file."""
    for meta in boxes(content, 0, len(content)):
        if meta.kind == b"meta":
            for part in boxes(content, meta.inside + VERSION, meta.end):
                if part.kind == b"iprp":
                    joined = _joined(content, list(boxes(content, part.inside, part.end)))
                    return joined and content[: part.inside] + joined + content[part.end :]
    return None


def _joined(content: bytes, inside: list[Box]) -> bytes | None:
    """The properties and one list of who has which, as long as what there was."""
    properties, *lists = inside or [Box(b"", 0, 0, 0)]
    same = {content[each.inside : each.inside + VERSION] for each in lists}
    kinds = {each.kind for each in lists}
    if properties.kind != b"ipco" or len(lists) < 2 or kinds != {b"ipma"} or len(same) != 1:
        return None
    counted = [each.inside + VERSION for each in lists]
    total = sum(_COUNT.unpack_from(content, at)[0] for at in counted)
    entries = b"".join(
        content[at + _COUNT.size : each.end] for at, each in zip(counted, lists, strict=True)
    )
    one = box(b"ipma", same.pop() + _COUNT.pack(total) + entries)
    spare = sum(each.end - each.start for each in lists) - len(one)
    filler = box(b"free", bytes(spare - HEADER.size))  # 16 bytes for each list that is gone
    return box(b"ipco", content[properties.inside : properties.end] + filler) + one
