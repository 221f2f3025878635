"""Pictures whose names, dates or captions have words of a query."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from picseek.engine.search.fusion import ALL_WORDS_WEIGHT, ANY_WORD_WEIGHT, Ranking

if TYPE_CHECKING:
    from picseek.engine.search.request import SearchRequest
    from picseek.engine.store import Store
    from picseek.engine.text.query_parser import ParsedQuery

    Scored = list[tuple[int, float]]


class WordMatches(NamedTuple):
    """Pictures that have the words of a query.

    Attributes:
        rankings: Those with all words, those with some; or none, if there are none.
        files: Of each, the row number of the file that has them.
    """

    rankings: list[Ranking]
    files: dict[int, int]


def match_words(store: Store, request: SearchRequest, *, alone: bool = True) -> WordMatches:
    """Pictures whose names, dates or captions have all words, and some.

    Args:
        store: Where they are.
        request: The words, the folder, and how many pictures to find at most.
        alone: No model answers beside the words. Then, where some picture has all of them, those
            with some do not count: "march 2019" means that month. But of "red iceland" the model
            answers one half, the words the other.
    """
    parsed = request.words
    find = partial(
        store.text.match, limit=request.depth, folder=request.folder, among=request.among
    )
    words, unwanted = parsed.name_words, parsed.unwanted_words
    every: dict[int, int] = {}
    some: dict[int, int] = {}
    if words:
        every = find(words, every=True)
    if len(words) > 1 and not (alone and every):
        some = find(words, every=False)
    if unwanted:
        named = store.text.named_with([*every, *some], unwanted)
        every, some = (
            {each: file for each, file in found.items() if each not in named}
            for found in (every, some)
        )
    if len(unwanted) > len(parsed.excluded):  # a file may be called "no entry"
        literally = find(parsed.wanted, every=True)
        every = {**literally, **{each: every[each] for each in every if each not in literally}}
    if not every and not some:
        return WordMatches([], {})
    rankings = [Ranking(list(every), ALL_WORDS_WEIGHT), Ranking(list(some), ANY_WORD_WEIGHT)]
    return WordMatches(rankings, {**some, **every})


def without_unwanted(store: Store, scored: Scored, words: ParsedQuery) -> Scored:
    """Remove the pictures whose names or captions have a word that a query excludes."""
    if not words.unwanted_words or not scored:
        return scored
    named = store.text.named_with([each for each, _ in scored], words.unwanted_words)
    return [each for each in scored if each[0] not in named]
