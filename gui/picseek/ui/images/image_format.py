"""Image formats by the first bytes of a file, so that Qt need not detect them.

A QImageReader that detects the format asks every plugin, and the one for SVG connects QObjects
while PySide holds the GIL. A QObject destroyed on the GUI thread at that moment holds Qt's
connection lock and waits for the GIL: a deadlock. So readers on other threads get a fixed format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QImageReader

_SIGNATURES = (
    (b"\xff\xd8\xff", b"jpeg"),
    (b"\x89PNG\r\n\x1a\n", b"png"),
    (b"GIF8", b"gif"),
    (b"BM", b"bmp"),
)


def format_of(content: bytes) -> bytes:
    """Return Qt's name of a picture's format; ``b""``: unknown."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return b"webp"
    return next((name for start, name in _SIGNATURES if content.startswith(start)), b"")


def set_format(reader: QImageReader, content: bytes) -> bool:
    """Set a reader's format by its content, without any detection of its own.

    Returns:
        Whether the format is known; else the reader must not be used.
    """
    name = format_of(content)
    reader.setAutoDetectImageFormat(False)
    reader.setFormat(name)
    return bool(name)
