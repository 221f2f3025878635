"""Pictures by meaning: those nearest to a query's vector, judged one by one where that helps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.search.ties import order_ties
from picseek.engine.search.word_matches import without_unwanted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.base import QueryEmbedding, Reranker, Vector
    from picseek.engine.models.open_models import OpenModel
    from picseek.engine.search.request import SearchRequest
    from picseek.engine.store import Store

    Scored = list[tuple[int, float]]

MAX_NEAR_MATCHES = 60
"""Where fewer pictures show what was asked for, near matches follow up to this number; more would
hide the best ones."""

RERANKED = 400
"""Pictures that are judged one by one, where their vectors alone do not order them well."""


@dataclass(frozen=True, slots=True)
class ModelMatches:
    """Pictures by meaning, with their scores, the best first.

    Attributes:
        found: Those that show what was asked for.
        near: If these are few, the nearest of the others.
        strong: Ids of the strong matches; None: unknown.
    """

    found: Scored = field(default_factory=list)
    near: Scored = field(default_factory=list)
    strong: set[int] | None = None


class Retrieval:
    """Finds pictures by the vectors of one model. Safe to use from any thread."""

    def __init__(self, store: Store, model: OpenModel) -> None:
        self._store = store
        self._vectors = model.vectors
        self._model = store.vectors.ensure_set(model.embedder.spec)

    def matches(self, request: SearchRequest, embedding: QueryEmbedding) -> ModelMatches:
        """Find the pictures that a query means."""
        if embedding.vector is None:
            return ModelMatches()
        if embedding.reranker is not None:
            return self._reranked(request, embedding.vector, embedding.reranker)
        found = self._nearest(request, embedding.vector, request.depth, embedding.floor)
        near: Scored = []
        wanted = MAX_NEAR_MATCHES if embedding.fills_up else 1
        if len(found) < wanted and embedding.nearest is not None:
            near = self._nearest(request, embedding.vector, MAX_NEAR_MATCHES, embedding.nearest)
        return ModelMatches(found, near, self._strong(embedding, found))

    def _strong(self, embedding: QueryEmbedding, found: Scored) -> set[int] | None:
        if embedding.strong is None:
            return None
        if len(embedding.strong.least) == 1:  # its only direction is the query's own vector
            return {each for each, score in found if score >= embedding.strong.least[0]}
        ids = np.array([picture_id for picture_id, _ in found], np.int64)
        try:
            vectors = self._vectors.get(ids)
        except KeyError:  # a picture was removed meanwhile
            return None
        return set(ids[embedding.strong.reached(vectors)].tolist())

    def _reranked(self, request: SearchRequest, vector: Vector, reranker: Reranker) -> ModelMatches:
        candidates = self._nearest(request, vector, max(request.depth, RERANKED), None)
        ids = np.array([picture_id for picture_id, _ in candidates], np.int64)
        if not len(ids):
            return ModelMatches()
        try:
            vectors = self._vectors.get(ids)
        except KeyError:  # a picture was removed meanwhile
            return ModelMatches(candidates[: request.depth])
        regions = (
            self._store.vectors.regions(self._model, ids.tolist()) if reranker.needs_regions else ()
        )
        judged = reranker.judge(vectors, regions)
        order = np.argsort(-judged.scores, kind="stable")
        order = order[~judged.unwanted[order]]

        def scored(rows: NDArray[np.intp]) -> Scored:
            return list(zip(ids[rows].tolist(), judged.scores[rows].tolist(), strict=True))

        found = scored(order[judged.found[order]])[: request.depth]
        strong = None if judged.strong is None else set(ids[judged.strong].tolist())
        near = scored(order)[:MAX_NEAR_MATCHES] if len(found) < MAX_NEAR_MATCHES else []
        return ModelMatches(found, near, strong)

    def _nearest(
        self, request: SearchRequest, vector: Vector, depth: int, floor: float | None
    ) -> Scored:
        # Pictures with excluded words are removed afterwards.
        wanted = 2 * depth if request.words.unwanted_words else depth
        reach = wanted + 1
        while True:
            ids, scores = self._vectors.search(vector, reach, request.within, floor)
            if len(ids) < reach or scores[-1] < scores[wanted - 1]:
                break
            reach *= 2  # with all that tie with the last, the choice among them is not chance
        found = list(zip(ids.tolist(), scores.tolist(), strict=True))
        found = order_ties(self._store, found)[:wanted]
        return without_unwanted(self._store, found, request.words)[:depth]
