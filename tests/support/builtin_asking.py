"""Asks the built-in model in miniature about drawn pictures, regions included."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.cancel import CancelToken
from picseek.engine.embed.base import QueryEmbedding, QueryInput
from picseek.engine.embed.builtin.embedder import BuiltinEmbedder
from picseek.engine.text.query_parser import parse
from picseek.engine.types import PictureFacts
from tests.support.builtin_model import small_model

if TYPE_CHECKING:
    from PIL import Image

    from picseek.engine.embed.base import Vector


@dataclass(frozen=True)
class Found:
    """The answer to a text.

    Attributes:
        order: Names of the pictures, the best first, without those that show what is excluded.
        found: Which of them show what was asked for.
        strong: Which are strong matches; None: unknown.
        unknown: Words that mean nothing.
    """

    order: list[str]
    found: set[str]
    strong: set[str] | None
    unknown: tuple[str, ...]


class Album:
    """Pictures by name, looked at twice."""

    def __init__(self, pictures: Mapping[str, Image.Image]) -> None:
        self._embedder = BuiltinEmbedder(small_model(), math.inf)
        prepare = self._embedder.closer_preparer
        made = [prepare(each, PictureFacts(*each.size, "PNG")) for each in pictures.values()]
        length = 4 * self._embedder.spec.dim
        self._names = np.array(list(pictures))
        self._vectors = np.stack([np.frombuffer(each[:length], "<f4") for each in made])
        self._regions = [self._embedder.regions_of(each) for each in made]

    def embed(self, text: str) -> QueryEmbedding:
        """What the model makes of a text."""
        return self._embedder.embed_query(QueryInput(parse(text)), CancelToken())

    def ask(self, text: str) -> Found:
        """Ask as a search does; at least one word has to be understood."""
        asked = self.embed(text)
        assert asked.vector is not None
        if asked.reranker is None:
            return self._by_cosine(asked, asked.vector)
        regions = self._regions if asked.reranker.needs_regions else []
        judged = asked.reranker.judge(self._vectors, regions)
        shown = ~judged.unwanted
        order = [place for place in np.argsort(-judged.scores, kind="stable") if shown[place]]
        strong = None if judged.strong is None else set(self._names[judged.strong & shown])
        found = set(self._names[judged.found & shown])
        return Found(self._names[order].tolist(), found, strong, asked.unknown)

    def _by_cosine(self, asked: QueryEmbedding, vector: Vector) -> Found:
        cosines = self._vectors @ vector
        assert asked.floor is not None
        strong = None
        if asked.strong is not None:
            strong = set(self._names[asked.strong.reached(self._vectors)])
        found = set(self._names[cosines > asked.floor])
        return Found(self._names[np.argsort(-cosines)].tolist(), found, strong, asked.unknown)
