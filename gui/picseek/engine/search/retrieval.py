"""Answering a query: by meaning (vectors) and by words (names, dates, captions), fused by rank."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from picseek.engine.embed.base import PictureInput, QueryEmbedding, QueryInput
from picseek.engine.errors import PictureError
from picseek.engine.messages import message
from picseek.engine.search.fusion import (
    ALL_WORDS_WEIGHT,
    ANY_WORD_WEIGHT,
    MEANING_WEIGHT,
    Ranking,
    fuse,
)
from picseek.engine.search.ties import by_content
from picseek.engine.text.keywords import is_date_word
from picseek.engine.text.query_parser import name_words, parse, unwanted_words
from picseek.engine.types import Hit, ProblemCode, Query, SearchResult, ShownFiles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.cancel import CancelToken
    from picseek.engine.embed.base import Reranker, Vector
    from picseek.engine.models.open_models import OpenModel
    from picseek.engine.sending.examples import ExampleCheck
    from picseek.engine.store import Store

    Scored = list[tuple[int, float]]

# Fusion looks deeper than what is shown: a picture that is 150th by meaning and first by
# name belongs near the top.
MIN_DEPTH = 200

MAX_NEAR_MATCHES = 60
"""Where fewer pictures show what was asked for, the closest others fill up to so many; more would
hide the best ones."""

RERANKED = 400
"""Pictures that are judged one by one, where the order of vectors does not tell enough."""


@dataclass(frozen=True, slots=True)
class _Meant:
    """Pictures by meaning, with their scores, the best first.

    Attributes:
        found: Those that show what was asked for.
        near: If these are few, the others that come nearest.
        strong: Which are strong matches; None: nothing tells.
    """

    found: Scored = field(default_factory=list)
    near: Scored = field(default_factory=list)
    strong: set[int] | None = None


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Pictures with their scores, which of them are strong matches, if that can be told.

    Attributes:
        near: So many at the end only come near.
        files: Row numbers of the files that have the words, by the picture's id.
    """

    scored: Scored
    strong: set[int] | None
    near: int
    files: dict[int, int]


class WordMatches(NamedTuple):
    """Pictures that have the words of a query.

    Attributes:
        rankings: Those with all words, those with some; or none, if there are none.
        files: Of each, the row number of the file that has them.
    """

    rankings: list[Ranking]
    files: dict[int, int]


class Searcher:
    """Asks one model and the words of one library. Safe to use from any thread."""

    def __init__(self, store: Store, model: OpenModel, check: ExampleCheck) -> None:
        self._store = store
        self._check = check
        self._opened = model
        self._spec = model.embedder.spec
        self._model = store.vectors.ensure_set(self._spec)

    def search(self, query: Query, token: CancelToken) -> SearchResult:
        """Answer a query.

        Raises:
            Cancelled: Through the token.
            EngineError: An example may not be sent (see `ExampleCheck`).
            ModelError: The model cannot be asked.
            PictureError: An example cannot be read.
        """
        started = time.perf_counter()
        question = self._embed(query, token)
        token.raise_if_cancelled()
        ranked = self._rank(query, question)
        token.raise_if_cancelled()
        scored = ranked.scored[: query.limit]
        exact = {picture_id for picture_id, _ in scored[: len(ranked.scored) - ranked.near]}
        hits = hits_of(self._store, scored, query, ranked.files)
        strong = ranked.strong
        return SearchResult(
            query=query,
            model=self._spec.id,
            hits=hits,
            # Dates are for the words to answer, not for the model.
            unknown=tuple(word for word in question.unknown if not is_date_word(word)),
            seconds=time.perf_counter() - started,
            strong=None if strong is None else sum(hit.picture.id in strong for hit in hits),
            near=sum(hit.picture.id not in exact for hit in hits),
        )

    def _rank(self, query: Query, question: QueryEmbedding) -> _Ranked:
        depth = max(query.limit, MIN_DEPTH)
        meant = self._by_meaning(query, question, depth)
        by_words, files = rank_words(
            self._store, query.text, depth, alone=not meant.found, folder=query.folder
        )
        named = set(by_words[0].ids) if by_words else set[int]()
        scored, strong = meant.found, meant.strong
        if by_words:
            meaning = Ranking([picture_id for picture_id, _ in scored], MEANING_WEIGHT)
            scored = by_content(self._store, fuse([meaning, *by_words]))[:depth]
        if strong is not None:
            strong = strong | named  # somebody has named them with all of the words
            # Stable: strong matches keep their order, and so do the others.
            scored = sorted(scored, key=lambda each: each[0] not in strong)
        exact = {picture_id for picture_id, _ in scored}
        near = [each for each in meant.near if each[0] not in exact]
        if by_words and scored:  # ranks were fused: scores of another scale, below the last of them
            last = scored[-1][1]
            near = [(each, last / (2 + place)) for place, (each, _) in enumerate(near)]
        return _Ranked([*scored, *near], strong, len(near), files)

    def _by_meaning(self, query: Query, question: QueryEmbedding, depth: int) -> _Meant:
        if question.vector is None:
            return _Meant()
        if question.reranker is not None:
            return self._reranked(query, question.vector, question.reranker, depth)
        found = self._nearest(query, question.vector, depth, question.floor)
        near: Scored = []
        wanted = MAX_NEAR_MATCHES if question.fills_up else 1
        if len(found) < wanted and question.nearest is not None:
            near = self._nearest(query, question.vector, MAX_NEAR_MATCHES, question.nearest)
        return _Meant(found, near, self._strong(question, found))

    def _strong(self, question: QueryEmbedding, found: Scored) -> set[int] | None:
        if question.strong is None:
            return None
        if len(question.strong.least) == 1:  # the question itself
            return {each for each, score in found if score >= question.strong.least[0]}
        ids = np.array([picture_id for picture_id, _ in found], np.int64)
        try:
            vectors = self._opened.vectors.get(ids)
        except KeyError:  # a picture was taken out since: the next answer can tell
            return None
        return set(ids[question.strong.reached(vectors)].tolist())

    def _reranked(self, query: Query, vector: Vector, reranker: Reranker, depth: int) -> _Meant:
        candidates = self._nearest(query, vector, max(depth, RERANKED), None)
        ids = np.array([picture_id for picture_id, _ in candidates], np.int64)
        if not len(ids):
            return _Meant()
        try:
            vectors = self._opened.vectors.get(ids)
        except KeyError:  # a picture was taken out since: the next answer can tell
            return _Meant(candidates[:depth])
        regions = (
            self._store.vectors.regions(self._model, ids.tolist()) if reranker.needs_regions else ()
        )
        judged = reranker.judge(vectors, regions)
        order = np.argsort(-judged.scores, kind="stable")
        order = order[~judged.unwanted[order]]

        def scored(places: NDArray[np.intp]) -> Scored:
            return list(zip(ids[places].tolist(), judged.scores[places].tolist(), strict=True))

        found = scored(order[judged.found[order]])[:depth]
        strong = None if judged.strong is None else set(ids[judged.strong].tolist())
        near = scored(order)[:MAX_NEAR_MATCHES] if len(found) < MAX_NEAR_MATCHES else []
        return _Meant(found, near, strong)

    def _nearest(self, query: Query, vector: Vector, depth: int, floor: float | None) -> Scored:
        within = self._store.pictures.in_folder(query.folder)
        # Some of them will be left out, where words are excluded.
        wanted = 2 * depth if unwanted_words(parse(query.text)) else depth
        reach = wanted + 1
        while True:
            ids, scores = self._opened.vectors.search(
                vector, reach, within=within, min_cosine=floor
            )
            if len(ids) < reach or scores[-1] < scores[wanted - 1]:
                break
            reach *= 2  # more are equal to the last: which of them are shown is not chance
        found = list(zip(ids.tolist(), scores.tolist(), strict=True))
        found = by_content(self._store, found)[:wanted]
        return without_named(self._store, found, query.text)[:depth]

    def _embed(self, query: Query, token: CancelToken) -> QueryEmbedding:
        """One vector for the words and all examples; examples of the library cost nothing."""
        stored, outside = self._examples(query)
        if not (query.text.strip() or outside):
            return QueryEmbedding(_mean(stored))
        pictures = self._prepared(outside)
        asked = self._opened.questions.ask(QueryInput(query.text, pictures), token)
        if not stored:
            return asked
        parts = stored if asked.vector is None else [*stored, asked.vector]
        return QueryEmbedding(_mean(parts), asked.unknown)

    def _prepared(self, examples: list[Path]) -> tuple[PictureInput, ...]:
        """Examples as the model wants them, if it may be sent them."""
        self._check.before_reading(examples)
        decoded = [self._opened.decoder.decode(path) for path in examples]
        self._check.after_reading(examples, [each.content_hash for each in decoded])
        return tuple(PictureInput(each.prepared) for each in decoded)

    def _examples(self, query: Query) -> tuple[list[Vector], list[Path]]:
        """Vectors of examples that the model has embedded, and paths of the other examples."""
        stored: list[Vector] = []
        outside: list[Path] = []
        for example in query.like:
            picture_id = example if isinstance(example, int) else self._picture_at(example)
            vector = (
                None if picture_id is None else self._store.vectors.get(self._model, picture_id)
            )
            if vector is not None:
                stored.append(vector)
            elif isinstance(example, int):
                outside.append(self._path_of(example))
            else:
                outside.append(example)
        return stored, outside

    def _picture_at(self, path: Path) -> int | None:
        """The picture that a path of the library holds, if the file is still as it was."""
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
                ProblemCode.VANISHED, message("The example picture is not there any more.")
            )
        return rows[0].path


def rank_words(
    store: Store, text: str, depth: int, *, alone: bool = True, folder: Path | None = None
) -> WordMatches:
    """Pictures whose names, dates or captions have all words, and some.

    Args:
        store: Where they are.
        text: What was asked.
        depth: The most pictures of each ranking.
        alone: No model answers beside the words. Then, where some picture has all of them, those
            with some do not count: "march 2019" means that month. But of "red iceland" the model
            answers one half, the words the other.
        folder: Only pictures in it and below.
    """
    asked = parse(text)
    words, unwanted = name_words(asked), unwanted_words(asked)
    every: dict[int, int] = {}
    some: dict[int, int] = {}
    if words:
        every = store.text.match(words, every=True, limit=depth, folder=folder)
    if len(words) > 1 and not (alone and every):
        some = store.text.match(words, every=False, limit=depth, folder=folder)
    if unwanted:
        named = store.text.named_with([*every, *some], unwanted)
        every, some = (
            {each: file for each, file in found.items() if each not in named}
            for found in (every, some)
        )
    if len(unwanted) > len(asked.excluded):  # a file may be called "no entry" or "sea without snow"
        literally = store.text.match(asked.wanted, every=True, limit=depth, folder=folder)
        every = {**literally, **{each: every[each] for each in every if each not in literally}}
    if not every and not some:
        return WordMatches([], {})
    rankings = [Ranking(list(every), ALL_WORDS_WEIGHT), Ranking(list(some), ANY_WORD_WEIGHT)]
    return WordMatches(rankings, {**some, **every})


def without_named(store: Store, scored: Scored, text: str) -> Scored:
    """Without the pictures whose names or captions have a word that the text excludes."""
    unwanted = unwanted_words(parse(text))
    if not unwanted or not scored:
        return scored
    named = store.text.named_with([picture_id for picture_id, _ in scored], unwanted)
    return [each for each in scored if each[0] not in named]


def hits_of(
    store: Store, scored: Scored, query: Query, files: Mapping[int, int]
) -> tuple[Hit, ...]:
    """Scored pictures as hits, without those that are gone; the first ones with their captions.

    Args:
        store: Where they are.
        scored: Ids and scores, the best first.
        query: What was asked. Of a picture that several files hold, one in its folder is shown.
        files: By the picture's id, the row number of the file that is shown before any other.
    """
    scores = dict(scored)
    ids = list(scores)
    captions = store.text.captions_with(ids[:MIN_DEPTH], name_words(parse(query.text)))
    matched = {each: file for each, file in files.items() if each in scores}
    paths = store.files.paths(list(matched.values()))
    by_picture = {each: paths[file] for each, file in matched.items() if file in paths}
    rows = store.pictures.rows(ids, ShownFiles(query.folder, by_picture))
    return tuple(Hit(row, scores[row.id], captions.get(row.id, "")) for row in rows)


def _mean(vectors: list[Vector]) -> Vector:
    """The direction between unit vectors: float32, shape (dim,), L2-normalised."""
    total: Vector = np.asarray(vectors, np.float32).sum(axis=0)
    norm = np.float32(np.linalg.norm(total))
    return total / norm if norm > 0 else vectors[0]
