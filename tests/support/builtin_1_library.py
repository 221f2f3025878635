"""A library in miniature for tests of the built-in model: drawn pictures, asked in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import PictureInput, QueryEmbedding, QueryInput
from picseek.engine.embed.builtin_1.embedder import EarlierEmbedder
from picseek.engine.text.query_parser import parse
from picseek.engine.types import PictureFacts
from tests.support.builtin_1_model import small_model

if TYPE_CHECKING:
    from PIL import Image

    from picseek.engine.embed.base import Vector


def embed(picture: Image.Image, size: tuple[int, int] | None = None) -> Vector:
    """Vector of a picture; `size` is that of the original, if it was reduced."""
    embedder = EarlierEmbedder(small_model())
    facts = PictureFacts(*(size or picture.size), "PNG")
    prepared = PictureInput(embedder.preparer(picture, facts))
    (vector,) = embedder.embed_pictures([prepared], CancelToken())
    assert isinstance(vector, np.ndarray)
    return vector


def ask(text: str) -> QueryEmbedding:
    """Embed a text."""
    return EarlierEmbedder(small_model()).embed_query(QueryInput(parse(text)), CancelToken())


def find(text: str, library: dict[str, Vector]) -> list[str]:
    """Names of the pictures that show evidence, the best first."""
    asked = ask(text)
    if asked.vector is None:
        return []
    floor = -2.0 if asked.floor is None else asked.floor
    scores = {name: float(vector @ asked.vector) for name, vector in library.items()}
    found = [name for name, score in scores.items() if score > floor]
    return sorted(found, key=lambda name: -scores[name])
