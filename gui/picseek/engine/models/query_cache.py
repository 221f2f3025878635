"""A cache of query embeddings: none is computed or paid for twice."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Embedder, QueryEmbedding, QueryInput

_CACHED_QUERIES = 500


class QueryCache:
    """Embeds queries with one model. Safe to use from any thread.

    Embeddings of words are cached, unless computing them is as cheap: the same words are sent only
    once, and words that are typed, deleted and typed again are computed only once.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._cached: OrderedDict[str, QueryEmbedding] = OrderedDict()

    def embed(self, query: QueryInput, token: CancelToken) -> QueryEmbedding:
        """See `Embedder.embed_query`."""
        if query.pictures or not self._embedder.spec.calls_in_flight:
            return self._embedder.embed_query(query, token)
        text = query.words.text
        with self._lock:
            cached = self._cached.get(text)
            if cached is not None:
                self._cached.move_to_end(text)
                return cached
        embedding = self._embedder.embed_query(query, token)
        with self._lock:
            self._cached[text] = embedding
            while len(self._cached) > _CACHED_QUERIES:
                self._cached.popitem(last=False)
        return embedding
