"""A whole picture as QImage, as it is copied to the clipboard. Blocks: call it on a thread."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader

from picseek.engine.types import PictureRow, Rendering
from picseek.ui.images.format import tell_format

_MAX_COPIED_PIXELS = 40_000_000
"""A larger picture is scaled down to this before it is copied: 160 MB."""


def read_image(path: Path, max_pixels: int = _MAX_COPIED_PIXELS) -> QImage:
    """Decode a picture with Qt, upright.

    Args:
        path: The picture's file.
        max_pixels: A picture with more pixels is scaled down to this many.

    Returns:
        The picture; a null image if Qt cannot read it.
    """
    try:
        content = path.read_bytes()
    except OSError:
        return QImage()
    # Not QImage.fromData, which holds the interpreter lock while it decodes.
    stored = QByteArray(content)
    device = QBuffer(stored)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(device)
    if not tell_format(reader, content):
        return QImage()
    reader.setAutoTransform(True)
    size = reader.size()
    pixels = size.width() * size.height()
    if pixels > max_pixels:
        scale = math.sqrt(max_pixels / pixels)
        reader.setScaledSize(QSize(int(size.width() * scale), int(size.height() * scale)))
    image = reader.read()
    # Python may delete the device first, which some readers still need in their destructor.
    reader.setDevice(None)  # type: ignore[arg-type]
    return image


def side_to_copy(picture: PictureRow) -> int:
    """The shorter side, in pixels, of a picture as it is copied to the clipboard."""
    width, height = picture.facts.width, picture.facts.height
    scale = min(1.0, math.sqrt(_MAX_COPIED_PIXELS / max(1, width * height)))
    return max(1, int(min(width, height) * scale))


def rendered_image(rendering: Rendering) -> QImage:
    """A rendering of the engine as QImage."""
    width, height = rendering.width, rendering.height
    image = QImage(rendering.data, width, height, 4 * width, QImage.Format.Format_RGB32)
    return image.copy()  # owns its pixels, unlike `image`, whose pixels are the rendering's
