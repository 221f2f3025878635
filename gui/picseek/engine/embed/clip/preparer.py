"""Prepares pixels for a model in the decode workers: cropped and resized, 8 bits per channel.

The result is that of the image processors of `transformers`. Rescaling and normalising, which only
need a table, are done later, so that a picture is sent to this process as a quarter of its tensor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL import Image

from picseek.engine.embed.clip.catalog import PicturePlan
from picseek.engine.types import PictureFacts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels = NDArray[np.float32]

_RESAMPLING = {"bicubic": Image.Resampling.BICUBIC, "bilinear": Image.Resampling.BILINEAR}


@dataclass(frozen=True, slots=True)
class ClipPreparer:
    """Resizes a picture for a model. Picklable.

    Attributes:
        plan: What the model expects.
    """

    plan: PicturePlan

    @property
    def min_side(self) -> int:
        """Twice the model's input, so that decoding at a reduced size hardly changes the pixels."""
        return 2 * self.plan.size

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:  # noqa: ARG002
        """Prepare one picture: upright, mode RGB, sRGB.

        Returns:
            size x size x 3 bytes, row by row, red, green and blue.
        """
        size, filter_ = self.plan.size, _RESAMPLING[self.plan.resample]
        if self.plan.fit == "squash":
            return picture.resize((size, size), filter_).tobytes()
        return _middle(picture, size, filter_).tobytes()


def normalised(prepared: bytes, plan: PicturePlan) -> Pixels:
    """Convert the preparer's output to the model's input, float32 of shape (3, size, size).

    Raises:
        ValueError: It is not the output of this model's preparer.
    """
    import numpy as np

    pixels = np.frombuffer(prepared, np.uint8).reshape(plan.size, plan.size, 3)
    result = np.empty((3, plan.size, plan.size), np.float32)
    for channel, levels in enumerate(_levels(plan)):
        np.take(levels, pixels[:, :, channel], out=result[channel])
    return result


def _levels(plan: PicturePlan) -> Pixels:
    """The input for each of 256 levels, shape (3, 256), computed in the order of `transformers`."""
    import numpy as np

    scaled = (np.arange(256) * (1 / 255)).astype(np.float32)
    mean = np.array(plan.mean, np.float32)[:, None]
    std = np.array(plan.std, np.float32)[:, None]
    levels: Pixels = (scaled - mean) / std
    return levels


def _covering(size: tuple[int, int], side: int) -> tuple[int, int]:
    """Width and height, the shorter of which is `side`; the longer one is rounded down."""
    width, height = size
    if width <= height:
        return side, int(side * height / width)
    return int(side * width / height), side


def _middle(picture: Image.Image, side: int, filter_: Image.Resampling) -> Image.Image:
    """The center of a picture whose shorter side is resized to `side` pixels.

    Only the center of a landscape picture is resized, which gives the same pixels except for
    rounding. A portrait is resized as a whole: for a part of it, Pillow may resize vertically
    before horizontally, which visibly changes the result.
    """
    width, height = _covering(picture.size, side)
    left, top = (width - side) // 2, (height - side) // 2
    if width <= height:
        whole = picture.resize((width, height), filter_)
        return whole.crop((left, top, left + side, top + side))
    scale = picture.width / width
    box = (left * scale, 0, (left + side) * scale, picture.height)
    return picture.resize((side, side), filter_, box)
