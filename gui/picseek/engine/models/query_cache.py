"""Asking a model; what was paid for once, or computed, is remembered."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Embedder, QueryEmbedding, QueryInput

_REMEMBERED = 500


class Questions:
    """Asks one model. Safe to use from any thread.

    Answers to words are remembered, unless the model answers for nothing: the same words are sent
    once, and what is typed, deleted and typed again is computed once.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._lock = threading.Lock()
        self._answers: OrderedDict[str, QueryEmbedding] = OrderedDict()

    def ask(self, question: QueryInput, token: CancelToken) -> QueryEmbedding:
        """As `Embedder.embed_query`."""
        if question.pictures or not self._embedder.spec.calls_in_flight:
            return self._embedder.embed_query(question, token)
        with self._lock:
            known = self._answers.get(question.text)
            if known is not None:
                self._answers.move_to_end(question.text)
                return known
        answer = self._embedder.embed_query(question, token)
        with self._lock:
            self._answers[question.text] = answer
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        return answer
