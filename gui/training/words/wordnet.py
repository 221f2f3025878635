"""WordNet 3.0's nouns and their words, from its files (wndb(5WN)): index, exceptions, counts.

The files are in Debian's package `wordnet-base`, or in Princeton's own archive.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from training.wordnet import plain, read_nouns, rows

_NOUN_KEY = "%1:"  # sense keys of nouns, senseidx(5WN)


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word.

    Attributes:
        synset: Offset in data.noun.
        count: How often the word has this meaning in the texts that WordNet's makers tagged.
    """

    synset: int
    count: int


class WordNet:
    """The nouns of a folder of WordNet's database files.

    Raises:
        OSError: The folder lacks one of the files.
    """

    def __init__(self, folder: Path) -> None:
        self.synsets = read_nouns(folder / "data.noun").synsets
        counts = _counts(folder / "cntlist.rev")
        self._counts = {
            (word, offset): counts.get(_key(word, synset.domain, lex_id), 0)
            for offset, synset in self.synsets.items()
            for word, lex_id in zip(synset.words, synset.lex_ids, strict=True)
        }
        self.senses = dict(self._senses(folder / "index.noun"))
        self.irregular = _irregular(folder / "noun.exc")

    @cached_property
    def below(self) -> dict[int, list[int]]:
        """Offsets of each synset's direct hyponyms."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for offset, synset in self.synsets.items():
            for upper in synset.above:
                found[upper].append(offset)
        return dict(found)

    @cached_property
    def uses(self) -> Counter[int]:
        """How often each synset's words were tagged with it."""
        found: Counter[int] = Counter()
        for senses in self.senses.values():
            for sense in senses:
                found[sense.synset] += sense.count
        return found

    def under(self, synset: int) -> set[int]:
        """Offsets of everything below a synset, itself included."""
        found, waiting = {synset}, [synset]
        while waiting:
            new = [each for each in self.below.get(waiting.pop(), ()) if each not in found]
            found.update(new)
            waiting += new
        return found

    def _senses(self, path: Path) -> Iterator[tuple[str, tuple[Sense, ...]]]:
        for line in rows(path):
            fields = line.split()
            offsets = map(int, fields[-int(fields[2]) :])
            word = plain(fields[0])
            yield word, tuple(Sense(each, self._counts.get((word, each), 0)) for each in offsets)


def _key(word: str, domain: int, lex_id: int) -> str:
    """The beginning of a noun's sense key, senseidx(5WN)."""
    return f"{word.replace(' ', '_')}{_NOUN_KEY}{domain:02}:{lex_id:02}"


def _counts(path: Path) -> dict[str, int]:
    """Counts of noun senses by the beginning of their keys: ``dog%1:05:00``."""
    counts: dict[str, int] = {}
    with path.open(encoding="ascii") as file:
        for line in file:
            key, _, count = line.split()
            if _NOUN_KEY in key:
                counts[key.removesuffix("::")] = int(count)
    return counts


def _irregular(path: Path) -> dict[str, list[str]]:
    """Forms that no rule gives, by their base form."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    with path.open(encoding="ascii") as file:
        for line in file:
            form, *bases = map(plain, line.split())
            for base in bases:
                found[base].append(form)
    return dict(found)
