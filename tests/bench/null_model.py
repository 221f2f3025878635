"""A model that costs nothing, to measure everything around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import ModelSpec, PictureInput, QueryEmbedding, QueryInput
from picseek.engine.errors import PictureError
from picseek.engine.types import PictureFacts

if TYPE_CHECKING:
    from PIL import Image

    from picseek.engine.embed.base import Vector

DIM = 8


@dataclass(frozen=True)
class NullPreparer:
    """Takes four bytes of the picture, so that vectors differ."""

    min_side: int = 0

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        pixel = picture.getpixel((picture.width // 2, picture.height // 2))
        assert isinstance(pixel, tuple)
        return bytes(int(value) for value in pixel)


class NullEmbedder:
    """Vectors for nothing: float32, shape (8,), L2-normalised."""

    spec = ModelSpec("bench/null", "1", "Null", DIM, calls_in_flight=0)
    preparer = NullPreparer()

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        return [self._vector(picture.prepared) for picture in inputs]

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        return QueryEmbedding(self._vector(b"abc"))

    def close(self) -> None: ...

    @staticmethod
    def _vector(prepared: bytes) -> Vector:
        vector = np.ones(DIM, np.float32)
        vector[: len(prepared)] += np.frombuffer(prepared, np.uint8)
        return (vector / np.linalg.norm(vector)).astype(np.float32)
