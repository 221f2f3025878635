"""The 1,000 classes of the encoder as synsets of WordNet 3.0, found by their names.

The classes are in the order of their synsets' offsets, which tells homonyms apart: of all
senses of all names, the ascending sequence is the right one.
"""

from __future__ import annotations

from bisect import bisect_left

from training.words.wordnet import WordNet


def class_synsets(names: list[str], wordnet: WordNet) -> list[int | None]:
    """Offset of each class's synset; None where none fits into the order.

    Args:
        names: Of the classes, in the order of the encoder's outputs.
        wordnet: Version 3.0, whose offsets ImageNet's order follows.
    """
    best: list[tuple[int, int, int]] = []  # offset, class and place before, by length
    trail: list[tuple[int, int, int]] = []
    for number, name in enumerate(names):
        senses = sorted({s.synset for s in wordnet.senses.get(name.lower(), ())}, reverse=True)
        for offset in senses:
            place = bisect_left([each[0] for each in best], offset)
            before = best[place - 1][2] if place else -1
            trail.append((number, offset, before))
            best[place : place + 1] = [(offset, number, len(trail) - 1)]
    found: list[int | None] = [None] * len(names)
    at = best[-1][2] if best else -1
    while at >= 0:
        number, offset, at = trail[at]
        found[number] = offset
    return found
