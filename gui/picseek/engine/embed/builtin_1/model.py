"""The picture model: a small net that was trained for Picseek, run by ONNX Runtime."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from picseek.engine.embed.builtin.runtime import open_session
from picseek.engine.embed.builtin_1.concept_scores import read_learnt
from picseek.engine.embed.builtin_1.model_files import PICTURE, damaged

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin_1.model_files import Shipped

    Floats = NDArray[np.float32]


class PictureModel:
    """Loaded once per process. Safe to use from any thread.

    Args:
        shipped: Which one.

    Raises:
        ModelError: A file of it is missing or damaged, or ONNX Runtime cannot be used.
    """

    def __init__(self, shipped: Shipped) -> None:
        self._learnt = read_learnt(shipped)
        self._features = shipped.features
        self._session = open_session(shipped.read(PICTURE))
        self._input = self._session.get_inputs()[0].name

    def see(self, picture: Image.Image) -> tuple[Floats, Floats]:
        """Look at one picture.

        Args:
            picture: Upright, mode RGB, sRGB, of any size.

        Returns:
            Evidence of the claimed concepts, shape (concepts,), 0 to 1; and features, shape
            (features,), L2-normalised, to be compared with those of other pictures.

        Raises:
            ModelError: The model's file is not what was shipped.
        """
        pixels = self._pixels(picture)[None]
        logits, features = self._session.run(["logits", "features"], {self._input: pixels})
        if logits.shape != (1, self._learnt.outputs) or features.shape != (1, self._features):
            raise damaged(PICTURE)
        return self._learnt.evidence(logits[0]), features[0]

    def _pixels(self, picture: Image.Image) -> NDArray[np.uint8]:
        """Squashed to a square as in training, without the ends of long pictures."""
        width, height = picture.size
        longest = max(round(min(width, height) * self._learnt.max_aspect), 1)
        left, top = max(width - longest, 0) / 2, max(height - longest, 0) / 2
        side = self._learnt.size
        small = picture.resize(
            (side, side),
            Image.Resampling.BOX,
            box=(left, top, width - left, height - top),
            reducing_gap=3.0,
        )
        return np.asarray(small)


@cache
def picture_model(shipped: Shipped) -> PictureModel:
    """The process's one instance of a model.

    Raises:
        ModelError: It cannot be used.
    """
    return PictureModel(shipped)
