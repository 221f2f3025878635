"""One vector for a query's words and example pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import PictureInput, QueryEmbedding, QueryInput
from picseek.engine.errors import PictureError
from picseek.engine.messages import message
from picseek.engine.types import ProblemCode

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Vector
    from picseek.engine.models.open_models import OpenModel
    from picseek.engine.search.request import SearchRequest
    from picseek.engine.sending.examples import ExampleCheck
    from picseek.engine.store import Store
    from picseek.engine.types import Query


class QueryEmbedder:
    """Embeds the queries of one library with one model. Safe to use from any thread."""

    def __init__(self, store: Store, model: OpenModel, check: ExampleCheck) -> None:
        self._store = store
        self._opened = model
        self._check = check
        self._model = store.vectors.ensure_set(model.embedder.spec)

    def embed(self, request: SearchRequest, token: CancelToken) -> QueryEmbedding:
        """Embed words and examples; examples that the model has embedded before cost nothing.

        Raises:
            Cancelled: Through the token.
            EngineError: An example may not be sent (see `ExampleCheck`).
            ModelError: The model cannot be asked.
            PictureError: An example cannot be read.
        """
        stored, others = self._examples(request.query)
        if request.words.is_blank and not others:
            return QueryEmbedding(_mean(stored))
        query_input = QueryInput(request.words, self._prepared(others))
        embedding = self._opened.queries.embed(query_input, token)
        weighted = self._weighted(request, token)
        if not stored and not weighted:
            return embedding
        parts = [*stored, *weighted]
        if embedding.vector is not None:
            parts.append(embedding.vector)
        return QueryEmbedding(_mean(parts), embedding.unknown)

    def _weighted(self, request: SearchRequest, token: CancelToken) -> list[Vector]:
        """What to add to the whole query for words that count more or less than once."""
        vectors: list[Vector] = []
        for words, weight in request.read.weights:
            vector = self._opened.queries.embed(QueryInput(words), token).vector
            if vector is not None:
                vectors.append(vector * np.float32(weight))
        return vectors

    def _prepared(self, examples: list[Path]) -> tuple[PictureInput, ...]:
        """Examples as the model wants them, if it may be sent them."""
        self._check.before_reading(examples)
        decoded = [self._opened.decoder.decode(path) for path in examples]
        self._check.after_reading(examples, [each.content_hash for each in decoded])
        return tuple(PictureInput(each.prepared) for each in decoded)

    def _examples(self, query: Query) -> tuple[list[Vector], list[Path]]:
        """Vectors of examples that the model has embedded, and paths of the other examples."""
        stored: list[Vector] = []
        others: list[Path] = []
        for example in query.like:
            picture_id = example if isinstance(example, int) else self._picture_at(example)
            vector = None
            if picture_id is not None:
                vector = self._store.vectors.get(self._model, picture_id)
            if vector is not None:
                stored.append(vector)
            elif isinstance(example, int):
                others.append(self._path_of(example))
            else:
                others.append(example)
        return stored, others

    def _picture_at(self, path: Path) -> int | None:
        """Id of the picture that a path of the library holds, if the file is unchanged."""
        picture_id = self._store.pictures.at(path.absolute())
        if picture_id is None:
            return None
        rows = self._store.pictures.rows([picture_id])
        try:
            stat = path.stat()
        except OSError:
            return None
        unchanged = any(row.size == stat.st_size for row in rows)
        return picture_id if unchanged else None

    def _path_of(self, picture_id: int) -> Path:
        rows = self._store.pictures.rows([picture_id])
        if not rows:
            raise PictureError(
                ProblemCode.VANISHED, message("The example picture is no longer in the library.")
            )
        return rows[0].path


def _mean(vectors: list[Vector]) -> Vector:
    """The direction between unit vectors: float32, shape (dim,), L2-normalised."""
    total: Vector = np.asarray(vectors, np.float32).sum(axis=0)
    norm = np.float32(np.linalg.norm(total))
    return total / norm if norm > 0 else vectors[0]
