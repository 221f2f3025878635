"""The rules of SPEC.md as code, to check an engine against: pictures, words, sentences."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime as ort

from training import looks
from training.arrays import Floats, Pixels, unit
from training.looks import STRIDE
from training.sentences import SentenceEncoder

if TYPE_CHECKING:
    from PIL import Image

_ERF = np.vectorize(math.erf, otypes=[np.float64])


class Reference:
    """The files of a model's folder, used as SPEC.md says."""

    def __init__(self, folder: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        self.layout = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        self._picture = ort.InferenceSession(
            str(folder / "picture.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._text = SentenceEncoder(folder)
        self._asking = dict(np.load(folder / "asking.npz"))
        self._words = dict(np.load(folder / "words.npz"))
        self._numbers = _read_words(folder / "words.tsv")

    def look(self, picture: Image.Image, second: bool = False) -> Floats:
        """Vectors of a picture, [1 + rows, content]: of the whole, then of each row."""
        side = self.layout["second_side" if second else "first_side"]
        pixels = looks.shaped(picture, side)
        size = pixels.shape[0] // STRIDE, pixels.shape[1] // STRIDE
        pool = looks.windows(*size) if second else looks.whole(*size)
        return self.pooled(pixels, pool)

    def places(self, picture: Image.Image) -> tuple[Floats, tuple[int, int]]:
        """Vectors of each cell of the second look, and how many cells there are: high, wide."""
        pixels = looks.shaped(picture, self.layout["second_side"])
        high, wide = pixels.shape[0] // STRIDE, pixels.shape[1] // STRIDE
        return self.pooled(pixels, np.eye(high * wide, dtype=np.float32))[1:], (high, wide)

    def pooled(self, pixels: Pixels, pool: Floats) -> Floats:
        """Run the picture side."""
        given = {"pixels": pixels, "pool": pool}
        return np.asarray(self._picture.run(["vectors"], given)[0], np.float32)

    def word(self, word: str, vectors: Floats) -> tuple[Floats, Floats, float]:
        """Scores and probabilities of a listed word for vectors [n, content]; its strong score.

        Raises:
            KeyError: It is not listed.
        """
        number = self._numbers[word]
        direction = self._words["directions"][number].astype(np.float32)
        scores = vectors @ direction - self._words["means"][number]
        offset = self._words["slope"] * scores + self._words["offsets"][number]
        return scores, 1 / (1 + np.exp(-offset)), float(self._words["strong"][number])

    def sentence(self, text: str) -> tuple[Floats, float, float]:
        """Direction of a text in standard units, its mean, and whether it is known (above 0)."""
        asking = self._asking
        seen = unit(np.asarray(self._text([text])[0] - asking["mean"], np.float32))
        inner = asking["hidden_weights"].astype(np.float32) @ seen + asking["hidden_bias"]
        inner = inner * 0.5 * (1 + _ERF(inner / np.sqrt(2)))
        asked = unit(np.asarray(asking["weights"] @ inner + asking["bias"], np.float32))
        asked = np.append(asked, np.float32(0))
        covariance = asking["background_covariance"].astype(np.float32)
        direction = asked / np.sqrt(asked @ covariance @ asked)
        known = float(asking["known_weights"] @ seen + asking["known_bias"])
        return direction, float(direction @ asking["background_mean"]), known


def _read_words(path: Path) -> dict[str, int]:
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {word: int(number) for number, words in lines for word in words.split("|")}
