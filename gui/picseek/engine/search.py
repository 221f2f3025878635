"""Answering a query: by meaning (vectors) and by words (names, folders, dates), fused by rank."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import PictureInput, QueryEmbedding, QueryInput
from picseek.engine.errors import PictureError, UsageError
from picseek.engine.query import name_words, parse
from picseek.engine.ranking import (
    ALL_WORDS_WEIGHT,
    ANY_WORD_WEIGHT,
    MEANING_WEIGHT,
    Ranking,
    fuse,
)
from picseek.engine.types import Hit, ProblemCode, Query, SearchResult
from picseek.engine.words import is_date_word

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Embedder, Vector
    from picseek.engine.store import Store
    from picseek.engine.vectors import VectorIndex

    Scored = list[tuple[int, float]]

# Fusion looks deeper than what is shown: a picture that is 150th by meaning and first by
# name belongs near the top.
MIN_DEPTH = 200


class Searcher:
    """Asks one model and the words of one library. Safe to use from any thread."""

    def __init__(
        self,
        store: Store,
        vectors: VectorIndex,
        embedder: Embedder,
        prepare: Callable[[Path], bytes],
    ) -> None:
        """Args: prepare: makes the model's input from a picture that is not in the library."""
        self._store = store
        self._vectors = vectors
        self._embedder = embedder
        self._prepare = prepare
        self._model = store.model(embedder.spec)

    def search(self, query: Query, token: CancelToken) -> SearchResult:
        """Answer a query.

        Raises:
            Cancelled: Through the token.
            UsageError: Neither text nor examples were given.
            ModelError: The model cannot be asked.
            PictureError: An example cannot be read.
        """
        started = time.perf_counter()
        if not query.text.strip() and not query.like:
            raise UsageError("Say what to look for: some words, or a picture with --like.")
        question = self._embed(query, token)
        token.raise_if_cancelled()
        scored = self._rank(query, question)
        token.raise_if_cancelled()
        return SearchResult(
            query=query,
            model=self._embedder.spec.id,
            hits=self._hits(scored[: query.limit]),
            # Dates are for the words to answer, not for the model.
            unknown=tuple(word for word in question.unknown if not is_date_word(word)),
            seconds=time.perf_counter() - started,
        )

    def _rank(self, query: Query, question: QueryEmbedding) -> Scored:
        depth = max(query.limit, MIN_DEPTH)
        by_meaning = self._by_meaning(question, depth)
        words = name_words(parse(query.text))
        if not words:
            return by_meaning
        every = self._store.match_words(words, every=True, limit=depth)
        some: list[int] = []
        # "march 2019" means that month. But of "red iceland" the model answers one half.
        if len(words) > 1 and (by_meaning or not every):
            some = self._store.match_words(words, every=False, limit=depth)
        if not every and not some:
            return by_meaning
        meaning = Ranking([picture_id for picture_id, _ in by_meaning], MEANING_WEIGHT)
        rankings = [meaning, Ranking(every, ALL_WORDS_WEIGHT), Ranking(some, ANY_WORD_WEIGHT)]
        return fuse(rankings, depth)

    def _by_meaning(self, question: QueryEmbedding, depth: int) -> Scored:
        if question.vector is None:
            return []
        ids, scores = self._vectors.search(question.vector, depth, floor=question.floor)
        return list(zip(ids.tolist(), scores.tolist(), strict=True))

    def _embed(self, query: Query, token: CancelToken) -> QueryEmbedding:
        """One vector for the words and all examples; examples of the library cost nothing."""
        stored, outside = self._examples(query)
        if not (query.text.strip() or outside):
            return QueryEmbedding(_mean(stored))
        pictures = tuple(PictureInput(self._prepare(path)) for path in outside)
        asked = self._embedder.embed_query(QueryInput(query.text, pictures), token)
        if not stored:
            return asked
        parts = stored if asked.vector is None else [*stored, asked.vector]
        return QueryEmbedding(_mean(parts), asked.unknown)

    def _examples(self, query: Query) -> tuple[list[Vector], list[Path]]:
        """Vectors of examples that the model has embedded, and paths of the other examples."""
        stored: list[Vector] = []
        outside: list[Path] = []
        for example in query.like:
            picture_id = example if isinstance(example, int) else self._picture_at(example)
            vector = None if picture_id is None else self._store.vector(self._model, picture_id)
            if vector is not None:
                stored.append(vector)
            elif isinstance(example, int):
                outside.append(self._path_of(example))
            else:
                outside.append(example)
        return stored, outside

    def _picture_at(self, path: Path) -> int | None:
        """The picture that a path of the library holds, if the file is still as it was."""
        picture_id = self._store.picture_at(path.absolute())
        if picture_id is None:
            return None
        rows = self._store.rows([picture_id])
        try:
            stat = path.stat()
        except OSError:
            return None
        unchanged = any(row.size == stat.st_size for row in rows)
        return picture_id if unchanged else None

    def _path_of(self, picture_id: int) -> Path:
        rows = self._store.rows([picture_id])
        if not rows:
            raise PictureError(ProblemCode.VANISHED, "The example picture is not there any more.")
        return rows[0].path

    def _hits(self, scored: Scored) -> tuple[Hit, ...]:
        scores = dict(scored)
        rows = self._store.rows([picture_id for picture_id, _ in scored])
        return tuple(Hit(row, scores[row.id]) for row in rows)


def _mean(vectors: list[Vector]) -> Vector:
    """The direction between unit vectors: float32, shape (dim,), L2-normalised."""
    total: Vector = np.asarray(vectors, np.float32).sum(axis=0)
    norm = np.float32(np.linalg.norm(total))
    return total / norm if norm > 0 else vectors[0]
