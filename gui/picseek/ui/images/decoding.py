"""Decodes a picture file for the screen. Blocks, so call it on a background thread.

The engine decodes in a separate process, so that malicious files cannot harm this one, and with
the same orientation and colours as for thumbnails.
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
"""Decodes a file, given its shorter side in pixels; see `Pictures.rendering`."""


@dataclass(frozen=True, slots=True)
class DecodedImage:
    """A decoded image.

    Attributes:
        image: Upright, in sRGB.
        full: Size of the full picture, upright.
        path: The file.
        animated: Whether the file has more frames.
        pixels: The image's buffer, if the image does not own its memory.
    """

    image: QImage
    full: Size
    path: Path
    animated: bool = False
    pixels: bytes = b""

    @property
    def size(self) -> Size:
        """Size of the image."""
        return Size(self.image.width(), self.image.height())

    @property
    def cost(self) -> int:
        """Memory in bytes."""
        return self.image.sizeInBytes()


def decode(path: Path, wanted: Size, render: Render) -> DecodedImage:
    """Decode a file to a size.

    Args:
        path: The file.
        wanted: Size of the image, upright, in the picture's aspect ratio.
        render: Decodes the file.

    Raises:
        Cancelled: From `render`.
        EngineError: From `render`.
    """
    rendering = render(path, min(wanted))
    full = Size(rendering.full_width, rendering.full_height)
    image = wrapped_image(rendering)
    return DecodedImage(image, full, path, rendering.animated, pixels=rendering.data)
