"""Who answers a query: the model asked for, or what is there when that one cannot."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from picseek.engine.errors import ConsentNeeded, ModelError, UsageError
from picseek.engine.messages import error_message, join_messages, message
from picseek.engine.search.fusion import fuse
from picseek.engine.search.retrieval import MIN_DEPTH, Searcher, hits_of, rank_words
from picseek.engine.search.ties import by_content
from picseek.engine.types import DEFAULT_MODEL, Query, SearchResult

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import ModelSpec
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.sending.outgoing import Outgoing
    from picseek.engine.store import Store


NEARLY_ALL = 0.95
"""Share of the pictures of the model before it from which on a new model answers: some pictures may
be ones that it cannot embed."""


class Asking:
    """Answers the queries of one library. Safe to use from any thread."""

    def __init__(self, store: Store, models: OpenModels, outgoing: Outgoing) -> None:
        self._store = store
        self._models = models
        self._outgoing = outgoing
        self._caught_up: set[str] = set()  # models that have embedded as much as those they replace

    def answer(self, query: Query, model: str, token: CancelToken) -> SearchResult:
        """Answer a query with a model.

        A model that cannot be asked (no network, no key, no files, an example that may not be
        sent), and one that has embedded nothing, is stood in for: by a model on this computer,
        else by words alone. The result's note says so.

        Raises:
            Cancelled: Through the token.
            UsageError: Neither text nor examples were given.
            ModelError: There is no such model.
            PictureError: An example cannot be read.
        """
        if not query.text.strip() and not query.like:
            raise UsageError(message("Say what to look for: some words, or a picture with --like."))
        spec = self._models.spec(model)
        other = self._further_along(spec, token)
        if other is not None:
            return replace(self._ask(query, other, token), note=_still_indexing(spec))
        if not self._store.vectors.has_any(spec):
            if self._store.pictures.counts().pictures:
                return self._stand_in(query, spec, _nothing_embedded(spec), token)
            if spec.remote:  # a question that nothing answers is not sent
                return self._by_words(query, spec, "")
        try:
            return self._ask(query, spec, token)
        except ConsentNeeded as error:
            answer = self._stand_in(query, spec, error_message(error), token)
            return replace(answer, unsent=True, unsent_examples=error.pictures)
        except ModelError as error:
            return self._stand_in(query, spec, error_message(error), token)

    def _further_along(self, spec: ModelSpec, token: CancelToken) -> ModelSpec | None:
        """The model that this one takes over from, until this one has embedded nearly as many.

        That is its own earlier version; of other models on this computer, the built-in one. A
        remote model answers for what was sent to it, however little that is.
        """
        other_id = spec.succeeds or ("" if spec.remote or spec.formerly else DEFAULT_MODEL)
        if other_id in ("", spec.id) or spec.id in self._caught_up:
            return None
        try:
            other = self._models.spec(other_id)
            if not self._store.vectors.has_any(other):
                return None
            if not (spec.succeeds or self._store.vectors.has_any(spec)):
                return None  # not begun: whatever else there is stands in
            before, now = (self._models.get(each.id, token) for each in (other, spec))
        except ModelError:  # a file of one of them is missing: asking it says so
            return None
        # What is not here now cannot be embedded.
        within_reach = len(before.vectors) - self._store.pictures.count_absent()
        if len(now.vectors) == 0 or len(now.vectors) < NEARLY_ALL * within_reach:
            return other
        self._caught_up.add(spec.id)
        if spec.succeeds:  # its earlier version answers no more, and holds as much memory
            self._models.drop(other.id)
        return None

    def _ask(self, query: Query, spec: ModelSpec, token: CancelToken) -> SearchResult:
        check = self._outgoing.example_check(query, spec.id)
        opened = self._models.get(spec.id, token)
        return Searcher(self._store, opened, check).search(query, token)

    def _stand_in(
        self, query: Query, spec: ModelSpec, reason: str, token: CancelToken
    ) -> SearchResult:
        has_vectors, is_ready = self._store.vectors.has_any, self._models.is_ready
        for other in self._models.local_specs():
            if other.id != spec.id and has_vectors(other) and is_ready(other.id):
                instead = message("Another model answered instead: {title}.", title=other.title)
                note = join_messages(reason, instead)
                return replace(self._ask(query, other, token), note=note)
        by_words = message("Only names, dates and captions were searched.")
        return self._by_words(query, spec, join_messages(reason, by_words))

    def _by_words(self, query: Query, spec: ModelSpec, note: str) -> SearchResult:
        started = time.perf_counter()
        depth = max(query.limit, MIN_DEPTH)
        found = rank_words(self._store, query.text, depth, folder=query.folder)
        scored = by_content(self._store, fuse(found.rankings))[: query.limit]
        hits = hits_of(self._store, scored, query, found.files)
        return SearchResult(query, spec.id, hits, (), time.perf_counter() - started, note)


def _still_indexing(spec: ModelSpec) -> str:
    if spec.succeeds:
        return message(
            "The pictures are being indexed again for better results. "
            "Until then, the earlier version of the model answers."
        )
    return message(
        "“{title}” is still looking at your pictures. Until then, the built-in model answers.",
        title=spec.title,
    )


def _nothing_embedded(spec: ModelSpec) -> str:
    return message("No picture is indexed with “{model}” yet.", model=spec.title)
