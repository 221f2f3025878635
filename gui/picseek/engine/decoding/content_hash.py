"""The hash that identifies a picture's content: BLAKE2b-128 of the bytes of its file."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.decoding.safe_open import explained_read_errors, opened_file

if TYPE_CHECKING:
    import io

HASH_BYTES = 16


def hash_of_bytes(data: bytes) -> bytes:
    """The hash of a content in memory."""
    return hashlib.blake2b(data, digest_size=HASH_BYTES).digest()


def hash_of_file(file: io.BufferedReader) -> bytes:
    """The hash of an open file, from its current position on.

    Raises:
        OSError: It cannot be read.
    """
    return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=HASH_BYTES)).digest()


def content_hash(path: Path) -> bytes:
    """The hash of a file.

    Raises:
        PictureError: It cannot be read.
    """
    with opened_file(path) as (file, _status), explained_read_errors():
        return hash_of_file(file)
