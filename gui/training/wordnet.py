"""WordNet 3.0's nouns, read from its file `data.noun`, and what each is a kind of.

Format: https://wordnet.princeton.edu/documentation/wndb5wn. ImageNet names its classes by the
offsets of this file (`n02084071` is the dog), so that "is a kind of" can be looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_ABOVE = ("@", "@i")  # pointers to a hypernym: of a kind, of one individual
_NAME = re.compile(r"n(\d{8})")


@dataclass(frozen=True, slots=True)
class Synset:
    """One meaning and its words.

    Attributes:
        domain: Number of its lexicographer file, lexnames(5WN): 5 animal, 6 artifact ...
        words: Lower case, spaces between the words of a phrase.
        lex_ids: Number of each word in that file, part of its sense's key.
        above: Offsets of its hypernyms, instances' included.
        instance: It is one individual (a person, a place), not a kind.
    """

    domain: int
    words: tuple[str, ...]
    lex_ids: tuple[int, ...]
    above: tuple[int, ...]
    instance: bool


@dataclass(frozen=True, slots=True)
class Nouns:
    """All synsets by their offsets."""

    synsets: dict[int, Synset]

    def is_a(self, synset: int, ancestor: int) -> bool:
        """Whether the synset is the ancestor or lies below it; unknown ones are only themselves."""
        waiting, seen = [synset], set[int]()
        while waiting:
            current = waiting.pop()
            if current == ancestor:
                return True
            if current not in seen and current in self.synsets:
                waiting += self.synsets[current].above
            seen.add(current)
        return False


def offset_of(name: str) -> int | None:
    """Offset of the synset that ImageNet calls a class by; None: the name is another one."""
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else None


def read_nouns(file: Path) -> Nouns:
    """Read `data.noun`.

    Raises:
        OSError: It cannot be read.
    """
    return parse_nouns(rows(file))


def parse_nouns(lines: Iterable[str]) -> Nouns:
    """Read the lines of `data.noun`, those of its licence left out."""
    return Nouns(dict(map(_parse, lines)))


def rows(path: Path) -> Iterator[str]:
    """Lines of a database file without the licence, whose lines begin with two spaces."""
    with path.open(encoding="ascii") as file:
        yield from (line for line in file if not line.startswith("  "))


def plain(word: str) -> str:
    """A word as it is written elsewhere: WordNet joins the words of a phrase with underscores."""
    return word.replace("_", " ").lower()


def _parse(line: str) -> tuple[int, Synset]:
    fields = line.split(" | ")[0].split()
    after = 4 + 2 * int(fields[3], 16)
    pointers = fields[after + 1 :]
    targets = [(pointers[i], int(pointers[i + 1])) for i in range(0, len(pointers) - 3, 4)]
    kinds = [kind for kind, _ in targets if kind in _ABOVE]
    synset = Synset(
        domain=int(fields[1]),
        words=tuple(map(plain, fields[4:after:2])),
        lex_ids=tuple(int(number, 16) for number in fields[5:after:2]),
        above=tuple(target for kind, target in targets if kind in _ABOVE),
        instance=bool(kinds) and "@" not in kinds,
    )
    return int(fields[0]), synset
