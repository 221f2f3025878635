"""Which model answers a query: the one asked for, or a fallback where that one cannot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from picseek.engine.errors import ConsentNeeded, ModelError, UsageError
from picseek.engine.messages import error_message, join_messages, message
from picseek.engine.search.ranking import (
    answer_with_facts,
    answer_with_model,
    answer_with_words,
)
from picseek.engine.types import DEFAULT_MODEL, Query, SearchResult, Without

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import ModelSpec
    from picseek.engine.models.open_models import OpenModels
    from picseek.engine.search.request import QueryReader, SearchRequest
    from picseek.engine.sending.outgoing import Outgoing
    from picseek.engine.store import Store


NEARLY_ALL = 0.95
"""A new model answers once it has embedded this share of its predecessor's pictures: there may be
some that it cannot embed."""


class SearchService:
    """Answers the queries of one library. Safe to use from any thread."""

    def __init__(
        self, store: Store, models: OpenModels, outgoing: Outgoing, reader: QueryReader
    ) -> None:
        self._store = store
        self._reader = reader
        self._models = models
        self._outgoing = outgoing
        self._caught_up: set[str] = set()  # models that no longer need their predecessor

    def search(self, query: Query, model: str, token: CancelToken) -> SearchResult:
        """Answer a query with a model.

        Where the model cannot be asked (no network, no key, no files, an example that may not be
        sent) or has embedded nothing, another model on this computer answers, else names, dates
        and captions alone. The result's note says so.

        Raises:
            Cancelled: Through the token.
            UsageError: Neither text nor examples were given.
            ModelError: There is no such model.
            PictureError: An example cannot be read.
        """
        request = self._reader.request(query)
        if request.words.is_blank and not query.like and not request.read.has_filters:
            raise UsageError(message("Enter words to search for, or a picture with --like."))
        spec = self._models.spec(model)
        result = self._answer(request, spec, token)
        if result.hits or not request.read.facts:
            return result
        return replace(result, without=self._without(request, spec, token))

    def _answer(self, request: SearchRequest, spec: ModelSpec, token: CancelToken) -> SearchResult:
        if request.only_filters:
            return answer_with_facts(self._store, request, spec.id)
        predecessor = self._answering_predecessor(spec, token)
        if predecessor is not None:
            return replace(self._ask(request, predecessor, token), note=_still_indexing(spec))
        if not self._store.vectors.has_any(spec):
            if self._store.pictures.counts().pictures:
                return self._fall_back(request, spec, _nothing_embedded(spec), token)
            if spec.remote:  # nothing could be found, so nothing is sent
                return answer_with_words(self._store, request, spec.id, "")
        try:
            return self._ask(request, spec, token)
        except ConsentNeeded as error:
            result = self._fall_back(request, spec, error_message(error), token)
            return replace(result, unsent=True, unsent_examples=error.pictures)
        except ModelError as error:
            return self._fall_back(request, spec, error_message(error), token)

    def _without(
        self, request: SearchRequest, spec: ModelSpec, token: CancelToken
    ) -> tuple[Without, ...]:
        """What would be found without each part of a query that found nothing."""
        found: list[Without] = []
        for fact in request.read.facts:
            rest = self._reader.without(request, fact)
            part = request.query.text[fact.start : fact.end]
            pictures = self._count(rest, spec, token)
            more = pictures >= request.query.limit and not rest.only_filters
            found.append(Without(part, rest.query.text, pictures, more))
        useful = (each for each in found if each.pictures)
        return tuple(sorted(useful, key=lambda each: -each.pictures))

    def _count(self, request: SearchRequest, spec: ModelSpec, token: CancelToken) -> int:
        """How many pictures a query finds: near matches only if there are no others."""
        if request.words.is_blank and not request.query.like:
            within = request.within
            return self._store.pictures.counts().pictures if within is None else len(within)
        result = self._answer(request, spec, token)
        return len(result.hits) - result.near or len(result.hits)

    def _answering_predecessor(self, spec: ModelSpec, token: CancelToken) -> ModelSpec | None:
        """The model that this one replaces, until this one has embedded nearly as many pictures.

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
                return None  # indexing has not begun: any other model may be the fallback
            before, now = (self._models.get(each.id, token) for each in (other, spec))
        except ModelError:  # a file of one of them is missing: asking it says so
            return None
        # Absent pictures cannot be embedded.
        reachable = len(before.vectors) - self._store.pictures.count_absent()
        if len(now.vectors) == 0 or len(now.vectors) < NEARLY_ALL * reachable:
            return other
        self._caught_up.add(spec.id)
        if spec.succeeds:  # its earlier version is no longer asked, and holds as much memory
            self._models.drop(other.id)
        return None

    def _ask(self, request: SearchRequest, spec: ModelSpec, token: CancelToken) -> SearchResult:
        check = self._outgoing.example_check(request.query, spec.id)
        opened = self._models.get(spec.id, token)
        return answer_with_model(self._store, opened, check, request, token)

    def _fall_back(
        self, request: SearchRequest, spec: ModelSpec, reason: str, token: CancelToken
    ) -> SearchResult:
        has_vectors, is_ready = self._store.vectors.has_any, self._models.is_ready
        for other in self._models.local_specs():
            if other.id != spec.id and has_vectors(other) and is_ready(other.id):
                instead = message(
                    "The results come from another model: {title}.", title=other.title
                )
                note = join_messages(reason, instead)
                return replace(self._ask(request, other, token), note=note)
        words_only = message("Only names, dates and captions were searched.")
        note = join_messages(reason, words_only)
        return answer_with_words(self._store, request, spec.id, note)


def _still_indexing(spec: ModelSpec) -> str:
    if spec.succeeds:
        return message(
            "Your pictures are being indexed again for better results. Until "
            "then, results come from the earlier version of the model."
        )
    return message(
        "“{title}” is still indexing your pictures. Until it's done, "
        "results come from the built-in model.",
        title=spec.title,
    )


def _nothing_embedded(spec: ModelSpec) -> str:
    return message("No pictures are indexed with “{model}” yet.", model=spec.title)
