"""Converts the engine's renderings to QImage."""

from __future__ import annotations

import math

from PySide6.QtGui import QImage

from picseek.engine.types import PictureRow, Rendering

_MAX_CLIPBOARD_PIXELS = 40_000_000
"""Larger pictures are scaled down before they are copied: 160 MB."""


def clipboard_side(picture: PictureRow) -> int:
    """Return the shorter side, in pixels, of a picture copied to the clipboard."""
    width, height = picture.facts.width, picture.facts.height
    scale = min(1.0, math.sqrt(_MAX_CLIPBOARD_PIXELS / max(1, width * height)))
    return max(1, int(min(width, height) * scale))


def rendered_image(rendering: Rendering) -> QImage:
    """Return a rendering as a QImage that owns its memory."""
    return wrapped_image(rendering).copy()


def wrapped_image(rendering: Rendering) -> QImage:
    """Return a QImage that shares `rendering.data`, which the caller must keep alive."""
    width, height = rendering.width, rendering.height
    return QImage(rendering.data, width, height, 4 * width, QImage.Format.Format_RGB32)
