"""A whole picture as QImage, as it is copied to the clipboard. Blocks: call it on a thread."""

from __future__ import annotations

import math

from PySide6.QtGui import QImage

from picseek.engine.types import PictureRow, Rendering

_MAX_COPIED_PIXELS = 40_000_000
"""A larger picture is scaled down to this before it is copied: 160 MB."""


def clipboard_side(picture: PictureRow) -> int:
    """The shorter side, in pixels, of a picture as it is copied to the clipboard."""
    width, height = picture.facts.width, picture.facts.height
    scale = min(1.0, math.sqrt(_MAX_COPIED_PIXELS / max(1, width * height)))
    return max(1, int(min(width, height) * scale))


def rendered_image(rendering: Rendering) -> QImage:
    """A rendering of the engine as QImage that owns its pixels."""
    return wrapped_image(rendering).copy()


def wrapped_image(rendering: Rendering) -> QImage:
    """A rendering of the engine as QImage whose pixels are `rendering.data`, to be kept alive."""
    width, height = rendering.width, rendering.height
    return QImage(rendering.data, width, height, 4 * width, QImage.Format.Format_RGB32)
