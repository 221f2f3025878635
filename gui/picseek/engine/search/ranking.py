"""Answers a query by meaning and by words, fused by rank; by words alone; or by facts alone."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from picseek.engine.search.fusion import MEANING_WEIGHT, Ranking, fuse
from picseek.engine.search.query_embedding import QueryEmbedder
from picseek.engine.search.request import MIN_DEPTH
from picseek.engine.search.retrieval import Retrieval
from picseek.engine.search.ties import order_ties
from picseek.engine.search.word_matches import match_words
from picseek.engine.text.conditions import SortOrder
from picseek.engine.text.keywords import is_date_word
from picseek.engine.types import Hit, SearchResult, ShownFiles

if TYPE_CHECKING:
    from picseek.engine.cancel import CancelToken
    from picseek.engine.models.open_models import OpenModel
    from picseek.engine.search.request import SearchRequest
    from picseek.engine.search.retrieval import ModelMatches
    from picseek.engine.sending.examples import ExampleCheck
    from picseek.engine.store import Store

    Scored = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Pictures with their scores, the best first.

    Attributes:
        scored: All of them.
        strong: Ids of the strong matches; None: unknown.
        near: How many at the end are near matches only.
        files: Row numbers of the files that have the words, by the picture's id.
    """

    scored: Scored
    strong: set[int] | None = None
    near: int = 0
    files: dict[int, int] = field(default_factory=dict)


def answer_with_model(
    store: Store,
    model: OpenModel,
    check: ExampleCheck,
    request: SearchRequest,
    token: CancelToken,
) -> SearchResult:
    """Answer a query by meaning and by words.

    Raises:
        Cancelled: Through the token.
        EngineError: An example may not be sent (see `ExampleCheck`).
        ModelError: The model cannot be asked.
        PictureError: An example cannot be read.
    """
    started = time.perf_counter()
    embedding = QueryEmbedder(store, model, check).embed(request, token)
    token.raise_if_cancelled()
    ranked = _rank(store, request, Retrieval(store, model).matches(request, embedding))
    token.raise_if_cancelled()
    # Dates are found by words, not by the model.
    unknown = tuple(word for word in embedding.unknown if not is_date_word(word))
    result = _result(store, request, ranked, model.embedder.spec.id)
    return replace(result, unknown=unknown, seconds=time.perf_counter() - started)


def answer_with_words(
    store: Store, request: SearchRequest, model_id: str, note: str
) -> SearchResult:
    """Answer a query by names, dates and captions alone.

    Args:
        store: Where they are.
        request: The query.
        model_id: The model that does not answer.
        note: Why not.
    """
    started = time.perf_counter()
    matches = match_words(store, request)
    scored = order_ties(store, fuse(matches.rankings))
    result = _result(store, request, _Ranked(scored, files=matches.files), model_id)
    return replace(result, seconds=time.perf_counter() - started, note=note)


def answer_with_facts(store: Store, request: SearchRequest, model_id: str) -> SearchResult:
    """Answer a query that has only facts: no model is asked.

    Args:
        store: Where they are.
        request: The query.
        model_id: The model that does not answer.
    """
    started = time.perf_counter()
    ids = store.pictures.newest_first() if request.within is None else request.within.tolist()
    order = request.read.order or SortOrder.NEWEST
    first = store.pictures.in_order(ids, order, request.query.limit)
    ranked = _Ranked([(picture_id, 1 / rank) for rank, picture_id in enumerate(first, 1)])
    result = _result(store, request, ranked, model_id)
    return replace(result, seconds=time.perf_counter() - started)


def _result(store: Store, request: SearchRequest, ranked: _Ranked, model_id: str) -> SearchResult:
    """The best of the pictures as a result, in the order that the query asks for."""
    ranked = _in_order(store, request, _with_named_first(store, request, ranked))
    scored = ranked.scored[: request.query.limit]
    exact = {picture_id for picture_id, _ in scored[: len(ranked.scored) - ranked.near]}
    hits = _hits(store, scored, request, ranked.files)
    strong, read = ranked.strong, request.read
    return SearchResult(
        query=request.query,
        model=model_id,
        hits=hits,
        unknown=(),
        seconds=0,
        strong=None if strong is None else sum(hit.picture.id in strong for hit in hits),
        near=sum(hit.picture.id not in exact for hit in hits),
        spans=read.spans,
        meaning=read.words.text.strip(),
        problems=read.problems,
        filtered=len(request.within) if read.facts and request.within is not None else None,
    )


def _rank(store: Store, request: SearchRequest, by_model: ModelMatches) -> _Ranked:
    by_words, files = match_words(store, request, alone=not by_model.found)
    with_all_words = set(by_words[0].ids) if by_words else set[int]()
    scored, strong = by_model.found, by_model.strong
    if by_words:
        meaning = Ranking([picture_id for picture_id, _ in scored], MEANING_WEIGHT)
        scored = order_ties(store, fuse([meaning, *by_words]))[: request.depth]
    if strong is not None:
        strong = strong | with_all_words
        # Stable: strong matches keep their order, and so do the others.
        scored = sorted(scored, key=lambda each: each[0] not in strong)
    exact = {picture_id for picture_id, _ in scored}
    near = [each for each in by_model.near if each[0] not in exact]
    if by_words and scored:  # fused scores are on another scale: rank near matches after the last
        last = scored[-1][1]
        near = [(each, last / (2 + rank)) for rank, (each, _) in enumerate(near)]
    return _Ranked([*scored, *near], strong, len(near), files)


def _with_named_first(store: Store, request: SearchRequest, ranked: _Ranked) -> _Ranked:
    """Pictures whose file's name is the whole text come first, whatever else it means."""
    named = store.text.with_name(request.query.text.strip())
    allowed = store.pictures.in_folder(request.folder) if named else None
    if allowed is not None:
        wanted = set(allowed.tolist())
        named = {each: file for each, file in named.items() if each in wanted}
    if not named:
        return ranked
    top = 2 * max(1.0, ranked.scored[0][1] if ranked.scored else 0.0)
    exact = ranked.scored[: len(ranked.scored) - ranked.near]
    near = ranked.scored[len(exact) :]
    others = [each for each in exact if each[0] not in named]
    near = [each for each in near if each[0] not in named]
    strong = None if ranked.strong is None else ranked.strong | set(named)
    scored = [*((each, top) for each in named), *others, *near]
    return _Ranked(scored, strong, len(near), {**ranked.files, **named})


def _in_order(store: Store, request: SearchRequest, ranked: _Ranked) -> _Ranked:
    """The pictures in the order asked for; near matches only if there are no others."""
    order = request.read.order
    if order in (None, SortOrder.MATCH) or request.only_filters:
        return ranked
    assert order is not None
    scores = dict(ranked.scored[: len(ranked.scored) - ranked.near] or ranked.scored)
    ordered = store.pictures.in_order(scores, order, len(scores))
    near = len(ordered) if ranked.near == len(ranked.scored) else 0
    return _Ranked([(each, scores[each]) for each in ordered], None, near, ranked.files)


def _hits(
    store: Store, scored: Scored, request: SearchRequest, files: Mapping[int, int]
) -> tuple[Hit, ...]:
    """Scored pictures as hits, without those removed meanwhile; the first ones with captions.

    Args:
        store: Where they are.
        scored: Ids and scores, the best first.
        request: Of a picture that several files hold, one in its folder is shown.
        files: By the picture's id, the row number of the file that is shown before any other.
    """
    scores = dict(scored)
    ids = list(scores)
    captions = store.text.captions_with(ids[:MIN_DEPTH], request.words.name_words)
    matched = {each: file for each, file in files.items() if each in scores}
    paths = store.files.paths(list(matched.values()))
    by_picture = {each: paths[file] for each, file in matched.items() if file in paths}
    rows = store.pictures.rows(ids, ShownFiles(request.folder, by_picture))
    return tuple(Hit(row, scores[row.id], captions.get(row.id, "")) for row in rows)
