"""The `builtin-1` model as an Embedder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from picseek.engine.embed.base import ModelSpec, PictureInput, QueryEmbedding, QueryInput
from picseek.engine.embed.builtin import features
from picseek.engine.embed.builtin.prepared_vectors import join_examples, pack, unpack
from picseek.engine.embed.builtin_1 import strong_matches, vector_space
from picseek.engine.embed.builtin_1.model import picture_model
from picseek.engine.embed.builtin_1.model_files import PICTURE
from picseek.engine.embed.builtin_1.shipped import SHIPPED
from picseek.engine.embed.builtin_1.spec import spec_of
from picseek.engine.embed.builtin_1.weighted_query import weigh
from picseek.engine.embed.builtin_1.word_table import vocabulary
from picseek.engine.errors import PictureError

if TYPE_CHECKING:
    from PIL import Image

    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Vector
    from picseek.engine.embed.builtin_1.model_files import Shipped
    from picseek.engine.text.query_parser import ParsedQuery
    from picseek.engine.types import PictureFacts


@dataclass(frozen=True, slots=True)
class EarlierPreparer:
    """Does all the work in the decode worker: what it prepares is the finished vector.

    Attributes:
        shipped: The picture model; loaded at the first picture, once per process.
    """

    min_side: int = 0
    shipped: Shipped = SHIPPED

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        """Embed one picture.

        Args:
            picture: Upright, mode RGB, sRGB, of any size.
            facts: With the size of the original.

        Returns:
            The vector as little-endian float32, L2-normalised.

        Raises:
            ModelError: The picture model is missing, damaged or cannot be run.
        """
        seen, whole = picture_model(self.shipped).see(picture)
        sample = features.sample(picture)
        vector = vector_space.space(self.shipped).picture_vector(
            seen, features.evidence(sample, facts), sample.cells, whole
        )
        return pack(vector)


class EarlierEmbedder:
    """Recognizes everyday things, colours, tones, shape and texture. Safe to use from any thread.

    Args:
        shipped: The picture model; by default the one that comes with Picseek.

    Raises:
        ModelError: A file of the model is missing or damaged.
    """

    def __init__(self, shipped: Shipped = SHIPPED) -> None:
        self._shipped = shipped
        self._spec = spec_of(shipped)
        self._known = vocabulary(shipped)
        self._space = vector_space.space(shipped)
        self._cut_offs = strong_matches.read_cut_offs(shipped)
        shipped.path(PICTURE)

    @property
    def spec(self) -> ModelSpec:
        """The model as data."""
        return self._spec

    @property
    def preparer(self) -> EarlierPreparer:
        """What decode workers run on each picture."""
        return EarlierPreparer(shipped=self._shipped)

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        """Unpack what the preparer returned; the text of an input is ignored.

        Raises:
            Cancelled: The token was cancelled.
        """
        token.raise_if_cancelled()
        return [self._unpack(each.prepared) for each in inputs]

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        """Embed words, pictures, or both (the direction between them).

        Raises:
            Cancelled: The token was cancelled.
            PictureError: An example was not prepared by this model's preparer.
        """
        token.raise_if_cancelled()
        embedding = self._embed_words(query.words)
        if not query.pictures:
            return embedding
        return join_examples(embedding, [self._unpack(each.prepared) for each in query.pictures])

    def close(self) -> None:
        """Nothing needs to be released."""

    def _embed_words(self, words: ParsedQuery) -> QueryEmbedding:
        weighted = weigh(words.tokens, self._known)
        if not weighted.weights:
            return QueryEmbedding(None, weighted.unknown)
        dim = self._spec.dim
        vector, scale = self._space.query_vector(weighted.weights, dim)
        bars = (
            strong_matches.bars(weighted.parts, self._cut_offs, self._space, dim)
            if weighted.parts
            else None
        )
        nearest = None if weighted.nearest is None else weighted.nearest * scale
        return QueryEmbedding(vector, weighted.unknown, weighted.floor * scale, nearest, bars)

    def _unpack(self, prepared: bytes) -> Vector | PictureError:
        return unpack(prepared, self._spec.dim)
