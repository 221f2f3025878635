"""The hypernyms of WordNet 3.0's nouns, read from its file `data.noun`.

Format: https://wordnet.princeton.edu/documentation/wndb5wn. ImageNet names its classes by the
offsets of this file (`n02084071` is the dog), so that "is a kind of" can be looked up.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

NO_PARENTS: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nouns:
    """Hypernyms and first lemma of every noun synset, keyed by "n" and eight digits."""

    parents: dict[str, tuple[str, ...]]
    lemmas: dict[str, str]

    def is_a(self, synset: str, ancestor: str) -> bool:
        """Whether the synset is the ancestor or lies below it."""
        waiting, seen = [synset], set()
        while waiting:
            current = waiting.pop()
            if current == ancestor:
                return True
            if current not in seen:
                seen.add(current)
                waiting += self.parents.get(current, NO_PARENTS)
        return False


def read_nouns(file: Path) -> Nouns:
    """Reads `data.noun`."""
    return parse_nouns(file.read_text(encoding="latin-1").splitlines())


def parse_nouns(lines: Iterable[str]) -> Nouns:
    """Reads the lines of `data.noun`; those of its licence begin with two spaces."""
    parents: dict[str, tuple[str, ...]] = {}
    lemmas: dict[str, str] = {}
    for line in lines:
        if line.startswith("  ") or not line.strip():
            continue
        parts = line.split(" | ")[0].split()
        words = int(parts[3], 16)
        synset = f"n{parts[0]}"
        lemmas[synset] = parts[4].replace("_", " ")
        pointers = parts[5 + 2 * words :]
        parents[synset] = tuple(
            f"n{pointers[place + 1]}"
            for place in range(len(pointers) - 3)
            if pointers[place] in {"@", "@i"} and pointers[place + 2] == "n"
        )
    return Nouns(parents, lemmas)
