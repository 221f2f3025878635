"""Concepts + WordNet + words written by hand -> which concepts each word means.

What a word means is settled in this order; the first answer counts:

    1. the concepts' own names, their aliases, and English written by hand
    2. WordNet's synonyms of a concept
    3. what stands above concepts: "animal" is all of them, if they are most of what it means
    4. German, French; and all of these without their accents

A phrase that is a thing of its own means nothing: a "hot dog" is no dog.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from training.words.concepts import Concept
from training.words.names import Names
from training.words.wordnet import WordNet

Meaning = tuple[str, ...]
"""Names of concepts, any of which will do; empty: a thing that the model does not know."""

UNKNOWN: Meaning = ()

# Lexicographer files, lexnames(5WN), of what a picture shows: animals, artifacts, food, natural
# objects, people, phenomena, plants. Their topmost synsets are in a file with "entity" and
# "object"; of that one only these count.
_VISIBLE = frozenset((5, 6, 13, 17, 18, 19, 20))
_TOPS = frozenset(("animal", "food", "person", "plant"))

_BROAD = """
    area article atmosphere barrier case container construction craft creation durables
    establishment fixture framework furnishing obstruction structure unit vessel ware way whole
    work
"""
"""Words above concepts, and mostly made of them, that say nothing about a picture."""

_PROMINENT = 0.5
"""Uses a sense must have, as a share of those of the word's commonest, to be what is meant."""

_COVERED = 0.4
"""Share of what lies below a synset, by use, that concepts must be for it to be known."""

_UNCOUNTED = 0.3
"""Use of a synset that the tagged texts do not have."""

_COMMON = 3
"""Uses in the tagged texts from which on a word is English, whatever it is in German or French."""

_LONGEST_PHRASE = 3
_TAXA = frozenset(("class", "division", "family", "genus", "order", "phylum", "species"))


class Table:
    """Which concepts each word means.

    Args:
        concepts: Of the picture model.
        names: Words written by hand, by the names of concepts; others are passed over.
        wordnet: Version 3.0, which the concepts' synsets are of.
        reserved: Words that mean something else in a query ("not", "the", "red").
        described: Those of them that describe a thing: "red".

    Attributes:
        words: By word or phrase, in lower case.
    """

    def __init__(
        self,
        concepts: Iterable[Concept],
        names: Mapping[str, Names],
        wordnet: WordNet,
        reserved: Collection[str] = (),
        described: Collection[str] = (),
    ) -> None:
        self._concepts = tuple(concepts)
        self._names = names
        self._wordnet = wordnet
        self._reserved = frozenset(reserved)
        self._described = frozenset(described)
        self.words: dict[str, Meaning] = {}
        for step in (
            self._named(),
            self._written("english"),
            self._of_synsets(),
            self._irregular(),
            self._written("german"),
            self._written("french"),
            self._without_accents(),
            self._phrases(),
        ):
            for word, meaning in list(step):
                self.words.setdefault(word, meaning)

    def _named(self) -> Iterator[tuple[str, Meaning]]:
        for concept in self._concepts:
            yield from ((word, _meaning(concept)) for word in (concept.name, plural(concept.name)))
        for concept in self._concepts:
            yield from ((alias, _meaning(concept)) for alias in concept.aliases)

    def _written(self, language: str) -> Iterator[tuple[str, Meaning]]:
        """Of the concepts' names; then of their aliases: who knows "meadow" knows "Wiese"."""
        named = {each.name for each in self._concepts}
        pairs = [(each.name, each) for each in self._concepts]
        pairs += [(a, each) for each in self._concepts for a in each.aliases if a not in named]
        for name, concept in pairs:
            words = self._names.get(name)
            for word in getattr(words, language) if words else ():
                yield word, _meaning(concept)

    @cached_property
    def _own(self) -> dict[int, Concept]:
        """The concept of a synset: the first one listed."""
        own: dict[int, Concept] = {}
        for concept in self._concepts:
            if concept.synset is not None:
                own.setdefault(concept.synset, concept)
        return own

    @cached_property
    def _meanings(self) -> dict[int, Meaning]:
        """Of the concepts' synsets, and of those above that are known."""
        found = {synset: _meaning(concept) for synset, concept in self._own.items()}
        above: set[int] = set()
        waiting = list(self._own)
        while waiting:
            new = set(self._wordnet.synsets[waiting.pop()].above) - above
            above |= new
            waiting += new
        for synset in sorted(above - set(found)):
            if self._worth_it(synset) and (meaning := self._members(synset)):
                found[synset] = meaning
        return found

    def _worth_it(self, synset: int) -> bool:
        found = self._wordnet.synsets[synset]
        return found.domain in _VISIBLE or not _TOPS.isdisjoint(found.words)

    def _members(self, synset: int) -> Meaning:
        """The topmost concepts below, if they are most of it and more than one.

        One concept of several is not what was asked for: a vase is not every jar.
        """
        kinds = self._wordnet.synsets
        below = {s for s in self._wordnet.under(synset) if not kinds[s].instance} - {synset}
        own = below & set(self._own)
        under = {s: self._wordnet.under(s) & below for s in own}
        covered = set[int]().union(*under.values())
        if self._use(covered) < _COVERED * self._use(below):
            return UNKNOWN
        top = {s for s in own if not any(s in under[other] for other in own - {s})}
        return tuple(sorted(self._own[s].name for s in top)) if len(top) > 1 else UNKNOWN

    def _use(self, synsets: Iterable[int]) -> float:
        return sum(max(self._wordnet.uses[synset], _UNCOUNTED) for synset in synsets)

    def _of_synsets(self) -> Iterator[tuple[str, Meaning]]:
        """Words of which a prominent sense means something."""
        candidates = {w for s in self._meanings for w in self._wordnet.synsets[s].words}
        for word in sorted(candidates - set(_BROAD.split()) - self._reserved):
            senses = self._wordnet.senses[word]
            bar = _PROMINENT * max(sense.count for sense in senses)
            if not bar and len(senses) > 1:
                continue  # nobody knows which is meant: "john" is a toilet and many people
            for sense in senses:
                if sense.count >= bar and sense.synset in self._meanings:
                    yield word, self._meanings[sense.synset]
                    break

    def _irregular(self) -> Iterator[tuple[str, Meaning]]:
        for word, meaning in self.words.items():
            for form in self._wordnet.irregular.get(word, ()):
                if form not in self._reserved:
                    yield form, meaning

    def _without_accents(self) -> Iterator[tuple[str, Meaning]]:
        """As they are typed on other keyboards: "Vogel", "Voegel", "velo"."""
        for word, meaning in self.words.items():
            for plain in {_german_plain(word), _bare(word)} - {word} - self._reserved:
                senses = self._wordnet.senses.get(plain, ())
                if all(sense.count < _COMMON for sense in senses):  # "manner" is no "Männer"
                    yield plain, meaning

    def _phrases(self) -> Iterator[tuple[str, Meaning]]:
        """Phrases with a known word in them that are something else: "sea lion", "red fox"."""
        single = {word for word, meaning in self.words.items() if meaning} | self._described
        for phrase, senses in self._wordnet.senses.items():
            parts = phrase.split(" ")
            if not 2 <= len(parts) <= _LONGEST_PHRASE or single.isdisjoint(parts):
                continue
            if parts[0] in _TAXA or not any(self._is_visible_kind(s.synset) for s in senses):
                continue
            if not self._is_kind_of(parts[-1], senses[0].synset):
                yield phrase, UNKNOWN

    def _is_visible_kind(self, synset: int) -> bool:
        found = self._wordnet.synsets[synset]
        return found.domain in _VISIBLE and not found.instance

    def _is_kind_of(self, head: str, synset: int) -> bool:
        """Whether a phrase only narrows what its last word means: "apple tree"."""
        heads = {sense.synset for sense in self._wordnet.senses.get(head, ())}
        waiting = [synset]
        while waiting:
            above = self._wordnet.synsets[waiting.pop()].above
            if not heads.isdisjoint(above) and self.words.get(head):
                return True
            waiting += above
        return False


def plural(word: str) -> str:
    """The regular plural of an English word, or of a phrase's last word."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


def _meaning(concept: Concept) -> Meaning:
    return (concept.name,)


def _german_plain(word: str) -> str:
    for letter, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        word = word.replace(letter, letters)
    return word


def _bare(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.replace("œ", "oe").replace("ß", "ss"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
