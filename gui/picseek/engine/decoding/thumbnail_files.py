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

_LONG_SIDE = 4 * THUMBNAIL_SIDE  # the most, for panoramas
_SHORT_SIDE = 64  # of a panorama, at least, if the picture has so many
_JPEG_QUALITY = 80


def thumbnail_size(width: int, height: int) -> tuple[int, int]:
    """How large the thumbnail of a picture of this size is, in pixels; never enlarged.

    The longer side is THUMBNAIL_SIDE. A panorama may be up to four times as long, so that its
    shorter side is more than a thread.
    """
    short, long = sorted((width, height))
    scale = min(max(THUMBNAIL_SIDE / long, min(_SHORT_SIDE / short, _LONG_SIDE / long)), 1.0)
    return max(1, round(width * scale)), max(1, round(height * scale))


@dataclass(frozen=True)
class ThumbnailFolder:
    """Thumbnails by content hash. Several processes may save into it at once.

    Attributes:
        root: The folder; made when it is first needed.
    """

    root: Path

    def path_of(self, content_hash: bytes) -> Path:
        """Where the thumbnail of this content lies, if it was made."""
        name = content_hash.hex()
        return self.root / name[:2] / f"{name[2:]}.jpg"

    def mark(self) -> None:
        """Mark the folder as a cache, so that no library takes thumbnails for pictures.

        Failures are ignored: saving a thumbnail will fail as well, and report that.
        """
        with contextlib.suppress(OSError):
            mark(self.root)

    def exists(self, content_hash: bytes) -> bool:
        """Whether it was made. An empty file, as a power cut may leave one, does not count."""
        try:
            return self.path_of(content_hash).stat().st_size > 0
        except (FileNotFoundError, NotADirectoryError):
            return False

    def save(self, picture: Image.Image, content_hash: bytes) -> None:
        """Make the thumbnail, unless there is one. It appears whole or not at all.

        It is not forced to the disk: what a power cut takes can be made again.

        Args:
            picture: Upright, mode RGB, sRGB; at least `thumbnail_size` large.
            content_hash: Of the file the picture is from.

        Raises:
            OSError: It cannot be written; see `os_errors.is_disk_full`.
        """
        if not self.exists(content_hash):
            if not self.root.is_dir():
                self.mark()
            _write(self.path_of(content_hash), _encode(picture))

    def clear(self, check: Callable[[], None]) -> None:
        """Delete all thumbnails, and nothing else that lies in the folder.

        Args:
            check: Called between two files; an exception from it ends the clearing.

        Raises:
            OSError: One cannot be deleted.
        """
        for folder in self.root.glob("[0-9a-f][0-9a-f]"):
            for file in folder.iterdir():
                check()
                if file.suffix in (".jpg", ".part", ".tmp"):  # .tmp: of earlier versions
                    file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # something of somebody else lies in it
                folder.rmdir()


def _encode(picture: Image.Image) -> bytes:
    size = thumbnail_size(*picture.size)
    if size != picture.size:
        # Halves and thirds by mere averages, the rest with a filter about as sharp as the bicubic
        # one: a quarter of its time, and no difference is visible at this size.
        picture = picture.resize(size, Image.Resampling.HAMMING, reducing_gap=1.0)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_JPEG_QUALITY)
    return buffer.getvalue()


def _write(path: Path, data: bytes) -> None:
    try:
        try:
            _write_atomically(path, data)
        except FileNotFoundError:
            # Only these two: a library that was moved away is not created again where it was.
            path.parent.parent.mkdir(mode=0o700, exist_ok=True)
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _write_atomically(path, data)
    except OSError:
        # Windows does not replace a file that is being read: then another process made it.
        if not path.is_file():
            raise


def _write_atomically(path: Path, data: bytes) -> None:
    with atomic_write(path, synced=False) as file:
        file.write(data)
