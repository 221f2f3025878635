"""A text -> the vector that pictures are searched by, and how those found are judged.

All scores are standard scores, so that they can be added: one listed word asks by its own
direction (which has the sentence side's answer in it); a phrase asks as a whole sentence, plus a
share of the directions of its listed words; what is excluded is subtracted twice. Colours and
tones that belong to no thing ask the colours of the vector, in units of their spread over everyday
photos.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from picseek.engine.embed.base import Bars, QueryEmbedding, Wanted
from picseek.engine.embed.builtin.interpreter import Entry, Term, Unlisted, interpret
from picseek.engine.embed.builtin.likelihoods import Likelihoods
from picseek.engine.embed.builtin.phrases import Wish, wish_of
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
# Measured on two words at a time and on whole descriptions of captioned photos: both of two have to
# be there, but of many words in a sentence few matter much. A thing with a colour has to have it;
# what a phrase is listed under says but half of it.
_MOST_BESIDE, _MOST_BESIDE_COLOURED, _MOST_BESIDE_PHRASE, _BESIDE = 0.8, 2.0, 0.4, 3.2
_FEW_WORDS = 3

_EVERYTHING = -1.0  # a cosine that all pictures are above

_NUMBER = re.compile(r".*\d.*")


class Questioner:
    """Embeds texts. Safe to use from any thread.

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

    def ask(self, words: ParsedQuery) -> QueryEmbedding:
        """Embed the words of a query; a minus and words like "without" exclude.

        Raises:
            ModelError: A file of the model is missing or damaged.
        """
        wish, unknown = self._wish(words)
        whole, parts = self._whole(wish), tuple(self._parts(wish))
        excluded = tuple(self._likelihoods.of_entry(each) for each in wish.excluded)
        if whole is None and not (parts or excluded):
            return QueryEmbedding(None, unknown)
        only = _only(whole, parts)
        if only is not None and not excluded:
            return replace(_of_one(only, unknown), fills_up=bool(wish.nouns))
        vector = self._sum(whole, parts, excluded)
        return QueryEmbedding(
            _unit(vector),
            unknown,
            nearest=_EVERYTHING,
            reranker=AllOf(
                vector=_unit(vector),
                parts=parts,
                whole=whole,
                beside=_beside(wish),
                brief=_words(wish) <= _FEW_WORDS,
                complete=_is_covered(wish),
                excluded=excluded,
                reduction=self._reduction,
            ),
        )

    def things_in(self, words: ParsedQuery) -> tuple[Wanted, ...]:
        """What to look for in a picture; raises: ModelError, as `ask`."""
        wish, _ = self._wish(words)
        return tuple(self._likelihoods.wanted(noun.entry) for noun in wish.nouns)

    def _wish(self, words: ParsedQuery) -> tuple[Wish, tuple[str, ...]]:
        """What a text asks for, and its words that mean nothing."""
        reading = interpret(words.tokens, self._text_model.meanings.vocabulary)
        unlisted = {each.words: each for each in reading.entries if isinstance(each, Unlisted)}
        asked = [each for each in unlisted.values() if not _is_of_a_name(each.words)]
        if asked:
            vectors = self._text_model.vectors([each.typed for each in asked])
            is_meant = self._text_model.joint_space.is_meant
            for each, vector in zip(asked, vectors, strict=True):
                if is_meant(vector):
                    del unlisted[each.words]
        unknown = tuple(unlisted)
        return wish_of(reading, unknown), unknown

    def _whole(self, wish: Wish) -> Likelihood | None:
        """All that is wanted as a sentence; None where listed words and tones say it all."""
        if not wish.nouns:
            return None
        groups = {noun.entry.group for noun in wish.nouns if isinstance(noun.entry, Term)}
        unlisted = [noun for noun in wish.nouns if not isinstance(noun.entry, Term)]
        described = any(noun.colours or _needs_sentence(noun.entry) for noun in wish.nouns)
        if len(groups) + len(unlisted) + len(wish.tones) + described > 1:
            return self._likelihoods.of_sentence(wish.sentence)
        return self._likelihoods.of_entry(unlisted[0].entry) if unlisted else None

    def _parts(self, wish: Wish) -> Iterator[Part]:
        """What all has to be there: things with their colours, listed things, tones."""
        yield from (self._likelihoods.coloured(noun) for noun in wish.nouns if noun.colours)
        groups: dict[int, list[Likelihood]] = {}
        plain = (noun.entry for noun in wish.nouns if not noun.colours)
        for entry in (*plain, *wish.tones):
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
    """Whether a word is one of a date or of a file's name: no picture shows it."""
    return is_date_word(words) or _NUMBER.fullmatch(words) is not None


def _only(whole: Likelihood | None, parts: tuple[Part, ...]) -> Likelihood | None:
    """What is asked for, if that is one thing that a cosine tells."""
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


def _words(wish: Wish) -> int:
    return len(wish.nouns) + len(wish.tones)


def _beside(wish: Wish) -> float:
    """Weight of the parts beside the sentence."""
    most = _MOST_BESIDE
    if any(noun.colours for noun in wish.nouns):
        most = _MOST_BESIDE_COLOURED
    elif any(_needs_sentence(noun.entry) for noun in wish.nouns):
        most = _MOST_BESIDE_PHRASE
    return min(most, _BESIDE / max(_words(wish), 1) ** 2)


def _needs_sentence(entry: Entry) -> bool:
    """Whether an entry asks for something else than the thing that it is listed under.

    A "bike race" is not any race, and "christmas" is more than the christmas tree.
    """
    if not isinstance(entry, Term) or not isinstance(entry.meaning, Things):
        return False
    names = entry.meaning.names
    telling = [word for word in entry.words.split() if word not in FUNCTION_WORDS]
    is_part = any(" " in name and entry.words in name.split() for name in names)
    return is_part or (len(telling) > 1 and entry.words not in names)


def _is_covered(wish: Wish) -> bool:
    """Whether parts, without the sentence, say all that is asked for."""
    return all(
        (isinstance(noun.entry, Term) or noun.colours) and not _needs_sentence(noun.entry)
        for noun in wish.nouns
    )


def _unit(vector: Floats) -> Floats:
    return np.asarray(vector / np.linalg.norm(vector), np.float32)
