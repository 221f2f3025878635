"""Which of Qt's readers a file's first bytes ask for.

A QImageReader that is left to find out asks every plugin, the one for SVG among them, which
connects QObjects; PySide holds Python's lock meanwhile. A QObject that dies on the window's thread
just then holds Qt's lock of connections and waits for Python's: neither ever goes on. So a reader
that is used beside the window's thread is told its format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImageReader

_BEGINNINGS = (
    (b"\xff\xd8\xff", b"jpeg"),
    (b"\x89PNG\r\n\x1a\n", b"png"),
    (b"GIF8", b"gif"),
    (b"BM", b"bmp"),
)


def format_of(content: bytes) -> bytes:
    """Qt's name of the format of a picture, by how its file begins; ``b""``: none of these."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return b"webp"
    return next((name for start, name in _BEGINNINGS if content.startswith(start)), b"")


def tell_format(reader: QImageReader, content: bytes) -> bool:
    """Tell a reader the format of what it reads.

    Returns:
        Whether it is a known one; else the reader is not to be used.
    """
    name = format_of(content)
    reader.setAutoDetectImageFormat(False)
    reader.setFormat(name)
    return bool(name)
