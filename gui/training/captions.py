"""Words of photo captions as labels: which words the five sentences of a photo use."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

SENTENCES = 5
FEWEST_PHOTOS = 40
IRREGULAR = {
    "men": "man",
    "women": "woman",
    "children": "child",
    "people": "people",
    "wolves": "wolf",
    "leaves": "leaf",
    "feet": "foot",
    "teeth": "tooth",
    "bus": "bus",
    "grass": "grass",
    "dress": "dress",
    "glasses": "glasses",
    "sunglasses": "sunglasses",
    "stairs": "stairs",
    "puppies": "puppy",
    "babies": "baby",
    "ladies": "lady",
    "his": "his",
    "this": "this",
    "across": "across",
    "its": "its",
    "is": "is",
    "as": "as",
    "has": "has",
    "dresses": "dress",
    "buses": "bus",
    "beaches": "beach",
    "benches": "bench",
    "branches": "branch",
    "bushes": "bush",
    "couches": "couch",
}
STOP = frozenset(
    (
        *("a", "an", "the", "in", "on", "of", "with", "and"),
        *("is", "are", "to", "at", "his", "her", "its", "their"),
        *("by", "for", "from", "as", "it", "while", "up", "down"),
        *("two", "one", "three", "four", "another", "other", "that", "has"),
        *("have", "who", "which", "into", "through", "over", "out", "off"),
        *("near", "next", "be", "being", "him", "them", "they", "he"),
        *("she", "this", "there", "some", "each", "several", "behind", "front"),
        *("around", "toward", "towards", "along", "above", "under", "between", "beside"),
        *("across", "against", "something", "someone", "looking", "looks", "look", "stand"),
        *("standing", "stands", "wearing", "wears", "dressed", "holding", "holds", "hold"),
        *("get", "gets", "getting", "using", "onto", "about", "back", "top"),
        *("side", "away", "together", "very", "has", "like", "just", "or"),
        *("not", "all", "so", "both", "during", "before", "after", "past"),
        *("what", "it's", "where"),
    )
)


def singular(word: str) -> str:
    """A plain guess at the singular of a lower-case English word."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def read_captions(file: Path) -> dict[str, list[list[str]]]:
    """Photo name to its sentences, each a list of lower-case words in the singular.

    The file has one sentence a line, as Flickr8k's token file: `name#number<tab>sentence`.
    """
    photos: dict[str, list[list[str]]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, sentence = line.partition("\t")
        words = [singular(word) for word in re.findall(r"[a-z']+", sentence.lower())]
        photos.setdefault(name.split("#")[0], []).append(words)
    return photos


def frequent_words(photos: Mapping[str, Sequence[Sequence[str]]]) -> list[str]:
    """Words that at least `FEWEST_PHOTOS` photos use, without those that show nothing."""
    counts: Counter[str] = Counter()
    for sentences in photos.values():
        counts.update({word for sentence in sentences for word in sentence})
    return sorted(
        word
        for word, count in counts.items()
        if count >= FEWEST_PHOTOS and word not in STOP and len(word) > 2
    )


def mentions(
    photos: Mapping[str, Sequence[Sequence[str]]], names: Sequence[str], words: Sequence[str]
) -> npt.NDArray[np.int8]:
    """How many sentences of each photo use each word: [names, words]; 0 for unknown photos."""
    column = {word: number for number, word in enumerate(words)}
    counts = np.zeros((len(names), len(words)), np.int8)
    for row, name in enumerate(names):
        for sentence in photos.get(name, ()):
            for word in set(sentence):
                if word in column:
                    counts[row, column[word]] += 1
    return counts


def soft_targets(counts: npt.NDArray[np.int8]) -> npt.NDArray[np.float32]:
    """1 where two sentences agree on a word, 0.6 where only one has it, 0 elsewhere."""
    return np.where(counts >= 2, 1.0, np.where(counts == 1, 0.6, 0.0)).astype(np.float32)
