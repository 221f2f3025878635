"""Messages about files that cannot be decoded."""

from __future__ import annotations

from picseek.engine.errors import PictureError
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode

HEAD = 16
"""How many of a file's first bytes `unidentified` needs."""


def empty() -> PictureError:
    """The error for an empty file."""
    return PictureError(ProblemCode.EMPTY, message("This file is empty."))


def damaged(error: Exception) -> PictureError:
    """The error for a picture whose decoder failed."""
    if "truncated" in str(error).casefold():
        return PictureError(
            ProblemCode.DAMAGED,
            message("This picture is incomplete: the end of the file is missing."),
        )
    if "unsupported" in str(error).casefold():
        return _unsupported()
    return PictureError(ProblemCode.DAMAGED, message("This picture is damaged and can't be read."))


def unidentified(head: bytes) -> PictureError:
    """The error for a file that no decoder recognizes, by its first bytes."""
    if not head:
        return empty()
    heif = head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"mif1", b"avif")
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    if heif or webp or head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")):
        return PictureError(
            ProblemCode.DAMAGED,
            message("This picture is damaged: the start of the file can't be read."),
        )
    if head.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"BM")):
        return _unsupported()
    return PictureError(
        ProblemCode.UNSUPPORTED,
        message("This file isn't a picture, even though its name suggests it."),
    )


def too_large(width: int, height: int, kind: str, limit: int) -> PictureError:
    """The error for a picture with more than `limit` pixels."""
    return PictureError(
        ProblemCode.TOO_LARGE,
        message(
            "This picture is too large: it has {pixels} megapixels ({width} x "
            "{height}), and Picseek reads {kind} pictures of up to {limit} "
            "megapixels.",
            pixels=round(width * height / 1e6),
            width=str(width),
            height=str(height),
            kind=kind,
            limit=round(limit / 1e6),
        ),
    )


def _unsupported() -> PictureError:
    return PictureError(
        ProblemCode.UNSUPPORTED, message("Picseek can't read pictures of this kind.")
    )
