"""A picture's file -> an image for the screen. Fit for any thread; nothing here is for the GUI's.

The engine decodes, in a process of its own: so that a hostile file has nothing of this one, and the
viewer turns and colours pictures as the grid does. Only the frames of animations are read by Qt.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColorSpace, QImage, QImageIOHandler, QImageReader

from picseek.engine.types import Rendering
from picseek.ui.images.format import tell_format
from picseek.ui.images.full_image import image_over
from picseek.ui.images.size import Size

Render = Callable[[Path, int], Rendering]
"""Decodes a path by the engine, its shorter side of so many pixels; see `Pictures.rendering`."""

_MOST_BYTES = 256 << 20
_BAND_PIXELS = 1_000_000
_Format = QImage.Format


@dataclass(frozen=True, slots=True)
class Drawn:
    """An image ready to be painted.

    Attributes:
        image: Upright and sRGB.
        full: Size of the whole picture, upright.
        path: The file it is of.
        animated: Whether the file holds more frames, to be played.
        pixels: What the image's pixels lie in, where that is not the image's own memory.
    """

    image: QImage
    full: Size
    path: Path
    animated: bool = False
    pixels: bytes = b""

    @property
    def size(self) -> Size:
        """The image's own size."""
        return Size(self.image.width(), self.image.height())

    @property
    def cost(self) -> int:
        """Bytes of memory."""
        return self.image.sizeInBytes()


class FileReader:
    """Reads a file by Qt, upright, from memory: Qt opens no path that is no Unicode."""

    def __init__(self, content: bytes) -> None:
        # Attributes go in this order, and a reader that outlives its device may end the process.
        self._reader = QImageReader()
        self._source = QBuffer()
        self._source.setData(QByteArray(content))
        self._source.open(QIODevice.OpenModeFlag.ReadOnly)
        self._reader.setDevice(self._source)
        self._reader.setAutoTransform(True)
        size = self._reader.size() if tell_format(self._reader, content) else QSize()
        self._stored = Size(size.width(), size.height())

    @property
    def delay(self) -> int:
        """Milliseconds for which the frame read last is to be shown."""
        return self._reader.nextImageDelay()

    def read(self) -> QImage:
        """The picture, or the next frame of it; a null image where there is none."""
        return self._reader.read()

    def shrink(self, wanted: Size) -> None:
        """Read it no larger than this, upright; never enlarged."""
        target = wanted.turned if self._sideways else wanted
        if target.width < self._stored.width or target.height < self._stored.height:
            self._reader.setScaledSize(QSize(*target))

    @property
    def _sideways(self) -> bool:
        quarter = QImageIOHandler.Transformation.TransformationRotate90
        return bool(self._reader.transformation() & quarter)


def content_of(path: Path) -> bytes | None:
    """The bytes of an ordinary file; None, if it is none or too large for this.

    Raises:
        OSError: It cannot be read.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > _MOST_BYTES:
        return None
    return path.read_bytes()


def decode(path: Path, wanted: Size, render: Render) -> Drawn:
    """Decode a file to a size.

    Args:
        path: The picture's file.
        wanted: Upright; of the picture's own shape.
        render: What decodes.

    Raises:
        Cancelled: From `render`.
        EngineError: From `render`.
    """
    made = render(path, min(wanted))
    full = Size(made.full_width, made.full_height)
    return Drawn(image_over(made), full, path, made.animated, pixels=made.data)


def for_screen(image: QImage) -> QImage:
    """Convert to sRGB and to a format that is quick to paint.

    Qt's conversions let no other thread run, so they are done in bands of a few milliseconds.
    """
    alpha = image.hasAlphaChannel()
    kind = _Format.Format_ARGB32_Premultiplied if alpha else _Format.Format_RGB32
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    coloured = image.colorSpace().isValid() and image.colorSpace() != srgb
    if image.format() == kind and not coloured:
        return image
    result = QImage(image.size(), kind)
    target, line = result.bits(), result.bytesPerLine()
    height = max(1, _BAND_PIXELS // max(1, image.width()))
    for top in range(0, image.height(), height):
        part = image.copy(0, top, image.width(), min(height, image.height() - top))
        shown = part.convertedToColorSpace(srgb, kind) if coloured else QImage()
        if shown.isNull():  # a profile that does not suit the picture
            shown = part.convertToFormat(kind)
        target[top * line : (top + shown.height()) * line] = shown.constBits()  # type: ignore[index]
    return result
