"""The folder of thumbnails: one JPEG for each content, made while indexing."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from picseek.engine.decoding.cache_tag import mark
from picseek.engine.filesystem.atomic_files import atomic_write

THUMBNAIL_SIDE = 320
"""Pixels of a thumbnail's longer side, unless the picture is smaller or very long."""

_LONG_SIDE = 4 * THUMBNAIL_SIDE  # maximum, for panoramas
_SHORT_SIDE = 64  # minimum, for panoramas, if the picture has as many
_JPEG_QUALITY = 80


def thumbnail_size(width: int, height: int) -> tuple[int, int]:
    """Width and height of the thumbnail of a picture of this size; never enlarged.

    The longer side is THUMBNAIL_SIDE. A panorama may be up to four times as long, so that its
    shorter side is not too thin.
    """
    short, long = sorted((width, height))
    scale = min(max(THUMBNAIL_SIDE / long, min(_SHORT_SIDE / short, _LONG_SIDE / long)), 1.0)
    return max(1, round(width * scale)), max(1, round(height * scale))


@dataclass(frozen=True)
class ThumbnailFolder:
    """Thumbnails by content hash. Several processes may save into it at once.

    Attributes:
        root: The folder; created when it is first needed.
    """

    root: Path

    def path_of(self, content_hash: bytes) -> Path:
        """Path of the thumbnail of a content, whether or not it exists."""
        name = content_hash.hex()
        return self.root / name[:2] / f"{name[2:]}.jpg"

    def mark(self) -> None:
        """Mark the folder as a cache, so that no library indexes thumbnails.

        Errors are ignored: saving a thumbnail will fail as well, and report it.
        """
        with contextlib.suppress(OSError):
            mark(self.root)

    def exists(self, content_hash: bytes) -> bool:
        """Whether the thumbnail exists. An empty file, left by a power cut, does not count."""
        try:
            return self.path_of(content_hash).stat().st_size > 0
        except (FileNotFoundError, NotADirectoryError):
            return False

    def save(self, picture: Image.Image, content_hash: bytes) -> None:
        """Create the thumbnail atomically, unless it exists.

        It is not flushed to the disk: after a power cut it can be created again.

        Args:
            picture: Upright, mode RGB, sRGB; at least `thumbnail_size` large.
            content_hash: Of the picture's file.

        Raises:
            OSError: It cannot be written.
        """
        if not self.exists(content_hash):
            if not self.root.is_dir():
                self.mark()
            _write(self.path_of(content_hash), _encode(picture))

    def clear(self, check: Callable[[], None]) -> None:
        """Delete all thumbnails, but no other files in the folder.

        Args:
            check: Called before each file; an exception from it ends the deletion.

        Raises:
            OSError: One cannot be deleted.
        """
        for folder in self.root.glob("[0-9a-f][0-9a-f]"):
            for file in folder.iterdir():
                check()
                if file.suffix in (".jpg", ".part", ".tmp"):  # .tmp: of earlier versions
                    file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # it contains other files
                folder.rmdir()


def _encode(picture: Image.Image) -> bytes:
    size = thumbnail_size(*picture.size)
    if size != picture.size:
        # Reduced by averaging first, then with a filter about as sharp as the bicubic one: this
        # takes a quarter of the time, and no difference is visible at this size.
        picture = picture.resize(size, Image.Resampling.HAMMING, reducing_gap=1.0)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return buffer.getvalue()


def _write(path: Path, data: bytes) -> None:
    try:
        try:
            _write_atomically(path, data)
        except FileNotFoundError:
            # Only these two: a library that was moved must not be created again at the old path.
            path.parent.parent.mkdir(mode=0o700, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _write_atomically(path, data)
    except OSError:
        # Windows does not replace a file that is being read; then the thumbnail exists.
        if not path.is_file():
            raise


def _write_atomically(path: Path, data: bytes) -> None:
    with atomic_write(path, synced=False) as file:
        file.write(data)
