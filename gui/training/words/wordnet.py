"""WordNet 3.0's nouns, read from its database files (wndb(5WN)): index, data, exceptions, counts.

The files are in Debian's package `wordnet-base`, or in Princeton's own archive.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Synset:
    """One meaning and its words.

    Attributes:
        domain: Number of its lexicographer file, lexnames(5WN): 5 animal, 6 artifact ...
        words: Lower case, spaces between the words of a phrase.
        above: Offsets of its hypernyms, instances' included.
        instance: It is one individual (a person, a place), not a kind.
    """

    domain: int
    words: tuple[str, ...]
    above: tuple[int, ...]
    instance: bool


class WordNet:
    """The nouns of a folder of WordNet's database files.

    Raises:
        OSError: The folder lacks one of the files.
    """

    def __init__(self, folder: Path) -> None:
        self._counts = _counts(folder / "cntlist.rev")
        self.synsets: dict[int, Synset] = {}
        self._keys: dict[tuple[str, int], int] = {}
        for line in _rows(folder / "data.noun"):
            self._read(line)
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

    def _read(self, line: str) -> None:
        fields = line.split(" | ")[0].split()
        offset, domain, size = int(fields[0]), int(fields[1]), int(fields[3], 16)
        words = tuple(_plain(word) for word in fields[4 : 4 + 2 * size : 2])
        for word, lex_id in zip(words, fields[5 : 5 + 2 * size : 2], strict=True):
            key = f"{word.replace(' ', '_')}{_NOUN_KEY}{domain:02}:{int(lex_id, 16):02}"
            self._keys[word, offset] = self._counts.get(key, 0)
        pointers = fields[5 + 2 * size :]
        above = [(pointers[i], int(pointers[i + 1])) for i in range(0, len(pointers) - 3, 4)]
        kinds = [kind for kind, _ in above if kind in ("@", "@i")]
        uppers = tuple(target for kind, target in above if kind in ("@", "@i"))
        self.synsets[offset] = Synset(domain, words, uppers, bool(kinds) and "@" not in kinds)

    def _senses(self, path: Path) -> Iterator[tuple[str, tuple[Sense, ...]]]:
        for line in _rows(path):
            fields = line.split()
            offsets = map(int, fields[-int(fields[2]) :])
            word = _plain(fields[0])
            yield word, tuple(Sense(each, self._keys.get((word, each), 0)) for each in offsets)


def _rows(path: Path) -> Iterator[str]:
    """Lines without the licence, whose lines begin with two spaces."""
    with path.open(encoding="ascii") as file:
        yield from (line for line in file if not line.startswith("  "))


def _plain(word: str) -> str:
    return word.replace("_", " ").lower()


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
            form, *bases = map(_plain, line.split())
            for base in bases:
                found[base].append(form)
    return dict(found)
