"""Answers a query by meaning and by words, fused by rank; or by words alone."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from picseek.engine.search.fusion import MEANING_WEIGHT, Ranking, fuse
from picseek.engine.search.query_embedding import QueryEmbedder
from picseek.engine.search.request import MIN_DEPTH
from picseek.engine.search.retrieval import Retrieval
from picseek.engine.search.ties import order_ties
from picseek.engine.search.word_matches import match_words
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
    strong: set[int] | None
    near: int
    files: dict[int, int]


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
    scored = ranked.scored[: request.query.limit]
    exact = {picture_id for picture_id, _ in scored[: len(ranked.scored) - ranked.near]}
    hits = _hits(store, scored, request, ranked.files)
    strong = ranked.strong
    return SearchResult(
        query=request.query,
        model=model.embedder.spec.id,
        hits=hits,
        # Dates are found by words, not by the model.
        unknown=tuple(word for word in embedding.unknown if not is_date_word(word)),
        seconds=time.perf_counter() - started,
        strong=None if strong is None else sum(hit.picture.id in strong for hit in hits),
        near=sum(hit.picture.id not in exact for hit in hits),
    )


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
    scored = order_ties(store, fuse(matches.rankings))[: request.query.limit]
    hits = _hits(store, scored, request, matches.files)
    seconds = time.perf_counter() - started
    return SearchResult(request.query, model_id, hits, (), seconds, note)


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
