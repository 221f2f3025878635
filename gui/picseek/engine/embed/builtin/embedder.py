"""The `builtin` model as an Embedder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import ModelSpec, PictureInput, QueryEmbedding, QueryInput
from picseek.engine.embed.builtin import features, language, vectors
from picseek.engine.embed.builtin.concepts import SPEC
from picseek.engine.errors import PictureError
from picseek.engine.types import ProblemCode, Stage

if TYPE_CHECKING:
    from PIL import Image

    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Vector
    from picseek.engine.types import PictureFacts

_STORED = np.dtype("<f4")


@dataclass(frozen=True, slots=True)
class BuiltinPreparer:
    """Does all the work in the decode worker: what it prepares is the finished vector."""

    min_side: int = 0

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        """Embed one picture.

        Args:
            picture: Upright, mode RGB, sRGB, of any size.
            facts: Tell the size of the original.

        Returns:
            The vector of length `SPEC.dim` as little-endian float32, L2-normalised.
        """
        seen = features.sample(picture)
        vector = vectors.picture_vector(features.evidence(seen, facts), seen.cells)
        return vector.astype(_STORED).tobytes()


class BuiltinEmbedder:
    """Tells colours, tones, shape and texture. Has no state, so any thread may use it."""

    @property
    def spec(self) -> ModelSpec:
        """The model as data."""
        return SPEC

    @property
    def preparer(self) -> BuiltinPreparer:
        """What decode workers run on each picture."""
        return BuiltinPreparer()

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        """Unpack what the preparer made; the text of an input is not looked at.

        Raises:
            Cancelled: The token was cancelled.
        """
        token.raise_if_cancelled()
        return [_unpack(each.prepared) for each in inputs]

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        """Embed words, pictures, or both (the direction between them).

        Raises:
            Cancelled: The token was cancelled.
            PictureError: An example was not prepared by this model's preparer.
        """
        token.raise_if_cancelled()
        asked = _embed_text(query.text)
        if not query.pictures:
            return asked
        parts = [_unpack_or_raise(each.prepared) for each in query.pictures]
        if asked.vector is not None:
            parts.append(asked.vector)
        total = np.sum(parts, axis=0, dtype=np.float64)
        vector = np.asarray(total / np.linalg.norm(total), np.float32)
        return QueryEmbedding(vector, asked.unknown)

    def close(self) -> None:
        """Release nothing: there is nothing to release."""


def _embed_text(text: str) -> QueryEmbedding:
    wish = language.interpret(text)
    if not wish.weights:
        return QueryEmbedding(None, wish.unknown)
    vector, scale = vectors.query_vector(wish.weights)
    return QueryEmbedding(vector, wish.unknown, wish.floor * scale)


def _unpack(prepared: bytes) -> Vector | PictureError:
    if len(prepared) == SPEC.dim * _STORED.itemsize:
        vector = np.frombuffer(prepared, _STORED).astype(np.float32)
        # A sum of squares is not finite if any number is not.
        if abs(float(vector @ vector) - 1) < 1e-3:
            return vector
    return PictureError(
        ProblemCode.DAMAGED, "The picture could not be read by the built-in model.", Stage.EMBED
    )


def _unpack_or_raise(prepared: bytes) -> Vector:
    vector = _unpack(prepared)
    if isinstance(vector, PictureError):
        raise vector
    return vector
