"""Which words mean which things."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from training.words.concepts import Concept
from training.words.names import Names
from training.words.phrases import translations
from training.words.table import Meaning, Table
from training.words.wordnet import WordNet


def surfaces(
    concepts: Sequence[Concept],
    names: Mapping[str, Names],
    wordnet: WordNet,
    reserved: Collection[str],
    described: Collection[str],
) -> dict[str, Meaning]:
    """All words, lower case, with what they mean; empty for a thing of its own: "hot dog".

    Args:
        concepts: The things.
        names: Words by hand.
        wordnet: Version 3.0.
        reserved: Words that mean something else in a question ("not", "red").
        described: Those of them that describe a thing.
    """
    words = dict(Table(concepts, names, wordnet, reserved, described).words)
    for row in translations():
        meaning = words.get(row["en"].lower())
        if meaning:
            for name in row.values():
                words.setdefault(name.lower(), meaning)
    return words


def table_text(words: Mapping[str, Meaning], numbers: Mapping[Meaning, int]) -> str:
    """`words.tsv`: number of the direction, then the words of that meaning, by `|`."""
    by_number: dict[int, list[str]] = {}
    for word, meaning in words.items():
        by_number.setdefault(numbers.get(meaning, -1), []).append(word)
    lines = [f"{number}\t{'|'.join(sorted(found))}" for number, found in sorted(by_number.items())]
    return "\n".join(lines) + "\n"
