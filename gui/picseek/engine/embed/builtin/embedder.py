"""The `builtin` model as an Embedder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from picseek.engine.embed.base import (
    ModelSpec,
    PictureInput,
    QueryEmbedding,
    QueryInput,
    Wanted,
)
from picseek.engine.embed.builtin import features
from picseek.engine.embed.builtin.description import read_description
from picseek.engine.embed.builtin.display_names import ENGLISH, for_display
from picseek.engine.embed.builtin.locating import BuiltinLocator
from picseek.engine.embed.builtin.picture_model import picture_model
from picseek.engine.embed.builtin.prepared_vectors import (
    join_examples,
    pack,
    packed_size,
    unpack,
)
from picseek.engine.embed.builtin.query_model import QueryModel
from picseek.engine.embed.builtin.regions import colour_shares, read_reduction
from picseek.engine.embed.builtin.shipped import SHIPPED
from picseek.engine.embed.builtin.spec import spec_of
from picseek.engine.embed.builtin.text_model import TextModel
from picseek.engine.embed.builtin.vector_space import Space
from picseek.engine.errors import PictureError
from picseek.engine.types import SeenThing

if TYPE_CHECKING:
    from PIL import Image

    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Vector
    from picseek.engine.embed.builtin.model_files import Shipped
    from picseek.engine.text.query_parser import ParsedQuery
    from picseek.engine.types import PictureFacts

_MAX_SEEN = 6
_LIKELY = 0.5
_IDLE_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class BuiltinPreparer:
    """Does all the work in the decode worker: it returns the vector and the regions.

    Attributes:
        shipped: The model's files; those for pictures are loaded at the first picture, once per
            process.
        closer: Whether this is the second, closer look.
        min_side: See `Preparer`.
    """

    shipped: Shipped
    closer: bool
    min_side: int

    def __call__(self, picture: Image.Image, facts: PictureFacts) -> bytes:
        """Embed one picture.

        Args:
            picture: Upright, mode RGB, sRGB, of any size.
            facts: With the size of the original.

        Returns:
            The vector as little-endian float32, L2-normalised; then the regions.

        Raises:
            ModelError: The model is missing, damaged or cannot be run.
        """
        model = picture_model(self.shipped)
        content, windows = model.second_look(picture) if self.closer else model.first_look(picture)
        sample = features.sample(picture)
        vector = Space(self.shipped.content).picture_vector(
            content, features.evidence(sample, facts), sample.cells
        )
        shares = colour_shares(sample, read_description(self.shipped).window_share)
        regions = read_reduction(self.shipped).pack(windows, shares)
        return pack(vector) + regions


class BuiltinEmbedder:
    """Recognizes everyday things, descriptions, colours and tones. Safe to use from any thread.

    Args:
        shipped: The model's files; by default those that come with Picseek.
        idle_seconds: Unused for so long, the sentence encoder is released.

    Attributes:
        text_model: Embeds words and sentences.

    Raises:
        ModelError: One of them is missing, or the description is damaged.
    """

    def __init__(self, shipped: Shipped = SHIPPED, idle_seconds: float = _IDLE_SECONDS) -> None:
        shipped.require()
        self._shipped = shipped
        self._spec = spec_of(shipped)
        self._numbers = read_description(shipped)
        self.text_model = TextModel(shipped, idle_seconds)

    @property
    def spec(self) -> ModelSpec:
        """The model as data."""
        return self._spec

    @property
    def preparer(self) -> BuiltinPreparer:
        """What decode workers run on each picture for its first look."""
        return BuiltinPreparer(self._shipped, closer=False, min_side=self._numbers.first_side)

    @property
    def closer_preparer(self) -> BuiltinPreparer:
        """What decode workers run on each picture for its second look."""
        return BuiltinPreparer(self._shipped, closer=True, min_side=self._numbers.second_side)

    def embed_pictures(
        self, inputs: Sequence[PictureInput], token: CancelToken
    ) -> list[Vector | PictureError]:
        """Unpack what the preparer returned; the text of an input is ignored.

        Raises:
            Cancelled: The token was cancelled.
        """
        token.raise_if_cancelled()
        return [self._unpack(each.prepared) for each in inputs]

    def regions_of(self, prepared: bytes) -> bytes:
        """See `DescribesRegions`."""
        return prepared[packed_size(self._spec.dim) :]

    def embed_query(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        """Embed words, pictures, or both (the direction between them).

        Raises:
            Cancelled: The token was cancelled.
            ModelError: A file of the model is missing or damaged.
            PictureError: An example was not prepared by this model's preparer.
        """
        token.raise_if_cancelled()
        embedding = self._query_model.embed(query.words)
        if not query.pictures:
            return embedding
        return join_examples(embedding, [self._unpack(each.prepared) for each in query.pictures])

    @property
    def locator(self) -> BuiltinLocator:
        """See `Explains`."""
        return BuiltinLocator(self._shipped, self._numbers.second_side)

    def things_in(self, words: ParsedQuery) -> tuple[Wanted, ...]:
        """See `Explains`."""
        return self._query_model.things_in(words)

    def seen(self, vector: Vector, language: str = ENGLISH) -> tuple[SeenThing, ...]:
        """See `Explains`."""
        content = Space(self._shipped.content).content_of(vector)
        found = self.text_model.meanings.seen(content, _LIKELY)
        return tuple(for_display(found, language)[:_MAX_SEEN])

    def close(self) -> None:
        """Release the sentence encoder."""
        self.text_model.close()

    @cached_property
    def _query_model(self) -> QueryModel:
        return QueryModel(
            self.text_model,
            Space(self._shipped.content),
            read_reduction(self._shipped),
            self._numbers.word_share,
        )

    def _unpack(self, prepared: bytes) -> Vector | PictureError:
        return unpack(prepared[: packed_size(self._spec.dim)], self._spec.dim)
