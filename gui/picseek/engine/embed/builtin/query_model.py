"""The words of a query -> the vector to search by, and a reranker for the pictures found.

All scores are standard scores, so that they can be added: a single listed word has its direction
(which includes the sentence encoder's); a phrase has that of the whole sentence, plus a share of
the directions of its listed words; excluded words are subtracted twice. Colours and tones that
belong to no thing use the colour block of the vector, in units of their spread over everyday
photos.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import Bars, QueryEmbedding, Wanted
from picseek.engine.embed.builtin.intent import Intent, intent_of
from picseek.engine.embed.builtin.interpreter import Entry, Term, Unlisted, interpret
from picseek.engine.embed.builtin.likelihoods import Likelihoods
from picseek.engine.embed.builtin.reranking import AllOf, Likelihood, Part
from picseek.engine.embed.builtin.vocabulary import Things
from picseek.engine.text.keywords import is_date_word
from picseek.engine.text.query_parser import FUNCTION_WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from picseek.engine.embed.builtin.regions import Reduction
    from picseek.engine.embed.builtin.text_model import TextModel
    from picseek.engine.embed.builtin.vector_space import Space
    from picseek.engine.text.query_parser import ParsedQuery

    Floats = NDArray[np.float32]

_EXCLUDED = np.float32(-2.0)
# Measured on pairs of words and on whole descriptions of captioned photos: both of two words
# matter, but of many words in a sentence few do. A thing must have its colour; what a phrase is
# listed under is half of its meaning.
_MOST_BESIDE, _MOST_BESIDE_COLOURED, _MOST_BESIDE_PHRASE, _BESIDE = 0.8, 2.0, 0.4, 3.2
_FEW_WORDS = 3

_EVERYTHING = -1.0  # a cosine below that of all pictures

_NUMBER = re.compile(r".*\d.*")


class QueryModel:
    """Embeds the words of queries. Safe to use from any thread.

    Args:
        text_model: Vectors of sentences, and listed words.
        space: Of the pictures' vectors.
        reduction: How regions are read.
        word_share: Weight of each listed word beside the sentence it is in.
    """

    def __init__(
        self, text_model: TextModel, space: Space, reduction: Reduction, word_share: float
    ) -> None:
        self._text_model = text_model
        self._reduction = reduction
        self._word_share = np.float32(word_share)
        self._likelihoods = Likelihoods(text_model, space, reduction)

    def embed(self, words: ParsedQuery) -> QueryEmbedding:
        """Embed the words of a query; a minus and words like "without" exclude.

        Raises:
            ModelError: A file of the model is missing or damaged.
        """
        intent, unknown = self._intent(words)
        whole, parts = self._whole(intent), tuple(self._parts(intent))
        excluded = tuple(self._likelihoods.of_entry(each) for each in intent.excluded)
        if whole is None and not (parts or excluded):
            return QueryEmbedding(None, unknown)
        only = _only(whole, parts)
        if only is not None and not excluded:
            return replace(_of_one(only, unknown), fills_up=bool(intent.nouns))
        vector = self._sum(whole, parts, excluded)
        return QueryEmbedding(
            _unit(vector),
            unknown,
            nearest=_EVERYTHING,
            reranker=AllOf(
                vector=_unit(vector),
                parts=parts,
                whole=whole,
                beside=_beside(intent),
                brief=_words(intent) <= _FEW_WORDS,
                complete=_is_covered(intent),
                excluded=excluded,
                reduction=self._reduction,
            ),
        )

    def things_in(self, words: ParsedQuery) -> tuple[Wanted, ...]:
        """The things to locate in a picture; raises: ModelError, as `embed`."""
        intent, _ = self._intent(words)
        return tuple(self._likelihoods.wanted(noun.entry) for noun in intent.nouns)

    def _intent(self, words: ParsedQuery) -> tuple[Intent, tuple[str, ...]]:
        """What a query asks for, and its words that mean nothing."""
        interpretation = interpret(words.tokens, self._text_model.meanings.vocabulary)
        unlisted = {
            each.words: each for each in interpretation.entries if isinstance(each, Unlisted)
        }
        candidates = [each for each in unlisted.values() if not _is_of_a_name(each.words)]
        if candidates:
            vectors = self._text_model.vectors([each.typed for each in candidates])
            is_meant = self._text_model.joint_space.is_meant
            for each, vector in zip(candidates, vectors, strict=True):
                if is_meant(vector):
                    del unlisted[each.words]
        unknown = tuple(unlisted)
        return intent_of(interpretation, unknown), unknown

    def _whole(self, intent: Intent) -> Likelihood | None:
        """All that is wanted as a sentence; None if listed words and tones cover it."""
        if not intent.nouns:
            return None
        groups = {noun.entry.group for noun in intent.nouns if isinstance(noun.entry, Term)}
        unlisted = [noun for noun in intent.nouns if not isinstance(noun.entry, Term)]
        described = any(noun.colours or _needs_sentence(noun.entry) for noun in intent.nouns)
        if len(groups) + len(unlisted) + len(intent.tones) + described > 1:
            return self._likelihoods.of_sentence(intent.sentence)
        return self._likelihoods.of_entry(unlisted[0].entry) if unlisted else None

    def _parts(self, intent: Intent) -> Iterator[Part]:
        """Everything that must be there: things with their colours, listed things, tones."""
        yield from (self._likelihoods.coloured(noun) for noun in intent.nouns if noun.colours)
        groups: dict[int, list[Likelihood]] = {}
        plain = (noun.entry for noun in intent.nouns if not noun.colours)
        for entry in (*plain, *intent.tones):
            if isinstance(entry, Term):
                groups.setdefault(entry.group, []).append(self._likelihoods.of_entry(entry))
        yield from (Part(tuple(group)) for group in groups.values())

    def _sum(
        self, whole: Likelihood | None, parts: tuple[Part, ...], excluded: tuple[Likelihood, ...]
    ) -> Floats:
        share = np.float32(1.0) if whole is None else self._word_share
        vectors = [] if whole is None else [whole.vector]
        for part in parts:
            vectors += [each.vector * (share / len(part.any_of)) for each in part.any_of]
        vectors += [each.vector * _EXCLUDED for each in excluded]
        return np.asarray(np.sum(vectors, axis=0), np.float32)


def _is_of_a_name(words: str) -> bool:
    """Whether a word is part of a date or of a file name: no picture shows it."""
    return is_date_word(words) or _NUMBER.fullmatch(words) is not None


def _only(whole: Likelihood | None, parts: tuple[Part, ...]) -> Likelihood | None:
    """The only thing asked for, if a cosine is enough for it."""
    if whole is not None:
        return None if parts else whole
    if len(parts) == 1 and len(parts[0].any_of) == 1 and parts[0].bound is None:
        return parts[0].any_of[0]
    return None


def _of_one(only: Likelihood, unknown: tuple[str, ...]) -> QueryEmbedding:
    unit = _unit(only.vector)
    strong = None
    if only.strong is not None:
        strong = Bars(unit[None], np.array([only.cosine_at(only.strong)], np.float32))
    return QueryEmbedding(unit, unknown, only.cosine_at(only.found), _EVERYTHING, strong)


def _words(intent: Intent) -> int:
    return len(intent.nouns) + len(intent.tones)


def _beside(intent: Intent) -> float:
    """Weight of the parts beside the sentence."""
    most = _MOST_BESIDE
    if any(noun.colours for noun in intent.nouns):
        most = _MOST_BESIDE_COLOURED
    elif any(_needs_sentence(noun.entry) for noun in intent.nouns):
        most = _MOST_BESIDE_PHRASE
    return min(most, _BESIDE / max(_words(intent), 1) ** 2)


def _needs_sentence(entry: Entry) -> bool:
    """Whether an entry means more than the thing that it is listed under.

    A "bike race" is not any race, and "christmas" is more than the christmas tree.
    """
    if not isinstance(entry, Term) or not isinstance(entry.meaning, Things):
        return False
    names = entry.meaning.names
    content_words = [word for word in entry.words.split() if word not in FUNCTION_WORDS]
    is_part = any(" " in name and entry.words in name.split() for name in names)
    return is_part or (len(content_words) > 1 and entry.words not in names)


def _is_covered(intent: Intent) -> bool:
    """Whether the parts cover the query, without the sentence."""
    return all(
        (isinstance(noun.entry, Term) or noun.colours) and not _needs_sentence(noun.entry)
        for noun in intent.nouns
    )


def _unit(vector: Floats) -> Floats:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)
