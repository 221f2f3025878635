"""The picture model: a small net that was trained for Picseek, run by ONNX Runtime."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from picseek.engine.embed.builtin.concept_scores import read_learnt
from picseek.engine.embed.builtin.model_files import PICTURE, damaged
from picseek.engine.errors import ModelError
from picseek.engine.messages import say

if TYPE_CHECKING:
    import onnxruntime as ort
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin.model_files import Shipped

    Floats = NDArray[np.float32]

_ONLY_ERRORS = 3  # of ONNX Runtime's severities, 0 to 4


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
        self._session = _session(shipped.read(PICTURE))
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


def _session(content: bytes) -> ort.InferenceSession:
    try:
        import onnxruntime as ort
    except ImportError as error:  # on Windows it needs a system library that may be missing
        text = say(
            "The built-in model needs ONNX Runtime, which cannot be loaded here ({error}).",
            error=error,
        )
        raise ModelError(text) from error
    ort.disable_telemetry_events()  # Windows builds send usage data otherwise
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # one process per core runs
    options.log_severity_level = _ONLY_ERRORS
    try:
        return ort.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime's exceptions share no class of their own
        text = say(
            "The built-in model cannot be run by ONNX Runtime {version} ({error}).",
            version=ort.__version__,
            error=error,
        )
        raise ModelError(text) from error
