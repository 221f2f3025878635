"""A picture's file -> an image for the screen. Fit for any thread; nothing here is for the GUI's.

The engine decodes, in a process of its own: so that a hostile file has nothing of this one, and the
viewer turns and colours pictures as the grid does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from picseek.engine.types import Rendering
from picseek.ui.images.qimages import wrapped_image
from picseek.ui.images.size import Size

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

Render = Callable[[Path, int], Rendering]
"""Decodes a path by the engine, its shorter side of so many pixels; see `Pictures.rendering`."""


@dataclass(frozen=True, slots=True)
class DecodedImage:
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


def decode(path: Path, wanted: Size, render: Render) -> DecodedImage:
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
    return DecodedImage(wrapped_image(made), full, path, made.animated, pixels=made.data)
